// Scenes for the books beside S: each is riverside() with the things and people of one book more.
#pragma once

#include "tests/rules/worlds.hpp"

namespace castellan::tests {

/// Doors of fire, and the keys to them (D).
///
///   doors   front, back: with controller · cellar: with controller, offline · shed: without · store: with, in no group
///           gate: of the depot
///   groups  hq (front, back, cellar): olga owner, alma admin, ulf user
///           annex (back, shed): otto owner, ann user; it shares back with hq
///           attic (no doors): olga owner · den (no doors): dirk owner
///   singly  dirk: owner of shed · sven: admin of back · udo: user of back
///   boss is full_admin, as in riverside(); users may not unlock remotely or for others, admins modify lock settings
inline Scene with_doors()
{
    using enum KeyRole;
    auto scene = riverside();
    for (auto const who : {"olga", "otto", "alma", "ulf", "ann", "dirk", "sven", "udo"})
        scene.person(who);
    scene.add_door("front", "fire")
        .add_door("back", "fire")
        .add_door("cellar", "fire", true, false)
        .add_door("shed", "fire", false)
        .add_door("store", "fire")
        .add_door("gate", "depot");
    scene.group("hq", "fire").group("annex", "fire").group("attic", "fire").group("den", "fire");
    scene.key_group("hq", {"front", "back", "cellar"}, {{"olga", owner}, {"alma", admin}, {"ulf", user}})
        .key_group("annex", {"back", "shed"}, {{"otto", owner}, {"ann", user}})
        .key_group("attic", {}, {{"olga", owner}})
        .key_group("den", {}, {{"dirk", owner}});
    scene.key("shed", "dirk", owner).key("back", "sven", admin).key("back", "udo", user);
    return scene;
}

/// Teams (T): stroke has tina and tara as owners, mike as member, and a patient; trauma has theo, mia and another.
inline Scene with_teams()
{
    auto scene = riverside();
    for (auto const who : {"tina", "tara", "mike", "theo", "mia"})
        scene.person(who);
    scene.team("stroke", {"tina", "tara"}, {"mike"}).team("trauma", {"theo"}, {"mia"});
    scene.add_patient("smith", "stroke").add_patient("jones", "trauma");
    return scene;
}

/// Profiles of fire (P).
///
///   night   pam: lists and syncs safes
///   desk    paul: profiles.list, edit, assign_members, and safes.list; petra: all, that is safes.sync and doors.list too
///   staff   pia: lists, makes, edits and re-roles people
///   pol is partial_admin in no profile; boss and bess are full_admins
inline Scene with_profiles()
{
    using enum Permission;
    auto scene = riverside();
    for (auto const who : {"pam", "paul", "petra", "pia", "pol"}) {
        scene.person(who);
        scene.make(who, "fire", ProfilesRole::partial_admin);
    }
    scene.person("bess").make("bess", "fire", ProfilesRole::full_admin);
    scene.add_profile("night", "fire", {safes_list, safes_sync}, {"pam"})
        .add_profile("desk", "fire",
                     {profiles_list, profiles_edit, profiles_assign_members, safes_list, safes_sync, doors_list},
                     {"petra"})
        .add_profile("staff", "fire", {users_list, users_create, users_edit, users_import, users_set_role}, {"pia"});
    auto restricted = ProfileMember{.user = scene.user("paul"), .restricted = true};
    restricted.permissions = {profiles_list, profiles_edit, profiles_assign_members, safes_list};
    scene.world.set_member(scene.profile("desk"), restricted);
    return scene;
}

/// Modules (M): check and stock of fire, intake of the depot; a record in each.
///
///   div  division_admin of fire · dov of the depot · omar organization_admin, as in riverside()
///   mod, mod2  module_admin of check · col  collaborator of check · cus  reviewer in check, a custom role of fire with
///   records.list and records.edit
inline Scene with_modules()
{
    using enum Permission;
    auto scene = riverside();
    for (auto const who : {"div", "dov", "mod", "mod2", "col", "cus"})
        scene.person(who);
    scene.make("div", "fire", ProfilesRole::none, ModulesRole::division_admin)
        .make("dov", "depot", ProfilesRole::none, ModulesRole::division_admin);
    scene.add_custom_role("reviewer", "fire", {records_list, records_edit})
        .add_custom_role("visitor", "depot", {records_list});
    scene
        .add_module("check", "fire",
                    {{"mod", {ModuleRank::module_admin, {}}},
                     {"mod2", {ModuleRank::module_admin, {}}},
                     {"col", {ModuleRank::collaborator, {}}},
                     {"cus", {ModuleRank::custom, scene.custom_role("reviewer")}}})
        .add_module("stock", "fire")
        .add_module("intake", "depot");
    scene.add_record("r_check", "check", "col").add_record("r_stock", "stock", "div").add_record("r_intake", "intake", "dov");
    return scene;
}

} // namespace castellan::tests
