#include "tests/wire/wild.hpp"
#include "wire/routes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

using namespace castellan;
using namespace castellan::tests;
using namespace castellan::wire;

TEST_CASE("every kind of change has one route, but the report of a device", "[wire]")
{
    auto kinds = std::set<Kind>{};
    for (auto const& route : routes()) {
        if (route.call == Call::change)
            CHECK(kinds.insert(route.kind).second);
    }
    CHECK(kinds.size() == kind_count - 1);
    CHECK(route_of(Kind::safe_report) == nullptr);
    CHECK(route_of(Kind::group_add_member)->path == "/api/v1/groups/{group}/members/{user}");
}

TEST_CASE("a route is found by its method and path", "[wire]")
{
    auto const found = match(Method::put, "/api/v1/groups/g1/members/u%31");
    REQUIRE(found.route);
    CHECK(found.route->kind == Kind::group_add_member);
    REQUIRE(found.path().size() == 2);
    CHECK(found.path()[0].name == "group");
    CHECK(found.path()[0].value == "g1");
    CHECK(found.path()[1].value == "u%31");

    CHECK(match(Method::get, "/api/v1/users").route->call == Call::list);
    CHECK(match(Method::get, "/api/v1/custom_roles").route->section == Section::custom_roles);
    CHECK(match(Method::get, "/api/v1/users/u1").route->call == Call::one);
    CHECK(match(Method::get, "/api/v1/records/r1").route->section == Section::records);
    CHECK(match(Method::post, "/api/v1/users/import").route->kind == Kind::user_import);
}

TEST_CASE("a path without a route is 404, one without this method tells which it has", "[wire]")
{
    auto const path = GENERATE(as<std::string>{}, "", "/", "/api/v1", "/api/v1/users/", "/api/v1/users//roles/a1",
                               "api/v1/users", "/api/v1/users/u1/roles", "/api/v1/users/u1/roles/a1/", "/api/v2/users",
                               "//api/v1/users");
    CAPTURE(path);
    auto const found = match(Method::get, path);
    CHECK_FALSE(found.route);
    CHECK(found.allow.empty());

    CHECK(match(Method::put, "/api/v1/users/u1").allow == "GET, PATCH, DELETE");
    CHECK(match(Method::remove, "/api/v1/changes").allow == "POST");
    CHECK(method_named("PATCH") == Method::patch);
    CHECK_FALSE(method_named("HEAD"));
    CHECK_FALSE(method_named("get"));
}

TEST_CASE("no two routes share method and form of path", "[wire]")
{
    for (auto const& route : routes()) {
        auto path = std::string{route.path};
        for (auto at = path.find('{'); at != path.npos; at = path.find('{'))
            path.replace(at, path.find('}') - at + 1, "id");
        auto const found = match(route.method, path);
        CAPTURE(path);
        CHECK(found.route == &route);
    }
}

TEST_CASE("a change goes over its route and comes back the same", "[wire]")
{
    auto chance = Chance{5};
    auto const world = wild_world(chance);
    for (auto const& change : wild_changes(chance, world)) {
        if (kind_of(change) == Kind::safe_report)
            continue;
        auto const request = request_of(world, change);
        auto const text = encode_change(world, change);
        CAPTURE(text, request.path, request.body);
        auto const found = match(request.method, request.path);
        REQUIRE(found.route);
        REQUIRE(found.route->kind == kind_of(change));
        auto const decoded = decode_change_parameters(world, found.route->kind, found.path(), request.body);
        REQUIRE(decoded);
        CHECK(encode_change(world, decoded->change) == encode_change(world, decode_change(world, text)->change));
    }
}

// Renew tests/wire/openapi.json, after looking at what has changed:
//   CASTELLAN_RENEW=1 build/native/tests/wire/castellan_wire_tests "[golden]"
TEST_CASE("the OpenAPI document is the one that was looked at", "[wire][golden]")
{
    auto const path = std::string{CASTELLAN_SOURCE_DIR} + "/tests/wire/openapi.json";
    if (std::getenv("CASTELLAN_RENEW"))
        std::ofstream{path, std::ios::binary} << openapi();
    auto file = std::ifstream{path, std::ios::binary};
    REQUIRE(file);
    auto const golden = std::string{std::istreambuf_iterator<char>{file}, {}};
    CHECK((golden == openapi())); // not expanded: two long documents say nothing
}

TEST_CASE("the OpenAPI document has every route and every kind", "[wire]")
{
    auto const document = openapi();
    for (auto const& route : routes())
        CHECK(document.find('"' + std::string{route.path} + '"') != document.npos);
    for (std::size_t at = 0; at < kind_count; ++at)
        CHECK(document.find("\"const\":\"" + std::string{name_of(static_cast<Kind>(at))} + '"') != document.npos);
    // Whatever it refers to is there, once.
    constexpr auto prefix = std::string_view{"#/components/schemas/"};
    for (auto at = document.find(prefix); at != document.npos; at = document.find(prefix, at + 1)) {
        auto const name = document.substr(at + prefix.size(), document.find('"', at) - at - prefix.size());
        CAPTURE(name);
        auto const heading = "\n\"" + name + "\":{";
        CHECK(document.find(heading) != document.npos);
        CHECK(document.find(heading) == document.rfind(heading));
    }
}
