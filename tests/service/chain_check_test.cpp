// That the chain of the log is walked in the background, and what is told of it to whom.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;
using namespace castellan::test;

namespace {

void walk(House& house, Instant ms)
{
    house.pass(ms);
    while (house.service->work_on(house.now))
        house.commit();
}

constexpr auto five_minutes = Instant{5} * 60 * 1000;

} // namespace

TEST_CASE("X-7: the trail says up to where its chain was walked", "[service][chain][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"Station Seven"})").status == 200);
    CHECK(at(house.get("tess", "/api/v1/audit"), "verified_number").empty());
    walk(house, 1000);
    auto const page = house.get("tess", "/api/v1/audit");
    CHECK(at(page, "verified_number") == std::to_string(house.store.entries().back().number));
    CHECK(at(page, "broken") != "true");

    // Whoever is not shown every entry is told an instant of the clock, and none of an entry.
    CHECK(at(house.get("ada", "/api/v1/audit"), "verified").empty());
    walk(house, five_minutes);
    auto const hers = house.get("ada", "/api/v1/audit");
    CHECK(at(hers, "verified_number").empty());
    REQUIRE_FALSE(at(hers, "verified").empty());
    CHECK(at(hers, "verified").ends_with(":00.000Z"));
}

TEST_CASE("RULEBOOK 6: what is told of the chain does not tell what happens out of sight", "[service][chain]")
{
    auto quiet = House{};
    auto busy = House{};
    for (auto* house : {&quiet, &busy}) {
        static_cast<void>(house->cookie_of("ada"));
        walk(*house, five_minutes);
    }
    for (auto time = 0; time < 40; ++time) // in the other account
        REQUIRE(busy.ask("zoe", "PATCH", "/api/v1/groups/g3", R"({"name":"North )" + std::to_string(time) + R"("})").status == 200);
    for (auto* house : {&quiet, &busy})
        walk(*house, five_minutes);
    CHECK(quiet.get("ada", "/api/v1/audit").body == busy.get("ada", "/api/v1/audit").body);
}

TEST_CASE("X-7: tampering shows to every reader of the trail", "[service][chain][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"Station Seven"})").status == 200);
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/groups/g1", R"({"name":"Station VII"})").status == 200);
    auto& entry = house.store.entries()[house.store.entries().size() - 2];
    auto const place = entry.body.find("Station Seven");
    REQUIRE(place != std::string::npos);
    entry.body.replace(place, 13, "Station Eight");
    walk(house, 1000);
    CHECK(at(house.get("ada", "/api/v1/audit"), "broken") == "true");
    CHECK(at(house.get("tess", "/api/v1/audit"), "broken") == "true");
}
