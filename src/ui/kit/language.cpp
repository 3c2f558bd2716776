#include "ui/kit/language.hpp"

#include "model/calendar.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>
#include <unordered_map>

namespace castellan::ui {

namespace {

constexpr char of_category = '\x1f';

/// The texts of one language.
class Catalogue {
public:
    explicit Catalogue(std::string_view pairs) : block_(pairs)
    {
        for (std::string_view rest = block_; !rest.empty();) {
            auto const english = taken(rest);
            auto const text = taken(rest);
            if (text.empty())
                continue;
            texts_.emplace(english, text);
            sources_.emplace(text.data(), english);
        }
    }
    Catalogue(Catalogue const&) = delete;
    Catalogue& operator=(Catalogue const&) = delete;

    [[nodiscard]] std::string_view find(std::string_view english) const
    {
        auto const at = texts_.find(english);
        return at == texts_.end() ? std::string_view{} : at->second;
    }
    [[nodiscard]] std::string_view source(std::string_view text) const
    {
        auto const* const begin = block_.data();
        if (std::less{}(text.data(), begin) || !std::less{}(text.data(), begin + block_.size()))
            return text;
        auto const at = sources_.find(text.data());
        return at == sources_.end() ? text : at->second;
    }

private:
    static std::string_view taken(std::string_view& rest)
    {
        auto const end = std::min(rest.find('\0'), rest.size());
        auto const text = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        return text;
    }

