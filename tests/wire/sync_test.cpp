#include "model/apply.hpp"
#include "model/invariants.hpp"
#include "rules/cut.hpp"
#include "rules/may.hpp"
#include "tests/wire/wild.hpp"
#include "wire/change_json.hpp"
#include "wire/document.hpp"
#include "wire/rows.hpp"
#include "wire/sync.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace castellan;
using namespace castellan::tests;
using namespace castellan::wire;

namespace {

/// One line for each thing, in the order of their ids, with relations by id: two replicas that say the same are equal
/// as texts, whatever their handles are.
class Portrait {
public:
    explicit Portrait(World const& world) : world_(world) {}

    std::string text()
    {
        for (auto const handle : world_.accounts.handles())
            line("account", world_, world_.accounts[handle]);
        for (auto const handle : world_.groups.handles()) {
            auto group = world_.groups[handle];
            order(group.members, world_.users);
            order(group.safes, world_.safes);
            line("group", world_, group, Form::snapshot);
            line("group", world_, group, Form::sync);
        }
        for (auto const handle : world_.users.handles()) {
            auto user = world_.users[handle];
            order(user.groups, world_.groups);
            std::ranges::sort(user.accounts, {},
                              [&](AccountRoles const& roles) { return world_.accounts[roles.account].id; });
            line("user", world_, user);
            line("user", world_, user, Form::snapshot);
        }
        for (auto const handle : world_.safes.handles()) {
            auto safe = world_.safes[handle];
            order(safe.groups, world_.groups);
            line("safe", world_, safe);
        }
        for (auto const handle : world_.assets.handles())
            line("asset", world_, world_.assets[handle]);
        std::ranges::sort(lines_);
        auto result = std::string{};
        for (auto const& entry : lines_)
            result += entry + "\n";
        return result;
    }

private:
    template <class Handle, class Table>
    void order(std::vector<Handle>& handles, Table const& table)
    {
        std::ranges::sort(handles, {}, [&](Handle handle) -> std::string const& { return table[handle].id; });
    }

    template <class Row>
    void line(std::string_view what, World const& world, Row const& row, Form form = Form::sync)
    {
        auto out = std::string{what} + ' ';
        auto writer = Writer{out};
        write_row(writer, world, row, form);
        lines_.push_back(std::move(out));
    }

    World const& world_;
    std::vector<std::string> lines_;
};

std::string portrait(World const& world) { return Portrait{world}.text(); }

World replica_by_wire(World const& world, UserId viewer)
{
    auto replica = World{};
    auto const synced = decode_sync(replica, encode_sync(world, viewer));
    REQUIRE(synced);
    REQUIRE(synced->everything);
    REQUIRE(replica.users[synced->me].id == world.users[viewer].id);
    return replica;
}

std::vector<UserId> active_users(World const& world)
{
    auto result = std::vector<UserId>{};
    for (auto const user : world.users.handles()) {
        if (world.users[user].status == Status::active)
            result.push_back(user);
    }
    return result;
}

/// Gives a creation its id, as the service does.
void complete(Change& change, std::uint64_t number)
{
    auto const id = "n" + std::to_string(number);
    if (auto* const c = std::get_if<CreateUser>(&change)) {
        c->user = id;
        c->email = id + "@x.example";
    } else if (auto* const import = std::get_if<ImportUsers>(&change)) {
        for (auto& row : import->rows) {
            row.user = id;
            row.email = id + "@x.example";
        }
    } else if (auto* const group = std::get_if<CreateGroup>(&change)) {
        group->group = id;
    } else if (auto* const safe = std::get_if<RegisterSafe>(&change)) {
        safe->safe = id;
    } else if (auto* const asset = std::get_if<CreateAsset>(&change)) {
        asset->asset = id;
    } else if (auto* const edit = std::get_if<EditUser>(&change)) {
        if (edit->fields.email)
            edit->fields.email = id + "@x.example";
    }
}

} // namespace

