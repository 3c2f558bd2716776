// What the pages of doors, keys and groups show to whom (D-1 to D-8, X-10).
#include "tests/client/town.hpp"
#include "tests/ui/doors_town.hpp"
#include "tests/ui/walker.hpp"
#include "ui/screens/door_forms.hpp"
#include "ui/screens/doors_screen.hpp"
#include "ui/screens/places.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>

using namespace castellan;
using namespace castellan::test;
using namespace castellan::ui;

namespace {

struct Eyes {
    explicit Eyes(std::string_view person, std::string_view document = doors_town)
        : town(document), replica(town.replica_of(person)),
          seen(look(replica.world(), replica.me(), replica.world().accounts.find("a1"), town.now, 1)), walker(replica, town.now)
    {
    }
    [[nodiscard]] World const& world() const { return replica.world(); }
    [[nodiscard]] bool has(std::string_view action)
    {
        return walker.driver().find(AriaRole::button, action) != nullptr || walker.driver().find(AriaRole::menuitem, action) != nullptr;
    }
    [[nodiscard]] GiveView given(std::vector<std::string> places, std::vector<std::string> things, std::string role, Give what = Give::key_roles) const
    {
        auto form = GiveForm{};
        open_give(form, what, std::move(places), std::move(things));
        form.role = std::move(role);
        return give_view(seen, form);
    }

    Town town;
    client::Replica replica;
    castellan::ui::Seen seen;
    Walker walker;
};

Choice const* find(std::vector<Choice> const& choices, std::string_view key)
{
    auto const at = std::ranges::find(choices, key, &Choice::key);
    return at == choices.end() ? nullptr : &*at;
}

std::string with_feature_off()
{
    auto document = std::string{doors_town};
    auto const name = std::string_view{R"("name": "Fire")"};
    document.insert(document.find(name) + name.size(), R"(, "settings": {"groups_for_doors": false})");
    return document;
}

bool has_doors(Eyes const& eyes)
{
    auto const* place = place_at(client::Page::doors);
    return place != nullptr && has_place(eyes.seen, *place);
}

} // namespace

TEST_CASE("D-1, D-2, D-3: who is offered what on the page of a door, as the comparison of group roles has it", "[ui][doors][D-1][D-2][D-3]")
{
    struct Row {
        char const* person;
        char const* door;
        bool unlock;
        bool remote;
        bool for_others;
        bool sends;
        bool lock_settings;
    };
    constexpr auto rows = std::to_array<Row>({
        // person  door     unlock remote for    sends  lock settings
        {"ulf",  "front", true,  false, false, false, false}, // D-1: user, both toggles off
        {"ann",  "gate",  true,  true,  true,  false, false}, // D-1: user, both toggles on
        {"udo",  "gate",  true,  false, false, false, false}, // D-1: a single user key is bound by no group, nor widened
        {"alma", "front", true,  true,  true,  true,  true }, // D-2: admin, toggle on
        {"adam", "gate",  true,  true,  true,  true,  false}, // D-2: admin, toggle off
        {"sven", "gate",  true,  true,  true,  true,  true }, // D-2: a single admin key, no toggle binds it
        {"olga", "gate",  true,  true,  true,  true,  true }, // D-3: owner, not bound by the toggle
        {"boss", "gate",  true,  true,  true,  true,  true }, // D-7
        {"pat",  "gate",  false, false, false, true,  false}, // D-7: by a profile, what it carries
    });
    for (auto const& row : rows) {
        CAPTURE(row.person, row.door);
        auto eyes = Eyes{row.person};
        eyes.walker.go(client::door_href(row.door));
        auto const& offers = eyes.walker.offers();
        auto const door = eyes.world().doors.find(row.door);
        REQUIRE(door);
        auto const offered = [&](std::string const& kind) { return offers.contains(kind + " " + row.door); };
        CHECK(offered("door.unlock") == row.unlock);
        CHECK(offered("door.remote_unlock") == row.remote);
        CHECK(offered("door.unlock_for") == row.for_others);
        CHECK(offered("door.lock_settings") == row.lock_settings);
        CHECK(possible_gift(eyes.seen, Give::keys, row.door).has_value() == row.sends);
    }
}

