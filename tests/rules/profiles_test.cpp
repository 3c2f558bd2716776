// The rules of book P, by number, on both sides.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/books.hpp"

#include "rules/grants.hpp"
#include "rules/sentence.hpp"

namespace castellan::tests {

using enum Permission;

TEST_CASE("P-1: a profile's permissions are held account-wide, and nothing without one", "[rules][P-1]")
{
    auto s = with_profiles();
    CHECK(s.verdict("pam", SyncSafe{s.safe("engine_7")}) == "allow P-1");
    CHECK(s.verdict("pam", SyncSafe{s.safe("spare")}) == "allow P-1"); // whichever groups
    CHECK(s.verdict("pam", SyncSafe{s.safe("depot_safe")}) == "deny X-1");
    CHECK(s.verdict("pam", RemoveSafe{s.safe("engine_7")}).starts_with("deny"));
    CHECK(s.verdict("pol", SyncSafe{s.safe("engine_7")}) == "deny X-1");
    CHECK(managers_of(s.world, s.user("pam")) == std::vector<std::string_view>{"safes"});
    CHECK(managers_of(s.world, s.user("pol")).empty()); // no Admin entry in the navigation
    // A restricted member holds what he is given, and never more than the profile has.
    CHECK(s.verdict("petra", SyncSafe{s.safe("engine_7")}) == "allow P-1");
    CHECK(s.verdict("paul", SyncSafe{s.safe("engine_7")}).starts_with("deny"));
    CHECK(s.verdict("boss", SetProfileMember{s.profile("night"), s.user("pam"), {{safes_list}}}) == "allow P-6");
    CHECK(s.verdict("boss", SetProfileMember{s.profile("night"), s.user("pam"), {{doors_list}}}) == "not_now P-1");
    s.carry_out("boss", SetProfileMember{s.profile("night"), s.user("pam"), {{safes_list}}});
    CHECK(s.verdict("pam", SyncSafe{s.safe("engine_7")}).starts_with("deny"));
}

TEST_CASE("P-2: list comes with every manager in a profile, and goes with it", "[rules][P-2]")
{
    auto const s = with_profiles();
    auto const create = [&](PermissionSet permissions) { return CreateProfile{s.in("fire"), "", "New", permissions}; };
    auto const edit = [&](PermissionSet permissions) { return EditProfile{s.profile("night"), {}, permissions}; };
    CHECK(s.verdict("boss", create({safes_list, safes_sync})) == "allow P-6");
    CHECK(s.verdict("boss", create({safes_sync})) == "not_now P-2");
    CHECK(s.verdict("boss", create({safes_list, settings_edit})) == "not_now P-2"); // `view` of the settings
    CHECK(s.verdict("boss", edit({safes_sync})) == "not_now P-2");                  // unticked alone
    CHECK(s.verdict("boss", edit({safes_list})) == "allow P-6");
    CHECK(s.verdict("boss", edit({doors_list})) == "allow P-6");                    // the manager as a whole
    // In a member's restriction too.
    auto const restrict = [&](PermissionSet permissions) {
        return SetProfileMember{s.profile("night"), s.user("pam"), permissions};
    };
    CHECK(s.verdict("boss", restrict({safes_sync})) == "not_now P-2");
    CHECK(s.verdict("boss", restrict({safes_list})) == "allow P-6");
    // The message names the manager.
    auto const both = create({safes_sync, users_edit, users_create, doors_list});
    auto const told = sentence(s.world, s.user("boss"), both, s.judge("boss", both));
    CHECK(told.contains("safes"));
    CHECK(told.contains("users"));
    CHECK_FALSE(told.contains("doors"));
}

TEST_CASE("P-3: only partial_admins can be members, and nobody else is left one", "[rules][P-3]")
{
    auto s = with_profiles();
    auto const add = [&](std::string_view who) { return AddProfileMember{s.profile("night"), s.user(who), {}}; };
    CHECK(s.verdict("boss", add("pol")) == "allow P-6");
    CHECK(s.verdict("boss", add("uma")) == "not_now P-3");
    CHECK(s.verdict("boss", add("bess")) == "not_now P-3"); // a full_admin needs none
    CHECK(s.verdict("boss", add("pam")) == "not_now X-13");
    CHECK(s.verdict("boss", add("dan")) == "deny X-1");     // of another account
    s.carry_out("boss", SetAdminType{s.user("pam"), s.in("fire"), ProfilesRole::none});
    CHECK(s.world.profiles[s.profile("night")].members.empty());
    s.carry_out("boss", SetAdminType{s.user("pam"), s.in("fire"), ProfilesRole::partial_admin});
    CHECK(s.verdict("pam", SyncSafe{s.safe("engine_7")}) == "deny X-1"); // he is in no profile now
}

TEST_CASE("P-4: being in a profile gives no access to profiles, and making one gives nothing", "[rules][P-4]")
{
    auto s = with_profiles();
    CHECK_FALSE(sees(s.world, s.user("pam"), s.profile("desk")));
    CHECK(s.verdict("pam", EditProfile{s.profile("night"), "Mine", {}}).starts_with("deny"));
    CHECK(s.verdict("pam", AddProfileMember{s.profile("night"), s.user("pol"), {}}).starts_with("deny"));
    CHECK(s.verdict("pam", CreateProfile{s.in("fire"), "", "New", {safes_list}}).starts_with("deny"));
    CHECK_FALSE(std::ranges::contains(managers_of(s.world, s.user("pam")), "profiles"));

    s.add_profile("makers", "fire", {profiles_list, profiles_create}, {"pol"});
    auto const before = permissions_within(s.world, s.user("pol"), s.in("fire"));
    CHECK(s.verdict("pol", CreateProfile{s.in("fire"), "", "More", {profiles_list, safes_list}}) == "deny X-5");
    s.carry_out("pol", CreateProfile{s.in("fire"), "new", "New", {profiles_list, profiles_create}});
    CHECK(s.world.profiles[s.profile("new")].members.empty());
    CHECK(permissions_within(s.world, s.user("pol"), s.in("fire")) == before);
    CHECK(s.verdict("pol", EditProfile{s.profile("new"), "Renamed", {}}).starts_with("deny"));
    CHECK(s.verdict("pol", AddProfileMember{s.profile("new"), s.user("pol"), {}}).starts_with("deny"));
}

TEST_CASE("P-5: who may edit profiles edits those of which he is a member, as far as he holds them", "[rules][P-5]")
{
    auto s = with_profiles();
    auto const desk = s.world.profiles[s.profile("desk")].permissions;
    CHECK(s.verdict("paul", EditProfile{s.profile("desk"), "Front desk", {}}) == "allow P-1");
    CHECK(s.verdict("paul", EditProfile{s.profile("night"), "Mine", {}}) == "deny P-5"); // no member
    // What he does not hold stays as it is, named or not.
    auto without = desk;
    without.remove(doors_list);
    CHECK(s.verdict("paul", EditProfile{s.profile("desk"), {}, without}) == "not_now X-13");
    CHECK(s.verdict("boss", EditProfile{s.profile("desk"), {}, without}) == "allow P-6");
    // His own permissions would change by what he holds.
    auto less = desk;
    less.remove(safes_list);
    less.remove(safes_sync);
    CHECK(s.verdict("paul", EditProfile{s.profile("desk"), {}, less}).starts_with("deny"));
    // And nothing comes to it that he does not hold there.
    auto more = desk;
    more.add(safes_remove);
    CHECK(s.verdict("paul", EditProfile{s.profile("desk"), {}, more}) != "allow P-1");
}

TEST_CASE("P-5: who may assign members gives, restricts and removes within what he holds there", "[rules][P-5]")
{
    auto s = with_profiles();
    auto const add = [&](std::string_view profile, std::string_view who, std::optional<PermissionSet> permissions) {
        return AddProfileMember{s.profile(profile), s.user(who), permissions};
    };
    CHECK(s.verdict("paul", add("desk", "pol", {{safes_list}})) == "allow P-1");
    CHECK(s.verdict("paul", add("desk", "pol", {})).starts_with("deny"));  // all of it is more than he holds
    CHECK(s.verdict("petra", add("desk", "pol", {})) == "allow P-1");
    CHECK(s.verdict("paul", add("night", "pol", {{safes_list}})) == "deny P-5");
    // Whoever holds more there is neither restricted nor removed; whoever holds no more is.
    CHECK(s.verdict("paul", RemoveProfileMember{s.profile("desk"), s.user("petra")}) == "deny P-5");
    CHECK(s.verdict("paul", SetProfileMember{s.profile("desk"), s.user("petra"), {{safes_list}}}) == "deny P-5");
    CHECK(s.verdict("petra", RemoveProfileMember{s.profile("desk"), s.user("paul")}) == "allow P-1");
    CHECK(s.verdict("petra", SetProfileMember{s.profile("desk"), s.user("paul"), {{safes_list}}}) == "allow P-1");
    // For others only: nothing about himself.
    CHECK(s.verdict("paul", SetProfileMember{s.profile("desk"), s.user("paul"), {}}) == "deny X-3");
    CHECK(s.verdict("paul", RemoveProfileMember{s.profile("desk"), s.user("paul")}) == "deny X-3");
    // Two together end with no more than they had.
    s.carry_out("paul", add("desk", "pol", {{profiles_list, profiles_assign_members, safes_list}}));
    CHECK(s.verdict("pol", SetProfileMember{s.profile("desk"), s.user("paul"), {}}).starts_with("deny"));
    CHECK(s.verdict("paul", SetProfileMember{s.profile("desk"), s.user("pol"), {}}).starts_with("deny"));
}

TEST_CASE("P-6: full_admin ticks everything, and sets the types alone", "[rules][P-6]")
{
    auto s = with_profiles();
    auto const all = account_level_permissions() - PermissionSet{profiles_set_type};
    CHECK(s.verdict("boss", CreateProfile{s.in("fire"), "", "All", all}) == "allow P-6");
    CHECK(s.verdict("boss", EditProfile{s.profile("desk"), {}, all}) == "allow P-6");
    // Not what stays with full_admin, nor what is above accounts.
    for (auto const permission : {profiles_set_type, people_promote, teams_delete, accounts_create, organization_edit}) {
        auto const with_list = PermissionSet{permission, list_of_manager(permission)};
        CHECK(s.verdict("boss", CreateProfile{s.in("fire"), "", "More", with_list}) != "allow P-6");
    }
    auto const type = [&](std::string_view who, ProfilesRole type) { return SetAdminType{s.user(who), s.in("fire"), type}; };
    CHECK(s.verdict("boss", type("uma", ProfilesRole::partial_admin)) == "allow P-6");
    CHECK(s.verdict("boss", type("uma", ProfilesRole::full_admin)) == "allow P-6");
    CHECK(s.verdict("boss", type("bess", ProfilesRole::none)) == "allow P-6");
    CHECK(s.verdict("boss", type("boss", ProfilesRole::none)) == "deny X-3");
    for (auto const other : {"pia", "petra", "chief", "tess", "omar", "dora"})
        CHECK(s.judge(other, type("uma", ProfilesRole::partial_admin)).effect == Effect::deny);
    CHECK(s.verdict("pia", type("uma", ProfilesRole::partial_admin)) == "deny P-6");
    // Profiles never limit him.
    CHECK(s.verdict("boss", SyncSafe{s.safe("spare")}) == "allow P-6");
    // The last one stays, and two demoting each other leave one.
    s.carry_out("boss", type("bess", ProfilesRole::none));
    CHECK(s.verdict("bess", type("boss", ProfilesRole::none)).starts_with("deny"));
}

TEST_CASE("P-6: who manages users by a profile acts on users and on nobody above", "[rules][P-6][S-11]")
{
    auto const s = with_profiles();
    auto const rename = [&](std::string_view who) { return EditUser{s.user(who), {.name = "Renamed"}}; };
    CHECK(s.verdict("pia", rename("uma")) == "allow P-1");
    CHECK(s.verdict("pia", rename("pam")) == "allow P-1"); // through P any role there
    CHECK(s.verdict("pia", rename("ada")) == "deny X-4");
    CHECK(s.verdict("pia", rename("chief")) == "deny S-11");
    CHECK(s.verdict("pia", rename("boss")) == "deny X-4");
    CHECK(s.verdict("pia", rename("dan")) == "deny X-1");
    auto const role = [&](std::string_view who, SafesRole role) { return SetUserRole{s.user(who), s.in("fire"), role}; };
    CHECK(s.verdict("pia", role("nora", SafesRole::user)) == "allow P-1");
    CHECK(s.verdict("pia", role("uma", SafesRole::none)) == "allow P-1");
    CHECK(s.verdict("pia", role("uma", SafesRole::group_admin)) == "deny X-5");
    CHECK(s.verdict("pia", role("ada", SafesRole::user)) == "deny X-4");
    CHECK(s.verdict("pia", role("pia", SafesRole::user)) == "deny X-3");
    // Identity is for whoever could give all that the person holds: the profile is full_admin's to give.
    CHECK(s.verdict("pia", EditUser{s.user("yan"), {.phone = "+15550188"}}) == "allow P-1");
    CHECK(s.verdict("pia", EditUser{s.user("pam"), {.phone = "+15550188"}}) == "deny X-4");
}

TEST_CASE("P-7: several profiles add up, and what a profile loses its members lose at once", "[rules][P-7]")
{
    auto s = with_profiles();
    CHECK(s.verdict("pam", RemoveSafe{s.safe("spare")}).starts_with("deny"));
    s.add_profile("yard", "fire", {safes_list, safes_remove}, {"pam"});
    CHECK(s.verdict("pam", RemoveSafe{s.safe("spare")}) == "allow P-1");
    CHECK(s.verdict("pam", SyncSafe{s.safe("spare")}) == "allow P-1");
    s.carry_out("boss", EditProfile{s.profile("night"), {}, {{safes_list}}});
    CHECK(s.verdict("pam", SyncSafe{s.safe("spare")}).starts_with("deny"));
    CHECK(s.verdict("pam", RemoveSafe{s.safe("spare")}) == "allow P-1"); // by the other
    s.carry_out("boss", DeleteProfile{s.profile("yard")});
    CHECK(s.verdict("pam", RemoveSafe{s.safe("spare")}).starts_with("deny"));
    CHECK(sees(s.world, s.user("pam"), s.safe("spare")));
    // A restricted member loses it too.
    s.carry_out("boss", EditProfile{s.profile("desk"), {}, {{profiles_list, profiles_edit}}});
    CHECK_FALSE(sees(s.world, s.user("paul"), s.safe("spare")));
}

} // namespace castellan::tests
