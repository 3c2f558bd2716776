#include "tests/plain/plain_powers.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

bool is_one_of(Permission permission, PermissionSet set) { return set.has(permission); }


/// RULEBOOK 4, by book.
PermissionSet all_of_teams()
{
    return {organization_view, organization_edit, people_list, people_invite, people_disable, people_promote,
            teams_list, teams_create, teams_edit, teams_delete, teams_assign_members, patients_list, patients_create,
            patients_edit, patients_delete, patients_act, audit_list, audit_export};
}

PermissionSet all_of_modules()
{
    return {accounts_list, accounts_create, accounts_edit, accounts_delete, people_list, people_invite, modules_list,
            modules_create, modules_edit, modules_delete, modules_assign_roles, records_list, records_submit,
            records_edit, records_delete, records_clear, custom_roles_list, custom_roles_create, custom_roles_edit,
            custom_roles_delete, audit_list, audit_export};
}

PermissionSet of_division_admin()
{
    return {accounts_list, people_invite, modules_list, modules_create, modules_edit, modules_assign_roles,
            records_list, records_submit, records_edit, records_delete, records_clear, custom_roles_list,
            custom_roles_create, custom_roles_edit, custom_roles_delete};
}

/// D-1 to D-3: what the key of one group is good for, at its doors.
bool group_key_holds(World const& world, UserId person, Permission permission, GroupId group)
{
    auto const& toggles = world.groups[group].toggles;
    switch (working_group_key(world, person, group)) {
    case KeyRole::none: return false;
    case KeyRole::user:
        return permission == doors_unlock || (permission == doors_remote_unlock && toggles.users_can_remote_unlock) ||
               (permission == doors_unlock_for && toggles.users_can_unlock_for);
    case KeyRole::admin:
        return is_one_of(permission, {doors_list, doors_unlock, doors_remote_unlock, doors_unlock_for, keys_list,
                                      keys_send, keys_revoke}) ||
               (permission == doors_lock_settings && toggles.admins_can_modify_lock_settings);
    case KeyRole::owner:
        return is_one_of(permission, {doors_list, doors_unlock, doors_remote_unlock, doors_unlock_for, keys_list,
                                      keys_send, keys_revoke, doors_lock_settings});
    }
    return false;
}

} // namespace

PermissionSet all_of_safes()
{
    return {users_list, users_create, users_edit, users_delete, users_import, users_set_role, users_clear_pin,
            users_clear_fingerprint, groups_list, groups_create, groups_edit, groups_delete, groups_assign_members,
            groups_assign_safes, safes_list, safes_register, safes_edit, safes_remove, safes_sync, safes_upgrade,
            safes_emergency_code, safes_unlock, assets_list, assets_create, assets_edit, assets_delete, assets_enroll,
            assets_count, schedules_list, schedules_create, schedules_edit, schedules_delete, schedules_run,
            credentials_list, credentials_create, credentials_edit, credentials_delete, credentials_run, webhooks_list,
            webhooks_create, webhooks_edit, webhooks_delete, webhooks_run, settings_view, settings_edit, audit_list,
            audit_export};
}

bool is_active(World const& world, UserId person)
{
    auto const* row = world.get(person);
    return row != nullptr && row->status == Status::active;
}

SafesRole safes_role(World const& world, UserId person, AccountId account)
{
    return world.users[person].roles_in(account).safes;
}
bool is_account_admin(World const& world, UserId person, AccountId account)
{
    return safes_role(world, person, account) == SafesRole::account_admin;
}
bool is_group_admin(World const& world, UserId person, AccountId account)
{
    return safes_role(world, person, account) == SafesRole::group_admin;
}
bool is_full_admin(World const& world, UserId person, AccountId account)
{
    return world.users[person].roles_in(account).profiles == ProfilesRole::full_admin;
}
bool is_partial_admin(World const& world, UserId person, AccountId account)
{
    return world.users[person].roles_in(account).profiles == ProfilesRole::partial_admin;
}
bool is_division_admin(World const& world, UserId person, AccountId account)
{
    return world.users[person].roles_in(account).modules == ModulesRole::division_admin;
}
bool is_organization_admin(World const& world, UserId person) { return world.users[person].organization_admin; }
bool is_administrator(World const& world, UserId person) { return world.users[person].administrator; }
bool is_member(World const& world, UserId person, GroupId group)
{
    return std::ranges::find(world.groups[group].members, person) != world.groups[group].members.end();
}
TeamRole team_role(World const& world, UserId person, TeamId team) { return role_in(world.teams[team].people, person); }
ModuleRole module_role(World const& world, UserId person, ModuleId module)
{
    return role_in(world.modules[module].roles, person);
}

