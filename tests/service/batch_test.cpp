// POST /api/v1/changes: whole or not at all.
#include "model/invariants.hpp"
#include "rules/may.hpp"
#include "service/chain.hpp"
#include "service/undo.hpp"
#include "tests/plain/random_towns.hpp"
#include "tests/service/house.hpp"
#include "tests/service/random_changes.hpp"
#include "tests/service/riverside.hpp"
#include "wire/change_json.hpp"
#include "wire/document.hpp"

#include <catch2/catch_test_macros.hpp>

#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

using namespace castellan;
using namespace castellan::test;

TEST_CASE("A batch is judged one after the other, each on the world that the former left", "[service][batch]")
{
    auto house = House{};
    auto const response = house.ask("ada", "POST", "/api/v1/changes", R"({"changes":[
        {"kind":"group.create","account":"a1","group":"g11","fields":{"name":"Station 11"}},
        {"kind":"group.add_member","group":"g11","user":"kim"},
        {"kind":"group.add_safe","group":"g11","safe":"s3"},
        {"kind":"user.create","account":"a1","user":"new","name":"New One","email":"new@riverside.example","role":"user","groups":["g11"]}
    ]})");
    CAPTURE(response.body);
    REQUIRE(response.status == 200);
    CHECK(at(response, "changes[0].id") == "g11");
    CHECK(at(response, "changes[3].id") == "new");
    auto const group = house.world().groups.find("g11");
    REQUIRE(group);
    CHECK(house.world().groups[group].members.size() == 2);
    CHECK(house.store.entries().size() == 6);
    CHECK(verify_chain(house.store).has_value());
    auto const after = house.picture();
    house.restart();
    CHECK(house.picture() == after);
}

TEST_CASE("A refused batch leaves the world as it was, and one entry that says why", "[service][batch]")
{
    auto house = House{};
    house.cookie_of("ada");
    auto const cookie = house.cookie_of("uma");
    auto const before = house.picture();
    auto const revision = house.world().revision;
    auto const response = house.ask("ada", "POST", "/api/v1/changes", R"({"changes":[
        {"kind":"group.create","account":"a1","group":"g11","fields":{"name":"Station 11"}},
        {"kind":"group.add_member","group":"g11","user":"kim"},
        {"kind":"user.edit","user":"ugo","fields":{"email":"else@riverside.example"}},
        {"kind":"user.edit","user":"gia","fields":{"email":"ugo@riverside.example"}},
        {"kind":"user.delete","user":"uma"},
        {"kind":"group.delete","group":"g2"},
        {"kind":"safe.remove","safe":"s1"},
        {"kind":"user.set_role","user":"ada","account":"a1","role":"none"}
    ]})");
    CAPTURE(response.body);
    CHECK(response.status == 403);
    CHECK(at(response, "rule") == "X-3");
    CHECK(at(response, "path") == "changes[7]");
    CHECK(house.picture() == before);
    CHECK(house.world().revision == revision);
    CHECK(broken_invariants(house.world()).empty());

    REQUIRE(house.store.entries().size() == 3);
    CHECK(house.store.entries().back().kind == "user.set_role");
    CHECK(at(house.store.entries().back().body, "effect") == "deny");
    CHECK(verify_chain(house.store).has_value());

    // Nothing of it reached the secrets either, and everything still works.
    CHECK(house.ask_with_cookie(cookie, "GET", "/api/v1/session").status == 200);
    CHECK(house.sign_in("ugo@riverside.example", password).status == 201);
    CHECK(house.get("ada", "/api/v1/groups/g11").status == 404);
    CHECK(house.ask("ada", "DELETE", "/api/v1/users/uma").status == 200);
    house.restart();
    CHECK(broken_invariants(house.world()).empty());
}