TEST_CASE("a replica that came over the wire is the cut of the rules", "[wire]")
{
    auto const seed = GENERATE(range(1u, 30u));
    CAPTURE(seed);
    auto dice = Dice{seed};
    auto const world = wild_world(dice);
    for (auto const viewer : active_users(world)) {
        auto const replica = replica_by_wire(world, viewer);
        CAPTURE(world.users[viewer].id);
        auto const expected = replica_of(world, viewer);
        // The rules' replica has no relations from groups; both are compared from the side of users and safes.
        CHECK(replica.users.size() == expected.users.size());
        CHECK(replica.groups.size() == expected.groups.size());
        CHECK(replica.safes.size() == expected.safes.size());
        CHECK(replica.assets.size() == expected.assets.size());
        CHECK(replica.accounts.size() == expected.accounts.size());
        CHECK(broken_invariants(replica).empty());
        CHECK(replica.is_replica);
        CHECK(replica.revision == world.revision);
        for (auto const handle : expected.users.handles()) {
            auto const& theirs = expected.users[handle];
            auto const& mine = replica.users[replica.users.find(theirs.id)];
            CHECK(mine.name == theirs.name);
            CHECK(mine.email == theirs.email);
            CHECK(mine.status == theirs.status);
            CHECK(mine.facts == theirs.facts);
            CHECK(mine.groups.size() == theirs.groups.size());
            CHECK(mine.accounts.size() == theirs.accounts.size());
            for (auto const& roles : theirs.accounts) {
                auto same = roles;
                same.account = replica.accounts.find(expected.accounts[roles.account].id);
                CHECK(mine.roles_in(same.account) == same);
            }
        }
    }
}

TEST_CASE("replica and server decide alike after the way over the wire", "[wire]")
{
    auto const seed = GENERATE(range(1u, 12u));
    CAPTURE(seed);
    auto dice = Dice{seed};
    auto const world = random_world(dice);
    auto judged = 0;
    for (auto const viewer : active_users(world)) {
        auto const replica = replica_by_wire(world, viewer);
        auto const me = replica.users.find(world.users[viewer].id);
        for (auto const& change : every_change(world)) {
            if (kind_of(change) == Kind::safe_report)
                continue;
            // The change goes over the wire too: what was cut away is unknown there.
            auto const text = encode_change(world, change);
            auto const here = may(world, Actor{viewer}, change, nothing_confirmed);
            auto const there = may(replica, Actor{me}, decode_change(replica, text)->change, nothing_confirmed);
            CAPTURE(text, here.rule, here.reason, there.rule, there.reason);
            REQUIRE(here.effect == there.effect);
            REQUIRE(here.needs == there.needs);
            REQUIRE(here.hidden == there.hidden);
            ++judged;
        }
    }
    CHECK(judged > 0);
}

TEST_CASE("differences keep a replica what a full cut would make it", "[wire]")
{
    auto const seed = GENERATE(range(100u, 130u));
    CAPTURE(seed);
    auto dice = Dice{seed};
    auto world = wild_world(dice, {.accounts = 2, .users = 8, .groups = 4, .safes = 4, .assets = 4});
    world.revision = 100;

    struct Pupil {
        std::string id;
        World replica;
    };
    auto pupils = std::vector<Pupil>{};
    for (auto const viewer : active_users(world))
        pupils.push_back({world.users[viewer].id, replica_by_wire(world, viewer)});

    auto differences = 0;
    for (auto round = 0; round < 60; ++round) {
        auto touched = Touched{};
        for (auto changes = 1 + dice.roll(3); changes > 0; --changes) {
            auto all = every_change(world);
            auto change = all[dice.roll(static_cast<std::uint32_t>(all.size()))];
            auto const number = world.revision + 1;
            complete(change, number);
            auto const actors = active_users(world);
            auto const actor = actors[dice.roll(static_cast<std::uint32_t>(actors.size()))];
            auto const device = kind_of(change) == Kind::safe_report;
            auto const who = device ? Actor{std::get<ReportSafe>(change).safe} : Actor{actor};
            if (may(world, who, change, {.otp = true, .mfa = true}).effect != Effect::allow)
                continue;
            note(touched, world, who, change);
            note_orders_of_scopes(touched, world);
            apply(world, change, {.number = number, .at = 1'795'000'000'000, .actor = who});
            REQUIRE(broken_invariants(world).empty());
        }
        for (auto& pupil : pupils) {
            auto const viewer = world.users.find(pupil.id);
            if (viewer.is_none() || world.users[viewer].status != Status::active)
                continue; // signed out
            auto const text = encode_sync(world, viewer, touched);
            auto const synced = decode_sync(pupil.replica, text);
            CAPTURE(round, pupil.id, text);
            REQUIRE(synced);
            differences += !synced->everything;
            REQUIRE(broken_invariants(pupil.replica).empty());
            REQUIRE(portrait(pupil.replica) == portrait(replica_by_wire(world, viewer)));
            REQUIRE(pupil.replica.revision == world.revision);
        }
    }
    CHECK(differences > 0);
}

