// What somebody may at a terminal, whatever he may elsewhere; and second persons there (S-13).
#include "service/terminal_limits.hpp"
#include "tests/service/kiosk.hpp"
#include "tests/service/random_changes.hpp"
#include "wire/routes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <algorithm>
#include <format>

using namespace castellan;
using namespace castellan::test;

namespace {

constexpr std::string_view open_s1 = R"({"kind":"safe.unlock","safe":"s1"})";

/// A path with something in each of its places.
std::string filled(std::string_view path)
{
    auto text = std::string{path};
    for (auto open = text.find('{'); open != text.npos; open = text.find('{'))
        text.replace(open, text.find('}') - open + 1, "g1");
    return text;
}

Response witness(Terminal& terminal, std::string_view user, std::string_view change = open_s1, std::string_view secret = pin)
{
    return terminal.ask("POST", "/api/v1/terminal/second-person",
                        std::format(R"({{"user":"{}","pin":"{}","change":{}}})", user, secret, change));
}

} // namespace

TEST_CASE("A session at a terminal is good for what a terminal needs, and no other call", "[service][terminals]")
{
    auto house = Kiosk{};
    REQUIRE(house.terminal.sign_in("gus").status == 201);
    auto refused = 0;
    for (auto const& route : wire::routes()) {
        if (!route.needs_session || is_for_terminals(route.call))
            continue;
        CAPTURE(wire::name_of(route.method), route.path);
        auto const body = route.method == wire::Method::get ? std::string_view{} : std::string_view{"{}"};
        auto const type = route.call == wire::Call::import_users ? "text/csv" : "application/json";
        auto const answer = house.terminal.ask(wire::name_of(route.method), filled(route.path), body, {.content_type = type});
        CHECK(answer.status == 403);
        CHECK(at(answer, "type") == "/problems/denied");
        ++refused;
    }
    CHECK(refused > 60);
    CHECK(house.terminal.get("/api/v1/sync").status == 200);
}

TEST_CASE("What is done in front of a safe is done at a terminal", "[service][terminals]")
{
    auto house = Kiosk{};
    auto& terminal = house.terminal;
    REQUIRE(terminal.sign_in("gus").status == 201);
    for (auto const* change : {open_s1.data(), R"({"kind":"asset.count","asset":"x1","fields":{"quantity":9}})",
                               R"({"kind":"asset.edit","asset":"x1","fields":{"quantity":7}})",
                               R"({"kind":"user.clear_pin","user":"gia"})", R"({"kind":"group.add_member","group":"g1","user":"may"})"}) {
        CAPTURE(change);
        auto const answer = terminal.change(change);
        INFO(answer.body);
        CHECK((answer.status == 200 || answer.status == 403 || answer.status == 409));
        CHECK_FALSE(answer.body.contains("at a terminal"));
    }
    auto const trail = house.get("ada", "/api/v1/audit?kind=asset.count");
    CHECK(at(trail, "entries[0].actor") == "gus");
    CHECK(at(trail, "entries[0].terminal") == "Front desk");
    // Whoever does not see the group is not told of its terminal.
    CHECK(house.store.entries().back().body.contains(R"("terminal":{"id":")"));
}

namespace {

constexpr std::string_view doors = R"({
"organization": {"id": "o1", "name": "Riverside EMS"},
"accounts": [{"id": "a1", "name": "Fire", "settings": {"groups_for_doors": true}}],
"users": [
 {"id": "ada", "name": "Ada Okafor", "email": "ada@riverside.example", "accounts": {"a1": {"safes": "account_admin"}}},
 {"id": "kim", "name": "Kim Yong",   "email": "kim@riverside.example"},
 {"id": "lee", "name": "Lee Brook",  "email": "lee@riverside.example"}
],
"doors": [{"id": "d1", "account": "a1", "name": "Bay door", "controller": true, "online": true},
          {"id": "d2", "account": "a1", "name": "Depot", "controller": true, "online": true}],
"groups": [{"id": "g1", "account": "a1", "name": "Station 7", "doors": ["d1"], "key_roles": {"kim": "admin"}},
           {"id": "g2", "account": "a1", "name": "Depot", "doors": ["d2"], "key_roles": {"kim": "admin", "lee": "user"}}]
})";

struct DoorHouse : House {
    DoorHouse() : House(cheap(), true) { install(doors); }
};

} // namespace

TEST_CASE("D: whoever holds a key of the group opens its doors there, and no other", "[service][terminals]")
{
    auto house = DoorHouse{};
    auto terminal = Terminal{house};
    give_pins(house);
    auto const state = house.ask_with_cookie(terminal.cookie, "GET", "/api/v1/terminal").body;
    CHECK(state.contains(R"("user":"kim")"));
    CHECK_FALSE(state.contains(R"("user":"lee")"));
    CHECK(terminal.sign_in("lee").status == 401);
    REQUIRE(terminal.sign_in("kim").status == 201);
    CHECK(terminal.change(R"({"kind":"door.unlock","door":"d1"})").status == 200);
    CHECK(terminal.change(R"({"kind":"door.unlock","door":"d2"})").status == 404);
    auto const seen = terminal.get("/api/v1/sync").body;
    CHECK(seen.contains("Bay door"));
    CHECK_FALSE(seen.contains("Depot"));
}

