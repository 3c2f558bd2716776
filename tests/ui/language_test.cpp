// No text bypasses the catalogue: the whole console is walked in a language that marks each text that was looked up, and
// what is not marked must be data.
#include "ui/kit/language.hpp"

#include "rules/may.hpp"
#include "tests/client/town.hpp"
#include "tests/service/riverside.hpp"
#include "tests/ui/catalogue.hpp"
#include "tests/ui/walker.hpp"
#include "ui/screens/audit_words.hpp"
#include "ui/screens/words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr std::string_view opening = "⟦";
constexpr std::string_view closing = "⟧";

/// "{} of {} rows" → "{}⟦ of ⟧{}⟦ rows⟧": what fills it is not marked by it.
std::string marked(std::string_view text)
{
    auto result = std::string{};
    while (!text.empty()) {
        auto const open = text.find('{');
        if (auto const piece = text.substr(0, open); !piece.empty())
            ((result += opening) += piece) += closing;
        if (open == std::string_view::npos)
            break;
        auto const close = text.find('}', open);
        result += text.substr(open, close - open + 1);
        text.remove_prefix(close + 1);
    }
    return result;
}

class MarkedFormats final : public ui::Formats {
public:
    std::string say(ui::Phrase phrase, std::int64_t value, int offset) const override
    {
        auto const said = Formats::say(phrase, value, offset);
        auto const shown = phrase != ui::Phrase::plural && phrase != ui::Phrase::first_weekday;
        return shown ? marked(said) : said;
    }
    std::string list(std::span<std::string const> items, bool alternatives) const override
    {
        auto text = std::string{};
        for (auto const& item : items)
            text += (text.empty() ? "" : marked(alternatives ? " or " : " and ")) + item;
        return text;
    }
};

nlohmann::json read_json(std::string const& path)
{
    auto file = std::ifstream{path};
    REQUIRE(file);
    return nlohmann::json::parse(file);
}

/// The language of marks, made of the keys of the Spanish catalogue; English afterwards.
struct Marks {
    Marks()
    {
        auto const spanish = read_json(CASTELLAN_ASSETS "/languages/es.json");
        auto pairs = std::string{};
        auto const add = [&](std::string const& key, std::string const& text) {
            (pairs += key).push_back('\0');
            (pairs += marked(text)).push_back('\0');
        };
        for (auto const& [key, text] : spanish.items()) {
            if (key.empty())
                continue;
            if (text.is_object())
                for (auto const* category : {"one", "other"})
                    add(key + "\x1f" + category, key);
            else
                add(key, key);
        }
        ui::speak("marks", pairs, std::make_unique<MarkedFormats>());
    }
    ~Marks() { ui::speak("en", {}); }
};

void add_texts(std::set<std::string>& texts, nlohmann::json const& value)
{
    if (value.is_string())
        texts.insert(value.get<std::string>());
    for (auto const& [key, part] : value.items()) {
        static_cast<void>(key);
        if (value.is_structured())
            add_texts(texts, part);
    }
}

class Judge {
public:
    explicit Judge(std::string_view document) { add_texts(data_, nlohmann::json::parse(document)); }

    void look(ui::Semantics nodes, std::string_view where)
    {
        for (auto const& node : nodes)
            for (auto const text : {node.name, node.value, node.description, node.error, node.placeholder})
                look(text, where);
    }
    void look(std::string_view text, std::string_view where)
    {
        auto rest = text;
        while (!rest.empty()) {
            auto const open = rest.find(opening);
            judge(rest.substr(0, open), text, where);
            if (open == std::string_view::npos)
                return;
            auto const close = rest.find(closing, open);
            REQUIRE(close != std::string_view::npos);
            rest.remove_prefix(close + closing.size());
        }
    }
    [[nodiscard]] std::set<std::string> const& unmarked() const { return unmarked_; }

private:
    static bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || (c & 0x80) != 0; }

    void judge(std::string_view piece, std::string_view text, std::string_view where)
    {
        // What is put together of data stands side by side with a separator.
        for (auto const* const separator : {" · ", ", ", ": ", "; ", " ("}) {
            if (auto const at = piece.find(separator); at != std::string_view::npos && !is_data(piece)) {
                judge(piece.substr(0, at), text, where);
                judge(piece.substr(at + std::string_view{separator}.size()), text, where);
                return;
            }
        }
        while (!piece.empty() && std::string_view{" .,:;()`–…+-"}.contains(piece.back()))
            piece.remove_suffix(1);
        while (!piece.empty() && std::string_view{" .,:;()`–…+-"}.contains(piece.front()))
            piece.remove_prefix(1);
        if (std::ranges::any_of(piece, is_letter) && !is_data(piece))
            unmarked_.insert(std::string{where}.substr(0, 12) + ": “" + std::string{piece} + "” in “" + std::string{text} + "”");
    }
    bool is_data(std::string_view piece) const
    {
        auto const is_rule = piece.size() >= 3 && piece.size() <= 4 && piece[1] == '-' && std::isdigit(static_cast<unsigned char>(piece[2]));
        return is_rule || piece == "–" || piece == "••••••••" || piece == "MX-0001" || piece == "Castellan" || piece == "UTC" ||
               std::ranges::any_of(data_, [&](std::string const& known) { return known.contains(piece); });
    }

    std::set<std::string> data_;
    std::set<std::string> unmarked_;
};

void check(Judge const& judge)
{
    for (auto const& text : judge.unmarked()) {
        UNSCOPED_INFO(text);
    }
    CHECK(judge.unmarked().empty());
}

} // namespace

TEST_CASE("every text on the screens comes from the catalogue or is data", "[ui][language]")
{
    auto town = Town{demonstration()};
    auto judge = Judge{demonstration()};
    Marks const marks;
    for (auto const& person : demonstration_personas()) {
        auto const replica = town.replica_of(person);
        auto walker = Walker{replica, town.now};
        walker.on_page = [&](std::string_view where) { judge.look(walker.ui().semantics(), where); };
        walker.walk();
    }
    check(judge);
}

TEST_CASE("every reason that the rules give stands in the catalogue", "[ui][language]")
{
    auto town = Town{riverside};
    auto judge = Judge{"{}"};
    Marks const marks;
    auto reasons = std::set<std::string_view>{};
    for (auto const user : town.world().users.handles())
        for (auto const& change : catalogue(town.world()))
            reasons.insert(may(town.world(), user, change, nothing_confirmed).reason);
    CHECK(reasons.size() > 30);
    for (auto const reason : reasons)
        judge.look(ui::tr(reason), "a reason");
    check(judge);
}

TEST_CASE("what was done and what failed is told in the language", "[ui][language]")
{
    auto judge = Judge{R"(["the thing"])"};
    Marks const marks;
    auto const world = World{};
    for (std::size_t at = 0; at < kind_count; ++at) {
        auto const kind = static_cast<Kind>(at);
        judge.look(ui::done_title(kind), name_of(kind));
        judge.look(ui::failed_title(kind), name_of(kind));
        judge.look(ui::audit_kind_title(kind), name_of(kind));
        auto entry = client::AuditEntry{.kind = std::string{name_of(kind)}, .name = "the thing"};
        judge.look(ui::audit_sentence(world, entry), name_of(kind));
        entry.refused = true;
        judge.look(ui::audit_sentence(world, entry), name_of(kind));
    }
    for (auto const* kind : {"", "organization.install", "user.set_password", "user.first_sign_in"})
        judge.look(ui::audit_sentence(world, {.kind = kind}), "an entry");
    check(judge);
}
