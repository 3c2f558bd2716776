// The audit trail as a file (X-7).
#include "service/trail_export.hpp"
#include "tests/service/house.hpp"
#include "wire/codec.hpp"
#include "wire/csv_line.hpp"
#include "wire/log_json.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <chrono>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

/// The whole of an answer that is made piece by piece, committed first; `pieces` counts them.
std::string poured(House& house, Outcome outcome, int& pieces)
{
    house.commit();
    auto text = std::move(outcome.response.body);
    if (!outcome.body)
        return text;
    auto piece = std::string{};
    for (auto state = BodyStream::State::more; state == BodyStream::State::more; ++pieces) {
        piece.clear();
        state = outcome.body->next(piece, house.now);
        REQUIRE(state != BodyStream::State::broken);
        text += piece;
    }
    return text;
}

std::string exported(House& house, std::string_view person, std::string const& query)
{
    auto pieces = 0;
    auto outcome = house.ask_only(person, "GET", "/api/v1/audit/export?" + query);
    CAPTURE(query, outcome.response.body);
    REQUIRE(outcome.response.status == 200);
    return poured(house, std::move(outcome), pieces);
}

std::vector<std::string> lines_of(std::string_view text)
{
    auto lines = std::vector<std::string>{};
    while (!text.empty()) {
        auto const end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end == text.npos ? text.size() : end + 1, text.size()));
    }
    return lines;
}

std::string line(std::initializer_list<std::string_view> cells)
{
    auto out = std::string{};
    append_csv_line(out, std::span{cells.begin(), cells.size()});
    return out;
}

/// A store whose log is made up while it is read, so that a million entries take no memory of their own.
class EndlessStore final : public Store {
public:
    explicit EndlessStore(std::uint64_t entries) : entries_(entries) {}

    std::expected<void, StoreError> append(Batch const&) override { return {}; }
    std::expected<std::uint64_t, StoreError> last_number() override { return entries_; }
    std::expected<std::vector<Entry>, StoreError> read(std::uint64_t, std::size_t) override
    {
        return std::vector<Entry>{};
    }
    std::expected<std::vector<Entry>, StoreError> read_back(std::uint64_t before, std::size_t limit,
                                                            EntryFilter const&) override
    {
        ++reads;
        auto found = std::vector<Entry>{};
        for (auto number = std::min(before, entries_ + 1) - 1; number > 0 && found.size() < limit; --number) {
            found.push_back({.number = number,
                             .at = static_cast<Instant>(number),
                             .actor = "ada",
                             .kind = "safe.sync",
                             .body = R"({"change":{"kind":"safe.sync","safe":"s1"},"effect":"allow","rule":"S-2","accounts":["a1"]})",
                             .about = {}});
        }
        return found;
    }
    std::expected<std::optional<Snapshot>, StoreError> latest_snapshot() override { return std::nullopt; }
    std::expected<std::vector<KeyValue>, StoreError> secrets(SecretTable) override { return std::vector<KeyValue>{}; }
    std::expected<std::optional<std::string>, StoreError> file(std::string_view) override { return std::nullopt; }
    std::expected<std::vector<std::string>, StoreError> files() override { return std::vector<std::string>{}; }

    std::size_t reads = 0;

private:
    std::uint64_t entries_;
};

} // namespace

TEST_CASE("Lines of CSV are quoted, and no cell is a formula", "[service][export][csv]")
{
    CHECK(line({"a", "b c", ""}) == "\"a\",\"b c\",\"\"\r\n");
    CHECK(line({"say \"yes\"", "one\r\ntwo", "a,b;c"}) == "\"say \"\"yes\"\"\",\"one\r\ntwo\",\"a,b;c\"\r\n");
    for (auto const* formula : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1", "|cmd", "%0", "＝1", "＠x"})
        CHECK(line({formula}) == "\"'" + std::string{formula} + "\"\r\n");
    for (auto const* plain : {"a=1", "1-2", "Ada", " ", "'", "{\"kind\":\"safe.sync\"}", "é", "ー"})
        CHECK(line({plain}).find("\"'" + std::string{plain == std::string_view{"'"} ? "'" : plain} ) == std::string::npos);
}

TEST_CASE("X-7: an export has what its reader may have, and is in the trail itself", "[service][export][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PUT", "/api/v1/groups/g1/members/ugo").status == 200);
    REQUIRE(house.ask("gia", "DELETE", "/api/v1/groups/g1").status == 403);
    REQUIRE(house.ask("zoe", "PATCH", "/api/v1/safes/s4", R"({"name":"Vault"})").status == 200);
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"=HYPERLINK(1) x"})").status == 200);

    auto const json = lines_of(exported(house, "ada", "format=jsonl&account=a1"));
    REQUIRE(json.size() == 4);
    CHECK(at(json[0], "kind") == "audit.export");
    CHECK(at(json[1], "kind") == "group.edit");
    CHECK(at(json[1], "before.name") == "Station 7");
    CHECK(at(json[2], "effect") == "deny");
    CHECK(at(json[3], "change.user") == "ugo");
    for (auto const& entry : json) {
        CHECK(wire::decode<wire::AuditEntry>(entry));
        CHECK(entry.find("s4") == std::string::npos);
        CHECK(at(entry, "number").empty());
    }

    auto const csv = exported(house, "ada", "format=csv&account=a1");
    CHECK(csv.starts_with("\"id\",\"number\",\"at\",\"actor\""));
    CHECK(csv.find("\"{\"\"kind\"\":\"\"group.edit\"\",\"\"group\"\":\"\"g1\"\"") != std::string::npos);
    CHECK(csv.find("Vault") == std::string::npos);
    CHECK(lines_of(csv).size() == 6);

    // The same filters as the page's.
    CHECK(lines_of(exported(house, "ada", "format=jsonl&account=a1&effect=deny")).size() == 1);
    CHECK(lines_of(exported(house, "ada", "format=jsonl&account=a1&kind=group.edit&to=2000-01-01")).empty());
    // T-2: whoever reads the whole organisation's trail gets bare entries of what he does not list.
    auto const whole = exported(house, "tess", "format=jsonl");
    CHECK(whole.find("Vault") == std::string::npos);
    CHECK(lines_of(whole).size() > 8);
}

