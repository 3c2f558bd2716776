// What every request has to pass before anybody looks at what it wants.
#include "tests/service/house.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr auto target = "/api/v1/groups/g1/members/ugo";

} // namespace

TEST_CASE("A request that a foreign page could send changes nothing", "[service][gate]")
{
    auto house = House{};
    auto const before = house.picture();
    auto const entries = house.store.entries().size();
    house.cookie_of("ada");
    auto const refused = [&](Extras const& extras) {
        auto const response = house.ask("ada", "PUT", target, {}, extras);
        return response.status == 403 && at(response, "type") == "/problems/foreign";
    };
    CHECK(refused({.castellan_request = ""}));
    CHECK(refused({.castellan_request = "0"}));
    CHECK(refused({.origin = "http://evil.example"}));
    CHECK(refused({.origin = "https://localhost:8080"}));
    CHECK(refused({.origin = "http://localhost:8081"}));
    CHECK(refused({.origin = "null"}));
    CHECK(refused({.fetch_site = "cross-site"}));
    CHECK(refused({.fetch_site = "same-site"}));
    CHECK(house.picture() == before);
    CHECK(house.store.entries().size() == entries);

    CHECK(house.ask("ada", "PUT", target, {}, {.origin = "http://localhost:8080", .fetch_site = "same-origin"}).status ==
          200);
}

TEST_CASE("Signing in from a foreign page is refused too", "[service][gate]")
{
    auto house = House{};
    auto const body = R"({"email":"ada@riverside.example","password":"correct horse battery"})";
    CHECK(house.ask("", "POST", "/api/v1/session", body, {.castellan_request = ""}).status == 403);
    CHECK(house.ask("", "POST", "/api/v1/session", body, {.origin = "http://evil.example"}).status == 403);
}

TEST_CASE("Bodies are JSON, and say so", "[service][gate]")
{
    auto house = House{};
    auto const body = R"({"name":"Uma Prasad"})";
    for (auto const type : {"text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"}) {
        CAPTURE(type);
        CHECK(house.ask("ada", "PATCH", "/api/v1/users/uma", body, {.content_type = type}).status == 415);
    }
    CHECK(house.ask("ada", "PATCH", "/api/v1/users/uma", body, {.content_type = "Application/JSON; charset=utf-8"})
              .status == 200);
}

TEST_CASE("Every route but twelve needs a session", "[service][gate]")
{
    auto house = House{};
    for (auto const& route : wire::routes()) {
        CAPTURE(route.path, wire::name_of(route.method));
        auto const open = route.path == "/api/v1/health" || route.path == "/api/v1/openapi.json" ||
                          route.call == wire::Call::set_up || route.call == wire::Call::sign_in ||
                          route.call == wire::Call::look_at_invitation || route.call == wire::Call::accept_invitation;
        // Devices sign what they say.
        auto const signs = route.call == wire::Call::pair_device || route.call == wire::Call::hear_device;
        // Terminals are known by a cookie of their own.
        auto const stands = route.call == wire::Call::pair_terminal || route.call == wire::Call::terminal ||
                            route.call == wire::Call::terminal_session || route.call == wire::Call::terminal_changes;
        CHECK(route.needs_session == (!open && !signs && !stands));
        if (route.call == wire::Call::pair_device || route.call == wire::Call::pair_terminal)
            continue; // by a code, in its body
        if (!open)
            CHECK(house.ask("", wire::name_of(route.method), route.path).status == 401);
    }
}

TEST_CASE("What is not an address of ours is not found, and the wrong method is told the right ones", "[service][gate]")
{
    auto house = House{};
    CHECK(house.get("ada", "/api/v1/nothing").status == 404);
    CHECK(house.get("ada", "/api/v1/users/").status == 404);
    CHECK(house.get("ada", "/").status == 404);
    CHECK(house.get("ada", "").status == 404);
    CHECK(house.get("ada", std::string(5'000, 'a')).status == 400);
    auto const wrong = house.ask("ada", "PUT", "/api/v1/users");
    CHECK(wrong.status == 405);
    CHECK(wrong.allow == "GET, POST");
    CHECK(house.ask("ada", "TRACE", "/api/v1/users").status == 405);
    CHECK(house.ask("ada", "HEAD", "/api/v1/users").status == 405);
}

TEST_CASE("Too much, too deep, twice, unknown, of a wrong type: refused by name of place, and nothing happens",
          "[service][gate]")
{
    auto house = House{};
    house.cookie_of("ada");
    auto const before = house.picture();
    auto const entries = house.store.entries().size();

    auto const huge = R"({"name":")" + std::string(5 * 1024 * 1024, 'a') + R"("})";
    CHECK(house.ask("ada", "PATCH", "/api/v1/users/uma", huge).status == 413);

    auto const [body, status, path] = GENERATE(table<std::string, int, std::string>({
        {R"({"name":)",                                400, ""},
        {R"(["name"])",                                400, ""},
        {R"({"name":"a"} x)",                          400, ""},
        {"\xff\xfe",                                   400, ""},
        {std::string(100'000, '['),                    400, ""},
        {R"({"name":7})",                              422, "name"},
        {R"({"name":"a","name":"b"})",                 422, "name"},
        {R"({"nmae":"a"})",                            422, "nmae"},
        {R"({"name":"a\u0000b"})",                     422, "name"},
        {R"({"name":"   "})",                          422, "name"},
        {R"({"name":")" + std::string(201, 'a') + R"("})", 422, "name"},
        {R"({"email":"no address"})",                  422, "email"},
        {R"({"email":""})",                            422, "email"},
        {R"({"email":"a@b@c"})",                       422, "email"},
        {R"({"phone":"call me"})",                     422, "phone"},
    }));
    CAPTURE(body.substr(0, 60));
    auto const response = house.ask("ada", "PATCH", "/api/v1/users/uma", body);
    CAPTURE(response.body);
    CHECK(response.status >= 400);
    CHECK(response.status <= 422);
    CHECK(response.content_type == problem_content_type);
    if (!path.empty()) {
        CHECK(response.status == status);
        CHECK(at(response, "path") == path);
    }
    CHECK(house.picture() == before);
    CHECK(house.store.entries().size() == entries);
}

TEST_CASE("Query strings are as strict as bodies", "[service][gate]")
{
    auto house = House{};
    for (auto const query : {"limit=0", "limit=201", "limit=x", "limit=5&limit=6", "nonsense=1", "q=%zz", "q=%00"}) {
        CAPTURE(query);
        auto const response = house.get("ada", std::string{"/api/v1/users?"} + query);
        CHECK(response.status >= 400);
        CHECK(response.status <= 422);
    }
}
