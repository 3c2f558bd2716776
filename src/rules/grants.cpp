#include "rules/grants.hpp"

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
    {Role::administrator,      {teams_list, teams_edit, teams_assign_members, patients_list, patients_create,
                                patients_edit, patients_delete, patients_act},              Scope::organization, "T-1" },
    {Role::administrator,      trail,                                                       Scope::organization, "X-7" },

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
                                                     modules_assign_roles, custom_roles_list, custom_roles_create,
                                                     custom_roles_edit, custom_roles_delete}}),
                                                                                            Scope::account,      "M-2" },
    {Role::division_admin,     {people_list, people_invite},                                Scope::account,      "M-7" },
    {Role::division_admin,     trail,                                                       Scope::account,      "X-7" },
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

constexpr std::size_t scope_count = 3;

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


/// The roles of one account that grant something by themselves.
template <class Visit>
void for_each_role(AccountRoles const& roles, Visit const& visit)
{
    switch (roles.safes) {
    case SafesRole::none: break;
    case SafesRole::user: visit(Role::user); break;
    case SafesRole::group_admin: visit(Role::group_admin); break;
    case SafesRole::account_admin: visit(Role::account_admin); break;
    }
    if (roles.profiles == ProfilesRole::full_admin)
        visit(Role::full_admin);
    if (roles.modules == ModulesRole::division_admin)
        visit(Role::division_admin);
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
    {Role::full_admin,         "full_admin",         "Full administrator",    Book::profiles},
    {Role::organization_admin, "organization_admin", "Organization Admin",    Book::modules },
    {Role::division_admin,     "division_admin",     "Account Admin",         Book::modules },
});
static_assert(role_rows.size() == role_count);

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
    }
    return "";
}

PermissionSet permissions_of(AccountRoles const& roles)
{
    auto result = PermissionSet{};
    for_each_role(roles, [&result](Role role) { result |= mask(role, Scope::account); });
    return result;
}

Reach reach_of(User const& user, Place place)
{
    auto result = Reach{};
    // each role brings its own permissions, whatever is worn beside it.
    auto const wear = [&](Role role) {
        auto granted = mask(role, Scope::organization);
        if (place.account)
            granted |= mask(role, Scope::account);
        auto const in_groups = mask(role, Scope::own_groups); // S-3: his groups add up, and without one there is nothing.
        if (!in_groups.empty()) {
            for (auto const group : place.groups) {
                if (holds(user.groups, group)) {
                    granted |= in_groups;
                    break;
                }
            }
        }
        result.hats[result.count++] = {role, granted};
        result.all |= granted;
    };
    for (auto const& roles : user.accounts) {
        if (roles.account == place.account) {
            for_each_role(roles, wear);
            break;
        }
    }
    if (user.administrator)
        wear(Role::administrator);
    if (user.organization_admin)
        wear(Role::organization_admin);
    return result;
}

std::string_view rule_of(Role role, Permission permission)
{
    auto const number = row_numbers[static_cast<std::size_t>(role)][static_cast<std::size_t>(permission)];
    return number == no_row ? std::string_view{} : grant_rows[number].rule;
}

std::string_view granting_rule(World const& world, UserId user, Permission permission, Place place)
{
    auto const* row = world.users.get(user);
    if (row == nullptr)
        return {};
    for (auto const& [role, granted] : reach_of(*row, place)) {
        if (granted.has(permission))
            return rule_of(role, permission);
    }
    return {};
}

PermissionSet permissions_in(World const& world, UserId user, Place place)
{
    auto const* row = world.users.get(user);
    return row != nullptr && row->status == Status::active ? reach_of(*row, place).all : PermissionSet{};
}

PermissionSet permissions_within(World const& world, UserId user, AccountId account)
{
    auto result = PermissionSet{};
    auto const* row = world.users.get(user);
    if (row == nullptr || row->status != Status::active)
        return result;
    auto const in_a_group = std::ranges::any_of(
        row->groups, [&](GroupId group) { return world.groups[group].account == account; });
    for (auto const& hat : reach_of(*row, {account, {}})) {
        result |= hat.permissions;
        if (in_a_group)
            result |= mask(hat.role, Scope::own_groups);
    }
    return result;
}

PermissionSet permissions_anywhere(World const& world, UserId user)
{
    auto result = PermissionSet{};
    auto const* row = world.users.get(user);
    if (row == nullptr)
        return result;
    result = permissions_within(world, user, {});
    for (auto const& roles : row->accounts)
        result |= permissions_within(world, user, roles.account);
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
    std::ranges::sort(result);
    return result;
}

std::vector<Able> who_can(World const& world, Permission permission, Place place)
{
    auto result = std::vector<Able>{};
    for (auto const user : world.users.handles()) {
        if (world.users[user].status != Status::active)
            continue;
        if (auto const rule = granting_rule(world, user, permission, place); !rule.empty())
            result.push_back({user, rule});
    }
    return result;
}

Place place_of(World const& world, GroupId const& group)
{
    auto const* row = world.groups.get(group);
    return row == nullptr ? Place{} : Place{row->account, {&group, 1}};
}

Place place_of(World const& world, SafeId safe)
{
    auto const* row = world.safes.get(safe);
    return row == nullptr ? Place{} : Place{row->account, row->groups};
}

bool has_administrative_role(User const& user, AccountId account)
{
    return std::ranges::any_of(reach_of(user, {account, {}}), [](Reach::Hat const& hat) {
        return hat.role != Role::user && hat.role != Role::administrator;
    });
}

} // namespace castellan
