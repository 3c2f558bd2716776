// The rules of book S, by number, on both sides.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/books.hpp"

#include "rules/grants.hpp"

namespace castellan::tests {

using enum SafesRole;

TEST_CASE("S-1: a user uses the safes of his groups and administers nothing", "[rules][S-1]")
{
    auto const s = riverside();
    CHECK(s.verdict("uma", UnlockSafe{s.safe("engine_7"), {}}) == "allow S-14");
    CHECK(s.verdict("uma", UnlockSafe{s.safe("engine_9"), {}}) == "deny X-1");
    CHECK(s.verdict("uma", SyncSafe{s.safe("engine_7")}) == "deny S-1");
    CHECK(s.judge("uma", SyncSafe{s.safe("engine_7")}).reason.starts_with("You may use the safes of your groups"));
    CHECK(s.verdict("uma", EditUser{s.user("vic"), {.name = "Victor"}}) == "deny X-1");
    CHECK(s.verdict("uma", CreateGroup{s.in("fire"), "", {.name = "Station 1"}}) == "deny S-1");
    CHECK(managers_of(s.world, s.user("uma")).empty());
}

TEST_CASE("S-2: an account_admin does everything on the safes side, in his account, whatever his groups", "[rules][S-2]")
{
    auto const s = riverside();
    CHECK(s.verdict("chief", SyncSafe{s.safe("engine_9")}) == "allow S-2");
    CHECK(s.verdict("chief", SyncSafe{s.safe("spare")}) == "allow S-2");
    CHECK(s.verdict("chief", EditUser{s.user("deputy"), {.name = "Deputy"}}) == "allow S-2");
    CHECK(s.verdict("chief", SetUserRole{s.user("deputy"), s.in("fire"), user}) == "allow S-2");
    CHECK(s.verdict("chief", SetUserRole{s.user("uma"), s.in("fire"), account_admin}) == "allow S-2");
    CHECK(s.verdict("chief", AddMember{s.group("station_9"), s.user("deputy")}) == "allow S-2");
    CHECK(s.verdict("chief", CreateAsset{s.safe("engine_7"), "", {.kind = "naloxone"}}) == "allow S-2");
    // His neighbour is another account, which for him does not exist.
    CHECK(s.verdict("chief", SyncSafe{s.safe("depot_safe")}) == "deny X-1");
    CHECK(s.verdict("dora", SyncSafe{s.safe("engine_7")}) == "deny X-1");
    auto const held = permissions_within(s.world, s.user("chief"), s.in("fire"));
    CHECK(held.includes({Permission::settings_edit, Permission::schedules_create, Permission::credentials_create,
                         Permission::webhooks_run, Permission::audit_export}));
}

TEST_CASE("S-3: a group_admin works within the groups of which he is a member, and several add up", "[rules][S-3]")
{
    auto const s = riverside();
    CHECK(s.verdict("ada", SyncSafe{s.safe("engine_7")}) == "allow S-8");
    CHECK(s.verdict("ada", SyncSafe{s.safe("engine_9")}) == "deny X-1");
    CHECK(s.verdict("bo", SyncSafe{s.safe("engine_7")}) == "allow S-8");
    CHECK(s.verdict("bo", SyncSafe{s.safe("engine_9")}) == "allow S-8");
    CHECK(s.verdict("ada", SyncSafe{s.safe("spare")}) == "deny X-1");
    for (auto const id : {"engine_7", "engine_9", "shared", "spare"})
        CHECK_FALSE(sees(s.world, s.user("kim"), s.safe(id)));
    CHECK_FALSE(sees(s.world, s.user("kim"), s.group("station_7")));
    CHECK_FALSE(sees(s.world, s.user("kim"), s.asset("fentanyl")));
    auto const advice = s.judge("kim", CreateUser{.account = s.in("fire"), .name = "New", .email = "new@x.example"});
    CHECK(advice.effect == Effect::deny);
    CHECK(advice.reason.find("Account Administrator") != std::string_view::npos);
}

TEST_CASE("S-4: a group_admin lists his groups, their safes and assets, and the account's directory", "[rules][S-4]")
{
    auto const s = riverside();
    auto const ada = s.user("ada");
    CHECK(sight_of(s.world, ada, s.group("station_7")) == Sight::whole);
    CHECK(sight_of(s.world, ada, s.group("station_9")) == Sight::hidden);
    CHECK(sight_of(s.world, ada, s.safe("shared")) == Sight::whole);
    CHECK(sight_of(s.world, ada, s.asset("fentanyl")) == Sight::whole);
    CHECK(sight_of(s.world, ada, s.asset("morphine")) == Sight::hidden);
    // The directory: everybody of the account by name and role, particulars only of whom she may edit.
    CHECK(sight_of(s.world, ada, s.user("uma")) == Sight::whole);
    CHECK(sight_of(s.world, ada, s.user("chief")) == Sight::directory);
    CHECK(sight_of(s.world, ada, s.user("bo")) == Sight::directory);
    CHECK(sight_of(s.world, ada, s.user("dan")) == Sight::hidden);
    CHECK(sight_of(s.world, ada, s.user("nora")) == Sight::hidden);
    CHECK(managers_of(s.world, ada) == std::vector<std::string_view>{"assets", "groups", "safes", "users"});
    CHECK(managers_of(s.world, s.user("kim")) == std::vector<std::string_view>{"users"});
}

TEST_CASE("S-5: a group_admin creates users, and group_admins only into a group of his", "[rules][S-5]")
{
    auto const s = riverside();
    auto const create = [&](SafesRole role, std::vector<GroupId> groups) {
        return CreateUser{.account = s.in("fire"), .name = "New", .email = "new@x.example", .role = role, .groups = groups};
    };
    CHECK(s.verdict("ada", create(user, {})) == "allow S-5");
    CHECK(s.verdict("ada", create(user, {s.group("station_7")})) == "allow S-5");
    CHECK(s.verdict("ada", create(user, {s.group("station_9")})) == "deny X-1");
    CHECK(s.verdict("ada", create(group_admin, {s.group("station_7")})) == "allow S-5");
    CHECK(s.verdict("ada", create(group_admin, {})) == "deny S-5");
    CHECK(s.verdict("ada", create(account_admin, {s.group("station_7")})) == "deny S-11");
    CHECK(s.verdict("ada", create(none, {})) == "deny S-5");
    CHECK(s.verdict("kim", create(user, {})) == "deny S-5");
    CHECK(s.verdict("chief", create(account_admin, {s.group("station_9")})) == "allow S-2");
    CHECK(s.verdict("chief", create(user, {s.group("yard")})) == "deny X-1");
    CHECK(s.verdict("both", create(user, {s.group("yard")})) == "deny X-1"); // seen, but another account's
}

TEST_CASE("S-5: a group_admin edits users, and group_admins all of whose groups are his", "[rules][S-5]")
{
    auto s = riverside();
    auto const rename = [&](std::string_view who) { return EditUser{s.user(who), {.name = "Renamed"}}; };
    CHECK(s.verdict("ada", rename("uma")) == "allow S-5");
    CHECK(s.verdict("ada", rename("wes")) == "allow S-5"); // a user, though in no group of hers
    CHECK(s.verdict("ada", rename("yan")) == "allow S-5");
    CHECK(s.verdict("ada", rename("bo")) == "deny S-5");   // also in station_9
    CHECK(s.verdict("bo", rename("ada")) == "allow S-5");
    CHECK(s.verdict("bo", rename("lee")) == "allow S-5");
    CHECK(s.verdict("ada", rename("kim")) == "deny S-5");  // in no group
    CHECK(s.verdict("ada", rename("chief")) == "deny S-11");
    CHECK(s.verdict("kim", rename("uma")) == "deny S-5");
    CHECK(s.verdict("ada", rename("dan")) == "deny X-1");
    CHECK(s.verdict("ada", rename("ada")) == "allow S-5"); // her own name is no role
}

TEST_CASE("S-5: a group_admin sets the role where all groups of the person are his", "[rules][S-5]")
{
    auto const s = riverside();
    auto const set = [&](std::string_view who, SafesRole role) { return SetUserRole{s.user(who), s.in("fire"), role}; };
    CHECK(s.verdict("ada", set("uma", group_admin)) == "allow S-5");
    CHECK(s.verdict("ada", set("xia", group_admin)) == "deny S-5"); // also in station_9
    CHECK(s.verdict("bo", set("xia", group_admin)) == "allow S-5");
    CHECK(s.verdict("ada", set("wes", group_admin)) == "deny S-5");
    CHECK(s.verdict("ada", set("yan", group_admin)) == "deny S-5"); // in no group: nothing is "his"
    CHECK(s.verdict("ada", set("bo", user)) == "deny S-5");
    CHECK(s.verdict("bo", set("ada", user)) == "allow S-5");
    CHECK(s.verdict("ada", set("uma", none)) == "deny S-5");
    CHECK(s.verdict("ada", set("uma", account_admin)) == "deny S-11");
    CHECK(s.verdict("kim", set("uma", group_admin)) == "deny S-5");
    CHECK(s.verdict("chief", set("uma", none)) == "allow S-2");
    CHECK(s.verdict("chief", set("nora", user)) == "allow S-2");
}

TEST_CASE("S-6: an import does what its single rows may do, and the worst row is the verdict", "[rules][S-6]")
{
    auto const s = riverside();
    auto const row = [](std::string email, SafesRole role, std::vector<GroupId> groups = {}) {
        return ImportRow{.name = "New", .email = std::move(email), .role = role, .groups = std::move(groups)};
    };
    auto const import = [&](std::vector<ImportRow> rows) { return ImportUsers{s.in("fire"), std::move(rows)}; };
    CHECK(s.verdict("ada", import({row("a@x.example", user), row("b@x.example", user)})) == "allow S-6");
    CHECK(s.verdict("ada", import({row("a@x.example", user), row("b@x.example", account_admin)})) == "deny S-11");
    CHECK(s.verdict("ada", import({row("a@x.example", group_admin, {s.group("station_7")})})) == "allow S-6");
    CHECK(s.verdict("ada", import({row("a@x.example", group_admin)})) == "deny S-5");
    CHECK(s.verdict("ada", import({row("a@x.example", user, {s.group("station_9")})})) == "deny X-1");
    CHECK(s.verdict("ada", import({row("uma@riverside.example", user)})) == "not_now X-12");
    CHECK(s.verdict("ada", import({row("a@x.example", user), row("A@x.example", user)})) == "not_now X-12");
    CHECK(s.verdict("kim", import({row("a@x.example", user)})) == "deny S-5");
    CHECK(s.verdict("uma", import({row("a@x.example", user)})) == "deny S-1");
    CHECK(s.verdict("chief", import({row("a@x.example", account_admin)})) == "allow S-2");
}

TEST_CASE("S-6: what has to be confirmed for one row has to be for the import", "[rules][S-6][X-8][X-9]")
{
    auto s = riverside();
    s.world.accounts[s.in("fire")].require_admin_mfa = true;
    s.world.organization.code_for = {TopRole::account_admin};
    auto const row = [](std::string email, SafesRole role) {
        return ImportRow{.name = "New", .email = std::move(email), .role = role};
    };
    auto const import = [&](std::vector<ImportRow> rows) { return ImportUsers{s.in("fire"), std::move(rows)}; };
    auto const plain = row("a@x.example", user);
    auto const top = row("b@x.example", account_admin);
    CHECK(s.judge("chief", import({plain})).needs == Needs{.mfa = true});
    CHECK(s.judge("chief", import({plain, top})).needs == Needs{.otp = true, .mfa = true});
    CHECK(s.judge("chief", import({top, plain})).needs == Needs{.otp = true, .mfa = true});
}

TEST_CASE("S-6: a large import is judged in one pass", "[rules][S-6]")
{
    auto const s = riverside();
    auto rows = std::vector<ImportRow>{};
    for (int row = 0; row < 20'000; ++row)
        rows.push_back({.name = "New", .email = std::string(200, 'a') + std::to_string(row) + "@x.example"});
    CHECK(s.verdict("ada", ImportUsers{s.in("fire"), rows}) == "allow S-6");
    rows.push_back(rows.front());
    CHECK(s.verdict("ada", ImportUsers{s.in("fire"), rows}) == "not_now X-12");
}

TEST_CASE("S-7: a group_admin clears what is enrolled of people whom he may edit and shares a group with", "[rules][S-7]")
{
    auto s = riverside();
    for (auto const who : {"uma", "wes", "bo", "ada", "chief"})
        s.edit(who, [](User& person) { person.pin = person.fingerprint = true; });
    auto const pin = [&](std::string_view who) { return ClearPin{s.user(who)}; };
    CHECK(s.verdict("ada", pin("uma")) == "allow S-7");
    CHECK(s.verdict("ada", ClearFingerprint{s.user("uma")}) == "allow S-7");
    CHECK(s.verdict("ada", pin("wes")) == "deny S-7");   // may be edited, shares no group
    CHECK(s.verdict("ada", pin("bo")) == "deny S-7");    // shares a group, may not be edited
    CHECK(s.verdict("bo", pin("ada")) == "allow S-7");
    CHECK(s.verdict("ada", pin("chief")) == "deny X-4"); // stands higher
    CHECK(s.verdict("ada", pin("vic")) == "not_now X-13");
    CHECK(s.verdict("chief", pin("wes")) == "allow S-2");
    CHECK(s.verdict("kim", pin("uma")) == "deny S-7");
}

TEST_CASE("S-8: a group_admin sets up, syncs, upgrades and opens in an emergency the safes of his groups", "[rules][S-8]")
{
    auto const s = riverside();
    for (auto const id : {"engine_7", "shared", "dark"}) {
        CHECK(s.verdict("ada", SyncSafe{s.safe(id)}) == "allow S-8");
        CHECK(s.verdict("ada", UpgradeSafe{s.safe(id), "4.3.0"}) == "allow S-8");
        CHECK(s.verdict("ada", IssueEmergencyCode{s.safe(id), "stuck"}) == "allow S-8");
        CHECK(s.verdict("ada", EditSafe{s.safe(id), {.two_person = TwoPerson::any}}) == "allow S-8");
        CHECK(s.verdict("wes", SyncSafe{s.safe(id)}).starts_with("deny"));
    }
    CHECK(s.verdict("ada", EditSafe{s.safe("engine_9"), {.name = "Mine"}}) == "deny X-1");
    CHECK(s.verdict("ada", UpgradeSafe{s.safe("engine_7"), "4.2.0"}) == "not_now X-13");
}

TEST_CASE("S-9: a group_admin adds and removes users and group_admins in his groups", "[rules][S-9]")
{
    auto const s = riverside();
    auto const add = [&](std::string_view who) { return AddMember{s.group("station_7"), s.user(who)}; };
    CHECK(s.verdict("ada", add("wes")) == "allow S-9");
    CHECK(s.verdict("ada", add("yan")) == "allow S-9");
    CHECK(s.verdict("ada", add("lee")) == "allow S-9");     // a group_admin with a group
    CHECK(s.verdict("ada", add("kim")) == "deny S-9");      // a group_admin in no group
    CHECK(s.verdict("ada", add("chief")) == "deny S-9");
    CHECK(s.verdict("ada", add("uma")) == "not_now X-13");
    CHECK(s.verdict("ada", RemoveMember{s.group("station_7"), s.user("uma")}) == "allow S-9");
    CHECK(s.verdict("ada", RemoveMember{s.group("station_7"), s.user("bo")}) == "allow S-9");
    CHECK(s.verdict("ada", AddMember{s.group("station_9"), s.user("yan")}) == "deny X-1");
    CHECK(s.verdict("kim", add("yan")) == "deny X-1");
    CHECK(s.verdict("ada", EditGroup{s.group("station_7"), {.name = "Mine"}}) == "deny S-11");
    CHECK(s.verdict("ada", EditGroup{s.group("station_7"), {.notification_emails = {{"a@x.example"}}}}) == "deny S-11");
    CHECK(s.verdict("ada", AddSafe{s.group("station_7"), s.safe("shared")}) == "deny S-11");
}

TEST_CASE("S-10: a group_admin keeps the inventory of the safes of his groups", "[rules][S-10]")
{
    auto const s = riverside();
    CHECK(s.verdict("ada", CreateAsset{s.safe("engine_7"), "", {.kind = "naloxone"}}) == "allow S-10");
    CHECK(s.verdict("ada", EditAsset{s.asset("fentanyl"), {.lot = "L2"}}) == "allow S-10");
    CHECK(s.verdict("ada", CountAsset{s.asset("fentanyl"), 10}) == "allow S-10");
    CHECK(s.verdict("ada", DeleteAsset{s.asset("fentanyl")}) == "allow S-10");
    CHECK(s.verdict("ada", MoveAsset{s.asset("fentanyl"), s.safe("dark")}) == "allow S-10");
    CHECK(s.verdict("ada", MoveAsset{s.asset("fentanyl"), s.safe("engine_9")}) == "deny X-1");
    CHECK(s.verdict("bo", MoveAsset{s.asset("fentanyl"), s.safe("engine_9")}) == "allow S-10");
    CHECK(s.verdict("ada", EditAsset{s.asset("morphine"), {.lot = "L2"}}) == "deny X-1");
    CHECK(s.verdict("uma", CountAsset{s.asset("fentanyl"), 9}) == "deny X-1");
    CHECK(s.verdict("both", MoveAsset{s.asset("fentanyl"), s.safe("depot_safe")}) == "deny X-1"); // another account
}

TEST_CASE("S-11: structure is for account_admins, and nobody else makes, edits or demotes one", "[rules][S-11]")
{
    auto const s = riverside();
    auto const structure = std::initializer_list<Change>{
        CreateGroup{s.in("fire"), "", {.name = "Station 1"}},
        EditGroup{s.group("station_7"), {.name = "Seven"}},
        DeleteGroup{s.group("station_7")},
        AddSafe{s.group("station_7"), s.safe("engine_9")},
        RemoveSafeFromGroup{s.group("station_7"), s.safe("engine_7")},
        RegisterSafe{s.in("fire"), "", {.name = "New safe", .serial = "MX-1"}},
        RemoveSafe{s.safe("engine_7")},
        DeleteUser{s.user("uma")},
    };
    for (auto const& change : structure) {
        CAPTURE(name_of(kind_of(change)));
        CHECK(s.verdict("chief", change) == "allow S-11");
        CHECK(s.verdict("boss", change) == "allow P-6");
        CHECK(s.judge("bo", change).effect == Effect::deny);
        CHECK(s.judge("uma", change).effect == Effect::deny);
        CHECK(s.judge("dora", change).hidden);
    }
    CHECK(s.verdict("bo", DeleteUser{s.user("uma")}) == "deny S-11");
    CHECK(s.verdict("bo", RemoveSafe{s.safe("engine_7")}) == "deny S-11");
    // full_admin acts on everybody but account_admins.
    CHECK(s.verdict("boss", EditUser{s.user("ada"), {.name = "ada"}}) == "not_now X-13");
    CHECK(s.verdict("boss", EditUser{s.user("ada"), {.name = "Ada O."}}) == "allow P-6");
    CHECK(s.verdict("boss", EditUser{s.user("chief"), {.name = "Chief"}}) == "deny S-11");
    CHECK(s.verdict("boss", SetUserRole{s.user("chief"), s.in("fire"), user}) == "deny S-11");
    CHECK(s.verdict("boss", SetUserRole{s.user("uma"), s.in("fire"), account_admin}) == "deny S-11");
    CHECK(s.verdict("boss", SetUserRole{s.user("uma"), s.in("fire"), group_admin}) == "allow P-6");
    // users.edit reaches people with an S role in the account, nobody else; he does not even see the others.
    CHECK(s.verdict("chief", EditUser{s.user("boss"), {.name = "Boss"}}) == "deny X-1");
    CHECK(s.verdict("chief", EditUser{s.user("nora"), {.name = "Nora"}}) == "deny X-1");
}

TEST_CASE("S-12: enrollment runs on a safe that is online, for everybody", "[rules][S-12]")
{
    auto const s = riverside();
    CHECK(s.verdict("ada", EnrollAsset{s.asset("fentanyl"), {}}) == "allow S-10");
    CHECK(s.verdict("ada", EnrollAsset{s.asset("ketamine"), {}}) == "not_now S-12");
    CHECK(s.verdict("chief", EnrollAsset{s.asset("ketamine"), {}}) == "not_now S-12");
    CHECK(s.verdict("lee", EnrollAsset{s.asset("ketamine"), {}}) == "deny X-1"); // not even that it is offline
}

TEST_CASE("S-13: a safe may ask for a second person, who is another, active and authorised for it", "[rules][S-13]")
{
    auto s = riverside();
    auto const unlock = [&] { return UnlockSafe{s.safe("engine_7"), {}}; };
    auto const with = [&](std::string_view who) { return Context{.second_person = s.user(who)}; };
    CHECK(s.verdict("uma", unlock(), with("uma")) == "allow S-14"); // off

    s.world.safes[s.safe("engine_7")].two_person = TwoPerson::any;
    CHECK(s.verdict("uma", unlock()) == "after S-13");
    CHECK(s.judge("uma", unlock()).needs == Needs{.second_person = true});
    CHECK(s.verdict("uma", unlock(), with("vic")) == "allow S-14");
    CHECK(s.verdict("uma", unlock(), with("uma")) == "after S-13");
    CHECK(s.verdict("uma", unlock(), with("wes")) == "after S-13"); // of another station
    s.edit("vic", [](User& vic) { vic.status = Status::disabled; });
    CHECK(s.verdict("uma", unlock(), with("vic")) == "after S-13");

    s.world.safes[s.safe("engine_7")].two_person = TwoPerson::administrator;
    CHECK(s.verdict("uma", unlock(), with("xia")) == "after S-13");
    CHECK(s.verdict("uma", unlock(), with("ada")) == "allow S-14");
    CHECK(s.verdict("uma", unlock(), with("lee")) == "after S-13"); // group_admin of another station
    CHECK(s.verdict("uma", unlock(), with("chief")) == "allow S-14");
}

TEST_CASE("S-14: members of its groups open a safe, account_admins any", "[rules][S-14]")
{
    auto const s = riverside();
    auto const unlock = [&](std::string_view safe) { return UnlockSafe{s.safe(safe), {}}; };
    CHECK(s.verdict("uma", unlock("engine_7")) == "allow S-14");
    CHECK(s.verdict("ada", unlock("engine_7")) == "allow S-14");
    CHECK(s.verdict("xia", unlock("engine_9")) == "allow S-14");
    CHECK(s.verdict("uma", unlock("engine_9")) == "deny X-1");
    CHECK(s.verdict("yan", unlock("engine_7")) == "deny X-1");
    CHECK(s.verdict("chief", unlock("spare")) == "allow S-14");
    CHECK(s.verdict("chief", unlock("depot_safe")) == "deny X-1");
}

TEST_CASE("S-14: a group with a schedule opens its safes to its members within the hours", "[rules][S-14]")
{
    auto s = riverside();
    auto const safe = s.safe("engine_7");
    constexpr auto hour = Instant{3'600'000};
    auto const thursday_noon = Context{.now = 12 * hour}; // 1970-01-01
    auto const thursday_night = Context{.now = 23 * hour};
    auto const friday_noon = Context{.now = 36 * hour};
    s.carry_out("chief", CreateSchedule{s.in("fire"), "day", {.name = "Day", .hours = {{{4, 480, 1'080}}}}});
    s.carry_out("chief", EditGroup{s.group("station_7"), {.schedule = "day"}});

    CHECK(s.verdict("uma", UnlockSafe{safe, {}}, thursday_noon) == "allow S-14");
    CHECK(s.verdict("uma", UnlockSafe{safe, {}}, thursday_night) == "not_now S-14");
    CHECK(s.verdict("uma", UnlockSafe{safe, {}}, friday_noon) == "not_now S-14");
    CHECK(s.verdict("ada", UnlockSafe{safe, {}}, thursday_night) == "not_now S-14");
    CHECK(s.verdict("chief", UnlockSafe{safe, {}}, thursday_night) == "allow S-14"); // any safe, at any hour
    CHECK(s.verdict("ada", IssueEmergencyCode{safe, "fire"}, thursday_night) == "allow S-8"); // that is its purpose
    CHECK(s.verdict("vic", UnlockSafe{safe, {}}, thursday_night) == "not_now S-14");

    // An exception counts instead of the weekday's hours.
    auto const schedule = s.world.schedules.find("day");
    s.carry_out("chief", EditSchedule{schedule, {.exceptions = {{{"1970-01-01", 0, 0}, {"1970-01-02", 600, 780}}}}});
    CHECK(s.verdict("uma", UnlockSafe{safe, {}}, thursday_noon) == "not_now S-14");
    CHECK(s.verdict("uma", UnlockSafe{safe, {}}, friday_noon) == "allow S-14");

    // One of his groups without a schedule, or with another that is open, is enough.
    s.carry_out("chief", CreateGroup{s.in("fire"), "any_hour", {.name = "Any hour"}});
    s.carry_out("chief", AddSafe{s.world.groups.find("any_hour"), safe});
    CHECK(s.verdict("uma", UnlockSafe{safe, {}}, thursday_noon) == "not_now S-14");
    s.carry_out("chief", AddMember{s.world.groups.find("any_hour"), s.user("uma")});
    CHECK(s.verdict("uma", UnlockSafe{safe, {}}, thursday_noon) == "allow S-14");

    // Whom it binds sees when; who lists no schedules sets none.
    CHECK(sight_of(s.world, s.user("uma"), schedule) == Sight::name);
    CHECK_FALSE(sees(s.world, s.user("wes"), schedule));
    CHECK(s.verdict("ada", EditGroup{s.group("station_7"), {.schedule = ""}}).starts_with("deny"));
    CHECK(s.verdict("chief", EditGroup{s.group("station_7"), {.schedule = "nothing"}}) == "deny X-1");
    CHECK(s.verdict("chief", EditGroup{s.group("station_7"), {.schedule = "day"}}) == "not_now X-13");
    s.carry_out("chief", DeleteSchedule{schedule});
    CHECK(s.verdict("vic", UnlockSafe{safe, {}}, thursday_night) == "allow S-14");
}

TEST_CASE("X-3: who is bound by a schedule and is no administrator of all safes does not change his own hours", "[rules][X-3]")
{
    auto s = riverside();
    s.carry_out("chief", CreateSchedule{s.in("fire"), "day", {.name = "Day"}});
    s.carry_out("chief", CreateSchedule{s.in("fire"), "night", {.name = "Night"}});
    s.carry_out("chief", EditGroup{s.group("station_7"), {.schedule = "day"}});
    s.edit("uma", [&](User& uma) { uma.accounts.begin()->profiles = ProfilesRole::partial_admin; });
    s.world.add_profile({.id = "hours",
                         .account = s.in("fire"),
                         .name = "Hours",
                         .permissions = {Permission::schedules_list, Permission::schedules_edit, Permission::schedules_delete,
                                         Permission::groups_list, Permission::groups_edit}});
    s.world.set_member(s.world.profiles.find("hours"), {.user = s.user("uma")});
    auto const day = s.world.schedules.find("day");
    auto const night = s.world.schedules.find("night");
    auto const always = IntegrationFields{.hours = {{{1, 0, 1'440}}}};
    CHECK(s.verdict("uma", EditSchedule{day, always}) == "deny X-3");
    CHECK(s.verdict("uma", EditSchedule{day, {.name = "Daytime"}}) == "allow P-1");
    CHECK(s.verdict("uma", EditSchedule{night, always}) == "allow P-1");
    CHECK(s.verdict("uma", DeleteSchedule{day}) == "deny X-3");
    CHECK(s.verdict("uma", DeleteSchedule{night}) == "allow P-1");
    CHECK(s.verdict("uma", EditGroup{s.group("station_7"), {.schedule = ""}}) == "deny X-3");
    CHECK(s.verdict("uma", EditGroup{s.group("station_9"), {.schedule = "night"}}) == "allow P-1");
    // A membership without a role opens nothing (S-14): no hours are his own, and none are told him.
    s.edit("uma", [&](User& uma) { uma.accounts.begin()->safes = SafesRole::none; });
    CHECK(s.verdict("uma", EditSchedule{day, always}) == "allow P-1");
    CHECK(s.verdict("uma", EditGroup{s.group("station_7"), {.schedule = ""}}) == "allow P-1");
    CHECK(s.verdict("uma", DeleteSchedule{day}) == "allow P-1");
    s.world.remove_member(s.world.profiles.find("hours"), s.user("uma"));
    CHECK_FALSE(sees(s.world, s.user("uma"), day));
}

TEST_CASE("X-5: an API key carries at most what its maker holds in the account", "[rules][X-5]")
{
    auto s = riverside();
    auto const with = [](PermissionSet permissions) { return IntegrationFields{.name = "Key", .permissions = permissions}; };
    CHECK(s.verdict("chief", CreateCredential{s.in("fire"), "k", with({Permission::safes_list, Permission::safes_sync})}) ==
          "allow S-11");
    CHECK(s.verdict("chief", CreateCredential{s.in("fire"), "k", with({Permission::profiles_edit})}) == "deny X-5");
    CHECK(s.verdict("chief", CreateCredential{s.in("fire"), "k", with({Permission::people_promote})}) == "deny X-5");
    s.carry_out("chief", CreateCredential{s.in("fire"), "k", with({Permission::safes_list})});
    auto const key = s.world.credentials.find("k");
    CHECK(s.verdict("chief", EditCredential{key, {.permissions = PermissionSet{Permission::users_list}}}) == "allow S-11");
    CHECK(s.verdict("chief", EditCredential{key, {.permissions = PermissionSet{Permission::modules_delete}}}) == "deny X-5");
}

TEST_CASE("S-13: waste needs a witness, who is another, active and authorised for the safe", "[rules][S-13]")
{
    auto s = riverside();
    auto const asset = s.asset("fentanyl");
    auto const waste = [&](std::int64_t quantity) { return WasteAsset{asset, quantity, "broken"}; };
    auto const with = [&](std::string_view who) { return Context{.second_person = s.user(who)}; };
    s.world.assets[asset].quantity = 10;
    CHECK(s.verdict("ada", waste(1)) == "after S-13");
    CHECK(s.verdict("ada", waste(1), with("uma")) == "allow S-10");
    CHECK(s.verdict("ada", waste(1), with("ada")) == "after S-13");
    CHECK(s.verdict("ada", waste(1), with("wes")) == "after S-13"); // of another station
    CHECK(s.verdict("ada", waste(10), with("uma")) == "allow S-10");
    CHECK(s.verdict("ada", waste(11), with("uma")) == "not_now S-10");
    CHECK(s.verdict("uma", waste(1), with("ada")) == "deny X-1"); // who does not see it
    apply(s.world, waste(4), Stamp{.number = s.world.revision + 1, .at = 5, .actor = Actor{s.user("ada")}});
    CHECK(s.world.assets[asset].quantity == 6);
}

TEST_CASE("S-10: a count says what was found beyond or below what was expected", "[rules][S-10]")
{
    auto s = riverside();
    auto const asset = s.asset("fentanyl");
    s.world.assets[asset].quantity = 10;
    apply(s.world, CountAsset{asset, 8}, Stamp{.number = s.world.revision + 1, .at = 77, .actor = Actor{s.user("ada")}});
    CHECK(s.world.assets[asset].quantity == 8);
    CHECK(s.world.assets[asset].discrepancy == -2);
    CHECK(s.world.assets[asset].counted_at == 77);
    apply(s.world, CountAsset{asset, 8}, Stamp{.number = s.world.revision + 1, .at = 78, .actor = Actor{s.user("ada")}});
    CHECK(s.world.assets[asset].discrepancy == 0);
}

TEST_CASE("S-15: deleting a group keeps its people and safes; deleting a user ends his memberships", "[rules][S-15]")
{
    auto s = riverside();
    auto const uma = s.user("uma");
    auto const safe = s.safe("engine_7");
    s.carry_out("chief", DeleteGroup{s.group("station_7")});
    CHECK(s.world.users.contains(uma));
    CHECK(s.world.safes.contains(safe));
    CHECK(s.world.users[uma].groups.empty());
    CHECK(s.verdict("uma", UnlockSafe{safe, {}}) == "deny X-1");
    auto const station_9 = s.group("station_9");
    s.carry_out("chief", DeleteUser{s.user("wes")});
    CHECK_FALSE(s.user("wes"));
    CHECK(s.world.groups[station_9].members.size() == 3);
}

TEST_CASE("S-15: a group whose doors side is in use goes with its key owner or full_admin only", "[rules][S-15]")
{
    auto s = with_doors();
    CHECK(s.verdict("chief", DeleteGroup{s.group("hq")}) == "not_now S-15");
    CHECK(s.verdict("chief", DeleteGroup{s.group("attic")}) == "not_now S-15"); // a key role alone
    CHECK(s.verdict("chief", DeleteGroup{s.group("station_7")}) == "allow S-11");
    CHECK(s.verdict("boss", DeleteGroup{s.group("hq")}) == "allow P-6");
    CHECK(s.judge("olga", DeleteGroup{s.group("hq")}).effect == Effect::deny); // who owns its keys has no groups.delete
    s.carry_out("boss", SetKeyRole{s.group("hq"), s.user("chief"), KeyRole::owner});
    CHECK(s.verdict("chief", DeleteGroup{s.group("hq")}) == "allow S-11");
    auto const ulf = s.user("ulf");
    s.carry_out("chief", DeleteGroup{s.group("hq")});
    CHECK(s.world.users[ulf].assigned->group_keys.empty());
    CHECK(s.verdict("ulf", UnlockDoor{s.door("front")}) == "deny X-1");
}

TEST_CASE("S-15: deleting a user ends his keys and teams", "[rules][S-15]")
{
    auto s = with_doors();
    s.team("stroke", {"tess"}, {"wes"});
    auto const wes = s.user("wes");
    CHECK(s.verdict("chief", DeleteUser{wes}) == "deny X-4"); // a role in another book is left
    s.carry_out("tess", RemoveTeamMember{s.team("stroke"), wes});
    s.carry_out("chief", DeleteUser{wes});
    CHECK_FALSE(s.user("wes"));
    s.carry_out("boss", SendKey{s.door("store"), s.user("uma"), KeyRole::user});
    CHECK(s.verdict("boss", DeleteUser{s.user("uma")}).starts_with("deny"));
}

TEST_CASE("S-16: orders are queued for the device, which alone reports on itself", "[rules][S-16]")
{
    auto s = riverside();
    auto const safe = s.safe("dark");
    s.carry_out("ada", SyncSafe{safe});
    s.carry_out("ada", IssueEmergencyCode{safe, "battery"}); // works offline: that is its purpose
    auto const& orders = s.world.safes[safe].orders;
    REQUIRE(orders.size() == 2);
    CHECK(orders[0].state == OrderState::queued);
    CHECK(state_at(orders[0], orders[0].expires - 1) == OrderState::queued);
    CHECK(state_at(orders[0], orders[0].expires) == OrderState::expired);

    auto const done = ReportSafe{.safe = safe, .order = static_cast<std::int64_t>(orders[0].number), .state = OrderState::done};
    auto const device = Actor{safe};
    auto const other = Actor{s.safe("engine_7")};
    CHECK(s.verdict("chief", done) == "deny S-16");
    CHECK(may(s.world, other, done, {}).effect == Effect::deny);
    CHECK(may(s.world, device, SyncSafe{safe}, {}).effect == Effect::deny);
    REQUIRE(may(s.world, device, done, {}).effect == Effect::allow);
    apply(s.world, done, Stamp{.number = s.world.revision + 1, .at = 2000, .actor = device});
    CHECK(s.world.safes[safe].orders[0].state == OrderState::done);
    CHECK(may(s.world, device, done, {}).effect == Effect::not_now); // a second report of the same
    for (auto const state : {OrderState::queued, OrderState::expired, OrderState::cancelled}) {
        auto const claim = ReportSafe{.safe = safe, .order = static_cast<std::int64_t>(orders[1].number), .state = state};
        CHECK(may(s.world, device, claim, {}).effect == Effect::not_now); // not for a device to say
    }
}

TEST_CASE("S-16: an order that waits makes no place for another one", "[rules][S-16]")
{
    auto s = riverside();
    auto const safe = s.safe("dark");
    auto const at = [](Instant now) { return Context{.now = now}; };
    auto const sync = Change{SyncSafe{safe}};
    auto const& orders = s.world.safes[safe].orders;
    for (auto order = std::size_t{0}; order < orders_kept; ++order) {
        CHECK(s.verdict("ada", sync, at(1000)) == "allow S-8");
        apply(s.world, sync, Stamp{.number = s.world.revision + 1, .at = 1000, .actor = s.user("ada")});
    }
    auto const first = orders.front().number;
    for (auto const& order : std::to_array<Change>({sync, UpgradeSafe{.safe = safe, .version = "9.9"},
                                                    EditSafe{safe, {.two_person = TwoPerson::any}}}))
        CHECK(s.verdict("ada", order, at(1000)) == "not_now S-16");
    CHECK(s.verdict("uma", UnlockSafe{.safe = safe, .reason = std::nullopt}, at(1000)) == "not_now S-16");
    CHECK(s.verdict("lee", sync, at(1000)) == "deny X-1"); // no refusal tells that it is busy
    CHECK(s.verdict("ada", EditSafe{safe, {.name = "Renamed"}}, at(1000)) == "allow S-8");
    // A code for an emergency needs no place of theirs.
    s.carry_out("ada", IssueEmergencyCode{.safe = safe, .reason = "Keypad broken"});
    CHECK(orders.front().number == first);
    // One that is over makes room, wherever it stands.
    auto const third = orders[2].number;
    auto const done = ReportSafe{.safe = safe, .order = static_cast<std::int64_t>(third), .state = OrderState::done};
    apply(s.world, done, Stamp{.number = s.world.revision + 1, .at = 2000, .actor = Actor{safe}});
    CHECK(s.verdict("ada", sync, at(2000)) == "allow S-8");
    apply(s.world, sync, Stamp{.number = s.world.revision + 1, .at = 2000, .actor = s.user("ada")});
    CHECK(orders.size() == orders_kept);
    CHECK(orders.front().number == first);
    CHECK(std::ranges::find(orders, third, &Order::number) == orders.end());
    // So does time; without a clock nothing is known to wait.
    CHECK(s.verdict("ada", sync, at(1000 + order_expires_after_ms)) == "allow S-8");
    CHECK(s.verdict("ada", sync) == "allow S-8");
}

TEST_CASE("S-16: a safe that is known to have no device has no emergency codes", "[rules][S-16]")
{
    auto s = riverside();
    auto const safe = s.safe("dark");
    auto const code = IssueEmergencyCode{.safe = safe, .reason = "Keypad broken"};
    CHECK(s.verdict("ada", code) == "allow S-8");
    s.world.safes[safe].unpaired = true;
    CHECK(s.verdict("ada", code) == "not_now S-16");
    CHECK(s.verdict("uma", code) == "deny S-1"); // and is not told
    CHECK(s.verdict("ada", SyncSafe{safe}) == "allow S-8");
}

TEST_CASE("S-16: an order that waits is taken back by whoever may give it", "[rules][S-16]")
{
    auto s = riverside();
    auto const safe = s.safe("dark");
    s.carry_out("ada", SyncSafe{safe});
    auto const number = static_cast<std::int64_t>(s.world.safes[safe].orders[0].number);
    CHECK(s.verdict("ada", CancelOrder{safe, number}) == "allow S-8");
    CHECK(s.verdict("chief", CancelOrder{safe, number}) == "allow S-2");
    CHECK(s.verdict("uma", CancelOrder{safe, number}) == "deny X-1"); // who may open it does not see its orders
    CHECK(s.verdict("lee", CancelOrder{safe, number}) == "deny X-1"); // of another station
    CHECK(s.verdict("ada", CancelOrder{safe, number + 1}) == "not_now S-16");
    auto const device = Actor{safe};
    auto const sent = ReportSafe{.safe = safe, .order = number, .state = OrderState::sent};
    apply(s.world, sent, Stamp{.number = s.world.revision + 1, .at = 2000, .actor = device});
    CHECK(s.verdict("ada", CancelOrder{safe, number}) == "not_now S-16"); // the device has it

    s.carry_out("ada", EditSafe{safe, {.two_person = TwoPerson::any}});
    auto const& orders = s.world.safes[safe].orders;
    REQUIRE(orders.back().kind == OrderKind::settings);
    auto const settings = static_cast<std::int64_t>(orders.back().number);
    s.carry_out("ada", CancelOrder{safe, settings});
    CHECK(s.world.safes[safe].orders.back().state == OrderState::cancelled);
    CHECK(may(s.world, device, ReportSafe{.safe = safe, .order = settings, .state = OrderState::done}, {}).effect ==
          Effect::not_now);
}

} // namespace castellan::tests
