#include "rules/power.hpp"

namespace castellan {

namespace {

using enum Permission;

constexpr PermissionSet in_a_module{modules_list, modules_edit, modules_delete, modules_assign_roles, records_list,
                                    records_submit, records_edit, records_delete, records_clear};

Rank power_over_safes(Role hat)
{
    switch (hat) {
    case Role::account_admin: return rank_of(SafesRole::account_admin);
    case Role::group_admin:
    case Role::full_admin: return rank_of(SafesRole::group_admin); // S-11: of account_admins only themselves
    default: return rank_of(SafesRole::user); // a member of a profile has no rank of his own
    }
}

Rank power_over_keys_of(Role hat, PermissionSet held, bool singly)
{
    auto const changes_locks = held.has(doors_lock_settings);
    switch (hat) {
    case Role::full_admin:
    case Role::key_owner: return rank_of(KeyRole::owner);                                // D-7, D-6
    case Role::group_owner: return rank_of(singly ? KeyRole::admin : KeyRole::owner);    // D-3
    case Role::key_admin: return rank_of(!singly || changes_locks ? KeyRole::admin : KeyRole::user); // D-2, X-5
    case Role::partial_admin: return rank_of(changes_locks ? KeyRole::admin : KeyRole::user);        // D-7
    default: return 0;
    }
}

Rank power_over_modules(Role hat)
{
    switch (hat) {
    case Role::organization_admin: return organization_admin_rank;
    case Role::division_admin: return division_admin_rank;
    default: return rank_of(ModuleRank::module_admin); // modules.assign_roles gives up to module_admin
    }
}

} // namespace

Rank power_over(Book book, Role hat, PermissionSet held, bool singly)
{
    switch (book) {
    case Book::safes: return power_over_safes(hat);
    case Book::teams: return hat == Role::administrator ? administrator_rank : rank_of(TeamRole::owner);
    case Book::doors: return power_over_keys_of(hat, held, singly);
    case Book::profiles: return rank_of(hat == Role::full_admin ? ProfilesRole::full_admin : ProfilesRole::partial_admin);
    case Book::modules: return power_over_modules(hat);
    case Book::all: break;
    }
    return 0;
}

Rank power_to_touch(Book book, Role hat, bool singly)
{
    if (hat == Role::custom_role)
        return rank_of(ModuleRank::custom);
    return power_over(book, hat, PermissionSet{doors_lock_settings}, singly);
}

PermissionSet custom_role_limit(Reach::Hat const& hat)
{
    auto const limit = hat.role == Role::division_admin ? permissions_of(Role::module_admin, Scope::module) : hat.permissions;
    return limit & in_a_module;
}

PermissionSet module_permissions()
{
    return in_a_module;
}

} // namespace castellan
