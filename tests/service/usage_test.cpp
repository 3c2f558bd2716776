// Which permissions people used lately, told to whoever may read the trail of it.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr std::string_view fire = "/api/v1/usage?account=a1";
constexpr Instant day = Instant{24} * 60 * 60 * 1000;

} // namespace

TEST_CASE("X-7: what was used is counted from the entries that the reader may have", "[service][usage][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("gus", "POST", "/api/v1/assets/x1/count", R"({"quantity":8})").status == 200);
    REQUIRE(house.ask("gus", "POST", "/api/v1/safes/s2/sync", "{}").status == 200);
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/groups/g2", R"({"name":"Station Nine"})").status == 200);
    REQUIRE(house.ask("uma", "DELETE", "/api/v1/groups/g1").status == 403); // refused: nothing was used

    auto const whole = house.get("ada", fire);
    REQUIRE(whole.status == 200);
    CHECK(at(whole, "used[0].user") == "ada");
    CHECK(at(whole, "used[0].permissions[0]") == "groups.edit");
    CHECK(at(whole, "used[1].user") == "gus");
    CHECK(at(whole, "used[1].permissions[0]") == "safes.sync");
    CHECK(at(whole, "used[1].permissions[1]") == "assets.count");
    CHECK(at(whole, "used[2].user").empty());
    CHECK(at(whole, "before").empty());

    // They read the trail of the organisation, and list none of these things: that somebody did something is not told of whom.
    for (auto const* reader : {"olga", "tess"}) {
        auto const less = house.get(reader, fire);
        CAPTURE(reader, less.body);
        CHECK_FALSE(less.body.contains("safes.sync"));
        CHECK_FALSE(less.body.contains("gus"));
    }
}

TEST_CASE("X-7: what was used is for readers of the trail, account by account", "[service][usage][X-7]")
{
    auto house = House{};
    CHECK(house.get("uma", fire).status == 403);
    CHECK(house.get("gia", fire).status == 403);
    CHECK(house.get("zoe", fire).status == 404);
    CHECK(house.get("zoe", fire).body == house.get("zoe", "/api/v1/usage?account=nowhere").body);
    CHECK(house.get("zoe", "/api/v1/usage").status == 404);
    CHECK(house.get("ada", "/api/v1/usage?account=a1&before=17").status == 422);
    CHECK(house.get("", fire).status == 401);
}

TEST_CASE("X-7: what was used longer ago than 90 days counts no more", "[service][usage][X-7]")
{
    auto house = House{};
    REQUIRE(house.ask("gus", "POST", "/api/v1/safes/s2/sync", "{}").status == 200);
    house.now += 89 * day;
    house.forget_cookies();
    CHECK(house.get("ada", fire).body.contains("safes.sync"));
    house.now += 2 * day;
    house.forget_cookies();
    CHECK_FALSE(house.get("ada", fire).body.contains("safes.sync"));
}

TEST_CASE("What was used is told page by page where there is much of it", "[service][usage]")
{
    auto house = House{};
    REQUIRE(house.ask("gus", "POST", "/api/v1/safes/s2/sync", "{}").status == 200);
    for (auto round = 0; round < 2'100; ++round)
        REQUIRE(house.ask("ada", "PATCH", "/api/v1/groups/g1", round % 2 == 0 ? R"({"name":"One"})" : R"({"name":"Other"})").status == 200);
    auto const first = house.get("ada", fire);
    auto const before = at(first, "before");
    REQUIRE_FALSE(before.empty());
    CHECK_FALSE(first.body.contains("safes.sync"));
    auto const second = house.get("ada", std::string{fire} + "&before=" + before);
    CHECK(second.body.contains("safes.sync"));
    CHECK(at(second, "before").empty());
}
