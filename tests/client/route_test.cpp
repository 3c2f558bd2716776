#include "client/route.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace castellan::client;

TEST_CASE("an address leads to its page and back", "[client]")
{
    auto const [text, page, id] = GENERATE(table<char const*, Page, char const*>({
        {"#/", Page::overview, ""},
        {"#/users", Page::users, ""},
        {"#/users/u7", Page::user, "u7"},
        {"#/groups/g1", Page::group, "g1"},
        {"#/safes/s%20%2F1", Page::safe, "s /1"},
        {"#/assets", Page::assets, ""},
        {"#/assets/x1", Page::asset, "x1"},
        {"#/doors?view=groups", Page::doors, ""},
        {"#/doors/d1", Page::door, "d1"},
        {"#/reports?report=differs", Page::reports, ""},
        {"#/access", Page::access, ""},
        {"#/audit", Page::audit, ""},
        {"#/profile", Page::profile, ""},
    }));
    auto const route = parse_route(text);
    CHECK(route.page == page);
    CHECK(route.id == id);
    CHECK(route.text() == text);
}

TEST_CASE("filters stand in the address, and only those that are set", "[client]")
{
    auto route = parse_route("#/users?q=ada%20o&role=group_admin&status=");
    CHECK(route.page == Page::users);
    CHECK(route.get("q") == "ada o");
    CHECK(route.get("role") == "group_admin");
    CHECK(route.get("status").empty());
    route.set("role", "");
    CHECK(route.text() == "#/users?q=ada%20o");
}

TEST_CASE("an address that leads nowhere is no page, and is kept as it was", "[client]")
{
    CHECK(parse_route("#/nowhere").page == Page::unknown);
    CHECK(parse_route("#/audit/7").page == Page::unknown);
    CHECK(parse_route("#/users?%zz=%").page == Page::users);
    CHECK(parse_route("").page == Page::overview);
    CHECK(parse_route("#").page == Page::overview);
}