TEST_CASE("Roles, memberships, settings and rows are looked after elsewhere", "[service][terminals]")
{
    auto house = Kiosk{};
    REQUIRE(house.ask("ada", "PUT", "/api/v1/groups/g1/members/bob").status == 200);
    REQUIRE(house.terminal.sign_in("bob").status == 201); // an account_admin
    for (auto const* change :
         {R"({"kind":"user.set_role","user":"uma","account":"a1","role":"group_admin"})", R"({"kind":"group.remove_member","group":"g1","user":"uma"})",
          R"({"kind":"group.edit","group":"g1","fields":{"name":"Mine"}})", R"({"kind":"account.settings","account":"a1","fields":{"require_admin_mfa":true}})",
          R"({"kind":"asset.edit","asset":"x1","fields":{"quantity":7,"lot":"L2"}})", R"({"kind":"asset.edit","asset":"x1","fields":{"kind":"water"}})",
          R"({"kind":"asset.delete","safe":"s1","asset":"x1"})", R"({"kind":"safe.edit","safe":"s1","fields":{"two_person":"off"}})", R"({"kind":"safe.sync","safe":"s1"})",
          R"({"kind":"user.create","account":"a1","name":"New","email":"new@riverside.example","role":"user"})",
          R"({"kind":"user.edit_self","fields":{"name":"Robert"}})", R"({"kind":"user.delete","user":"uma"})"}) {
        CAPTURE(change);
        auto const before = house.picture();
        auto const answer = house.terminal.change(change);
        CHECK(answer.status == 403);
        CHECK(answer.body.contains("terminal"));
        CHECK(house.picture() == before);
        CHECK(house.ask("bob", "POST", "/api/v1/changes", std::format(R"({{"changes":[{}]}})", R"({"kind":"safe.sync","safe":"s9"})")).status == 404);
    }
    // One refused thing in a batch, and nothing of it happens.
    auto const before = house.picture();
    CHECK(house.terminal.change(R"({"kind":"asset.count","asset":"x1","fields":{"quantity":3}},{"kind":"group.edit","group":"g1","fields":{"name":"Mine"}})").status == 403);
    CHECK(house.picture() == before);
}

TEST_CASE("Things of another group are not there", "[service][terminals]")
{
    auto house = Kiosk{};
    auto& terminal = house.terminal;
    REQUIRE(house.ask("ada", "PUT", "/api/v1/groups/g1/members/bob").status == 200);
    REQUIRE(terminal.sign_in("bob").status == 201);
    auto const sync = terminal.get("/api/v1/sync");
    for (auto const* hidden : {"Station 9", "Engine 9", "Depot", "@", "MX-0001", "morphine"})
        CHECK_FALSE(sync.body.contains(hidden));
    INFO(sync.body);
    for (auto const* shown : {"Station 7", "Engine 7", "fentanyl", "Uma Patel"})
        CHECK(sync.body.contains(shown));
    for (auto const& [other, nothing] :
         {std::pair{R"({"kind":"safe.unlock","safe":"s2"})", R"({"kind":"safe.unlock","safe":"s9"})"},
          {R"({"kind":"asset.count","asset":"x2","fields":{"quantity":1}})", R"({"kind":"asset.count","asset":"x9","fields":{"quantity":1}})"},
          {R"({"kind":"user.clear_pin","user":"ugo"})", R"({"kind":"user.clear_pin","user":"nobody"})"},
          {R"({"kind":"group.add_member","group":"g2","user":"uma"})", R"({"kind":"group.add_member","group":"g9","user":"uma"})"},
          {R"({"kind":"asset.move","safe":"s1","asset":"x1","to":"s2"})", R"({"kind":"asset.move","safe":"s1","asset":"x1","to":"s9"})"}}) {
        CAPTURE(other);
        auto const there = terminal.change(other);
        auto const nowhere = terminal.change(nothing);
        CHECK(there.status == 404);
        CHECK(there.body == nowhere.body);
        CHECK(house.ask("bob", "POST", "/api/v1/changes", std::format(R"({{"changes":[{}]}})", other)).status != 404); // he may elsewhere
    }
    CHECK(terminal.ask("POST", "/api/v1/safes/s2/unlock").status == 404);
}

