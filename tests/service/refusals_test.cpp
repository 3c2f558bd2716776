// What refusals cost: they are all in the log (X-7), and nobody can fill it with them.
#include "service/chain.hpp"
#include "service/trail.hpp"
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <format>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

std::string import_of(int rows, std::string_view domain)
{
    auto body = std::string{R"({"changes":[{"kind":"user.import","account":"a1","rows":[)"};
    for (auto row = 0; row < rows; ++row)
        body += std::format(R"({}{{"name":"Person {}","email":"p{}@{}","role":"user","groups":[]}})", row == 0 ? "" : ",",
                            row, row, domain);
    return body + "]}]}";
}

} // namespace

TEST_CASE("X-7: a refused import is in the log by its first rows, its size and its hash", "[service][refusals][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("uma", "POST", "/api/v1/changes", import_of(4'000, "riverside.example")).status == 403);
    auto const& entry = house.store.entries().back();
    CAPTURE(entry.body);
    CHECK(entry.kind == "user.import");
    CHECK(entry.body.size() < 5'000);
    CHECK(entry.about.size() <= 17);
    CHECK(std::ranges::find(entry.about, "uma") != entry.about.end());
    CHECK(at(entry.body, "change.rows[0].email") == "p0@riverside.example");
    CHECK(at(entry.body, "reason").find("4000 rows") != std::string::npos);

    // Another import of the same size leaves another hash; the reader of the trail sees it.
    REQUIRE(house.ask("uma", "POST", "/api/v1/changes", import_of(4'000, "riverside.exampl2")).status == 403);
    auto const page = house.get("ada", "/api/v1/audit?kind=user.import");
    CHECK(at(page, "entries[0].reason").find("BLAKE2b-256") != std::string::npos);
    CHECK(at(page, "entries[0].reason") != at(page, "entries[1].reason"));
    house.restart();
    CHECK(verify_chain(house.store).value() == 4);
}

TEST_CASE("X-7: other long changes are shortened too, short ones are not", "[service][refusals][X-7]")
{
    auto house = House{};
    auto const logo = std::string(60'000, 'x');
    REQUIRE(house.ask("uma", "PATCH", "/api/v1/groups/g1", R"({"name":"Mine","logo":")" + logo + R"("})").status == 403);
    CHECK(house.store.entries().back().body.size() < 5'000);
    CHECK(at(house.store.entries().back().body, "change.group") == "g1");
    CHECK(at(house.store.entries().back().body, "change.fields.name") == "Mine");

    REQUIRE(house.ask("uma", "PATCH", "/api/v1/groups/g1", R"({"name":"Mine","logo":"small"})").status == 403);
    CHECK(at(house.store.entries().back().body, "change.fields.logo") == "small");
    CHECK(at(house.store.entries().back().body, "reason").find("Shortened") == std::string::npos);
}

TEST_CASE("Whoever is refused too often in a minute is told to wait, and writes no more entries", "[service][refusals]")
{
    auto house = House{};
    for (auto time = 0; time < 120; ++time)
        REQUIRE(house.ask("uma", "DELETE", "/api/v1/groups/g1").status == 403);
    auto const entries = house.store.entries().size();
    auto const refused = house.ask("uma", "DELETE", "/api/v1/groups/g1");
    CHECK(refused.status == 429);
    CHECK(refused.retry_after_s.value_or(0) > 0);
    CHECK(house.ask("uma", "DELETE", "/api/v1/groups/g9999").body == refused.body);
    CHECK(house.ask("uma", "POST", "/api/v1/changes", R"({"changes":[{"kind":"group.delete","group":"g1"}]})").status == 429);
    CHECK(house.store.entries().size() == entries);

    // What is allowed goes on, and so does everybody else.
    CHECK(house.ask("uma", "PATCH", "/api/v1/session", R"({"name":"Uma P."})").status != 429);
    CHECK(house.ask("gia", "DELETE", "/api/v1/groups/g1").status == 403);
    house.now += 60'000;
    CHECK(house.ask("uma", "DELETE", "/api/v1/groups/g1").status == 403);
}

TEST_CASE("A page of the trail ends early when its entries are large, and goes on behind", "[service][refusals][X-7]")
{
    auto house = House{};
    for (auto time = 0; time < 8; ++time) {
        auto const body = import_of(4'000, std::format("r{}{}.example", time, std::string(180, 'r')));
        REQUIRE(house.ask("ada", "POST", "/api/v1/changes", body).status == 200);
    }
    auto ids = std::set<std::string>{};
    auto pages = 0;
    auto next = std::string{};
    do {
        auto const page = house.get("ada", "/api/v1/audit?kind=user.import&before=" + next);
        REQUIRE(page.status == 200);
        CHECK(page.body.size() < 2 * trail_bytes_most);
        for (auto entry = 0; !at(page, std::format("entries[{}].id", entry)).empty(); ++entry)
            CHECK(ids.insert(at(page, std::format("entries[{}].id", entry))).second);
        next = at(page, "before");
    } while (!next.empty() && ++pages < 10);
    CHECK(pages > 0);
    CHECK(ids.size() == 8);
}

TEST_CASE("The log is read in pieces that are bounded by bytes, without leaving anything out", "[service][refusals][log]")
{
    auto store = MemoryStore{};
    auto batch = Batch{};
    auto previous = Hash{};
    for (auto number = std::uint64_t{1}; number <= 30; ++number) {
        auto entry = Entry{.at = 1, .actor = "a", .kind = "k", .body = std::string(1'000'000, 'x')};
        link(entry, number, previous);
        previous = entry.hash;
        batch.entries.push_back(std::move(entry));
    }
    REQUIRE(store.append(batch));
    CHECK(store.read(1, 1'000).value().size() == 9);
    CHECK(store.read_back(31, 1'000, {}).value().size() == 9);
    CHECK(verify_chain(store).value() == 30);
}

TEST_CASE("X-7: who was refused is told only to those who may see him", "[service][refusals][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("zoe", "DELETE", "/api/v1/groups/g1").status == 404);
    REQUIRE(house.ask("uma", "DELETE", "/api/v1/groups/g1").status == 403);
    auto const page = house.get("ada", "/api/v1/audit?thing=g1");
    CAPTURE(page.body);
    REQUIRE(at(page, "entries[1].kind") == "group.delete");
    CHECK(at(page, "entries[0].actor") == "uma");
    CHECK(at(page, "entries[0].actor_name") == "Uma Patel");
    CHECK(page.body.find("zoe") == std::string::npos);
    CHECK(page.body.find("Zoe") == std::string::npos);
    // Nor can he be found out by looking for him.
    CHECK(at(house.get("ada", "/api/v1/audit?thing=g1&user=zoe"), "entries[0].number").empty());
    CHECK(at(house.get("tess", "/api/v1/audit?user=zoe"), "entries[0].actor") == "zoe");
}