std::vector<GroupId> groups_in(World const& world, UserId person, AccountId account)
{
    auto result = std::vector<GroupId>{};
    for (auto const group : world.users[person].groups) {
        if (world.groups[group].account == account)
            result.push_back(group);
    }
    return result;
}

bool all_groups_are_mine(World const& world, UserId me, UserId person, AccountId account)
{
    auto const groups = groups_in(world, person, account);
    for (auto const group : groups) {
        if (!is_member(world, me, group))
            return false;
    }
    return !groups.empty();
}

KeyRole group_key(World const& world, UserId person, GroupId group)
{
    return role_in(world.groups[group].key_roles, person);
}

KeyRole working_group_key(World const& world, UserId person, GroupId group)
{
    auto const is_on = world.accounts[world.groups[group].account].groups_for_doors;
    return is_on ? group_key(world, person, group) : KeyRole::none;
}

KeyRole single_key(World const& world, UserId person, DoorId door) { return role_in(world.doors[door].keys, person); }

bool has_role_in(World const& world, UserId person, AccountId account)
{
    auto const& row = world.users[person];
    auto const of_account = [&](auto const& thing) { return world.get(thing)->account == account; };
    if (row.roles_in(account).any())
        return true;
    for (auto const& [group, role] : row.assigned->group_keys) {
        if (of_account(group))
            return true;
    }
    for (auto const& [door, role] : row.assigned->keys) {
        if (of_account(door))
            return true;
    }
    for (auto const& [module, role] : row.assigned->modules) {
        if (of_account(module))
            return true;
    }
    return false;
}

bool belongs_to(World const& world, UserId person, AccountId account)
{
    return has_role_in(world, person, account) || !groups_in(world, person, account).empty();
}

bool belongs_nowhere(World const& world, UserId person)
{
    for (auto const account : world.accounts.handles()) {
        if (belongs_to(world, person, account))
            return false;
    }
    return true;
}

bool has_administrative_role(World const& world, UserId person, AccountId account)
{
    auto const& row = world.users[person];
    if (is_account_admin(world, person, account) || is_group_admin(world, person, account) ||
        is_full_admin(world, person, account) || is_division_admin(world, person, account) || row.organization_admin)
        return true;
    if (is_partial_admin(world, person, account)) {
        for (auto const profile : row.assigned->profiles) {
            if (world.profiles[profile].account == account)
                return true;
        }
    }
    for (auto const& [group, role] : row.assigned->group_keys) {
        if (world.groups[group].account == account && role >= KeyRole::admin)
            return true; // at rest or not
    }
    for (auto const& [door, role] : row.assigned->keys) {
        if (world.doors[door].account == account && role >= KeyRole::admin)
            return true;
    }
    for (auto const& [module, role] : row.assigned->modules) {
        if (world.modules[module].account == account && role.rank == ModuleRank::module_admin)
            return true;
    }
    return false;
}

bool is_account_level(Permission permission)
{
    return !is_one_of(permission, {organization_view, organization_edit, accounts_list, accounts_create, accounts_edit,
                                   accounts_delete, people_list, people_invite, people_disable, people_promote,
                                   teams_list, teams_create, teams_edit, teams_delete, teams_assign_members,
                                   patients_list, patients_create, patients_edit, patients_delete, patients_act,
                                   profiles_set_type});
}

PermissionSet by_profiles(World const& world, UserId person, AccountId account)
{
    auto result = PermissionSet{};
    if (!is_partial_admin(world, person, account))
        return result;
    for (auto const handle : world.profiles.handles()) {
        auto const& profile = world.profiles[handle];
        if (profile.account != account)
            continue;
        for (auto const& member : profile.members) {
            if (member.user != person)
                continue;
            for (std::size_t at = 0; at < permission_count; ++at) {
                auto const permission = static_cast<Permission>(at);
                if (profile.permissions.has(permission) && is_account_level(permission) &&
                    (!member.restricted || member.permissions.has(permission)))
                    result.add(permission);
            }
        }
    }
    return result;
}

bool carries(World const& world, UserId person, AccountId account, Permission permission)
{
    if (is_full_admin(world, person, account))
        return is_account_level(permission) || permission == profiles_set_type;
    return by_profiles(world, person, account).has(permission);
}

bool holds(World const& world, UserId person, Permission permission)
{
    return (is_administrator(world, person) && is_one_of(permission, all_of_teams())) ||
           (is_organization_admin(world, person) && is_one_of(permission, all_of_modules()));
}