TEST_CASE("D-5: what needs a controller, and the door online, stands there with the reason", "[ui][doors][D-5]")
{
    auto eyes = Eyes{"olga"};
    for (auto const& [door, reason] : {std::pair{"cellar", "offline"}, std::pair{"shed", "controller"}}) {
        CAPTURE(door);
        eyes.walker.go(client::door_href(door));
        auto const* remote = eyes.walker.driver().find(AriaRole::button, "Remote unlock");
        REQUIRE(remote != nullptr);
        CHECK(remote->disabled);
        CHECK(remote->description.find(reason) != std::string_view::npos);
        CHECK(remote->description.find("D-5") != std::string_view::npos);
    }
}

TEST_CASE("X-10: the page of a group shows each side to its own people, and nothing of the other", "[ui][doors][X-10]")
{
    struct Row {
        char const* person;
        bool safes;
        bool doors;
    };
    for (auto const& row : {Row{"sue", true, false}, Row{"gia", true, false}, Row{"ada", true, false}, Row{"olga", false, true}, Row{"alma", false, true},
                            Row{"ulf", false, true}, Row{"boss", true, true}}) {
        CAPTURE(row.person);
        auto eyes = Eyes{row.person};
        eyes.walker.go(client::group_href("g1"));
        auto& driver = eyes.walker.driver();
        CHECK((driver.find(AriaRole::grid, "Members") != nullptr) == row.safes);
        CHECK((driver.find(AriaRole::grid, "Safes") != nullptr) == row.safes);
        CHECK((driver.find(AriaRole::grid, "Key roles") != nullptr) == row.doors);
        CHECK((driver.find(AriaRole::grid, "Doors") != nullptr) == row.doors);
        CHECK(driver.shows("Narcotics") == row.safes);
        CHECK(driver.shows("Front door") == row.doors);
    }
}

TEST_CASE("D-8: off, the doors side is not shown, and single keys stay", "[ui][doors][D-8]")
{
    auto const off = with_feature_off();
    {
        auto olga = Eyes{"olga", off};
        CHECK(doors_of(olga.world(), olga.seen.account).empty());
        CHECK_FALSE(has_doors(olga));
    }
    auto boss = Eyes{"boss", off};
    boss.walker.go(client::group_href("g1"));
    CHECK(boss.walker.driver().find(AriaRole::grid, "Members") != nullptr);
    CHECK(boss.walker.driver().find(AriaRole::grid, "Key roles") == nullptr);
    CHECK_FALSE(boss.walker.driver().shows("What the group allows"));
    CHECK(door_groups_of(boss.seen, boss.seen.account).empty());
    auto dirk = Eyes{"dirk", off};
    CHECK(has_doors(dirk));
    CHECK(doors_view(dirk.seen, {}).doors.size() == 1);
    CHECK(has_doors(Eyes{"olga"}));
}

TEST_CASE("D-2: a switch is there for who may switch it, and its state for the others", "[ui][doors][D-2]")
{
    auto olga = Eyes{"olga"};
    olga.walker.go(client::group_href("g2"));
    auto const* lock = olga.walker.driver().find(AriaRole::switch_, "Admins can modify lock settings");
    REQUIRE(lock != nullptr);
    CHECK(lock->checked == Checked::no);
    CHECK(olga.walker.driver().press(AriaRole::switch_, "Admins can modify lock settings"));
    auto const changes = olga.walker.ui().take_changes();
    REQUIRE(changes.size() == 1);
    CHECK(std::get<SetToggles>(changes.front()).toggles == ToggleFields{.admins_can_modify_lock_settings = true});

    auto adam = Eyes{"adam"};
    adam.walker.go(client::group_href("g2"));
    CHECK(adam.walker.driver().find(AriaRole::switch_, "Admins can modify lock settings") == nullptr);
    CHECK(adam.walker.driver().shows("Admins can modify lock settings"));
}