TEST_CASE("X-7: who may not export is told so, and a hidden account is none", "[service][export][X-7]")
{
    auto house = House{};
    auto const status = [&](std::string_view person, std::string const& query) {
        auto const outcome = house.ask_only(person, "GET", "/api/v1/audit/export?" + query);
        CHECK_FALSE(outcome.body);
        return outcome.response.status;
    };
    CHECK(status("gia", "format=csv&account=a1") == 403);
    CHECK(status("uma", "format=csv&account=a1") == 403);
    CHECK(status("noa", "format=csv") == 403);
    CHECK(status("ada", "format=csv") == 403); // the organisation's is T-2's
    CHECK(status("ada", "format=csv&account=a2") == 404);
    CHECK(house.ask_only("ada", "GET", "/api/v1/audit/export?format=csv&account=a2").response.body ==
          house.ask_only("ada", "GET", "/api/v1/audit/export?format=csv&account=a9").response.body);
    CHECK(status("ada", "account=a1") == 422);
    CHECK(status("ada", "format=pdf&account=a1") == 422);
    CHECK(status("ada", "format=csv&account=a1&effect=x") == 422);
    CHECK(status("", "format=csv&account=a1") == 401);
}

TEST_CASE("X-2: an export breaks off when its reader may not read any more", "[service][export][X-2]")
{
    auto house = House{};
    for (auto time = 0; time < 3'000; ++time)
        static_cast<void>(house.ask_only("bob", "PATCH", "/api/v1/safes/s1", std::format(R"({{"name":"Safe {}"}})", time)));
    auto outcome = house.ask_only("ada", "GET", "/api/v1/audit/export?format=jsonl&account=a1");
    house.commit();
    REQUIRE(outcome.body);
    auto piece = std::string{};
    REQUIRE(outcome.body->next(piece, house.now) == BodyStream::State::more);
    SECTION("disabled") { REQUIRE(house.ask("tess", "POST", "/api/v1/users/ada/disable").status == 200); }
    SECTION("signed out") { REQUIRE(house.ask("ada", "DELETE", "/api/v1/session").status == 204); }
    SECTION("without the role") { REQUIRE(house.ask("bob", "PUT", "/api/v1/users/ada/roles/a1", R"({"role":"user"})").status == 200); }
    SECTION("the store is lost") { house.store.fail_reads(true); }
    auto state = BodyStream::State::more;
    for (auto pieces = 0; pieces < 100 && state == BodyStream::State::more; ++pieces) {
        piece.clear();
        state = outcome.body->next(piece, house.now);
    }
    CHECK(state == BodyStream::State::broken);
}

TEST_CASE("X-7: an export of many entries holds few of them at a time", "[service][export][X-7]")
{
    auto house = House{};
    auto store = EndlessStore{50'000};
    auto body = TrailExport{house.world(), store, [&] { return house.user("ada"); }, {}, {"a1"}, 50'001, TrailFormat::jsonl};
    auto piece = std::string{};
    auto largest = std::size_t{0};
    auto lines = std::size_t{0};
    auto state = BodyStream::State::more;
    while (state == BodyStream::State::more) {
        piece.clear();
        auto const reads = store.reads;
        state = body.next(piece, house.now);
        largest = std::max(largest, piece.size());
        lines += static_cast<std::size_t>(std::ranges::count(piece, '\n'));
        CHECK(store.reads - reads <= 6);
    }
    CHECK(state == BodyStream::State::done);
    CHECK(lines == 50'000);
    CHECK(largest < 256 * 1024);
}

TEST_CASE("what an export of a million entries takes", "[.][measure][export]")
{
    auto house = House{};
    auto store = EndlessStore{1'000'000};
    for (auto const format : {TrailFormat::csv, TrailFormat::jsonl}) {
        auto body = TrailExport{house.world(), store, [&] { return house.user("ada"); }, {}, {"a1"}, 1'000'001, format};
        auto piece = std::string{};
        auto bytes = std::size_t{0};
        auto longest = std::chrono::steady_clock::duration{};
        auto const begun = std::chrono::steady_clock::now();
        auto state = BodyStream::State::more;
        while (state == BodyStream::State::more) {
            piece.clear();
            auto const piece_begun = std::chrono::steady_clock::now();
            state = body.next(piece, house.now);
            longest = std::max(longest, std::chrono::steady_clock::now() - piece_begun);
            bytes += piece.size();
        }
        auto const took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
        WARN(std::format("{} bytes in {:.2f} s, the longest piece {:.2f} ms", bytes, took,
                         std::chrono::duration<double, std::milli>(longest).count()));
        CHECK(state == BodyStream::State::done);
    }
}