bool holds(World const& world, UserId person, Permission permission, AccountId account)
{
    if (is_account_admin(world, person, account) && is_one_of(permission, all_of_safes()))
        return true;
    if (is_group_admin(world, person, account)) {
        if (permission == users_list)
            return true; // S-4
        if (!groups_in(world, person, account).empty() &&
            is_one_of(permission, {users_create, users_edit, users_import, users_set_role, users_clear_pin,
                                   users_clear_fingerprint}))
            return true; // S-5 to S-7
    }
    if (carries(world, person, account, permission))
        return true;
    if (is_organization_admin(world, person) && is_one_of(permission, all_of_modules()))
        return true;
    if (is_division_admin(world, person, account) && is_one_of(permission, of_division_admin()))
        return true;
    return is_administrator(world, person) && is_one_of(permission, {audit_list, audit_export}); // T-2
}

bool holds(World const& world, UserId person, Permission permission, GroupId group)
{
    auto const account = world.groups[group].account;
    if (holds(world, person, permission, account))
        return true;
    if (is_group_admin(world, person, account) && is_member(world, person, group) &&
        is_one_of(permission, {groups_list, groups_assign_members}))
        return true; // S-4, S-9
    auto const key = working_group_key(world, person, group);
    if (key >= KeyRole::admin && is_one_of(permission, {groups_list, keys_list, keys_send, keys_revoke}))
        return true; // D-2
    return key == KeyRole::owner && permission == groups_set_toggles; // D-3
}

bool holds(World const& world, UserId person, Permission permission, SafeId safe)
{
    auto const account = world.safes[safe].account;
    if (holds(world, person, permission, account))
        return true;
    for (auto const group : world.safes[safe].groups) {
        if (!is_member(world, person, group))
            continue;
        if (is_group_admin(world, person, account) &&
            is_one_of(permission, {safes_list, safes_edit, safes_sync, safes_upgrade, safes_emergency_code,
                                   safes_unlock, assets_list, assets_create, assets_edit, assets_delete, assets_count,
                                   assets_enroll}))
            return true; // S-4, S-8, S-10, S-14
        if (safes_role(world, person, account) == SafesRole::user && permission == safes_unlock)
            return true; // S-1, S-14
    }
    return false;
}

bool holds(World const& world, UserId person, Permission permission, DoorId door)
{
    if (holds(world, person, permission, world.doors[door].account))
        return true;
    auto const single = single_key(world, person, door);
    if (single >= KeyRole::user && permission == doors_unlock)
        return true; // D-1
    if (single >= KeyRole::admin &&
        is_one_of(permission, {doors_list, doors_remote_unlock, doors_unlock_for, doors_lock_settings, keys_list,
                               keys_send, keys_revoke}))
        return true; // D-2: no group's toggle binds a key that was sent singly
    for (auto const group : world.doors[door].groups) {
        if (group_key_holds(world, person, permission, group))
            return true;
    }
    return false;
}

bool holds(World const& world, UserId person, Permission permission, TeamId team)
{
    if (is_administrator(world, person) && is_one_of(permission, all_of_teams()))
        return true; // T-1
    auto const role = team_role(world, person, team);
    if (role == TeamRole::owner && is_one_of(permission, {teams_list, teams_edit, teams_assign_members}))
        return true; // T-3
    return role != TeamRole::none && is_one_of(permission, {patients_list, patients_create, patients_edit,
                                                            patients_delete, patients_act}); // T-4
}

bool holds(World const& world, UserId person, Permission permission, ModuleId module)
{
    if (holds(world, person, permission, world.modules[module].account))
        return true;
    auto const role = module_role(world, person, module);
    switch (role.rank) {
    case ModuleRank::none: return false;
    case ModuleRank::collaborator: return permission == records_list || permission == records_submit; // M-4
    case ModuleRank::custom:
        return is_one_of(permission, module_permissions()) &&
               world.custom_roles[role.custom].permissions.has(permission); // M-5
    case ModuleRank::module_admin:
        return is_one_of(permission, module_admin_permissions()) || permission == people_invite; // M-3, M-7
    }
    return false;
}

PermissionSet module_permissions()
{
    return {modules_list, modules_edit, modules_delete, modules_assign_roles, records_list, records_submit,
            records_edit, records_delete, records_clear};
}

PermissionSet module_admin_permissions() { return module_permissions() - PermissionSet{modules_delete}; }

int module_rank(World const& world, UserId person, ModuleId module)
{
    if (is_organization_admin(world, person))
        return 4;
    if (is_division_admin(world, person, world.modules[module].account))
        return 3;
    switch (module_role(world, person, module).rank) {
    case ModuleRank::none: return 0;
    case ModuleRank::collaborator:
    case ModuleRank::custom: return 1;
    case ModuleRank::module_admin: return 2;
    }
    return 0;
}

} // namespace castellan::plain