TEST_CASE("D-4: whom or where it would bite is marked, with the group and the doors, before anything is sent", "[ui][doors][D-4]")
{
    auto const eyes = Eyes{"olga"};
    // Ulf is user in Hq, which shares the gate with Annex.
    auto const view = eyes.given({"g2"}, {}, "user");
    auto const* ulf = find(view.things, "ulf");
    REQUIRE(ulf != nullptr);
    CAPTURE(ulf->unavailable);
    CHECK(ulf->unavailable.find("Hq (Gate)") != std::string::npos);
    CHECK(ulf->unavailable.find("D-4") != std::string::npos);
    auto const* nina = find(view.things, "nina");
    REQUIRE(nina != nullptr);
    CHECK(nina->unavailable.empty());
    // As an owner he is exempt.
    CHECK(find(eyes.given({"g2"}, {}, "owner").things, "ulf")->unavailable.empty());
    // From his side the group is marked.
    CHECK(find(eyes.given({}, {"ulf"}, "admin").places, "g2")->unavailable.find("Hq (Gate)") != std::string::npos);
    // Two groups that share a door, for somebody who is in neither.
    auto const both = eyes.given({"g1"}, {"nina"}, "user");
    CHECK(find(both.places, "g1")->unavailable.empty());
    CHECK(find(both.places, "g2")->unavailable.find("Gate") != std::string::npos);
}

TEST_CASE("D-3: the owner of several groups sets a role in all at once, and is told before what can't be", "[ui][doors][D-3][D-4]")
{
    auto const eyes = Eyes{"olga"};
    auto const as_user = eyes.given({"g1", "g2"}, {"nina"}, "user");
    REQUIRE(as_user.possible.size() == 1);
    REQUIRE(as_user.left_out.size() == 1);
    CHECK(as_user.left_out.front().what == "Nina Ferrand in Annex");
    CHECK(as_user.left_out.front().why.find("Gate") != std::string::npos);
    CHECK(as_user.left_out.front().why.find("Hq") != std::string::npos);
    // Overlap or not: an owner may be everywhere.
    CHECK(eyes.given({"g1", "g2"}, {"nina", "ulf"}, "owner").possible.size() == 4);
    // Taken away everywhere.
    auto const none = eyes.given({"g1", "g2"}, {"ann"}, "none");
    REQUIRE(none.possible.size() == 1);
    CHECK(std::get<SetKeyRole>(none.possible.front()).group == eyes.world().groups.find("g2"));
    // Who owns one of them only is not offered the other.
    auto const otto = Eyes{"otto"};
    auto const places = otto.given({}, {"nina"}, "user").places;
    CHECK(find(places, "g2") != nullptr);
    CHECK(find(places, "g1") == nullptr);
}

TEST_CASE("D-3: what the form says before is what the service does", "[ui][doors][D-3][D-4]")
{
    auto eyes = Eyes{"olga"};
    auto const view = eyes.given({"g1", "g2"}, {"nina", "ulf", "ann", "adam"}, "user");
    CHECK(view.possible.size() + view.left_out.size() == 8);
    for (auto const& change : view.possible)
        CHECK(eyes.town.ask("olga", "PUT", "/api/v1/groups/" + eyes.world().groups[std::get<SetKeyRole>(change).group].id + "/key_roles/" +
                                               eyes.world().users[std::get<SetKeyRole>(change).user].id,
                            R"({"role":"user"})")
                  .status == 200);
}

