// Who can what, why and why not, what a change would give and take, and where one is signed in.
#include "rules/grants.hpp"
#include "rules/who_can.hpp"
#include "tests/service/riverside.hpp"
#include "tests/ui/browser.hpp"
#include "ui/screens/access_screen.hpp"
#include "ui/screens/preview.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

using namespace castellan;
using namespace castellan::test;

namespace {

std::vector<Target> targets_of(World const& world)
{
    auto targets = std::vector<Target>{};
    auto const add = [&](auto const& table) {
        for (auto const thing : table.handles())
            targets.emplace_back(thing);
    };
    add(world.accounts);
    add(world.groups);
    add(world.safes);
    add(world.doors);
    add(world.teams);
    add(world.modules);
    return targets;
}

std::set<std::string> ids_of(std::vector<AccessLine> const& lines)
{
    auto ids = std::set<std::string>{};
    for (auto const& line : lines)
        ids.insert(line.user);
    return ids;
}

/// Nobody is said to be able who is not; returns how many were named.
std::size_t hold_against_truth(Town& town, std::string const& person)
{
    auto const replica = town.replica_of(person);
    auto const& world = replica.world();
    auto named = std::size_t{0};
    for (auto const account : accounts_of(world)) {
        auto const seen = look(world, replica.me(), account, town.now, 1);
        for (auto const& target : targets_of(world)) {
            auto const truly = target_named(town.world(), key_of(world, target));
            REQUIRE(truly);
            for (auto const permission : permissions_asked_on(target)) {
                auto const able = who_can(town.world(), permission, *truly);
                for (auto const& line : who_can_view(seen, permission, target)) {
                    CAPTURE(person, key_of(world, target), name_of(permission), line.user);
                    auto const user = town.world().users.find(line.user);
                    CHECK(std::ranges::contains(able, user, &Able::user));
                    CHECK_FALSE(line.by.empty());
                    ++named;
                }
            }
        }
    }
    return named;
}

} // namespace

