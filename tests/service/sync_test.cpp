// What replicas are told, and whether they then decide like the service (RULEBOOK 6).
#include "rules/may.hpp"
#include "rules/sight.hpp"
#include "service/followers.hpp"
#include "service/terminal_limits.hpp"
#include "tests/service/house.hpp"
#include "tests/service/random_changes.hpp"
#include "tests/service/riverside.hpp"
#include "wire/change_json.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/rows.hpp"
#include "wire/sync.hpp"
#include "wire/view.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <format>
#include <map>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

World replica_of(std::string_view sync)
{
    auto replica = World{};
    auto const synced = wire::decode_sync(replica, sync);
    INFO(sync);
    REQUIRE(synced);
    return replica;
}

/// A replica as text, things by id and lists without order, since the order in which things came does not matter.
std::string picture_of(World const& replica)
{
    auto things = std::set<std::string>{};
    wire::for_each_section([&]<class Handle>(Handle none) {
        auto const& table = replica.table_of(none);
        for (auto const handle : table.handles()) {
            auto const& row = table[handle];
            auto text = std::string{};
            auto writer = wire::Writer{text};
            wire::write_row(writer, replica, row, wire::Form::sync);
            auto lines = std::multiset<std::string>{};
            for (auto const& leaf : wire::leaves(text)) {
                auto path = leaf.path;
                while (path.contains('['))
                    path.erase(path.find('['), path.find(']') + 1 - path.find('['));
                lines.insert(path + '=' + leaf.value);
            }
            // What stands with the other end of a relation.
            auto const names = [&](std::string_view what, auto const& handles) {
                for (auto const thing : handles)
                    lines.insert(std::string{what} + ' ' + replica.table_of(thing)[thing].id);
            };
            if constexpr (std::is_same_v<Handle, GroupId>) {
                names("member", row.members);
                names("safe", row.safes);
                names("door", row.doors);
            } else if constexpr (std::is_same_v<Handle, SafeId>) {
                names("asset", row.assets);
            } else if constexpr (std::is_same_v<Handle, TeamId>) {
                names("patient", row.patients);
            } else if constexpr (std::is_same_v<Handle, ModuleId>) {
                names("record", row.records);
            }
            auto thing = std::string{wire::name_of(wire::section_of_handle<Handle>)};
            for (auto const& line : lines)
                thing += ' ' + line;
            things.insert(std::move(thing));
        }
    });
    auto text = std::string{};
    for (auto const& thing : things)
        text += thing + '\n';
    return text;
}

/// A world that random people change as the rules allow, with what is remembered of it.
struct Simulation {
    World world = wire::decode_document(riverside).value();
    SeededRandom random;
    Followers followers{random};
    std::mt19937 engine;
    std::uint64_t number = 1;

    explicit Simulation(std::uint32_t seed) : engine(seed)
    {
        world.revision = 1;
    }

    /// Tries one change; the ids of people stay those of riverside, so that personas live on.
    void step()
    {
        auto const change = AnyChange{world, engine}.make();
        auto const actor = UserId{static_cast<std::uint32_t>(engine() % world.users.slots())};
        if (std::holds_alternative<DisableUser>(change) && engine() % 4 != 0)
            return;
        if (!world.users.contains(actor) || may(world, actor, change, nothing_confirmed).effect != Effect::allow)
            return;
        auto touched = wire::Touched{};
        wire::note(touched, world, actor, change);
        followers.look(world, std::move(touched));
        apply(world, change, {.number = ++number, .at = 1, .actor = actor});
        followers.note(world, number);
    }
};

bool takes_an_address(Change const& change)
{
    return std::holds_alternative<CreateUser>(change) || std::holds_alternative<ImportUsers>(change) ||
           std::holds_alternative<EditUser>(change) || std::holds_alternative<EditSelf>(change) ||
           std::holds_alternative<SendInvitation>(change) || std::holds_alternative<ResendInvitation>(change);
}

} // namespace

TEST_CASE("A change that a person can see comes as a difference, with nothing else in it", "[service][sync]")
{
    auto house = House{};
    auto const since = at(house.get("gia", "/api/v1/sync"), "revision");
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/safes/s1", R"({"name":"Engine 7"})").status == 200);
    REQUIRE(house.ask("ada", "PATCH", "/api/v1/safes/s2", R"({"name":"Engine 9"})").status == 200);
    auto const difference = house.get("gia", "/api/v1/sync?since=" + since);
    CHECK(at(difference, "everything") == "false");
    CHECK(at(difference, "safes[0].id") == "s1");
    CHECK(difference.body.find("s2") == std::string::npos);
    CHECK(difference.body.find("Engine 9") == std::string::npos);

    auto const nothing = house.get("gia", "/api/v1/sync?since=" + at(difference, "revision"));
    CHECK(at(nothing, "everything") == "false");
    CHECK(nothing.body.find("s1") == std::string::npos);
}