TEST_CASE("D-6: a door goes into the groups of who owns both", "[ui][doors][D-6]")
{
    auto const dirk = Eyes{"dirk"};
    auto const view = dirk.given({"g3"}, {"shed"}, "user", Give::doors);
    REQUIRE(view.possible.size() == 1);
    CHECK(std::get<AddDoor>(view.possible.front()).door == dirk.world().doors.find("shed"));
    auto const olga = Eyes{"olga"};
    CHECK(olga.given({"g1"}, {"shed"}, "user", Give::doors).possible.empty());
    CHECK_FALSE(possible_gift(olga.seen, Give::doors, "g1"));
    CHECK(possible_gift(Eyes{"boss"}.seen, Give::doors, "g1"));
}

TEST_CASE("Keys are listed with where each comes from, by door and by person", "[ui][doors]")
{
    auto const eyes = Eyes{"boss"};
    auto const& world = eyes.world();
    auto const gate = keys_of(world, world.doors.find("gate"));
    CHECK(gate.size() == 9); // three of Hq, four of Annex, two singly
    CHECK(std::ranges::count_if(gate, [](KeyLine const& line) { return line.group.is_none(); }) == 2);
    auto const olga = keys_of(world, world.users.find("olga"), eyes.seen.account);
    REQUIRE(olga.size() == 2);
    CHECK(world.groups[olga[0].group].name == "Annex");
    CHECK(world.groups[olga[1].group].name == "Hq");
    auto const dirk = keys_of(world, world.users.find("dirk"), eyes.seen.account);
    REQUIRE(dirk.size() == 2);
    CHECK(dirk[1] == KeyLine{world.users.find("dirk"), KeyRole::owner, {}, world.doors.find("shed")});
    CHECK(doors_view(eyes.seen, {.view = "keys", .search = "sven"}).keys.size() == 1);
    // Ulf sees his own, and nobody else's.
    auto const ulf = Eyes{"ulf"};
    CHECK(keys_of(ulf.world(), ulf.world().doors.find("gate")).size() == 1);
}

TEST_CASE("Doors are found by name, state and group", "[ui][doors]")
{
    auto const eyes = Eyes{"boss"};
    CHECK(doors_view(eyes.seen, {}).doors.size() == 5);
    CHECK(doors_view(eyes.seen, {.state = "offline"}).doors.size() == 1);
    CHECK(doors_view(eyes.seen, {.state = "none"}).doors.size() == 1);
    CHECK(doors_view(eyes.seen, {.group = "none"}).doors.size() == 1);
    CHECK(doors_view(eyes.seen, {.search = "gat", .group = "g2"}).doors.size() == 1);
    CHECK(doors_view(eyes.seen, {}).offline == 1);
}

TEST_CASE("Lock settings are edited on the week, and what the console does not know stays", "[ui][doors]")
{
    auto eyes = Eyes{"boss"};
    auto& forms = eyes.walker.screens().forms.doors;
    eyes.walker.go(client::door_href("front"));
    open_lock_settings(forms.lock, eyes.world(), eyes.world().doors.find("front"));
    eyes.walker.draw(3);
    auto& driver = eyes.walker.driver();
    auto const* save = driver.find(AriaRole::button, "Save");
    REQUIRE(save != nullptr);
    CHECK(save->disabled);
    CHECK(driver.press(AriaRole::button, "Tuesday, all day"));
    CHECK(driver.type(AriaRole::textbox, "Wi-Fi network", "Depot"));
    CHECK(driver.press(AriaRole::button, "Save"));
    auto const changes = eyes.walker.ui().take_changes();
    REQUIRE(changes.size() == 1);
    CHECK(std::get<SetLockSettings>(changes.front()).fields ==
          R"({"business_hours":[{"weekday":1,"from":480,"until":1080},{"weekday":2,"from":0,"until":1440}],"wifi":{"network":"Depot"}})");
}

