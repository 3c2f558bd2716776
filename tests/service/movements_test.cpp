// S-4, S-10: what happened to assets, for whoever may list what is in a safe: their way from hand to hand.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr std::string_view movements = "/api/v1/movements";

std::size_t count_of(Response const& response)
{
    auto count = std::size_t{0};
    while (!at(response, std::format("entries[{}].kind", count)).empty())
        ++count;
    return count;
}

/// Something happens to the fentanyl of Engine 7 (s1), the morphine of Engine 9 (s2), and the ketamine of the depot (s4).
struct Station : House {
    Station()
    {
        REQUIRE(ask("gus", "POST", "/api/v1/assets/x1/count", R"({"quantity":8})").status == 200);
        REQUIRE(ask("gus", "POST", "/api/v1/assets/x1/move", R"({"to":"s2"})").status == 200);
        REQUIRE(ask("gus", "PATCH", "/api/v1/assets/x2", R"({"lot":"L9"})").status == 200);
        REQUIRE(ask("zoe", "POST", "/api/v1/assets/x4/count", R"({"quantity":7})").status == 200);
    }
};

} // namespace

TEST_CASE("S-10: each movement says what, where, how much, who and when", "[service][movements][S-10]")
{
    auto house = Station{};
    auto const told = house.get("gus", movements);
    REQUIRE(told.status == 200);
    REQUIRE(count_of(told) == 3);
    CHECK(at(told, "entries[2].kind") == "asset.count");
    CHECK(at(told, "entries[2].actor_name") == "Gus Ferrand");
    CHECK(at(told, "entries[2].before.kind") == "fentanyl 100 mcg");
    CHECK(at(told, "entries[2].before.safe") == "s1");
    CHECK(at(told, "entries[2].before.quantity") == "10");
    CHECK(at(told, "entries[2].after.quantity") == "8");
    CHECK(at(told, "entries[1].kind") == "asset.move");
    CHECK(at(told, "entries[1].before.safe") == "s1");
    CHECK(at(told, "entries[1].after.safe") == "s2");
    CHECK(at(told, "entries[1].after.quantity") == "8");
    CHECK(at(told, "entries[0].after.lot") == "L9");
}

TEST_CASE("S-4: movements are of the safes of one's groups, and of no others", "[service][movements][S-4]")
{
    auto house = Station{};
    // Gia is of Station 7 alone: of what went to Engine 9 she is told that it left, not where to.
    auto const told = house.get("gia", movements);
    REQUIRE(count_of(told) == 2);
    CHECK(at(told, "entries[0].kind") == "asset.move");
    CHECK(at(told, "entries[0].before.safe") == "s1");
    CHECK_FALSE(told.body.contains("\"s2\""));
    CHECK_FALSE(told.body.contains("morphine"));
    CHECK_FALSE(told.body.contains("ketamine"));

    CHECK(count_of(house.get("ada", movements)) == 3); // S-2: of the whole account, and no other
    CHECK(count_of(house.get("zoe", movements)) == 1);
    CHECK(count_of(house.get("kim", movements)) == 0); // S-3: in no group
    CHECK(house.get("uma", movements).status == 403);  // S-1
    CHECK(house.get("", movements).status == 401);
}

TEST_CASE("movements are of one asset, one safe, one account, or some time", "[service][movements]")
{
    auto house = Station{};
    CHECK(count_of(house.get("gus", "/api/v1/movements?asset=x1")) == 2);
    CHECK(count_of(house.get("gus", "/api/v1/movements?safe=s1")) == 2); // the count, and the move out of it
    CHECK(count_of(house.get("ada", "/api/v1/movements?account=a1")) == 3);
    CHECK(count_of(house.get("may", "/api/v1/movements?account=a2&from=2023-11-14&to=2023-11-14")) == 1);
    CHECK(count_of(house.get("may", "/api/v1/movements?account=a2&from=2023-11-15")) == 0);
    CHECK(house.get("ada", "/api/v1/movements?account=a2").status == 404);
    CHECK(house.get("ada", "/api/v1/movements?account=a9").status == 404);
    CHECK(house.get("gia", "/api/v1/movements?safe=s2").status == 404); // not hers: there is none
    CHECK(house.get("gia", "/api/v1/movements?safe=s9").body == house.get("gia", "/api/v1/movements?safe=s2").body);
    CHECK(house.get("gia", "/api/v1/movements?kind=safe.unlock").status == 422);
}

TEST_CASE("movements come page by page", "[service][movements]")
{
    auto house = Station{};
    auto const first = house.get("gus", "/api/v1/movements?limit=2");
    REQUIRE(count_of(first) == 2);
    auto const rest = house.get("gus", "/api/v1/movements?limit=2&before=" + at(first, "before"));
    REQUIRE(count_of(rest) == 1);
    CHECK(at(rest, "entries[0].kind") == "asset.count");
    CHECK(at(rest, "before").empty());
}

TEST_CASE("what is deleted is still told of to those who list where it was", "[service][movements][S-10]")
{
    auto house = Station{};
    REQUIRE(house.ask("gus", "DELETE", "/api/v1/assets/x1").status == 200);
    auto const told = house.get("gus", "/api/v1/movements?asset=x1");
    REQUIRE(count_of(told) == 3);
    CHECK(at(told, "entries[0].kind") == "asset.delete");
    CHECK(at(told, "entries[0].before.quantity") == "8");
    CHECK_FALSE(house.get("gia", movements).body.contains("asset.delete")); // it was in Engine 9 then
}

TEST_CASE("refused changes are no movements", "[service][movements]")
{
    auto house = Station{};
    REQUIRE(house.ask("gia", "POST", "/api/v1/assets/x2/count", R"({"quantity":1})").status == 404);
    CHECK(count_of(house.get("ada", movements)) == 3);
}