    std::string block_;
    std::unordered_map<std::string_view, std::string_view> texts_;
    std::unordered_map<char const*, std::string_view> sources_;
};

struct Spoken {
    std::string tag = "en";
    std::unique_ptr<Formats> formats = std::make_unique<Formats>();
    /// By language, kept for good: what was looked up may be kept anywhere.
    std::unordered_map<std::string, std::vector<std::unique_ptr<Catalogue>>> catalogues;
    Catalogue const* catalogue = nullptr;
    std::vector<Language> offered;
    unsigned generation = 0;
};

Spoken& spoken()
{
    static Spoken one;
    return one;
}

constexpr auto months = std::to_array<std::string_view>({"January", "February", "March", "April", "May", "June", "July",
                                                         "August", "September", "October", "November", "December"});

std::string english_number(std::int64_t number)
{
    auto digits = std::to_string(number);
    auto const first = number < 0 ? 1u : 0u;
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > static_cast<std::ptrdiff_t>(first); at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

std::string english_distance(std::int64_t number, std::string_view unit)
{
    auto const count = number < 0 ? -number : number;
    auto const words = std::to_string(count) + " " + std::string(unit) + (count == 1 ? "" : "s");
    return number < 0 ? words + " ago" : "in " + words;
}

} // namespace

std::string Formats::say(Phrase phrase, std::int64_t value, int utc_offset_minutes) const
{
    using namespace std::chrono;
    auto const local = sys_time<milliseconds>{milliseconds{value}} + minutes{utc_offset_minutes};
    year_month_day const date{floor<days>(local)};
    auto const day = std::to_string(static_cast<unsigned>(date.day()));
    auto const month = std::string(months[static_cast<unsigned>(date.month()) - 1]);
    auto const year = std::to_string(static_cast<int>(date.year()));
    switch (phrase) {
    case Phrase::plural: return value == 1 ? "one" : "other";
    case Phrase::number: return english_number(value);
    case Phrase::day: return day + " " + month.substr(0, 3);
    case Phrase::day_and_year: return day + " " + month.substr(0, 3) + " " + year;
    case Phrase::long_day: return day + " " + month + " " + year;
    case Phrase::exact: {
        auto const minute_of_day = duration_cast<minutes>(local - floor<days>(local)).count();
        return day + " " + month + " " + year + ", " + written_time(minute_of_day);
    }
    case Phrase::month: return month + " " + year;
    case Phrase::weekday: {
        constexpr auto names = std::to_array<std::string_view>({"Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"});
        return std::string(names[weekday{floor<days>(local)}.c_encoding()]);
    }
    case Phrase::minutes: return english_distance(value, "minute");
    case Phrase::hours: return english_distance(value, "hour");
    case Phrase::days:
        return value == -1 ? "yesterday"
               : value == 0 ? "today"
               : value == 1 ? "tomorrow"
                            : english_distance(value, "day");
    case Phrase::first_weekday: return "1";
    case Phrase::time_zone: return value == 0 ? "America/New_York" : value == 1 ? "Europe/Madrid" : "";
    }
    return {};
}

std::string Formats::list(std::span<std::string const> items, bool alternatives) const
{
    std::string text;
    for (std::size_t at = 0; at < items.size(); ++at) {
        if (at > 0)
            text += at + 1 < items.size() ? ", " : alternatives ? " or " : " and ";
        text += items[at];
    }
    return text;
}

void speak(std::string_view tag, std::string_view pairs, std::unique_ptr<Formats> formats)
{
    auto& now = spoken();
    now.tag = tag;
    now.formats = formats ? std::move(formats) : std::make_unique<Formats>();
    auto& known = now.catalogues[now.tag];
    now.catalogue = nullptr;
    if (!pairs.empty())
        now.catalogue = known.emplace_back(std::make_unique<Catalogue>(pairs)).get();
    ++now.generation;
}

std::string_view language()
{
    return spoken().tag;
}

unsigned language_generation()
{
    return spoken().generation;
}

void offer_languages(std::vector<Language> languages)
{
    spoken().offered = std::move(languages);
}

std::span<Language const> languages()
{
    return spoken().offered;
}

Formats const& formats()
{
    return *spoken().formats;
}

TextWord find_text(std::string_view english)
{
    auto const* const catalogue = spoken().catalogue;
    auto const text = catalogue == nullptr ? std::string_view{} : catalogue->find(english);
    return std::bit_cast<TextWord>(text.empty() ? english : text);
}

std::string filled(std::string_view text, std::span<Filling const> fillings)
{
    std::string result;
    result.reserve(text.size() + 32);
    std::size_t next = 0;
    while (!text.empty()) {
        auto const open = text.find('{');
        result += text.substr(0, open);
        if (open == std::string_view::npos)
            break;
        text.remove_prefix(open + 1);
        auto const close = text.find('}');
        auto at = next++;
        if (close > 0)
            std::from_chars(text.data(), text.data() + close, at);
        if (at < fillings.size()) {
            auto const& filling = fillings[at];
            if (filling.is_number)
                result += formats().say(Phrase::number, filling.number, 0);
            else
                result += filling.text;
        }
        text.remove_prefix(std::min(close, text.size() - 1) + 1);
    }
    return result;
}

std::string_view plural_form(std::string_view one, std::string_view many, std::int64_t number)
{
    if (auto const* const catalogue = spoken().catalogue) {
        for (auto const& category : {formats().say(Phrase::plural, number, 0), std::string{"other"}}) {
            auto const text = catalogue->find(std::string{many} + of_category + category);
            if (!text.empty())
                return text;
        }
    }
    return number == 1 ? one : many;
}

std::string said(std::string_view sentence)
{
    auto const whole = tr(sentence);
    if (whole.data() != sentence.data() || sentence.empty())
        return std::string{whole};

    // "Row 3 (ada@station.example): …", of an import.
    constexpr std::string_view row = "Row ";
    if (auto const open = sentence.find(" ("), close = sentence.find("): ");
        sentence.starts_with(row) && open < close && close != std::string_view::npos)
        return tr("Row {} ({}): {}", sentence.substr(row.size(), open - row.size()),
                  sentence.substr(open + 2, close - open - 2), said(sentence.substr(close + 3)));

    // "The reason: what it is about." The reason is known with its full stop.
    if (auto const colon = sentence.find(": "); colon != std::string_view::npos) {
        auto const english = std::string{sentence.substr(0, colon)} + ".";
        auto reason = tr(english);
        if (reason.data() != english.data()) {
            if (reason.ends_with('.'))
                reason.remove_suffix(1);
            return std::string{reason} + std::string{sentence.substr(colon)};
        }
    }
    return std::string{sentence};
}

std::string_view source_of(std::string_view text)
{
    auto const* const catalogue = spoken().catalogue;
    return catalogue == nullptr ? text : catalogue->source(text);
}

} // namespace castellan::ui
