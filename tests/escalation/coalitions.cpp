#include "tests/escalation/coalitions.hpp"

#include <utility>

namespace castellan::tests {

namespace {

using enum Permission;

/// A small town: two accounts, and somebody with every top role, so that nothing is barred by its being the last.
struct Town {
    World world;
    AccountId fire;
    AccountId water;
    GroupId north;
    GroupId south;
    SafeId engine; // in north
    SafeId medic;  // in south
    SafeId spare;  // in no group
    DoorId bay;    // in north
    DoorId gate;   // in south
    TeamId stroke;
    TeamId burns;
    ModuleId checks; // of fire
    ModuleId pumps;  // of water

    Town()
    {
        fire = world.accounts.insert(Account{.id = "fire"});
        water = world.accounts.insert(Account{.id = "water"});
        north = world.add_group(Group{.id = "north", .account = fire});
        south = world.add_group(Group{.id = "south", .account = fire});
        engine = world.add_safe(Safe{.id = "engine", .account = fire, .online = true});
        medic = world.add_safe(Safe{.id = "medic", .account = fire, .online = true});
        spare = world.add_safe(Safe{.id = "spare", .account = fire, .online = true});
        world.assign(north, engine);
        world.assign(south, medic);
        bay = world.add_door(Door{.id = "bay", .account = fire, .controller = true, .online = true});
        gate = world.add_door(Door{.id = "gate", .account = fire, .controller = true, .online = true});
        world.assign(north, bay);
        world.assign(south, gate);
        stroke = world.add_team(Team{.id = "stroke"});
        burns = world.add_team(Team{.id = "burns"});
        checks = world.add_module(Module{.id = "checks", .account = fire});
        pumps = world.add_module(Module{.id = "pumps", .account = water});
        auto const chief = person("chief", SafesRole::account_admin, ProfilesRole::full_admin);
        world.edit_user(chief, [](User& user) { user.administrator = user.organization_admin = true; });
        world.give(north, chief, KeyRole::owner);
        world.give(south, chief, KeyRole::owner);
        world.give(stroke, chief, TeamRole::owner);
        world.give(burns, chief, TeamRole::owner);
    }

    UserId person(std::string id, SafesRole safes = SafesRole::none, ProfilesRole profiles = ProfilesRole::none,
                  ModulesRole modules = ModulesRole::none)
    {
        auto user = User{.id = id, .name = id, .email = id + "@riverside.example", .phone = "+15550100"};
        user.email_verified = user.phone_verified = true;
        if (auto const roles = AccountRoles{.account = fire, .safes = safes, .profiles = profiles, .modules = modules};
            roles.any())
            user.accounts.push_back(roles);
        return world.add_user(std::move(user));
    }

    /// A profile of an account, with members who hold all of it.
    ProfileId profile(std::string id, PermissionSet permissions, std::vector<UserId> const& members)
    {
        auto const handle =
            world.add_profile(Profile{.id = std::move(id), .account = fire, .name = {}, .permissions = permissions});
        for (auto const member : members)
            world.set_member(handle, {.user = member});
        return handle;
    }