TEST_CASE("Property: what passes a terminal's limits is in the table, and of its group", "[service][terminals][property]")
{
    auto house = House{};
    auto engine = std::mt19937{5};
    auto passed = 0;
    for (auto round = 0; round < 6; ++round) {
        live(house, engine, 60);
        auto const& world = house.world();
        for (auto const group : world.groups.handles()) {
            auto const& row = world.groups[group];
            for (auto count = 0; count < 2'000; ++count) {
                auto const change = AnyChange{world, engine}.make();
                if (beyond_terminal(world, group, change))
                    continue;
                ++passed;
                REQUIRE(is_for_terminals(kind_of(change)));
                auto const about = subjects_of(world, change);
                if (about.safe)
                    REQUIRE(holds(row.safes, about.safe));
                if (about.door)
                    REQUIRE(holds(row.doors, about.door));
                if (about.group)
                    REQUIRE(about.group == group);
                if (about.module)
                    REQUIRE(world.modules[about.module].account == row.account);
            }
        }
    }
    CHECK(passed > 50);
}

TEST_CASE("X-9: what needs a second factor is refused at a terminal with a plain reason", "[service][terminals][X-9]")
{
    auto house = Kiosk{};
    REQUIRE(house.terminal.sign_in("gus").status == 201);
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/accounts/a1/settings", R"({"require_admin_mfa":true})").status == 200);
    auto const count = house.terminal.change(R"({"kind":"asset.count","asset":"x1","fields":{"quantity":9}})");
    CHECK(count.status == 403);
    CHECK(at(count, "rule") == "X-9");
    CHECK(at(count, "effect") == "deny");
    CHECK(at(count, "detail").contains("terminal"));
    CHECK(house.terminal.change(open_s1).status == 200); // no administrative permission
}

// Second persons

TEST_CASE("S-13: both show their PIN, and the safe opens once", "[service][terminals][second-person][S-13]")
{
    auto house = Kiosk{};
    auto& terminal = house.terminal;
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"two_person":"any"})").status == 200);
    REQUIRE(terminal.sign_in("uma").status == 201);
    CHECK(terminal.change(open_s1).status == 428);

    auto const present = witness(terminal, "gia");
    REQUIRE(present.status == 201);
    CHECK(at(present, "name") == "Gia Romano");
    CHECK(present.set_cookie.empty()); // no session of hers
    CHECK(at(terminal.get("/api/v1/session"), "user") == "uma");
    CHECK(terminal.change(open_s1, at(present, "token")).status == 200);
    CHECK(terminal.change(open_s1, at(present, "token")).status == 428);
    auto const trail = house.get("ada", "/api/v1/audit?kind=safe.unlock&effect=allow");
    CHECK(at(trail, "entries[0].actor") == "uma");
    CHECK(at(trail, "entries[0].second_person") == "gia");
    CHECK(at(trail, "entries[0].terminal") == "Front desk");
}

TEST_CASE("S-13: a second person at a terminal, wrong in every way", "[service][terminals][second-person][S-13][X-2]")
{
    auto house = Kiosk{};
    auto& terminal = house.terminal;
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"two_person":"any"})").status == 200);
    REQUIRE(terminal.sign_in("uma").status == 201);

    auto const mistaken = witness(terminal, "gia", open_s1, "730519");
    CHECK(mistaken.status == 401);
    CHECK(at(mistaken, "tries_left") == "4");
    CHECK(witness(terminal, "dan").body == mistaken.body); // disabled
    CHECK(witness(terminal, "ivy").body == mistaken.body); // invited
    CHECK(witness(terminal, "nobody").body == mistaken.body);
    auto const herself = witness(terminal, "uma");
    CHECK(herself.status == 403);
    CHECK(at(herself, "rule") == "S-13");
    CHECK(witness(terminal, "yan").body == mistaken.body); // authorised for nothing here: not even the right PIN is told
    CHECK(witness(terminal, "ugo").status == 201);  // s1 is in his group, too (S-14)
    CHECK(witness(terminal, "gia", R"({"kind":"safe.unlock","safe":"s2"})").status == 404);
    CHECK(witness(terminal, "gia", R"({"kind":"asset.count","asset":"x1","fields":{"quantity":1}})").status != 201);
    CHECK(witness(terminal, "gia", R"({"kind":"safe.edit","safe":"s1","fields":{"two_person":"off"}})").status == 403);
    for (auto tries = 0; tries < 4; ++tries)
        static_cast<void>(witness(terminal, "gia", open_s1, "730519"));
    CHECK(witness(terminal, "gia").status == 429);
    CHECK(terminal.sign_in("gia").status == 429); // the same tries

    // A token is the first one's, in his session there.
    auto const token = at(witness(terminal, "gus"), "token");
    REQUIRE(token.size() == 64);
    CHECK(house.ask("uma", "POST", "/api/v1/safes/s1/unlock", {}, {.second_person = token}).status == 428);
    REQUIRE(terminal.sign_in("ugo").status == 401);
    CHECK(terminal.change(open_s1, token).status == 200);
    // By password nobody is the second one here.
    CHECK(terminal.ask("POST", "/api/v1/second-person", R"({"email":"gus@riverside.example","password":"x","change":{}})").status == 403);
}