TEST_CASE("RULEBOOK 6: who is said to be able is able, for whoever asks, and listed by him", "[ui][access]")
{
    auto town = Town{riverside};
    auto named = std::size_t{0};
    for (auto const person : people) {
        if (town.world().users[town.world().users.find(person)].status == Status::active)
            named += hold_against_truth(town, std::string{person});
    }
    CHECK(named > 1'000);
}

TEST_CASE("RULEBOOK 6: the demonstration's people are told of nobody who is not able", "[ui][access][demo]")
{
    auto town = Town{demonstration()};
    for (auto const& persona : demonstration_personas())
        static_cast<void>(hold_against_truth(town, persona));
}

TEST_CASE("S-14: who can open a safe, and by what", "[ui][access][S-14]")
{
    auto town = Town{riverside};
    auto const of = [&](std::string const& person) {
        auto const replica = town.replica_of(person);
        auto const seen = look(replica.world(), replica.me(), replica.world().accounts.find("a1"), town.now, 1);
        return ids_of(who_can_view(seen, Permission::safes_unlock, replica.world().safes.find("s1")));
    };
    CHECK(of("ada") == std::set<std::string>{"ada", "bob", "gia", "gus", "uma", "ugo", "may"});
    // Gia sees Station 7 alone: of Station 9's people she can't be told that they reach its safe.
    CHECK(of("gia") == std::set<std::string>{"ada", "bob", "gia", "gus", "uma"});
    CHECK(of("pia").contains("pia"));
}

TEST_CASE("what a person can do is told role by role", "[ui][access]")
{
    auto town = Town{riverside};
    auto const replica = town.replica_of("ada");
    auto const seen = look(replica.world(), replica.me(), replica.world().accounts.find("a1"), town.now, 1);
    auto const gia = worn_view(seen, replica.world().users.find("gia"));
    REQUIRE(gia.size() == 1);
    CHECK(gia[0].role == "Group Administrator");
    CHECK(gia[0].where == "Station 7");
    CHECK(gia[0].permissions.has(Permission::safes_sync));
    CHECK(gia[0].permissions.has(Permission::users_create));
    CHECK(worn_view(seen, replica.world().users.find("dan")).empty());
    CHECK(worn_view(seen, replica.world().users.find("ada"))[0].where == "Fire");
}

TEST_CASE("why I can't is told rule by rule, and whom to ask", "[ui][access][S-11]")
{
    auto town = Town{riverside};
    auto const replica = town.replica_of("gia");
    auto const& world = replica.world();
    auto const seen = look(world, replica.me(), world.accounts.find("a1"), town.now, 1);
    auto const lines = mine_view(seen, world.safes.find("s1"));
    auto const removal = std::ranges::find_if(lines, [](MineLine const& line) { return std::holds_alternative<RemoveSafe>(line.change); });
    REQUIRE(removal != lines.end());
    CHECK(removal->wanted == "remove Engine 7 narcotics");
    CHECK(removal->decision.rule == "S-11");
    auto const chain = chain_view(seen, removal->change);
    REQUIRE(chain.size() >= 2);
    CHECK(chain.front().text == "Group Administrator: gives no such permission here");
    CHECK(chain.back().rule == "S-11");
    CHECK(whom_to_ask(seen, Permission::safes_remove, world.safes.find("s1")) == "Ada Okafor or Bob Lindqvist");
}

TEST_CASE("a preview says who gains and who loses what, and nothing of who is not listed", "[ui][preview]")
{
    auto town = Town{riverside};
    auto const replica = town.replica_of("ada");
    auto const& world = replica.world();
    auto const seen = look(world, replica.me(), world.accounts.find("a1"), town.now, 1);
    auto const view = preview_view(seen, std::to_array<Change>({AddMember{world.groups.find("g2"), world.users.find("uma")}}));
    REQUIRE(view.people.size() == 1);
    CHECK(view.people[0].name == "Uma Patel");
    CHECK(view.gaining == 1);
    CHECK(view.losing == 0);
    REQUIRE_FALSE(view.people[0].gains.empty());
    CHECK(view.people[0].gains[0].find("Safes: unlock") != std::string::npos);
    CHECK(view.people[0].gains[0].find("Engine 9 narcotics") != std::string::npos);

    auto const lost = preview_view(seen, std::to_array<Change>({SetUserRole{world.users.find("gus"), world.accounts.find("a1"), SafesRole::user}}));
    REQUIRE(lost.people.size() == 1);
    CHECK(lost.losing == 1);
    CHECK_FALSE(lost.people[0].losses.empty());
    // What may not be done, or changes nothing, has no preview.
    CHECK(preview_view(seen, std::to_array<Change>({SetUserRole{replica.me(), world.accounts.find("a1"), SafesRole::user}})).people.empty());
}

TEST_CASE("the dialog of a role shows what it changes, before it is sent", "[ui][app][preview]")
{
    auto town = Town{riverside};
    auto ada = Browser{town, "ada", "#/users/uma"};
    REQUIRE(ada.press(AriaRole::button, "Set role…"));
    CHECK_FALSE(ada.shows("What this changes"));
    REQUIRE(ada.press(AriaRole::radio, "Group Administrator"));
    CHECK(ada.shows("What this changes"));
    CHECK(ada.shows("1 person gains permissions"));
}

TEST_CASE("X-11: a person sees where she is signed in, and ends what she doesn't know", "[ui][app][X-11]")
{
    auto town = Town{riverside};
    auto here = Browser{town, "uma", "#/profile"};
    CHECK(here.shows("Where you are signed in"));
    CHECK(here.shows("This one"));
    CHECK_FALSE(here.shows("End all others"));
}

TEST_CASE("T-2: who may disable a person may end her sessions from her page", "[ui][app][T-2]")
{
    auto town = Town{riverside};
    auto tess = Browser{town, "tess", "#/users/uma"};
    auto uma = Browser{town, "uma"};
    REQUIRE(tess.press(AriaRole::button, "More actions"));
    REQUIRE(tess.press(AriaRole::menuitem, "End sessions…"));
    REQUIRE(tess.press_last(AriaRole::button, "End sessions"));
    tess.settle();
    CHECK(tess.shows("Sessions ended"));
    uma.app.heard("closed", "");
    uma.settle();
    CHECK(uma.app.take_signed_out() == client::SignedOut::ended);
}

TEST_CASE("X-7: the difference between two days is a table", "[ui][app][past]")
{
    auto town = Town{riverside};
    town.now += Instant{3} * 24 * 60 * 60 * 1000;
    REQUIRE(town.ask("ada", "DELETE", "/api/v1/groups/g1/members/uma").status == 200);
    auto ada = Browser{town, "ada", "#/access?thing=safe:s1&can=safes.unlock&against=2026-11-19"};
    for (auto round = 0; round < 5; ++round) {
        town.work();
        town.now += 1000;
        ada.settle();
    }
    CHECK(ada.shows("Uma Patel"));
    CHECK(ada.shows("Lost"));
    CHECK(ada.shows("As before"));
}

TEST_CASE("a page that is not one's own says why, and whom to ask", "[ui][app]")
{
    auto town = Town{riverside};
    auto gia = Browser{town, "gia", "#/audit"};
    CHECK(gia.shows("Why can't I see this?"));
    CHECK(gia.shows("Audit: list"));
    CHECK(gia.shows("Ada Okafor"));
    // Of a thing that is hidden it says no more than of one that never was.
    auto const text_at = [&](std::string_view hash) {
        auto one = Browser{town, "gia", hash};
        return as_text(one.ui.semantics());
    };
    CHECK(text_at("#/safes/s3") == text_at("#/safes/s9"));
}