TEST_CASE("A batch that can't be read happens not at all, and names the place", "[service][batch]")
{
    auto house = House{};
    house.cookie_of("ada");
    auto const before = house.picture();
    auto const refused = [&](std::string_view body, std::string_view path) {
        auto const response = house.ask("ada", "POST", "/api/v1/changes", body);
        CAPTURE(body, response.body);
        CHECK((response.status == 400 || response.status == 422));
        CHECK(at(response, "path") == path);
        CHECK(house.picture() == before);
    };
    auto const good = std::string{R"({"kind":"group.add_member","group":"g1","user":"ugo"})"};
    refused(R"({"changes":[]})", "changes");
    refused(R"({"changes":[)" + good + R"(,{"kind":"group.explode","group":"g1"}]})", "changes[1].kind");
    refused(R"({"changes":[)" + good + R"(,{"kind":"group.add_member","group":"g1"}]})", "changes[1].user");
    refused(R"({"changes":[)" + good + R"(,{"kind":"group.edit","group":"g1","fields":{"name":" "}}]})", "changes[1].fields.name");
    refused(R"({"changes":[)" + good + R"(]}x)", "");
    CHECK(house.store.entries().size() == 2);
}

TEST_CASE("Property: taking back any allowed changes gives the world of before", "[service][batch][property]")
{
    auto engine = std::mt19937{20'261'121};
    auto world = wire::decode_document(riverside).value();
    auto number = world.revision;
    auto taken_back = 0;
    for (auto round = 0; round < 800; ++round) {
        CAPTURE(round);
        auto const before = wire::encode_snapshot(world);
        auto const holders = world.holders.account_admins;
        auto undo = Undo{world};
        auto changes = AnyChange{world, engine};
        for (auto step = 0; step < 30; ++step) {
            auto const change = changes.make();
            auto const actor = UserId{static_cast<std::uint32_t>(engine() % world.users.slots())};
            if (may(world, actor, change, nothing_confirmed).effect == Effect::allow) {
                undo.apply(change, {.number = ++number, .at = 1, .actor = actor});
                ++taken_back;
            }
        }
        if (engine() % 4 == 0)
            continue; // kept: the next round starts from another world
        undo.roll_back();
        REQUIRE(wire::encode_snapshot(world) == before);
        REQUIRE(broken_invariants(world).empty());
        auto still = world.holders.account_admins;
        still.resize(holders.size());
        REQUIRE(still == holders);
        for (auto const user : world.users.handles()) {
            if (!world.users[user].email.empty())
                REQUIRE(world.find_by_email(world.users[user].email) == user);
        }
    }
    INFO(taken_back);
    CHECK(taken_back > 500);
}

TEST_CASE("Property: in towns of all five books every kind of change can be taken back", "[service][batch][property]")
{
    auto dice = plain::Dice{2026'11'21};
    auto taken_back = std::map<Kind, int>{};
    for (auto round = 0; round < 900; ++round) {
        auto world = plain::random_town(dice);
        auto number = world.revision;
        auto made_last = std::optional<std::string>{};
        auto maker = Actor{UserId{}};
        for (auto batch = 0; batch < 4; ++batch) {
            auto const before = wire::encode_snapshot(world);
            auto undo = Undo{world};
            for (auto step = 0; step < 60; ++step) {
                auto asked = plain::random_question(world, dice);
                // Hardly anybody who is in a town can be deleted; who was made just now can, by who made him.
                auto const is_mistake = dice.percent(20) && made_last;
                if (is_mistake)
                    std::tie(asked.actor, asked.change) = std::pair{maker, Change{DeleteUser{world.users.find(*made_last)}}};
                made_last.reset();
                if (may(world, asked.actor, asked.change, asked.context).effect != Effect::allow)
                    continue;
                if (auto const* made = std::get_if<CreateUser>(&asked.change)) {
                    made_last = made->user;
                    maker = asked.actor;
                }
                CAPTURE(round, wire::encode_change(world, asked.change));
                auto const without = wire::encode_snapshot(world);
                auto const stamp = Stamp{++number, 1, asked.actor};
                // Each by itself, and then the batch as a whole.
                auto trial = Undo{world};
                trial.apply(asked.change, stamp);
                REQUIRE(broken_invariants(world).empty());
                trial.roll_back();
                REQUIRE(wire::encode_snapshot(world) == without);
                undo.apply(asked.change, stamp);
                ++taken_back[kind_of(asked.change)];
            }
            if (dice.percent(50))
                continue; // kept: the next batch starts from another world
            undo.roll_back();
            made_last.reset();
            REQUIRE(wire::encode_snapshot(world) == before);
            REQUIRE(broken_invariants(world).empty());
        }
    }
    for (std::size_t at = 0; at < kind_count; ++at) {
        auto const kind = static_cast<Kind>(at);
        CAPTURE(name_of(kind));
        CHECK(taken_back[kind] > 0);
    }
}