namespace {

/// 500 doors, ten to a group; who owns all 50 groups, who is user in 40 of them, and 120 people with a role in some.
std::string large_town()
{
    auto const text = [](int number) { return std::to_string(number); };
    auto users = std::string{R"({"id": "own", "name": "Own Everyone", "email": "own@riverside.example"})"};
    for (auto at = 0; at < 120; ++at)
        users += R"(,{"id": "p)" + text(at) + R"(", "name": "Person )" + text(at) + R"(", "email": "p)" + text(at) + R"(@riverside.example"})";
    auto doors = std::string{};
    for (auto at = 0; at < 500; ++at)
        doors += (at == 0 ? "" : ",") + (R"({"id": "d)" + text(at)) + R"(", "account": "a1", "name": "Door )" + text(at) + R"(", "controller": true, "online": true})";
    auto groups = std::string{};
    for (auto at = 0; at < 50; ++at) {
        auto listed = std::string{};
        for (auto door = at * 10; door < at * 10 + 10; ++door)
            listed += (listed.empty() ? "\"d" : ",\"d") + text(door) + "\"";
        auto roles = std::string{R"("own": "owner")"} + (at < 40 ? R"(,"p0": "user")" : "");
        for (auto person = 1; person < 24; ++person)
            roles += R"(,"p)" + text((at * 23 + person) % 119 + 1) + R"(": "user")";
        groups += (at == 0 ? "" : ",") + (R"({"id": "g)" + text(at)) + R"(", "account": "a1", "name": "Block )" + text(at) + R"(", "doors": [)" + listed +
                  R"(], "key_roles": {)" + roles + "}}";
    }
    return R"({"organization": {"id": "o1", "name": "Large"}, "accounts": [{"id": "a1", "name": "Campus"}], "users": [)" + users + R"(], "groups": [)" +
           groups + R"(], "doors": [)" + doors + "]}";
}

} // namespace

TEST_CASE("500 doors and a person in 50 groups: each page is drawn with all of it", "[ui][doors][large]")
{
    auto const document = large_town();
    auto eyes = Eyes{"own", document};
    auto& walker = eyes.walker;
    walker.ui().set_viewport({.width = 1280, .height = 800, .reduced_motion = true});
    auto slowest = 0.0;
    auto const measured = [&](char const* what, auto const& act) {
        auto most = 0.0;
        auto const begun = std::clock();
        act();
        for (auto frame = 0; frame < 4; ++frame) {
            auto const before = std::clock();
            walker.draw(1);
            most = std::max(most, static_cast<double>(std::clock() - before) * 1000 / CLOCKS_PER_SEC);
        }
        std::printf("500 doors, 50 groups: %s: %.1f ms for the slowest frame, %.1f ms in all\n", what, most,
                    static_cast<double>(std::clock() - begun) * 1000 / CLOCKS_PER_SEC);
        slowest = std::max(slowest, most);
    };
    measured("list of doors", [&] { walker.go("#/doors"); });
    CHECK(walker.driver().find(AriaRole::row, "Door 1") != nullptr);
    measured("search", [&] { walker.go("#/doors?q=door%2049"); });
    measured("groups", [&] { walker.go("#/doors?view=groups"); });
    CHECK(walker.driver().find(AriaRole::row, "Block 1") != nullptr);
    measured("keys", [&] { walker.go("#/doors?view=keys"); });
    measured("a door", [&] { walker.go("#/doors/d7"); });
    measured("a group", [&] { walker.go("#/groups/g7"); });
    measured("a person in 40 groups", [&] { walker.go("#/users/p0"); });
    measured("key roles for ten people in 50 groups", [&] {
        auto groups = std::vector<std::string>{};
        for (auto at = 0; at < 50; ++at)
            groups.push_back("g" + std::to_string(at));
        auto people = std::vector<std::string>{};
        for (auto at = 0; at < 10; ++at)
            people.push_back("p" + std::to_string(at));
        open_give(walker.screens().forms.doors.give, Give::key_roles, groups, people);
    });
    CHECK(walker.driver().find(AriaRole::dialog, "Give key roles") != nullptr);
    std::printf("500 doors, 50 groups: %.1f ms at most\n", slowest);
}