TEST_CASE("Whose own scope changed is told everything anew", "[service][sync]")
{
    auto house = House{};
    auto const since = at(house.get("gia", "/api/v1/sync"), "revision");
    auto const of_gus = at(house.get("gus", "/api/v1/sync"), "revision");
    REQUIRE(house.ask("ada", "PUT", "/api/v1/groups/g2/members/gia").status == 200);
    auto const all = house.get("gia", "/api/v1/sync?since=" + since);
    CHECK(at(all, "everything") == "true");
    CHECK(all.body.find("\"s2\"") != std::string::npos);
    CHECK(at(house.get("gus", "/api/v1/sync?since=" + of_gus), "everything") == "false");
}

TEST_CASE("Since when nobody remembers, everything is told", "[service][sync]")
{
    auto house = House{};
    CHECK(at(house.get("gia", "/api/v1/sync?since=999999"), "everything") == "true");
    CHECK(at(house.get("gia", "/api/v1/sync?since=0"), "everything") == "true");
    auto const since = at(house.get("gia", "/api/v1/sync"), "revision");
    CHECK(at(house.get("gia", "/api/v1/sync?since=" + since), "everything") == "false");
    for (auto time = 0; time < 2'500; ++time, ++house.now)
        static_cast<void>(house.ask_only("ada", "PATCH", "/api/v1/safes/s1", std::format(R"({{"name":"Safe {}"}})", time)));
    house.commit();
    auto const later = at(house.get("gia", "/api/v1/sync?since=" + since), "revision");
    CHECK(at(house.get("gia", "/api/v1/sync?since=" + since), "everything") == "true");
    CHECK(at(house.get("gia", "/api/v1/sync?since=" + later), "everything") == "false");
    house.now += 1'000;
    house.restart();
    CHECK(at(house.get("gia", "/api/v1/sync?since=" + later), "everything") == "true");
}

TEST_CASE("What leaves a person's sight is removed from his replica, without a word on where it went", "[service][sync]")
{
    auto house = House{};
    auto const since = at(house.get("gia", "/api/v1/sync"), "revision");
    REQUIRE(house.ask("ada", "DELETE", "/api/v1/groups/g1/safes/s1").status == 200);
    auto const difference = house.get("gia", "/api/v1/sync?since=" + since);
    CAPTURE(difference.body);
    CHECK(at(difference, "removed.safes[0]") == "s1");
    CHECK(house.get("zoe", "/api/v1/sync?since=" + since).body.find("s1") == std::string::npos);
    CHECK(house.get("kim", "/api/v1/sync?since=" + since).body.find("s1") == std::string::npos);
}

TEST_CASE("Property: differences bring a replica to where everything would, and name nothing that was never seen",
          "[service][sync][property]")
{
    for (auto const seed : {11U, 12U, 13U, 14U}) {
        CAPTURE(seed);
        auto simulation = Simulation{seed};
        auto& world = simulation.world;
        struct Follower {
            std::string id;
            World replica;
            std::set<std::string> seen;
        };
        auto followers = std::vector<Follower>{};
        auto const see = [&](Follower& follower, UserId viewer) {
            auto const eyes = wire::View{world, viewer};
            wire::for_each_section([&]<class Handle>(Handle none) {
                for (auto const handle : world.table_of(none).handles()) {
                    if (eyes.sees(wire::section_of_handle<Handle>, handle.slot))
                        follower.seen.insert(world.table_of(none)[handle].id);
                }
            });
        };
        for (auto const person : people) {
            auto const viewer = world.users.find(person);
            if (world.users[viewer].status == Status::active) {
                auto const at = simulation.followers.number_of(world, viewer, 1);
                followers.push_back({std::string{person}, replica_of(wire::encode_sync(world, viewer, at)), {}});
                see(followers.back(), viewer);
            }
        }
        auto differences = 0;
        for (auto round = 0; round < 250; ++round) {
            for (auto steps = simulation.engine() % 4; steps > 0; --steps) {
                simulation.step();
                for (auto& follower : followers) {
                    if (auto const viewer = world.users.find(follower.id))
                        see(follower, viewer);
                }
            }
            for (auto& follower : followers) {
                auto const viewer = world.users.find(follower.id);
                if (!viewer || world.users[viewer].status != Status::active)
                    continue;
                if (simulation.engine() % 3 == 0)
                    continue; // lags behind
                auto const at = simulation.followers.number_of(world, viewer, 1);
                auto const noticed = at != follower.replica.revision;
                auto const touched = simulation.followers.since(follower.id, follower.replica.revision);
                auto const text = touched ? wire::encode_sync(world, viewer, *touched, at) : wire::encode_sync(world, viewer, at);
                differences += touched ? 1 : 0;
                CAPTURE(round, follower.id, text);
                if (touched) {
                    for (auto const& ids : touched->things) {
                        for (auto const& id : ids)
                            REQUIRE(follower.seen.contains(id));
                    }
                }
                auto const former = picture_of(follower.replica);
                auto const synced = wire::decode_sync(follower.replica, text);
                REQUIRE(synced);
                auto const present = picture_of(follower.replica);
                REQUIRE(present == picture_of(replica_of(wire::encode_sync(world, viewer, at))));
                // Whatever he would see differently wakes his stream.
                REQUIRE((noticed || present == former));
            }
        }
        CHECK(differences > 200);
    }
}

TEST_CASE("Property: a person's number changes when what he sees does, and by nothing else", "[service][sync][property]")
{
    auto hidden = 0;
    auto shown = 0;
    for (auto const seed : {15U, 16U, 17U, 18U, 19U}) {
        CAPTURE(seed);
        auto simulation = Simulation{seed};
        auto& world = simulation.world;
        auto const standing = [&](std::string_view person) {
            auto const viewer = world.users.find(person);
            auto const is_active = viewer && world.users[viewer].status == Status::active;
            return is_active ? std::pair{simulation.followers.number_of(world, viewer, 1), wire::encode_sync(world, viewer, 0)}
                             : std::pair{std::uint64_t{0}, std::string{}};
        };
        for (auto round = 0; round < 300; ++round) {
            auto before = std::map<std::string_view, std::pair<std::uint64_t, std::string>>{};
            for (auto const person : people)
                before[person] = standing(person);
            auto const number = simulation.number;
            simulation.step();
            if (simulation.number == number)
                continue;
            for (auto const person : people) {
                auto const [now, text] = standing(person);
                auto const& [then, former] = before[person];
                if (now == 0 || then == 0)
                    continue;
                CAPTURE(round, person, former, text);
                REQUIRE((now != then) == (text != former));
                ++(now == then ? hidden : shown);
            }
        }
    }
    CHECK(hidden > 1'000);
    CHECK(shown > 500);
}

TEST_CASE("Property: a replica decides like the service, for every person and every change of the catalogue",
          "[service][sync][property]")
{
    auto judged = 0;
    auto allowed = 0;
    for (auto const seed : {21U, 22U, 23U}) {
        auto simulation = Simulation{seed};
        auto& world = simulation.world;
        for (auto round = 0; round < 40; ++round) {
            for (auto steps = 0; steps < 6; ++steps)
                simulation.step();
            for (auto const person : people) {
                auto const viewer = world.users.find(person);
                if (!viewer || world.users[viewer].status != Status::active)
                    continue;
                auto const replica = replica_of(wire::encode_sync(world, viewer));
                auto const me = replica.users.find(person);
                for (auto count = 0; count < 60; ++count) {
                    auto const change = AnyChange{world, simulation.engine}.make();
                    auto const text = wire::encode_change(world, change);
                    auto const there = may(world, viewer, change, nothing_confirmed);
                    auto const decoded = wire::decode_change(replica, text);
                    INFO(text << (decoded ? std::string{} : wire::sentence(decoded.error())));
                    if (!decoded && text.contains("\"\"")) // names nothing at all, and can't be sent
                        continue;
                    REQUIRE(decoded);
                    auto const here = may(replica, me, decoded->change, nothing_confirmed);
                    ++judged;
                    allowed += there.effect == Effect::allow ? 1 : 0;
                    // X-12, X-2: that an address is taken by somebody unseen, or by somebody disabled who is seen without
                    // his address (S-4), is known to the service only.
                    auto const is_address_taken =
                        there.rule == "X-12" || (there.rule == "X-2" && there.effect == Effect::not_now);
                    if (takes_an_address(change) && is_address_taken)
                        continue;
                    // X-13: and so is an id.
                    if (there.reason == "This id is taken.")
                        continue;
                    CAPTURE(seed, round, person, text, there.rule, there.reason, here.rule, here.reason);
                    REQUIRE(there.effect == here.effect);
                    if (there.effect != Effect::deny)
                        REQUIRE(there.rule == here.rule);
                }
            }
        }
    }
    CHECK(judged > 50'000);
    CHECK(allowed > 500);
}

// Event streams

TEST_CASE("Property: at a terminal a replica holds the group and no more, and differences keep it so", "[service][sync][terminals][property]")
{
    auto hidden = 0;
    auto shown = 0;
    for (auto const seed : {31U, 32U, 33U, 34U}) {
        CAPTURE(seed);
        auto simulation = Simulation{seed};
        auto& world = simulation.world;
        struct Stander {
            std::string id;
            std::string group;
            World replica;
        };
        auto standers = std::vector<Stander>{};
        for (auto const& [person, group] : {std::pair{"ada", "g1"}, {"gia", "g1"}, {"gus", "g1"}, {"uma", "g1"}, {"gus", "g2"}, {"ugo", "g2"}, {"may", "g2"}, {"may", "g3"}, {"zoe", "g3"}})
            standers.push_back({person, group, replica_of(wire::encode_sync(world, world.users.find(person),
                                                                            simulation.followers.number_of(world, world.users.find(person), 1, world.groups.find(group)),
                                                                            world.groups.find(group)))});
        for (auto round = 0; round < 500; ++round) {
            auto const former = simulation.number;
            auto before = std::vector<std::string>{};
            for (auto const& [id, group, replica] : standers) {
                auto const at = world.groups.find(group);
                auto const viewer = world.users.find(id);
                before.push_back(at && viewer ? wire::encode_sync(world, viewer, 0, at) : std::string{});
            }
            simulation.step();
            if (simulation.number == former)
                continue;
            for (std::size_t which = 0; which < standers.size(); ++which) {
                auto& [id, group, replica] = standers[which];
                auto const viewer = world.users.find(id);
                auto const at = world.groups.find(group);
                if (!viewer || !at || world.users[viewer].status != Status::active)
                    continue;
                auto const number = simulation.followers.number_of(world, viewer, 1, at);
                auto const whole = wire::encode_sync(world, viewer, number, at);
                CAPTURE(round, id, group, whole);
                auto const differs = wire::encode_sync(world, viewer, 0, at) != before[which];
                if (differs)
                    REQUIRE(number != replica.revision);
                ++(number == replica.revision ? hidden : shown);
                auto const touched = simulation.followers.since(Followers::name_of(id, group), replica.revision);
                auto const text = touched ? wire::encode_sync(world, viewer, *touched, number, at) : whole;
                REQUIRE(wire::decode_sync(replica, text));
                REQUIRE(picture_of(replica) == picture_of(replica_of(whole)));

                // Nothing of it leads elsewhere, and nobody can be written to.
                REQUIRE_FALSE(whole.contains("@"));
                auto const ordinary = wire::View{world, viewer};
                wire::for_each_section([&]<class Handle>(Handle none) {
                    for (auto const thing : replica.table_of(none).handles()) {
                        auto const there = world.table_of(none).find(replica.table_of(none)[thing].id);
                        REQUIRE(ordinary.sees(wire::section_of_handle<Handle>, there.slot));
                    }
                });
                auto const& home = world.groups[at];
                auto const is_in = [&](auto const& rows, auto const& handles, auto const& table) {
                    return std::ranges::all_of(rows.handles(), [&](auto row) { return holds(handles, table.find(rows[row].id)); });
                };
                REQUIRE(is_in(replica.safes, home.safes, world.safes));
                REQUIRE(is_in(replica.doors, home.doors, world.doors));
                for (auto const asset : replica.assets.handles())
                    REQUIRE(holds(home.safes, world.assets[world.assets.find(replica.assets[asset].id)].safe));
                for (auto const other : replica.groups.handles())
                    REQUIRE(replica.groups[other].id == group);
                for (auto const account : replica.accounts.handles())
                    REQUIRE(world.accounts.find(replica.accounts[account].id) == home.account);
                for (auto const module : replica.modules.handles())
                    REQUIRE(world.modules[world.modules.find(replica.modules[module].id)].account == home.account);
                REQUIRE(replica.teams.size() + replica.patients.size() + replica.profiles.size() + replica.records.size() +
                            replica.credentials.size() + replica.webhooks.size() + replica.invitations.size() ==
                        0);
            }
        }
    }
    CHECK(hidden > 500);
    CHECK(shown > 200);
}

TEST_CASE("Property: what a terminal offers by its replica, the service allows there", "[service][sync][terminals][property]")
{
    auto offered = 0;
    for (auto const seed : {41U, 42U, 43U}) {
        auto simulation = Simulation{seed};
        auto& world = simulation.world;
        for (auto round = 0; round < 60; ++round) {
            for (auto steps = 0; steps < 5; ++steps)
                simulation.step();
            for (auto const person : people) {
                for (auto const at : world.groups.handles()) {
                    auto const viewer = world.users.find(person);
                    if (!viewer || world.users[viewer].status != Status::active || !holds(world.groups[at].members, viewer))
                        continue;
                    auto const replica = replica_of(wire::encode_sync(world, viewer, 0, at));
                    auto const me = replica.users.find(person);
                    for (auto count = 0; count < 60; ++count) {
                        auto const change = AnyChange{world, simulation.engine}.make();
                        if (beyond_terminal(world, at, change))
                            continue;
                        auto const text = wire::encode_change(world, change);
                        auto const there = wire::decode_change(replica, text);
                        if (!there || !there->unknown.empty() || may(replica, me, there->change, {.now = 1}).effect != Effect::allow)
                            continue;
                        CAPTURE(seed, round, person, world.groups[at].id, text);
                        REQUIRE(may(world, viewer, change, {.now = 1}).effect == Effect::allow);
                        ++offered;
                    }
                }
            }
        }
    }
    CHECK(offered > 100);
}

TEST_CASE("A stream says that something visible has changed, and only then", "[service][events]")
{
    auto house = House{};
    auto const opened = house.ask_only("gia", "GET", "/api/v1/events");
    REQUIRE(opened.stream != 0);
    CHECK(opened.response.content_type == "text/event-stream");
    CHECK(opened.response.body.find("\"revision\":" + at(house.get("gia", "/api/v1/sync"), "revision")) != std::string::npos);
    house.commit();
    CHECK(house.service->take_events(house.now).empty());

    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s2/sync").status == 200);
    CHECK(house.service->take_events(house.now).empty());
    REQUIRE(house.ask("zoe", "PATCH", "/api/v1/safes/s4", R"({"name":"Vault"})").status == 200);
    CHECK(house.service->take_events(house.now).empty());

    static_cast<void>(house.ask_only("ada", "POST", "/api/v1/safes/s1/sync"));
    CHECK(house.service->take_events(house.now).empty()); // not durable yet
    house.commit();
    auto const events = house.service->take_events(house.now);
    REQUIRE(events.size() == 1);
    CHECK(events[0].stream == opened.stream);
    CHECK_FALSE(events[0].end);
    CHECK(events[0].text.starts_with("event: change\ndata: {\"revision\":"));
    CHECK(house.service->take_events(house.now).empty());

    house.service->close_stream(opened.stream);
    REQUIRE(house.ask("ada", "POST", "/api/v1/safes/s1/sync").status == 200);
    CHECK(house.service->take_events(house.now).empty());
}

TEST_CASE("A role change wakes the person whom it is about, also when he loses everything", "[service][events]")
{
    auto house = House{};
    auto const stream = house.ask_only("gia", "GET", "/api/v1/events").stream;
    house.commit();
    REQUIRE(house.ask("ada", "PUT", "/api/v1/users/gia/roles/a1", R"({"role":"user"})").status == 200);
    auto const events = house.service->take_events(house.now);
    REQUIRE(events.size() == 1);
    CHECK(events[0].stream == stream);
}

TEST_CASE("X-2: streams end with their sessions", "[service][events][X-2]")
{
    auto house = House{};
    auto const stream = house.ask_only("uma", "GET", "/api/v1/events").stream;
    house.commit();
    REQUIRE(stream != 0);
    auto const ended = [&] {
        auto const events = house.service->take_events(house.now);
        return events.size() == 1 && events[0].stream == stream && events[0].end;
    };
    SECTION("disabled")
    {
        REQUIRE(house.ask("tess", "POST", "/api/v1/users/uma/disable").status == 200);
        CHECK(ended());
    }
    SECTION("deleted")
    {
        REQUIRE(house.ask("ada", "DELETE", "/api/v1/users/uma").status == 200);
        CHECK(ended());
    }
    SECTION("signed out")
    {
        REQUIRE(house.ask("uma", "DELETE", "/api/v1/session").status == 204);
        CHECK(ended());
    }
    SECTION("expired")
    {
        house.now += Instant{13} * 60 * 60 * 1000;
        CHECK(ended());
    }
    CHECK(house.service->take_events(house.now).empty());
}

TEST_CASE("A session has so many streams at most", "[service][events]")
{
    auto house = House{};
    for (auto count = 0; count < 16; ++count)
        REQUIRE(house.ask_only("uma", "GET", "/api/v1/events").stream != 0);
    auto const one_more = house.ask_only("uma", "GET", "/api/v1/events");
    CHECK(one_more.stream == 0);
    CHECK(one_more.response.status == 429);
}
