// The rules of book D, by number, on both sides.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/books.hpp"

#include "rules/sentence.hpp"

namespace castellan::tests {

using enum KeyRole;

TEST_CASE("D-1: a user key unlocks nearby, of its own doors", "[rules][D-1]")
{
    auto const s = with_doors();
    CHECK(s.verdict("ulf", UnlockDoor{s.door("front")}) == "allow D-1");
    CHECK(s.verdict("ulf", UnlockDoor{s.door("cellar")}) == "allow D-1"); // nearby, whether it is online or not
    CHECK(s.verdict("ulf", UnlockDoor{s.door("shed")}) == "deny X-1");
    CHECK(s.verdict("udo", UnlockDoor{s.door("back")}) == "allow D-1");
    CHECK(s.verdict("udo", UnlockDoor{s.door("front")}) == "deny X-1");
    CHECK(s.verdict("nora", UnlockDoor{s.door("front")}) == "deny X-1");
    CHECK(s.verdict("chief", UnlockDoor{s.door("front")}) == "deny X-1"); // another book
    CHECK(s.verdict("ulf", SendKey{s.door("front"), s.user("nora"), user}).starts_with("deny"));
    CHECK(s.verdict("ulf", SetLockSettings{s.door("front"), R"({"a":1})"}).starts_with("deny"));
}

TEST_CASE("D-1: remotely and for others a user key unlocks only through a group whose toggle is on", "[rules][D-1]")
{
    auto s = with_doors();
    auto const remote = [&](std::string_view door) { return RemoteUnlockDoor{s.door(door)}; };
    auto const for_somebody = [&](std::string_view door) { return UnlockDoorFor{s.door(door), "a guest"}; };
    CHECK(s.verdict("ulf", remote("front")) == "deny D-1");
    CHECK(s.verdict("ulf", for_somebody("front")) == "deny D-1");

    s.carry_out("olga", SetToggles{s.group("hq"), {.users_can_remote_unlock = true}});
    CHECK(s.verdict("ulf", remote("front")) == "allow D-1");
    CHECK(s.verdict("ulf", for_somebody("front")) == "deny D-1"); // each toggle stands for itself
    CHECK(s.verdict("ann", remote("back")) == "deny D-1");        // in hq too, but her key comes from annex
    CHECK(s.verdict("udo", remote("back")) == "deny D-1");        // sent singly: no group's toggle counts

    s.carry_out("olga", SetToggles{s.group("hq"), {.users_can_remote_unlock = false, .users_can_unlock_for = true}});
    CHECK(s.verdict("ulf", remote("front")) == "deny D-1");
    CHECK(s.verdict("ulf", for_somebody("front")) == "allow D-1");
}

TEST_CASE("D-2: an admin key unlocks, remotely and for others, and keeps the user and admin keys", "[rules][D-2]")
{
    auto const s = with_doors();
    CHECK(s.verdict("alma", UnlockDoor{s.door("front")}) == "allow D-2");
    CHECK(s.verdict("alma", RemoteUnlockDoor{s.door("front")}) == "allow D-2");
    CHECK(s.verdict("alma", UnlockDoorFor{s.door("front"), {}}) == "allow D-2");
    CHECK(s.verdict("alma", RemoteUnlockDoor{s.door("shed")}) == "deny X-1");
    CHECK(s.verdict("alma", SendKey{s.door("front"), s.user("nora"), user}) == "allow D-2");
    CHECK(s.verdict("alma", SendKey{s.door("front"), s.user("nora"), admin}) == "allow D-2");
    CHECK(s.verdict("alma", SendKey{s.door("front"), s.user("nora"), owner}) == "deny X-5");
    CHECK(s.verdict("alma", RevokeKey{s.door("back"), s.user("udo")}) == "allow D-2");
    CHECK(s.verdict("alma", RevokeKey{s.door("back"), s.user("sven")}) == "allow D-2"); // of equal rank
    CHECK(s.verdict("alma", SetKeyRole{s.group("hq"), s.user("ulf"), admin}) == "allow D-2");
    CHECK(s.verdict("alma", SetKeyRole{s.group("hq"), s.user("ulf"), none}) == "allow D-2");
    CHECK(s.verdict("alma", SetKeyRole{s.group("hq"), s.user("ulf"), owner}) == "deny X-5");
    CHECK(s.verdict("alma", SetKeyRole{s.group("hq"), s.user("olga"), user}) == "deny X-4"); // stands higher
    CHECK(s.verdict("alma", SetKeyRole{s.group("annex"), s.user("nora"), user}) == "deny X-1");
    CHECK(s.verdict("sven", SendKey{s.door("back"), s.user("nora"), user}) == "allow D-2");
    CHECK(s.verdict("sven", SetKeyRole{s.group("hq"), s.user("nora"), user}).starts_with("deny"));
}

TEST_CASE("D-2: lock settings hang on the toggle, which the role that it binds can't switch", "[rules][D-2]")
{
    auto s = with_doors();
    auto const set = [&](std::string_view door) { return SetLockSettings{s.door(door), R"({"blackout":true})"}; };
    CHECK(s.verdict("alma", set("front")) == "allow D-2");
    CHECK(s.verdict("alma", SetToggles{s.group("hq"), {.admins_can_modify_lock_settings = false}}) == "deny D-2");
    CHECK(s.verdict("alma", SetToggles{s.group("hq"), {.users_can_remote_unlock = true}}) == "deny D-2");

    s.carry_out("olga", SetToggles{s.group("hq"), {.admins_can_modify_lock_settings = false}});
    s.carry_out("otto", SetToggles{s.group("annex"), {.admins_can_modify_lock_settings = false}});
    CHECK(s.verdict("alma", set("front")) == "deny D-2");
    CHECK(s.verdict("alma", SetToggles{s.group("hq"), {.admins_can_modify_lock_settings = true}}).starts_with("deny"));
    // Sending, revoking and unlocking stay.
    CHECK(s.verdict("alma", SetKeyRole{s.group("hq"), s.user("nora"), admin}) == "allow D-2");
    CHECK(s.verdict("alma", SendKey{s.door("front"), s.user("nora"), user}) == "allow D-2");
    CHECK(s.verdict("alma", RevokeKey{s.door("back"), s.user("udo")}) == "allow D-2");
    CHECK(s.verdict("alma", RemoteUnlockDoor{s.door("front")}) == "allow D-2");
    // A key that was sent singly is bound by no group's toggle; X-5 keeps that from being a way around.
    CHECK(s.verdict("sven", set("back")) == "allow D-2");
    CHECK(s.verdict("alma", SendKey{s.door("front"), s.user("nora"), admin}) == "deny X-5");
    CHECK(s.verdict("sven", SendKey{s.door("back"), s.user("nora"), admin}) == "allow D-2");
}

TEST_CASE("D-3: a group's owner holds admin keys, the toggles and all key roles of the groups he owns", "[rules][D-3]")
{
    auto s = with_doors();
    CHECK(s.verdict("olga", UnlockDoor{s.door("front")}) == "allow D-3");
    CHECK(s.verdict("olga", RemoteUnlockDoor{s.door("front")}) == "allow D-3");
    for (auto const role : {user, admin, owner})
        CHECK(s.verdict("olga", SetKeyRole{s.group("hq"), s.user("nora"), role}) == "allow D-3");
    CHECK(s.verdict("olga", SetKeyRole{s.group("attic"), s.user("nora"), admin}) == "allow D-3"); // several groups
    CHECK(s.verdict("olga", SetKeyRole{s.group("annex"), s.user("nora"), user}) == "deny X-1");
    CHECK(s.verdict("olga", SetToggles{s.group("annex"), {.users_can_unlock_for = true}}) == "deny X-1");
    // Admin keys, never owner keys.
    CHECK(s.verdict("olga", SendKey{s.door("front"), s.user("nora"), admin}) == "allow D-3");
    CHECK(s.verdict("olga", SendKey{s.door("front"), s.user("nora"), owner}) == "deny X-5");
    CHECK(s.verdict("olga", EditDoor{s.door("front"), {.name = "Mine"}}).starts_with("deny"));
    // The toggle does not bind him.
    s.carry_out("olga", SetToggles{s.group("hq"), {.admins_can_modify_lock_settings = false}});
    CHECK(s.verdict("olga", SetLockSettings{s.door("front"), R"({"a":1})"}) == "allow D-3");
    CHECK(s.verdict("olga", SendKey{s.door("front"), s.user("nora"), admin}) == "allow D-3");
    // And nobody sets a role of his own.
    CHECK(s.verdict("olga", SetKeyRole{s.group("hq"), s.user("olga"), user}) == "deny X-3");
}

TEST_CASE("D-4: nobody is user or admin in two groups that share a door", "[rules][D-4]")
{
    auto s = with_doors();
    CHECK(s.verdict("otto", SetKeyRole{s.group("annex"), s.user("ulf"), user}) == "not_now D-4");
    CHECK(s.verdict("otto", SetKeyRole{s.group("annex"), s.user("ulf"), admin}) == "not_now D-4");
    CHECK(s.verdict("otto", SetKeyRole{s.group("annex"), s.user("alma"), user}) == "not_now D-4");
    CHECK(s.verdict("boss", SetKeyRole{s.group("annex"), s.user("ulf"), user}) == "not_now D-4"); // whoever does it
    CHECK(s.verdict("olga", SetKeyRole{s.group("attic"), s.user("ulf"), user}) == "allow D-3");   // shares no door
    CHECK(s.verdict("otto", SetKeyRole{s.group("annex"), s.user("nora"), user}) == "allow D-3");
    // Two requests at once: the second is judged on what the first left.
    s.carry_out("olga", SetKeyRole{s.group("hq"), s.user("nora"), user});
    CHECK(s.verdict("otto", SetKeyRole{s.group("annex"), s.user("nora"), user}) == "not_now D-4");
    // Gone from the one, he may be in the other.
    s.carry_out("olga", SetKeyRole{s.group("hq"), s.user("nora"), none});
    CHECK(s.verdict("otto", SetKeyRole{s.group("annex"), s.user("nora"), user}) == "allow D-3");
    // A single key is no key of a group.
    CHECK(s.verdict("otto", SetKeyRole{s.group("annex"), s.user("udo"), user}) == "allow D-3");
}

TEST_CASE("D-4: owners are exempt in the groups they own, until they are lowered", "[rules][D-4]")
{
    auto s = with_doors();
    CHECK(s.verdict("otto", SetKeyRole{s.group("annex"), s.user("olga"), owner}) == "allow D-3");
    s.carry_out("otto", SetKeyRole{s.group("annex"), s.user("olga"), user});
    s.carry_out("boss", SetKeyRole{s.group("hq"), s.user("nora"), owner});
    CHECK(s.verdict("nora", SetKeyRole{s.group("hq"), s.user("olga"), admin}) == "not_now D-4");
    CHECK(s.verdict("boss", SetKeyRole{s.group("hq"), s.user("olga"), user}) == "not_now D-4");
    CHECK(s.verdict("boss", SetKeyRole{s.group("hq"), s.user("olga"), none}) == "allow D-7");
}

TEST_CASE("D-4: a door is not put where somebody would hold it twice", "[rules][D-4]")
{
    auto s = with_doors();
    CHECK(s.verdict("boss", AddDoor{s.group("attic"), s.door("back")}) == "allow D-7");
    s.carry_out("olga", SetKeyRole{s.group("attic"), s.user("ulf"), admin});
    CHECK(s.verdict("boss", AddDoor{s.group("attic"), s.door("back")}) == "not_now D-4");
    CHECK(s.verdict("boss", AddDoor{s.group("attic"), s.door("shed")}) == "allow D-7"); // ulf is not in annex
    s.carry_out("olga", SetKeyRole{s.group("attic"), s.user("ulf"), owner});
    CHECK(s.verdict("boss", AddDoor{s.group("attic"), s.door("back")}) == "allow D-7"); // an owner there
}

TEST_CASE("D-4: the message names the other group and the shared doors, as far as they may be seen", "[rules][D-4]")
{
    auto s = with_doors();
    auto const told = [&](std::string_view actor, Change const& change) {
        return sentence(s.world, s.user(actor), change, s.judge(actor, change));
    };
    auto const twice = SetKeyRole{s.group("annex"), s.user("ulf"), user};
    CHECK(told("boss", twice).contains("hq (back)"));
    CHECK_FALSE(told("otto", twice).contains("hq")); // he does not see that group
    CHECK(told("otto", twice).contains("back"));     // but that door
    s.carry_out("olga", SetKeyRole{s.group("attic"), s.user("ulf"), user});
    auto const door = told("boss", AddDoor{s.group("attic"), s.door("back")});
    CHECK(door.contains("ulf in hq (back)"));
    CHECK_FALSE(door.contains("annex"));
}

TEST_CASE("D-5: from afar a door opens by a controller that is online", "[rules][D-5]")
{
    auto s = with_doors();
    CHECK(s.verdict("alma", RemoteUnlockDoor{s.door("cellar")}) == "not_now D-5"); // offline
    CHECK(s.verdict("alma", UnlockDoorFor{s.door("cellar"), {}}) == "not_now D-5");
    CHECK(s.verdict("otto", RemoteUnlockDoor{s.door("shed")}) == "not_now D-5");   // no controller
    CHECK(s.verdict("otto", UnlockDoorFor{s.door("shed"), {}}) == "not_now D-5");
    CHECK(s.verdict("boss", RemoteUnlockDoor{s.door("shed")}) == "not_now D-5");   // for everybody
    CHECK(s.verdict("alma", RemoteUnlockDoor{s.door("front")}) == "allow D-2");
    CHECK(s.verdict("alma", UnlockDoor{s.door("cellar")}) == "allow D-2");         // nearby it opens
    CHECK(s.verdict("ulf", RemoteUnlockDoor{s.door("cellar")}) == "deny D-1");     // who may not is not told its state
    CHECK(s.verdict("ulf", RemoteUnlockDoor{s.door("shed")}) == "deny X-1");
}

TEST_CASE("D-6: the owner of a single door's key sends any key to it and groups it with what he owns", "[rules][D-6]")
{
    auto s = with_doors();
    for (auto const role : {user, admin, owner})
        CHECK(s.verdict("dirk", SendKey{s.door("shed"), s.user("nora"), role}) == "allow D-6");
    CHECK(s.verdict("dirk", SendKey{s.door("front"), s.user("nora"), user}) == "deny X-1");
    CHECK(s.verdict("dirk", SetLockSettings{s.door("shed"), R"({"a":1})"}) == "allow D-6");
    CHECK(s.verdict("dirk", AddDoor{s.group("den"), s.door("shed")}) == "allow D-6");
    CHECK(s.verdict("dirk", RemoveDoorFromGroup{s.group("annex"), s.door("shed")}).starts_with("deny")); // not his group
    CHECK(s.verdict("dirk", AddDoor{s.group("attic"), s.door("shed")}).starts_with("deny"));
    s.carry_out("dirk", AddDoor{s.group("den"), s.door("shed")});
    CHECK(s.verdict("dirk", RemoveDoorFromGroup{s.group("den"), s.door("shed")}) == "allow D-6");
    // A group's owner has no owner keys: he can't move its doors about.
    CHECK(s.verdict("olga", AddDoor{s.group("attic"), s.door("front")}).starts_with("deny"));
    CHECK(s.verdict("olga", RemoveDoorFromGroup{s.group("hq"), s.door("front")}).starts_with("deny"));
    CHECK(s.verdict("dirk", DeleteDoor{s.door("shed")}).starts_with("deny"));
}

TEST_CASE("D-7: full_admin installs doors and names first owners, nobody else but by a profile", "[rules][D-7]")
{
    using enum Permission;
    auto s = with_doors();
    CHECK(s.verdict("boss", CreateDoor{s.in("fire"), "", {.name = "Roof"}}) == "allow D-7");
    CHECK(s.verdict("boss", CreateDoor{s.in("depot"), "", {.name = "Roof"}}) == "deny X-1");
    CHECK(s.verdict("boss", EditDoor{s.door("store"), {.name = "Store room"}}) == "allow D-7");
    CHECK(s.verdict("boss", DeleteDoor{s.door("store")}) == "allow D-7");
    CHECK(s.verdict("boss", SetKeyRole{s.group("hq"), s.user("nora"), owner}) == "allow D-7");
    CHECK(s.verdict("boss", SendKey{s.door("store"), s.user("nora"), owner}) == "allow D-7");
    CHECK(s.verdict("boss", SetLockSettings{s.door("store"), R"({"a":1})"}) == "allow D-7");
    for (auto const actor : {"chief", "olga", "alma", "dirk", "tess", "omar"})
        CHECK(s.judge(actor, CreateDoor{s.in("fire"), "", {.name = "Roof"}}).effect == Effect::deny);

    s.person("pam").make("pam", "fire", ProfilesRole::partial_admin);
    s.add_profile("locksmith", "fire", {doors_list, doors_create, doors_edit, keys_list, keys_send}, {"pam"});
    CHECK(s.verdict("pam", CreateDoor{s.in("fire"), "", {.name = "Roof"}}) == "allow P-1");
    CHECK(s.verdict("pam", DeleteDoor{s.door("store")}).starts_with("deny"));
    // Its keys.send gives user keys, admin keys with doors.lock_settings, owner keys never.
    CHECK(s.verdict("pam", SendKey{s.door("store"), s.user("nora"), user}) == "allow P-1");
    CHECK(s.verdict("pam", SendKey{s.door("store"), s.user("nora"), admin}) == "deny X-5");
    CHECK(s.verdict("pam", SetKeyRole{s.group("hq"), s.user("nora"), admin}) == "deny X-5");
    s.world.profiles[s.profile("locksmith")].permissions.add(doors_lock_settings);
    CHECK(s.verdict("pam", SendKey{s.door("store"), s.user("nora"), admin}) == "allow P-1");
    CHECK(s.verdict("pam", SetKeyRole{s.group("hq"), s.user("nora"), admin}) == "allow P-1");
    CHECK(s.verdict("pam", SendKey{s.door("store"), s.user("nora"), owner}) == "deny X-5");
    CHECK(s.verdict("pam", SetKeyRole{s.group("hq"), s.user("nora"), owner}) == "deny X-5");
}

TEST_CASE("D-7: a group's key goes with the key role, a single key one by one", "[rules][D-7]")
{
    auto s = with_doors();
    s.carry_out("olga", SetKeyRole{s.group("hq"), s.user("udo"), user});
    CHECK(s.verdict("udo", UnlockDoor{s.door("front")}) == "allow D-1");
    s.carry_out("olga", SetKeyRole{s.group("hq"), s.user("udo"), none});
    CHECK(s.verdict("udo", UnlockDoor{s.door("front")}) == "deny X-1");
    CHECK(s.verdict("udo", UnlockDoor{s.door("back")}) == "allow D-1"); // sent singly, it stays
    CHECK(s.verdict("olga", RevokeKey{s.door("front"), s.user("ulf")}) == "not_now X-13"); // his is the group's
    s.carry_out("olga", RevokeKey{s.door("back"), s.user("udo")});
    CHECK(s.verdict("udo", UnlockDoor{s.door("back")}) == "deny X-1");
}

TEST_CASE("D-8: the doors side is switched by full_admin, and rests when it is off", "[rules][D-8]")
{
    auto s = with_doors();
    auto const off = SetAccountSettings{s.in("fire"), {.groups_for_doors = false}};
    CHECK(s.verdict("chief", off) == "deny D-8"); // though he edits the settings
    CHECK(s.verdict("chief", SetAccountSettings{s.in("fire"), {.require_admin_mfa = true}}) == "allow S-11");
    s.person("pam").make("pam", "fire", ProfilesRole::partial_admin);
    s.add_profile("settings", "fire", {Permission::settings_view, Permission::settings_edit}, {"pam"});
    CHECK(s.verdict("pam", off) == "deny D-8");
    CHECK(s.verdict("olga", off).starts_with("deny"));
    CHECK(sees(s.world, s.user("olga"), s.group("hq")));

    s.carry_out("boss", off);
    CHECK(s.verdict("ulf", UnlockDoor{s.door("front")}) == "deny X-1"); // the group's keys rest
    CHECK(s.verdict("olga", UnlockDoor{s.door("front")}) == "deny X-1");
    CHECK(s.verdict("udo", UnlockDoor{s.door("back")}) == "allow D-1"); // single keys stay
    CHECK_FALSE(sees(s.world, s.user("olga"), s.group("hq")));
    CHECK(sight_of_doors_side(s.world, s.user("boss"), s.group("hq")) == Sight::hidden);
    CHECK(s.judge("olga", SetKeyRole{s.group("hq"), s.user("nora"), user}).effect == Effect::deny);
    CHECK(s.judge("boss", SetKeyRole{s.group("hq"), s.user("nora"), user}).effect != Effect::allow);

    s.carry_out("boss", SetAccountSettings{s.in("fire"), {.groups_for_doors = true}});
    CHECK(s.verdict("ulf", UnlockDoor{s.door("front")}) == "allow D-1");
}

} // namespace castellan::tests