    Coalition with(std::string name, std::vector<UserId> people, unsigned depth, PermissionSet handed_on = {}) const
    {
        return {.name = std::move(name), .world = world, .people = std::move(people), .handed_on = handed_on, .depth = depth};
    }
};

Coalition group_admins()
{
    auto town = Town{};
    auto const ada = town.person("ada", SafesRole::group_admin);
    auto const bo = town.person("bo", SafesRole::group_admin);
    auto const uma = town.person("uma", SafesRole::user);
    town.world.join(town.north, ada);
    town.world.join(town.north, bo);
    town.world.join(town.north, uma);
    // Whoever got hold of these persons' addresses would get keys and patients.
    town.world.give(town.gate, uma, KeyRole::admin);
    auto const una = town.person("una", SafesRole::user);
    town.world.join(town.north, una);
    town.world.give(town.burns, una, TeamRole::member);
    auto const other = town.person("other", SafesRole::group_admin);
    town.world.join(town.south, other);
    town.world.join(town.north, other);
    return town.with("two group administrators of one group", {ada, bo}, 5);
}

Coalition group_admins_of_two_groups()
{
    auto town = Town{};
    auto const ada = town.person("ada", SafesRole::group_admin);
    auto const bo = town.person("bo", SafesRole::group_admin);
    town.world.join(town.north, ada);
    town.world.join(town.south, bo);
    town.person("loose", SafesRole::group_admin);
    town.person("cy", SafesRole::user);
    return town.with("group administrators of two groups", {ada, bo}, 5);
}

Coalition partial_admins_with_profiles()
{
    auto town = Town{};
    auto const pat = town.person("pat", SafesRole::none, ProfilesRole::partial_admin);
    auto const quinn = town.person("quinn", SafesRole::user, ProfilesRole::partial_admin);
    auto const rey = town.person("rey", SafesRole::none, ProfilesRole::partial_admin);
    auto const profiles = PermissionSet{profiles_list, profiles_edit, profiles_assign_members, profiles_create, profiles_delete};
    auto const desk = town.profile("desk", profiles | PermissionSet{safes_list, safes_sync, users_list}, {pat, rey});
    town.world.set_member(desk, {.user = quinn, .restricted = true, .permissions = profiles | PermissionSet{safes_list}});
    town.profile("locks", profiles | PermissionSet{doors_list, doors_lock_settings}, {rey});
    town.world.join(town.north, quinn);
    return town.with("partial administrators with profiles.*", {pat, quinn}, 5);
}

Coalition partial_admins_with_people()
{
    auto town = Town{};
    auto const pat = town.person("pat", SafesRole::user, ProfilesRole::partial_admin);
    town.world.join(town.south, pat);
    town.profile("people",
                 {users_list, users_create, users_edit, users_set_role, users_delete, users_import, groups_list,
                  groups_create, groups_edit, groups_assign_members, groups_assign_safes},
                 {pat});
    town.person("uma", SafesRole::user);
    auto const ada = town.person("ada", SafesRole::group_admin);
    town.world.join(town.north, ada);
    // P: a profile with users makes users and puts them into groups, whose safes they then open.
    return town.with("a partial administrator with users and groups", {pat}, 5, {safes_unlock});
}

Coalition partial_admin_with_doors()
{
    auto town = Town{};
    auto const pat = town.person("pat", SafesRole::none, ProfilesRole::partial_admin);
    town.profile("keys", {doors_list, doors_unlock, keys_list, keys_send, keys_revoke, groups_list, groups_assign_doors, groups_set_toggles},
                 {pat});
    town.world.give(town.south, pat, KeyRole::user);
    auto const kim = town.person("kim");
    town.world.give(town.north, kim, KeyRole::user);
    return town.with("a partial administrator with doors and keys", {pat}, 5, {});
}

Coalition partial_admin_with_modules()
{
    auto town = Town{};
    auto const pat = town.person("pat", SafesRole::none, ProfilesRole::partial_admin);
    town.profile("forms", {modules_list, modules_assign_roles, custom_roles_list, custom_roles_create, custom_roles_edit, records_list},
                 {pat});
    auto const cole = town.person("cole");
    town.world.give(town.checks, cole, ModuleRole{ModuleRank::collaborator, {}});
    // modules.assign_roles gives up to module_admin.
    return town.with("a partial administrator with modules", {pat}, 5,
                     {modules_list, modules_edit, modules_assign_roles, records_list, records_submit, records_edit,
                      records_delete, records_clear, people_list, people_invite});
}

Coalition team_owners()
{
    auto town = Town{};
    auto const tia = town.person("tia");
    auto const tom = town.person("tom");
    auto const ben = town.person("ben");
    town.world.give(town.stroke, tia, TeamRole::owner);
    town.world.give(town.stroke, tom, TeamRole::member);
    town.world.give(town.burns, ben, TeamRole::member);
    auto const invited = town.person("ina");
    town.world.give(town.stroke, invited, TeamRole::member);
    town.world.give(town.burns, invited, TeamRole::owner);
    return town.with("a team owner and a member", {tia, tom}, 6);
}

Coalition module_admins()
{
    auto town = Town{};
    auto const mia = town.person("mia");
    auto const cole = town.person("cole");
    auto const custom = town.world.custom_roles.insert(
        CustomRole{.id = "wide", .account = town.fire, .name = {}, .permissions = {modules_list, modules_delete, records_list}});
    town.world.give(town.checks, mia, ModuleRole{ModuleRank::module_admin, {}});
    town.world.give(town.checks, cole, ModuleRole{ModuleRank::collaborator, {}});
    auto const rita = town.person("rita");
    town.world.give(town.checks, rita, ModuleRole{ModuleRank::custom, custom});
    town.person("dora", SafesRole::none, ProfilesRole::none, ModulesRole::division_admin);
    return town.with("a module administrator and a collaborator", {mia, cole}, 5);
}

Coalition division_admins()
{
    auto town = Town{};
    auto const dora = town.person("dora", SafesRole::none, ProfilesRole::none, ModulesRole::division_admin);
    auto const mia = town.person("mia");
    town.world.give(town.pumps, mia, ModuleRole{ModuleRank::collaborator, {}});
    auto const custom = town.world.custom_roles.insert(
        CustomRole{.id = "wide", .account = town.fire, .name = {}, .permissions = {modules_list, modules_delete, records_list}});
    auto const rita = town.person("rita");
    town.world.give(town.checks, rita, ModuleRole{ModuleRank::custom, custom});
    return town.with("a division administrator and a collaborator elsewhere", {dora, mia}, 5);
}

Coalition key_admins()
{
    auto town = Town{};
    auto const kay = town.person("kay");
    auto const kim = town.person("kim");
    town.world.give(town.north, kay, KeyRole::admin);
    town.world.give(town.gate, kim, KeyRole::user);
    town.world.groups[town.north].toggles.admins_can_modify_lock_settings = false;
    auto const lee = town.person("lee");
    town.world.give(town.south, lee, KeyRole::user);
    return town.with("a key administrator whose group keeps the locks, and a user", {kay, kim}, 5);
}

Coalition key_owners()
{
    auto town = Town{};
    auto const olga = town.person("olga");
    auto const kim = town.person("kim");
    town.world.give(town.north, olga, KeyRole::owner);
    town.world.give(town.gate, kim, KeyRole::admin);
    auto const lee = town.person("lee");
    town.world.give(town.south, lee, KeyRole::user);
    return town.with("an owner of a group and an admin of a door", {olga, kim}, 5);
}

Coalition owners_of_doors()
{
    auto town = Town{};
    auto const olga = town.person("olga");
    town.world.give(town.gate, olga, KeyRole::owner);
    town.world.give(town.north, olga, KeyRole::owner);
    auto const kim = town.person("kim");
    town.world.give(town.north, kim, KeyRole::user);
    return town.with("the owner of a door and of a group", {olga, kim}, 5);
}

} // namespace

std::vector<Coalition> coalitions()
{
    return {group_admins(),
            group_admins_of_two_groups(),
            partial_admins_with_profiles(),
            partial_admins_with_people(),
            partial_admin_with_doors(),
            partial_admin_with_modules(),
            team_owners(),
            module_admins(),
            division_admins(),
            key_admins(),
            key_owners(),
            owners_of_doors()};
}

} // namespace castellan::tests
