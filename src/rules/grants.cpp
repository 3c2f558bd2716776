#include "rules/grants.hpp"

#include "model/put_in_order.hpp"

#include <algorithm>

namespace castellan {

namespace {

using enum Permission;

constexpr auto all_of(std::initializer_list<PermissionSet> sets)
{
    auto result = PermissionSet{};
    for (auto const set : sets)
        result |= set;
    return result;
}

constexpr PermissionSet integrations{
    schedules_list, schedules_create, schedules_edit, schedules_delete, schedules_run,
    credentials_list, credentials_create, credentials_edit, credentials_delete, credentials_run,
    webhooks_list, webhooks_create, webhooks_edit, webhooks_delete, webhooks_run, settings_view, settings_edit};

constexpr PermissionSet doors_side{
    groups_assign_doors, groups_set_toggles, doors_list, doors_create, doors_edit, doors_delete, doors_lock_settings,
    doors_unlock, doors_remote_unlock, doors_unlock_for, keys_list, keys_send, keys_revoke};

constexpr PermissionSet people_and_groups{
    users_list, users_create, users_edit, users_import, users_set_role, users_clear_pin, users_clear_fingerprint,
    groups_list, groups_assign_members};

constexpr PermissionSet structure{
    users_delete, groups_create, groups_edit, groups_delete, groups_assign_safes, safes_register, safes_remove};

constexpr PermissionSet inventory{assets_list, assets_create, assets_edit, assets_delete, assets_enroll, assets_count};

constexpr PermissionSet operation{safes_edit, safes_sync, safes_upgrade, safes_emergency_code};

constexpr PermissionSet module_data{records_list, records_submit, records_edit, records_delete, records_clear};

constexpr PermissionSet trail{audit_list, audit_export};

constexpr PermissionSet patients{patients_list, patients_create, patients_edit, patients_delete, patients_act};

constexpr PermissionSet opening{doors_unlock, doors_remote_unlock, doors_unlock_for};

constexpr PermissionSet keys{keys_list, keys_send, keys_revoke};

constexpr auto remote_toggle = &Toggles::users_can_remote_unlock;
constexpr auto for_toggle = &Toggles::users_can_unlock_for;
constexpr auto lock_toggle = &Toggles::admins_can_modify_lock_settings;

// Who is granted what, where, and by which rule: RULEBOOK 3 and 5 as a table.
constexpr auto grant_rows = std::to_array<RoleGrant>({
    // role                    permissions                                                  scope                rule
    {Role::account_admin,      people_and_groups,                                           Scope::account,      "S-2" },
    {Role::account_admin,      structure,                                                   Scope::account,      "S-11"},
    {Role::account_admin,      integrations,                                                Scope::account,      "S-11"},
    {Role::account_admin,      all_of({operation, inventory, {safes_list}}),                Scope::account,      "S-2" },
    {Role::account_admin,      {safes_unlock},                                              Scope::account,      "S-14"},
    {Role::account_admin,      trail,                                                       Scope::account,      "X-7" },

    {Role::group_admin,        {users_list},                                                Scope::account,      "S-4" },
    {Role::group_admin,        {users_create, users_edit, users_set_role},                  Scope::account,      "S-5" },
    {Role::group_admin,        {users_import},                                              Scope::account,      "S-6" },
    {Role::group_admin,        {users_clear_pin, users_clear_fingerprint},                  Scope::account,      "S-7" },
    {Role::group_admin,        {groups_list, safes_list},                                   Scope::own_groups,   "S-4" },
    {Role::group_admin,        {groups_assign_members},                                     Scope::own_groups,   "S-9" },
    {Role::group_admin,        operation,                                                   Scope::own_groups,   "S-8" },
    {Role::group_admin,        inventory,                                                   Scope::own_groups,   "S-10"},
    {Role::group_admin,        {safes_unlock},                                              Scope::own_groups,   "S-14"},

    {Role::user,               {safes_unlock},                                              Scope::own_groups,   "S-14"},

    {Role::administrator,      {organization_view, organization_edit, people_list, people_invite, people_disable,
                                people_promote, teams_create, teams_delete},                Scope::organization, "T-2" },
    {Role::administrator,      all_of({patients, {teams_list, teams_edit, teams_assign_members}}),
                                                                                            Scope::organization, "T-1" },
    {Role::administrator,      trail,                                                       Scope::organization, "X-7" },

    {Role::team_owner,         {teams_list, teams_edit, teams_assign_members},              Scope::team,         "T-3" },
    {Role::team_owner,         patients,                                                    Scope::team,         "T-4" },

    {Role::team_member,        patients,                                                    Scope::team,         "T-4" },

    {Role::group_owner,        all_of({opening, keys, {doors_lock_settings}}),              Scope::keys,         "D-3" },
    {Role::group_owner,        {groups_set_toggles},                                        Scope::key_groups,   "D-3" },
    {Role::group_owner,        {groups_assign_doors},                                       Scope::key_groups,   "D-6" },

    {Role::key_owner,          all_of({opening, keys, {doors_lock_settings}}),              Scope::keys,         "D-6" },

    {Role::key_admin,          all_of({opening, keys}),                                     Scope::keys,         "D-2" },
    {Role::key_admin,          {doors_lock_settings},                                       Scope::keys,         "D-2", lock_toggle},

    {Role::key_user,           {doors_unlock},                                              Scope::keys,         "D-1" },
    {Role::key_user,           {doors_remote_unlock},                                       Scope::keys,         "D-1", remote_toggle},
    {Role::key_user,           {doors_unlock_for},                                          Scope::keys,         "D-1", for_toggle},

    {Role::full_admin,         all_of({people_and_groups, structure, integrations, operation, inventory,
                                       {safes_list, safes_unlock}}),                        Scope::account,      "P-6" },
    {Role::full_admin,         doors_side,                                                  Scope::account,      "D-7" },
    {Role::full_admin,         {profiles_list, profiles_create, profiles_edit, profiles_delete,
                                profiles_assign_members, profiles_set_type},                Scope::account,      "P-6" },
    {Role::full_admin,         all_of({module_data, trail,
                                       {modules_list, modules_create, modules_edit, modules_delete,
                                        modules_assign_roles, custom_roles_list, custom_roles_create,
                                        custom_roles_edit, custom_roles_delete}}),          Scope::account,      "P-6" },

    {Role::organization_admin, {accounts_list, accounts_create, accounts_edit, accounts_delete, modules_list,
                                modules_create, modules_edit, modules_delete, modules_assign_roles},
                                                                                            Scope::organization, "M-1" },
    {Role::organization_admin, all_of({module_data, {custom_roles_list, custom_roles_create, custom_roles_edit,
                                                     custom_roles_delete}}),                Scope::organization, "M-5" },
    {Role::organization_admin, {people_list, people_invite},                                Scope::organization, "M-7" },
    {Role::organization_admin, trail,                                                       Scope::organization, "X-7" },

    {Role::division_admin,     all_of({module_data, {modules_list, modules_create, modules_edit,
                                                     modules_assign_roles}}),               Scope::account,      "M-2" },
    {Role::division_admin,     {custom_roles_list, custom_roles_create, custom_roles_edit, custom_roles_delete},
                                                                                            Scope::account,      "M-5" },
    {Role::division_admin,     {people_list, people_invite},                                Scope::account,      "M-7" },

    {Role::module_admin,       all_of({module_data, {modules_list, modules_edit, modules_assign_roles}}),
                                                                                            Scope::module,       "M-3" },
    {Role::module_admin,       {people_list, people_invite},                                Scope::module,       "M-7" },

    {Role::collaborator,       {records_list, records_submit},                              Scope::module,       "M-4" },
});

constexpr bool a_role_has_a_permission_once()
{
    for (std::size_t role = 0; role < role_count; ++role) {
        auto seen = PermissionSet{};
        for (auto const& row : grant_rows) {
            if (row.role != static_cast<Role>(role))
                continue;
            if (!(seen & row.permissions).empty())
                return false;
            seen |= row.permissions;
        }
    }
    return true;
}
static_assert(a_role_has_a_permission_once(), "one rule, one scope for a permission of a role");

constexpr std::size_t scope_count = 7;

// OPTIMIZATION: what a decision needs of the table, as one mask per role and scope.
constexpr auto masks = [] {
    auto result = std::array<std::array<PermissionSet, scope_count>, role_count>{};
    for (auto const& row : grant_rows)
        result[static_cast<std::size_t>(row.role)][static_cast<std::size_t>(row.scope)] |= row.permissions;
    return result;
}();

// OPTIMIZATION: the row by which a role has a permission, so that naming the rule is one look.
constexpr std::uint8_t no_row = 255;
static_assert(grant_rows.size() < no_row);
constexpr auto row_numbers = [] {
    auto result = std::array<std::array<std::uint8_t, permission_count>, role_count>{};
    for (auto& numbers : result)
        numbers.fill(no_row);
    for (std::size_t row = 0; row < grant_rows.size(); ++row) {
        for (std::size_t at = 0; at < permission_count; ++at) {
            if (grant_rows[row].permissions.has(static_cast<Permission>(at)))
                result[static_cast<std::size_t>(grant_rows[row].role)][at] = static_cast<std::uint8_t>(row);
        }
    }
    return result;
}();

constexpr PermissionSet mask(Role role, Scope scope)
{
    return masks[static_cast<std::size_t>(role)][static_cast<std::size_t>(scope)];
}

/// What a role of D grants by a key under these toggles.
constexpr PermissionSet mask_of_key(Role role, Toggles const& toggles)
{
    auto result = mask(role, Scope::keys);
    if (role == Role::key_admin && !toggles.admins_can_modify_lock_settings)
        result.remove(doors_lock_settings);
    if (role == Role::key_user && !toggles.users_can_remote_unlock)
        result.remove(doors_remote_unlock);
    if (role == Role::key_user && !toggles.users_can_unlock_for)
        result.remove(doors_unlock_for);
    return result;
}

constexpr bool toggles_are_as_in_the_table()
{
    for (auto const toggle : {remote_toggle, for_toggle, lock_toggle}) {
        auto on = Toggles{true, true, true};
        auto off = on;
        off.*toggle = false;
        for (std::size_t role = 0; role < role_count; ++role) {
            auto bound = PermissionSet{};
            for (auto const& row : grant_rows) {
                if (row.role == static_cast<Role>(role) && row.toggle == toggle)
                    bound |= row.permissions;
            }
            auto const lost = mask_of_key(static_cast<Role>(role), on) - mask_of_key(static_cast<Role>(role), off);
            if (lost != bound)
                return false;
        }
    }
    return true;
}
static_assert(toggles_are_as_in_the_table(), "each toggle binds what the table says");

Role role_by(KeyRole role, bool is_single)
{
    switch (role) {
    case KeyRole::owner: return is_single ? Role::key_owner : Role::group_owner;
    case KeyRole::admin: return Role::key_admin;
    case KeyRole::none:
    case KeyRole::user: break;
    }
    return Role::key_user;
}

struct RoleRow {
    Role role;
    std::string_view name;
    std::string_view title;
    Book book;
};

constexpr auto role_rows = std::to_array<RoleRow>({
    {Role::account_admin,      "account_admin",      "Account Administrator", Book::safes   },
    {Role::group_admin,        "group_admin",        "Group Administrator",   Book::safes   },
    {Role::user,               "user",               "User",                  Book::safes   },
    {Role::administrator,      "administrator",      "Administrator",         Book::teams   },
    {Role::team_owner,         "owner",              "Team Owner",            Book::teams   },
    {Role::team_member,        "member",             "Team member",           Book::teams   },
    {Role::group_owner,        "owner",              "Owner of a group",      Book::doors   },
    {Role::key_owner,          "owner",              "Owner key",             Book::doors   },
    {Role::key_admin,          "admin",              "Admin key",             Book::doors   },
    {Role::key_user,           "user",               "User key",              Book::doors   },
    {Role::full_admin,         "full_admin",         "Full administrator",    Book::profiles},
    {Role::partial_admin,      "partial_admin",      "Partial administrator", Book::profiles},
    {Role::organization_admin, "organization_admin", "Organization Admin",    Book::modules },
    {Role::division_admin,     "division_admin",     "Account Admin",         Book::modules },
    {Role::module_admin,       "module_admin",       "Module Admin",          Book::modules },
    {Role::collaborator,       "collaborator",       "Collaborator",          Book::modules },
    {Role::custom_role,        "custom_role",        "Custom role",           Book::modules },
});
static_assert(role_rows.size() == role_count);

constexpr bool role_rows_are_in_order()
{
    for (std::size_t at = 0; at < role_rows.size(); ++at) {
        if (role_rows[at].role != static_cast<Role>(at))
            return false;
    }
    return true;
}
static_assert(role_rows_are_in_order(), "a row is found by its role");

void wear_safes_role(Reach& reach, User const& user, SafesRole role, Place const& place)
{
    if (role == SafesRole::none)
        return;
    if (role == SafesRole::account_admin)
        return reach.wear(Role::account_admin, mask(Role::account_admin, Scope::account));
    auto const worn = role == SafesRole::group_admin ? Role::group_admin : Role::user;
    auto granted = mask(worn, Scope::account);
    for (auto const group : place.groups) { // S-3: his groups add up, and without one there is nothing
        if (holds(user.groups, group)) {
            granted |= mask(worn, Scope::own_groups);
            break;
        }
    }
    reach.wear(worn, granted);
}

/// The keys that reach a door or the doors side of a group.
void wear_keys(Reach& reach, World const& world, User const& user, Place const& place)
{
    auto granted = std::array<PermissionSet, 4>{};
    constexpr auto first = static_cast<std::size_t>(Role::group_owner);
    auto const hold = [&](KeyRole role, bool is_single, Toggles const& toggles) {
        auto const worn = role_by(role, is_single);
        auto const on_group = place.door ? PermissionSet{} : mask(worn, Scope::key_groups);
        granted[static_cast<std::size_t>(worn) - first] |= mask_of_key(worn, toggles) | on_group;
    };
    if (place.account && world.accounts[place.account].groups_for_doors) { // D-8
        for (auto const group : place.key_groups) {
            if (auto const role = role_in(user.assigned->group_keys, group); role != KeyRole::none)
                hold(role, false, world.groups[group].toggles);
        }
    }
    if (place.door) {
        if (auto const role = role_in(user.assigned->keys, place.door); role != KeyRole::none)
            hold(role, true, Toggles{}); // D-2: no group's toggle binds it
    }
    for (std::size_t at = 0; at < granted.size(); ++at) {
        if (!granted[at].empty())
            reach.wear(static_cast<Role>(first + at), granted[at]);
    }
}

void wear_module_role(Reach& reach, World const& world, ModuleRole role)
{
    switch (role.rank) {
    case ModuleRank::none: return;
    case ModuleRank::collaborator: return reach.wear(Role::collaborator, mask(Role::collaborator, Scope::module));
    case ModuleRank::module_admin: return reach.wear(Role::module_admin, mask(Role::module_admin, Scope::module));
    case ModuleRank::custom:
        if (auto const* custom = world.custom_roles.get(role.custom)) // M-5: what is configured in it, now
            reach.wear(Role::custom_role, custom->permissions);
        return;
    }
}

void wear_assigned(Reach& reach, World const& world, User const& user, Place const& place)
{
    if (place.door || !place.key_groups.empty())
        wear_keys(reach, world, user, place);
    if (place.team) {
        switch (role_in(user.assigned->teams, place.team)) {
        case TeamRole::none: break;
        case TeamRole::member: reach.wear(Role::team_member, mask(Role::team_member, Scope::team)); break;
        case TeamRole::owner: reach.wear(Role::team_owner, mask(Role::team_owner, Scope::team)); break;
        }
    }
    if (place.module)
        wear_module_role(reach, world, role_in(user.assigned->modules, place.module));
}

bool is_administrative(KeyRole role) { return role == KeyRole::owner || role == KeyRole::admin; }

} // namespace

std::span<RoleGrant const> role_grants()
{
    return grant_rows;
}

std::string_view name_of(Role role)
{
    return role_rows[static_cast<std::size_t>(role)].name;
}

std::string_view title_of(Role role)
{
    return role_rows[static_cast<std::size_t>(role)].title;
}

Book book_of(Role role)
{
    return role_rows[static_cast<std::size_t>(role)].book;
}

std::string_view name_of(Scope scope)
{
    switch (scope) {
    case Scope::organization: return "organisation";
    case Scope::account: return "account";
    case Scope::own_groups: return "own groups";
    case Scope::keys: return "own keys";
    case Scope::key_groups: return "own keys' groups";
    case Scope::team: return "team";
    case Scope::module: return "module";
    }
    return "";
}

std::string_view name_of(bool Toggles::*toggle)
{
    if (toggle == remote_toggle)
        return "users_can_remote_unlock";
    if (toggle == for_toggle)
        return "users_can_unlock_for";
    return toggle == lock_toggle ? "admins_can_modify_lock_settings" : "";
}

PermissionSet permissions_of(Role role, Scope scope)
{
    return mask(role, scope);
}

PermissionSet profile_permissions(World const& world, UserId user, AccountId account)
{
    auto result = PermissionSet{};
    for (auto const profile : world.users[user].assigned->profiles) {
        auto const& row = world.profiles[profile];
        if (row.account == account)
            result |= row.held_by(user);
    }
    return result;
}

PermissionSet permissions_of(World const& world, UserId user, AccountRoles const& roles)
{
    auto result = PermissionSet{};
    if (roles.safes == SafesRole::account_admin)
        result |= mask(Role::account_admin, Scope::account);
    if (roles.safes == SafesRole::group_admin)
        result |= mask(Role::group_admin, Scope::account);
    if (roles.profiles == ProfilesRole::full_admin)
        result |= mask(Role::full_admin, Scope::account);
    if (roles.profiles == ProfilesRole::partial_admin)
        result |= profile_permissions(world, user, roles.account);
    if (roles.modules == ModulesRole::division_admin)
        result |= mask(Role::division_admin, Scope::account);
    return result;
}

Reach reach_of(World const& world, UserId person, Place const& place)
{
    auto const& user = world.users[person];
    auto result = Reach{};
    // each role brings its own permissions, whatever is worn beside it.
    for (auto const& roles : user.accounts) {
        if (roles.account != place.account)
            continue;
        wear_safes_role(result, user, roles.safes, place);
        if (roles.profiles == ProfilesRole::full_admin)
            result.wear(Role::full_admin, mask(Role::full_admin, Scope::account));
        else if (roles.profiles == ProfilesRole::partial_admin)
            result.wear(Role::partial_admin, profile_permissions(world, person, place.account));
        if (roles.modules == ModulesRole::division_admin)
            result.wear(Role::division_admin, mask(Role::division_admin, Scope::account));
        break;
    }
    if (user.administrator)
        result.wear(Role::administrator, mask(Role::administrator, Scope::organization));
    if (user.organization_admin)
        result.wear(Role::organization_admin, mask(Role::organization_admin, Scope::organization));
    if (user.assigned.is_set())
        wear_assigned(result, world, user, place);
    return result;
}

std::string_view rule_of(Role role, Permission permission)
{
    if (role == Role::partial_admin)
        return "P-1";
    if (role == Role::custom_role)
        return "M-5";
    auto const number = row_numbers[static_cast<std::size_t>(role)][static_cast<std::size_t>(permission)];
    return number == no_row ? std::string_view{} : grant_rows[number].rule;
}

PermissionSet permissions_in(World const& world, UserId user, Place const& place)
{
    auto const* row = world.users.get(user);
    return row != nullptr && row->status == Status::active ? reach_of(world, user, place).all : PermissionSet{};
}

PermissionSet permissions_within(World const& world, UserId user, AccountId account)
{
    auto const* row = world.users.get(user);
    if (row == nullptr || row->status != Status::active)
        return {};
    auto result = reach_of(world, user, in_account(account)).all;
    if (!account)
        return result;
    for (auto const& group : row->groups) {
        if (world.groups[group].account == account) {
            result |= reach_of(world, user, place_of(world, group)).all;
            break; // one is as good as another
        }
    }
    for (auto const& held : row->assigned->group_keys) {
        if (world.groups[held.thing].account == account)
            result |= reach_of(world, user, place_of(world, held.thing)).all;
    }
    for (auto const& held : row->assigned->keys) {
        if (world.doors[held.thing].account == account)
            result |= reach_of(world, user, place_of(world, held.thing)).all;
    }
    for (auto const& held : row->assigned->modules) {
        if (world.modules[held.thing].account == account)
            result |= reach_of(world, user, place_of(world, held.thing)).all;
    }
    return result;
}

PermissionSet permissions_anywhere(World const& world, UserId user)
{
    auto const* row = world.users.get(user);
    if (row == nullptr || row->status != Status::active)
        return {};
    auto result = permissions_within(world, user, {});
    for (auto const& roles : row->accounts)
        result |= permissions_within(world, user, roles.account);
    for (auto const& held : row->assigned->group_keys)
        result |= reach_of(world, user, place_of(world, held.thing)).all;
    for (auto const& held : row->assigned->keys)
        result |= reach_of(world, user, place_of(world, held.thing)).all;
    for (auto const& held : row->assigned->modules)
        result |= reach_of(world, user, place_of(world, held.thing)).all;
    for (auto const& held : row->assigned->teams)
        result |= reach_of(world, user, in_team(held.thing)).all;
    return result;
}

std::vector<std::string_view> managers_of(World const& world, UserId user)
{
    auto const held = permissions_anywhere(world, user);
    auto result = std::vector<std::string_view>{};
    for (std::size_t at = 0; at < permission_count; ++at) {
        auto const& row = row_of(static_cast<Permission>(at));
        if ((row.verb == "list" || row.verb == "view") && held.has(row.permission))
            result.push_back(row.manager);
    }
    put_in_order(result);
    return result;
}

Place place_of(World const& world, GroupId const& group)
{
    auto const* row = world.groups.get(group);
    if (row == nullptr)
        return in_organization();
    auto const itself = std::span{&group, 1};
    return {.account = row->account, .groups = itself, .key_groups = itself, .door = {}, .team = {}, .module = {}};
}

Place place_of(World const& world, SafeId safe)
{
    auto const* row = world.safes.get(safe);
    if (row == nullptr)
        return in_organization();
    return {.account = row->account, .groups = row->groups, .key_groups = {}, .door = {}, .team = {}, .module = {}};
}

Place place_of(World const& world, DoorId door)
{
    auto const* row = world.doors.get(door);
    if (row == nullptr)
        return in_organization();
    return {.account = row->account, .groups = {}, .key_groups = row->groups, .door = door, .team = {}, .module = {}};
}

Place place_of(World const& world, ModuleId module)
{
    auto const* row = world.modules.get(module);
    if (row == nullptr)
        return in_organization();
    return {.account = row->account, .groups = {}, .key_groups = {}, .door = {}, .team = {}, .module = module};
}

bool has_administrative_role(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    if (row.organization_admin)
        return true;
    auto const roles = row.roles_in(account);
    if (roles.safes >= SafesRole::group_admin || roles.profiles == ProfilesRole::full_admin ||
        roles.modules != ModulesRole::none)
        return true;
    auto const& assigned = *row.assigned;
    auto const here = [&](auto const& table, auto const& held) { return table[held.thing].account == account; };
    return std::ranges::any_of(assigned.profiles,
                               [&](ProfileId profile) { return world.profiles[profile].account == account; }) ||
           std::ranges::any_of(assigned.group_keys,
                               [&](auto const& held) { return is_administrative(held.role) && here(world.groups, held); }) ||
           std::ranges::any_of(assigned.keys,
                               [&](auto const& held) { return is_administrative(held.role) && here(world.doors, held); }) ||
           std::ranges::any_of(assigned.modules, [&](auto const& held) {
               return held.role.rank == ModuleRank::module_admin && here(world.modules, held);
           });
}

} // namespace castellan
