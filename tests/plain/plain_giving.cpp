#include "tests/plain/plain_giving.hpp"

#include "tests/plain/plain_powers.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

} // namespace

KeyRole highest_group_key(World const& world, UserId person, GroupId group)
{
    auto const account = world.groups[group].account;
    auto const key = working_group_key(world, person, group);
    if (is_full_admin(world, person, account) || key == KeyRole::owner)
        return KeyRole::owner; // D-7, D-3
    if (key == KeyRole::admin)
        return KeyRole::admin; // D-2
    auto const carried = by_profiles(world, person, account);
    if (!carried.has(keys_send))
        return KeyRole::none;
    return carried.has(doors_lock_settings) ? KeyRole::admin : KeyRole::user; // D-7
}

KeyRole highest_revocable_group_key(World const& world, UserId person, GroupId group)
{
    auto const account = world.groups[group].account;
    auto const key = working_group_key(world, person, group);
    if (is_full_admin(world, person, account) || key == KeyRole::owner)
        return KeyRole::owner;
    if (key == KeyRole::admin)
        return KeyRole::admin;
    auto const carried = by_profiles(world, person, account);
    return carried.has(keys_revoke) || carried.has(keys_send) ? KeyRole::admin : KeyRole::none; // never an owner's
}

KeyRole highest_single_key(World const& world, UserId person, DoorId door)
{
    auto const account = world.doors[door].account;
    auto const single = single_key(world, person, door);
    if (is_full_admin(world, person, account) || single == KeyRole::owner)
        return KeyRole::owner; // D-7, D-6
    if (!holds(world, person, keys_send, door))
        return KeyRole::none;
    return holds(world, person, doors_lock_settings, door) ? KeyRole::admin : KeyRole::user; // D-2, X-5
}

KeyRole highest_revocable_single_key(World const& world, UserId person, DoorId door)
{
    auto const account = world.doors[door].account;
    auto const single = single_key(world, person, door);
    if (is_full_admin(world, person, account) || single == KeyRole::owner)
        return KeyRole::owner;
    if (single == KeyRole::admin)
        return KeyRole::admin;
    for (auto const group : world.doors[door].groups) {
        if (working_group_key(world, person, group) >= KeyRole::admin)
            return KeyRole::admin; // D-2: with the toggle off, revoking stays
    }
    auto const carried = by_profiles(world, person, account);
    return carried.has(keys_revoke) || carried.has(keys_send) ? KeyRole::admin : KeyRole::none; // never an owner's
}

bool could_give(World const& world, UserId me, UserId person, AccountId account, SafesRole role)
{
    if (is_account_admin(world, me, account))
        return true; // S-2
    auto const present = safes_role(world, person, account);
    if (role == SafesRole::account_admin || present == SafesRole::account_admin)
        return false; // S-11
    if (is_full_admin(world, me, account))
        return true; // S-11
    if (is_group_admin(world, me, account) && role != SafesRole::none && present != SafesRole::none &&
        all_groups_are_mine(world, me, person, account))
        return true; // S-5
    return by_profiles(world, me, account).has(users_set_role) && role <= SafesRole::user &&
           present <= SafesRole::user && !is_full_admin(world, person, account); // RULEBOOK 3: no S rank; X-4
}

bool could_place(World const& world, UserId me, UserId person, GroupId group)
{
    auto const account = world.groups[group].account;
    if (is_account_admin(world, me, account))
        return true; // S-2
    auto const role = safes_role(world, person, account);
    if (is_full_admin(world, me, account))
        return role != SafesRole::account_admin; // S-11
    if (is_group_admin(world, me, account) && is_member(world, me, group)) {
        if (role == SafesRole::user)
            return true;
        if (role == SafesRole::group_admin && !groups_in(world, person, account).empty())
            return true; // S-9
    }
    return by_profiles(world, me, account).has(groups_assign_members) && role <= SafesRole::user;
}

bool could_give_by_modules(World const& world, UserId me, ModuleId module, ModuleRole role)
{
    if (world.get(module) == nullptr)
        return false;
    if (is_organization_admin(world, me))
        return true;
    auto const mine = module_role(world, me, module);
    if (!is_division_admin(world, me, world.modules[module].account) && mine.rank != ModuleRank::module_admin &&
        (mine.rank != ModuleRank::custom || !world.custom_roles[mine.custom].permissions.has(modules_assign_roles)))
        return false;
    if (role.rank != ModuleRank::custom)
        return true; // `modules.assign_roles` gives up to module_admin
    auto const permissions = world.custom_roles[role.custom].permissions;
    auto const administers =
        is_division_admin(world, me, world.modules[module].account) || mine.rank == ModuleRank::module_admin;
    if (administers && module_admin_permissions().includes(permissions))
        return true;
    return mine.rank == ModuleRank::custom && world.custom_roles[mine.custom].permissions.has(modules_assign_roles) &&
           world.custom_roles[mine.custom].permissions.includes(permissions);
}

bool could_give_by_profiles(World const& world, UserId me, ModuleId module, ModuleRole role)
{
    auto const account = world.modules[module].account;
    if (is_full_admin(world, me, account))
        return true;
    auto const carried = by_profiles(world, me, account);
    return carried.has(modules_assign_roles) &&
           (role.rank != ModuleRank::custom || carried.includes(world.custom_roles[role.custom].permissions)); // M-5
}

bool could_give(World const& world, UserId me, ModuleId module, ModuleRole role)
{
    return could_give_by_modules(world, me, module, role) || could_give_by_profiles(world, me, module, role);
}

bool could_give_everything(World const& world, UserId me, UserId person)
{
    auto const& row = world.users[person];
    for (auto const& roles : row.accounts) {
        if (roles.safes != SafesRole::none && !could_give(world, me, person, roles.account, roles.safes))
            return false;
        if (roles.profiles != ProfilesRole::none && !is_full_admin(world, me, roles.account))
            return false;
        if (roles.modules != ModulesRole::none && !is_organization_admin(world, me) &&
            !is_division_admin(world, me, roles.account))
            return false;
    }
    for (auto const group : row.groups) {
        if (!could_place(world, me, person, group))
            return false;
    }
    for (auto const& [group, role] : row.assigned->group_keys) {
        if (highest_group_key(world, me, group) < role)
            return false;
    }
    for (auto const& [door, role] : row.assigned->keys) {
        if (highest_single_key(world, me, door) < role)
            return false;
    }
    for (auto const& [team, role] : row.assigned->teams) {
        if (!holds(world, me, teams_assign_members, team))
            return false;
    }
    for (auto const& [module, role] : row.assigned->modules) {
        if (!could_give(world, me, module, role))
            return false;
    }
    if (row.administrator && !is_administrator(world, me))
        return false;
    return !row.organization_admin || is_organization_admin(world, me);
}

} // namespace castellan::plain
