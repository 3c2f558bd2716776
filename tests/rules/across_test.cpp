// The rules across all books (X), by number, on both sides, as far as the books that exist reach.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/worlds.hpp"

#include "rules/cut.hpp"
#include "rules/facts.hpp"

namespace castellan::tests {

using enum SafesRole;

TEST_CASE("X-1: without a grant nothing is allowed, and what may not be seen does not exist", "[rules][X-1]")
{
    auto const s = riverside();
    CHECK(s.verdict("nora", SyncSafe{s.safe("engine_7")}) == "deny X-1");
    CHECK(s.verdict("nora", CreateGroup{s.in("fire"), "", {.name = "Mine"}}) == "deny X-1");
    // An unknown thing and a hidden one are answered alike, to the letter.
    auto const unknown = s.judge("ada", SyncSafe{SafeId{}});
    auto const hidden = s.judge("ada", SyncSafe{s.safe("engine_9")});
    CHECK(unknown.hidden);
    CHECK(hidden.hidden);
    CHECK(unknown.reason == hidden.reason);
    CHECK(unknown.rule == hidden.rule);
    CHECK(s.judge("nobody of this name", SyncSafe{s.safe("engine_7")}).effect == Effect::deny);
}

TEST_CASE("X-2: who is invited or disabled can do nothing", "[rules][X-2]")
{
    auto s = riverside();
    for (auto const status : {Status::invited, Status::disabled}) {
        s.edit("ada", [status](User& ada) { ada.status = status; });
        CHECK(s.verdict("ada", SyncSafe{s.safe("engine_7")}) == "deny X-2");
        CHECK(s.verdict("ada", EditSelf{{.name = "Ada"}}) == "deny X-2");
        CHECK_FALSE(sees(s.world, s.user("ada"), s.user("uma")));
    }
    s.edit("ada", [](User& ada) { ada.status = Status::active; });
    CHECK(s.verdict("ada", SyncSafe{s.safe("engine_7")}) == "allow S-8");
}

TEST_CASE("X-2: the e-mail of a disabled person is refused on every route", "[rules][X-2]")
{
    auto s = riverside();
    s.edit("vic", [](User& vic) { vic.status = Status::disabled; });
    auto const create = CreateUser{.account = s.in("fire"), .name = "Victor", .email = "VIC@riverside.example"};
    CHECK(s.verdict("chief", create) == "not_now X-2");
    CHECK(s.verdict("chief", EditUser{s.user("uma"), {.email = "vic@riverside.example"}}) == "not_now X-2");
    auto row = ImportRow{.name = "Victor", .email = "vic@riverside.example"};
    CHECK(s.verdict("chief", ImportUsers{s.in("fire"), {row}}) == "not_now X-2");
    // To one who may not see him, the address only can't be used.
    CHECK(s.verdict("dora", CreateUser{.account = s.in("depot"), .name = "V", .email = "vic@riverside.example"}) ==
          "not_now X-12");
}

TEST_CASE("X-3: nobody changes a role of his own, and nobody deletes or disables himself", "[rules][X-3]")
{
    auto const s = riverside();
    CHECK(s.verdict("chief", SetUserRole{s.user("chief"), s.in("fire"), user}) == "deny X-3");
    CHECK(s.verdict("chief", SetUserRole{s.user("chief"), s.in("fire"), none}) == "deny X-3");
    CHECK(s.verdict("ada", SetUserRole{s.user("ada"), s.in("fire"), account_admin}) == "deny X-3");
    CHECK(s.verdict("ada", SetUserRole{s.user("ada"), s.in("fire"), user}) == "deny X-3");
    CHECK(s.verdict("chief", DeleteUser{s.user("chief")}) == "deny X-3");
    CHECK(s.verdict("tess", DisableUser{s.user("tess")}) == "deny X-3");
    CHECK(s.verdict("boss", SetUserRole{s.user("boss"), s.in("fire"), user}) == "deny X-3"); // another book is no way round
    CHECK(s.verdict("chief", SetUserRole{s.user("deputy"), s.in("fire"), user}) == "allow S-2");
}

TEST_CASE("X-3: joining and leaving as a plain member is no role change, reaching more is", "[rules][X-3]")
{
    auto const s = riverside();
    CHECK(s.verdict("ada", RemoveMember{s.group("station_7"), s.user("ada")}) == "allow S-9");
    CHECK(s.verdict("ada", AddMember{s.group("station_9"), s.user("ada")}) == "deny X-1");
    CHECK(s.verdict("chief", AddMember{s.group("station_9"), s.user("chief")}) == "allow S-2");
    CHECK(s.verdict("chief", AddSafe{s.group("station_7"), s.safe("spare")}) == "allow S-11");
}

TEST_CASE("X-4: identity is changed by one who could give all that the person holds", "[rules][X-4]")
{
    auto s = riverside();
    auto const readdress = [&](std::string_view who) { return EditUser{s.user(who), {.email = "new@x.example"}}; };
    CHECK(s.verdict("chief", readdress("uma")) == "allow S-2");
    CHECK(s.verdict("chief", readdress("deputy")) == "allow S-2");
    CHECK(s.verdict("ada", readdress("uma")) == "allow S-5");
    CHECK(s.verdict("ada", readdress("wes")) == "deny X-4"); // in a group that she could not give
    CHECK(s.verdict("ada", readdress("xia")) == "deny X-4");
    CHECK(s.verdict("bo", readdress("xia")) == "allow S-5");
    CHECK(s.verdict("chief", readdress("both")) == "deny X-4"); // account_admin of the depot too
    CHECK(s.verdict("chief", EditUser{s.user("both"), {.name = "Both of them"}}) == "allow S-2"); // the name alone
    CHECK(s.verdict("chief", EditUser{s.user("both"), {.phone = "+15550199"}}) == "deny X-4");
    CHECK(s.verdict("chief", readdress("chief")) == "deny X-4"); // his own: by himself, verified
    s.edit("uma", [](User& uma) { uma.administrator = true; });
    CHECK(s.verdict("chief", readdress("uma")) == "deny X-4");
}

TEST_CASE("X-4: deletion needs a person who holds nothing elsewhere", "[rules][X-4]")
{
    auto s = riverside();
    CHECK(s.verdict("chief", DeleteUser{s.user("uma")}) == "allow S-11");
    CHECK(s.verdict("chief", DeleteUser{s.user("deputy")}) == "allow S-11");
    CHECK(s.verdict("chief", DeleteUser{s.user("both")}) == "deny X-4");
    CHECK(s.verdict("both", SetUserRole{s.user("dora"), s.in("depot"), none}) == "allow S-2"); // the role can be ended
    s.edit("uma", [&](User& uma) { uma.accounts[0].profiles = ProfilesRole::partial_admin; });
    CHECK(s.verdict("chief", DeleteUser{s.user("uma")}) == "deny X-4"); // another book
}

TEST_CASE("X-5: nobody hands out more than he has", "[rules][X-5]")
{
    auto const s = riverside();
    for (auto const giver : {"ada", "bo", "kim", "boss"}) {
        CAPTURE(giver);
        CHECK(s.judge(giver, SetUserRole{s.user("uma"), s.in("fire"), account_admin}).effect == Effect::deny);
        CHECK(s.judge(giver, CreateUser{.account = s.in("fire"), .email = "n@x.example", .role = account_admin}).effect ==
              Effect::deny);
    }
    CHECK(s.verdict("ada", SetUserRole{s.user("uma"), s.in("fire"), group_admin}) == "allow S-5");
    CHECK(s.verdict("chief", SetUserRole{s.user("uma"), s.in("depot"), user}) == "deny X-1");
}

TEST_CASE("X-6: the last active top role of an account can't be lost", "[rules][X-6]")
{
    auto s = riverside();
    CHECK(s.verdict("both", SetUserRole{s.user("dora"), s.in("depot"), user}) == "allow S-2");
    s.edit("both", [](User& both) { both.status = Status::disabled; });
    s.person("dawn", {{"depot", account_admin}});
    s.carry_out("dawn", SetUserRole{s.user("dora"), s.in("depot"), user});
    // Dawn is the last now; nobody but she could demote her, and she may not herself.
    CHECK(is_last_account_admin(s.world, s.user("dawn"), s.in("depot")));
    s.edit("chief", [&](User& chief) { chief.accounts.push_back({.account = s.in("depot"), .safes = account_admin}); });
    s.edit("chief", [](User& chief) { chief.status = Status::active; });
    CHECK(s.verdict("chief", SetUserRole{s.user("dawn"), s.in("depot"), user}) == "allow S-2");
    // Two demoting each other at once leave one: the second is judged on what the first left.
    s.carry_out("chief", SetUserRole{s.user("dawn"), s.in("depot"), user});
    CHECK(s.verdict("dawn", SetUserRole{s.user("chief"), s.in("depot"), user}) == "deny X-1");
}

TEST_CASE("X-6: the last holder, seen from one who could otherwise take it", "[rules][X-6]")
{
    auto s = riverside();
    // An invited account_admin does not count as a holder.
    s.edit("deputy", [](User& deputy) { deputy.status = Status::invited; });
    s.edit("both", [](User& both) { both.status = Status::disabled; });
    CHECK(is_last_account_admin(s.world, s.user("chief"), s.in("fire")));
    CHECK(s.verdict("chief", SetUserRole{s.user("deputy"), s.in("fire"), user}) == "allow S-2");
    CHECK(s.verdict("tess", DisableUser{s.user("chief")}) == "allow T-2"); // disabling is barred at the very top only
    CHECK(s.verdict("tess", DisableUser{s.user("omar")}) == "not_now X-6");
    s.edit("tom", [](User& tom) { tom.organization_admin = true; });
    CHECK(s.verdict("tess", DisableUser{s.user("omar")}) == "allow T-2");
}

TEST_CASE("X-8: disabling an administrator needs a one-time code", "[rules][X-8]")
{
    auto const s = riverside();
    CHECK(s.verdict("tess", DisableUser{s.user("tom")}) == "after X-8");
    CHECK(s.judge("tess", DisableUser{s.user("tom")}).needs == Needs{.otp = true});
    CHECK(s.verdict("tess", DisableUser{s.user("tom")}, {.otp = true}) == "allow T-2");
    CHECK(s.verdict("tess", DisableUser{s.user("uma")}) == "allow T-2");
    CHECK(s.verdict("chief", DisableUser{s.user("uma")}) == "deny T-2");
}

TEST_CASE("X-9: where administrators need a second factor, administrative changes wait for it", "[rules][X-9]")
{
    auto s = riverside();
    s.world.accounts[s.in("fire")].require_admin_mfa = true;
    CHECK(s.verdict("chief", SyncSafe{s.safe("engine_7")}) == "after X-9");
    CHECK(s.verdict("ada", SyncSafe{s.safe("engine_7")}) == "after X-9");
    CHECK(s.verdict("ada", SyncSafe{s.safe("engine_7")}, {.mfa = true}) == "allow S-8");
    CHECK(s.verdict("ada", UnlockSafe{s.safe("engine_7"), {}}) == "allow S-14"); // daily work
    CHECK(s.verdict("dora", SyncSafe{s.safe("depot_safe")}) == "allow S-2");     // another account
    CHECK(s.verdict("tess", DisableUser{s.user("uma")}) == "allow T-2");         // changes of T are exempt
    CHECK(s.verdict("uma", SyncSafe{s.safe("engine_7")}) == "deny S-1");         // no code is asked of one who may not
}

TEST_CASE("X-10: a role in one book or account gives nothing in another", "[rules][X-10]")
{
    auto s = riverside();
    CHECK(s.judge("tess", SyncSafe{s.safe("engine_7")}).effect == Effect::deny);
    CHECK(s.judge("omar", CreateGroup{s.in("fire"), "", {.name = "Mine"}}).effect == Effect::deny);
    CHECK(s.judge("dora", EditUser{s.user("uma"), {.name = "U"}}).effect == Effect::deny);
    s.edit("ada", [&](User& ada) {
        ada.organization_admin = true;
        ada.accounts[0].modules = ModulesRole::division_admin;
    });
    CHECK(s.verdict("ada", RemoveSafe{s.safe("engine_7")}) == "deny S-11");
    CHECK(s.verdict("ada", SyncSafe{s.safe("engine_7")}) == "allow S-8");
}

TEST_CASE("X-11: everybody edits his own name, and his own only", "[rules][X-11]")
{
    auto s = riverside();
    CHECK(s.verdict("uma", EditSelf{{.name = "Uma Thorne"}}) == "allow X-11");
    CHECK(s.verdict("uma", EditSelf{{.name = "uma"}}) == "not_now X-13");
    s.carry_out("uma", EditSelf{{.name = "Uma Thorne"}});
    CHECK(s.world.users[s.user("uma")].name == "Uma Thorne");
    CHECK(sight_of(s.world, s.user("uma"), s.user("uma")) == Sight::whole);
    CHECK(sight_of(s.world, s.user("uma"), s.user("vic")) == Sight::hidden);
}

TEST_CASE("X-12: same e-mail, same person", "[rules][X-12]")
{
    auto const s = riverside();
    auto const create = [&](std::string email) {
        return CreateUser{.account = s.in("fire"), .name = "New", .email = std::move(email)};
    };
    CHECK(s.verdict("chief", create("uma@riverside.example")) == "not_now X-12");
    CHECK(s.verdict("chief", create("UMA@Riverside.example")) == "not_now X-12");
    CHECK(s.verdict("chief", create("new@riverside.example")) == "allow S-2");
    auto const seen = s.judge("chief", create("uma@riverside.example")).reason;
    auto const unseen = s.judge("chief", create("dan@riverside.example")).reason;
    CHECK(seen.find("give the person a role") != std::string_view::npos);
    CHECK(unseen == "This e-mail address can't be used.");
    CHECK(s.verdict("chief", EditUser{s.user("uma"), {.email = "vic@riverside.example"}}) == "not_now X-12");
    CHECK(s.verdict("chief", EditUser{s.user("uma"), {.email = "UMA@riverside.example"}}) == "not_now X-13");
}

TEST_CASE("X-12: giving a role or a membership reaches persons of the account, or of none", "[rules][X-12]")
{
    auto const s = riverside();
    CHECK(s.verdict("chief", SetUserRole{s.user("nora"), s.in("fire"), user}) == "allow S-2");
    CHECK(s.verdict("chief", SetUserRole{s.user("boss"), s.in("fire"), user}) == "allow S-2"); // of the account by P
    CHECK(s.verdict("chief", SetUserRole{s.user("dan"), s.in("fire"), user}) == "deny X-1");
    CHECK(s.verdict("both", SetUserRole{s.user("dan"), s.in("fire"), user}) == "deny X-12"); // seen, of the depot
    CHECK(s.verdict("both", AddMember{s.group("station_7"), s.user("dan")}) == "deny X-12");
    CHECK(s.verdict("chief", AddMember{s.group("station_7"), s.user("nora")}) == "allow S-2");
}

TEST_CASE("X-13: what would change nothing, or takes a taken id, is not now", "[rules][X-13]")
{
    auto const s = riverside();
    CHECK(s.verdict("chief", EditGroup{s.group("station_7"), {.name = "station_7"}}) == "not_now X-13");
    CHECK(s.verdict("chief", EditGroup{s.group("station_7"), {}}) == "not_now X-13");
    CHECK(s.verdict("chief", EditSafe{s.safe("spare"), {.two_person = TwoPerson::off}}) == "not_now X-13");
    CHECK(s.verdict("chief", SetUserRole{s.user("uma"), s.in("fire"), user}) == "not_now X-13");
    CHECK(s.verdict("chief", AddSafe{s.group("station_7"), s.safe("engine_7")}) == "not_now X-13");
    CHECK(s.verdict("chief", RemoveSafeFromGroup{s.group("station_7"), s.safe("spare")}) == "not_now X-13");
    CHECK(s.verdict("chief", CreateGroup{s.in("fire"), "station_7", {.name = "Again"}}) == "not_now X-13");
    CHECK(s.verdict("chief", RegisterSafe{s.in("fire"), "depot_safe", {.name = "Again"}}) == "not_now X-13");
    CHECK(s.verdict("tess", EnableUser{s.user("uma")}) == "not_now X-13");
    CHECK(s.verdict("chief", MoveAsset{s.asset("fentanyl"), s.safe("engine_7")}) == "not_now X-13");
}

TEST_CASE("T-2: only the organisation's administrators disable and enable people", "[rules][T-2]")
{
    auto s = riverside();
    CHECK(s.verdict("tess", DisableUser{s.user("uma")}) == "allow T-2");
    for (auto const actor : {"chief", "boss", "omar", "ada", "uma"})
        CHECK(s.judge(actor, DisableUser{s.user("vic")}).effect == Effect::deny);
    s.carry_out("tess", DisableUser{s.user("uma")});
    CHECK(s.verdict("uma", UnlockSafe{s.safe("engine_7"), {}}) == "deny X-2");
    CHECK(s.verdict("chief", EnableUser{s.user("uma")}) == "deny T-2");
    s.carry_out("tess", EnableUser{s.user("uma")});
    CHECK(s.verdict("uma", UnlockSafe{s.safe("engine_7"), {}}) == "allow S-14");
    // Disabling an administrator ends that role; enabled again, he comes back without it.
    apply(s.world, DisableUser{s.user("tom")}, Stamp{.number = s.world.revision + 1, .actor = s.user("tess")});
    CHECK_FALSE(s.world.users[s.user("tom")].administrator);
    CHECK(broken_invariants(s.world).empty());
}

TEST_CASE("Section 6: a cut holds what the person may see, and not an id more", "[rules][section-6]")
{
    auto const s = riverside();
    auto const wes = cut(s.world, s.user("ada"), s.user("wes"));
    REQUIRE(wes);
    CHECK(wes->groups.empty()); // station_9 is not Ada's
    CHECK(wes->roles_in(s.in("fire")).groups_beyond);
    CHECK(wes->facts.identity_beyond);
    auto const chief = cut(s.world, s.user("ada"), s.user("chief"));
    REQUIRE(chief);
    CHECK(chief->email.empty());
    CHECK(chief->phone.empty());
    CHECK_FALSE(chief->facts.particulars);
    CHECK_FALSE(cut(s.world, s.user("ada"), s.user("dan")));
    auto const both = cut(s.world, s.user("chief"), s.user("both"));
    REQUIRE(both);
    CHECK(both->accounts.size() == 1); // that there is a depot is not the chief's to know
    CHECK(both->facts.belongs_elsewhere);
    auto const safe = cut(s.world, s.user("uma"), s.safe("shared"));
    REQUIRE(safe);
    CHECK(safe->name_only);
    CHECK(safe->serial.empty());
    CHECK(safe->groups == std::vector{s.group("station_7")});
    auto const group = cut(s.world, s.user("uma"), s.group("station_7"));
    REQUIRE(group);
    CHECK(group->members == std::vector{s.user("uma")});
    CHECK_FALSE(cut(s.world, s.user("uma"), s.asset("fentanyl")));
}

} // namespace castellan::tests