TEST_CASE("handles stay what they are over a full cut", "[wire]")
{
    auto dice = Dice{4};
    auto world = random_world(dice);
    auto const viewer = active_users(world).front();
    auto replica = replica_by_wire(world, viewer);
    auto const before = portrait(replica);
    auto handles = std::vector<std::string>{};
    for (auto const user : replica.users.handles())
        handles.push_back(replica.users[user].id);
    auto const synced = decode_sync(replica, encode_sync(world, viewer));
    REQUIRE(synced);
    CHECK(synced->removed == 0);
    for (std::uint32_t slot = 0; slot < handles.size(); ++slot)
        CHECK(replica.users[UserId{slot}].id == handles[slot]);
    CHECK(portrait(replica) == before);
}

TEST_CASE("addresses that change hands in one difference end where they belong", "[wire]")
{
    auto world = decode_document(R"({"accounts":[{"id":"a1"}],"users":[
        {"id":"u1","email":"ada@x.example","accounts":{"a1":{"safes":"account_admin"}}},
        {"id":"u2","email":"bo@x.example","accounts":{"a1":{"safes":"user"}}},
        {"id":"u3","email":"cy@x.example","accounts":{"a1":{"safes":"user"}}}]})");
    REQUIRE(world);
    auto const ada = world->users.find("u1");
    auto replica = replica_by_wire(*world, ada);
    auto touched = Touched{};
    auto number = std::uint64_t{0};
    auto const change = [&](std::string_view user, std::string_view email) {
        auto const edit = EditUser{world->users.find(user), {.email = std::string{email}}};
        note(touched, *world, ada, edit);
        apply(*world, edit, {.number = ++number, .actor = ada});
    };
    change("u2", "tmp@x.example");
    change("u3", "bo@x.example");
    change("u2", "cy@x.example");
    auto const synced = decode_sync(replica, encode_sync(*world, ada, touched));
    REQUIRE(synced);
    CHECK_FALSE(synced->everything);
    CHECK(replica.find_by_email("bo@x.example") == replica.users.find("u3"));
    CHECK(replica.find_by_email("cy@x.example") == replica.users.find("u2"));
    CHECK(replica.find_by_email("tmp@x.example").is_none());
}

TEST_CASE("a difference says nothing of what is not seen but the ids that were asked about", "[wire]")
{
    auto world = decode_document(R"({"accounts":[{"id":"a1"},{"id":"a2"}],"users":[
        {"id":"u1","accounts":{"a1":{"safes":"account_admin"}}},
        {"id":"u2","name":"Secret","accounts":{"a2":{"safes":"user"}}}],
        "safes":[{"id":"s2","account":"a2","name":"Hidden"}],"assets":[{"id":"x2","safe":"s2","kind":"Hidden"}]})");
    REQUIRE(world);
    auto touched = Touched{};
    note(touched, *world, world->users.find("u1"), SyncSafe{world->safes.find("s2")});
    auto const text = encode_sync(*world, world->users.find("u1"), touched);
    CHECK(text.find("Hidden") == text.npos);
    CHECK(text.find("x2") == text.npos); // assets of a hidden safe are not even named
    CHECK(text.find(R"("removed":{"users":[],"groups":[],"safes":["s2"],"assets":[]})") != text.npos);
}

TEST_CASE("what is wrong with a cut is told", "[wire]")
{
    auto const [json, problem] = GENERATE(table<std::string, std::string>({
        {R"({"everything":true})", "me: there is no user ``"},
        {R"({"me":"u1","everything":true,"users":[{"id":"u1","groups":["g1"]}]})",
         "users[0]: refers to `g1`, which is not there"},
        {R"({"me":"u1","safes":[{"id":"s1","account":"a1"}]})", "safes[0]: refers to `a1`, which is not there"},
        {R"({"me":"u1","users":[{"id":7}]})", "users[0].id: must be text"},
        {R"({"me":"u1","users":[{"id":"u1","password":"x"}]})", "users[0].password: is not known here"},
        {R"(<html>)", "is not well-formed JSON, at byte 1"},
    }));
    CAPTURE(json);
    auto replica = World{};
    auto const synced = decode_sync(replica, json);
    REQUIRE_FALSE(synced);
    CHECK(sentence(synced.error()) == problem);
}
