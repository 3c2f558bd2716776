#include "rules/facts.hpp"

#include "model/apply.hpp"
#include "model/local_time.hpp"
#include "rules/power.hpp"

#include <algorithm>

namespace castellan {

namespace {

bool every_group_is_shared(World const& world, UserId viewer, UserId user, AccountId account)
{
    auto const& mine = world.users[viewer].groups;
    return std::ranges::all_of(world.users[user].groups, [&](GroupId group) {
        return world.groups[group].account != account || holds(mine, group);
    });
}

/// could `viewer` give `roles`, which `user` holds, and the memberships in that account?
bool could_give(World const& world, UserId viewer, UserId user, AccountRoles const& roles)
{
    auto const mine = world.users[viewer].roles_in(roles.account);
    auto const may_do_all = mine.safes == SafesRole::account_admin;
    if (roles.profiles != ProfilesRole::none && mine.profiles != ProfilesRole::full_admin)
        return false; // P-6
    if (roles.modules != ModulesRole::none && mine.modules != ModulesRole::division_admin &&
        !world.users[viewer].organization_admin)
        return false; // M-7
    auto const by_profile = [&](Permission permission) {
        return mine.profiles == ProfilesRole::partial_admin &&
               profile_permissions(world, viewer, roles.account).has(permission);
    };
    switch (roles.safes) {
    case SafesRole::none: return true;
    case SafesRole::account_admin: return may_do_all; // S-11
    case SafesRole::group_admin:
    case SafesRole::user:
        if (may_do_all || mine.profiles == ProfilesRole::full_admin)
            return true;
        if (roles.safes == SafesRole::user && by_profile(Permission::users_set_role))
            return true;
        // S-5: a group_admin gives these roles where all groups of the person are his.
        return mine.safes == SafesRole::group_admin && in_any_group(world, viewer, roles.account) &&
               in_any_group(world, user, roles.account) && every_group_is_shared(world, viewer, user, roles.account);
    }
    return false;
}

bool could_give_membership(World const& world, UserId viewer, UserId user, GroupId const& group)
{
    auto const account = world.groups[group].account;
    auto const mine = world.users[viewer].roles_in(account);
    if (mine.safes == SafesRole::account_admin || mine.profiles == ProfilesRole::full_admin)
        return true;
    auto const theirs = world.users[user].roles_in(account).safes;
    if (mine.profiles == ProfilesRole::partial_admin && theirs <= SafesRole::user &&
        profile_permissions(world, viewer, account).has(Permission::groups_assign_members))
        return true;
    return mine.safes == SafesRole::group_admin && holds(world.users[viewer].groups, group) &&
           (theirs == SafesRole::user || theirs == SafesRole::group_admin); // S-9
}

/// The highest key role that a person could give in a place (D-2, D-3, D-6, D-7).
KeyRole highest_key(World const& world, UserId viewer, Place const& place)
{
    auto const reach = reach_of(world, viewer, place);
    auto best = KeyRole::none;
    for (auto const& [role, granted] : reach) {
        if (granted.has(Permission::keys_send))
            best = std::max(best, static_cast<KeyRole>(power_over(Book::doors, role, reach.all, !place.door.is_none())));
    }
    return best;
}

/// could the viewer give what somebody holds besides roles in accounts and memberships in groups?
bool could_give(World const& world, UserId viewer, Assignments const& theirs)
{
    auto const& mine = world.users[viewer];
    auto const all = [](auto const& held, auto const& gives) { return std::ranges::all_of(held, gives); };
    return all(theirs.group_keys,
               [&](auto const& held) { return highest_key(world, viewer, place_of(world, held.thing)) >= held.role; }) &&
           all(theirs.keys,
               [&](auto const& held) { return highest_key(world, viewer, place_of(world, held.thing)) >= held.role; }) &&
           all(theirs.teams,
               [&](auto const& held) {
                   return mine.administrator || role_in(mine.assigned->teams, held.thing) == TeamRole::owner; // T-3
               }) &&
           all(theirs.modules,
               [&](auto const& held) {
                   auto const reach = reach_of(world, viewer, place_of(world, held.thing));
                   return std::ranges::any_of(reach, [&](Reach::Hat const& hat) {
                       return hat.permissions.has(Permission::modules_assign_roles) &&
                              (held.role.rank != ModuleRank::custom ||
                               custom_role_limit(hat).includes(world.custom_roles[held.role.custom].permissions));
                   });
               }) &&
           all(theirs.profiles, [&](ProfileId profile) {
               return mine.roles_in(world.profiles[profile].account).profiles == ProfilesRole::full_admin; // P-6
           });
}

/// Whether something that a person holds is of an account: of keys, and of roles in modules.
bool is_assigned_in(World const& world, User const& user, AccountId account)
{
    auto const& assigned = *user.assigned;
    return std::ranges::any_of(assigned.group_keys,
                               [&](auto const& held) { return world.groups[held.thing].account == account; }) ||
           std::ranges::any_of(assigned.keys,
                               [&](auto const& held) { return world.doors[held.thing].account == account; }) ||
           std::ranges::any_of(assigned.modules,
                               [&](auto const& held) { return world.modules[held.thing].account == account; });
}

/// Whether a row of this table is of the account.
template <class Table>
bool any_in(Table const& table, AccountId account)
{
    return std::ranges::any_of(table.handles(), [&](auto handle) { return table[handle].account == account; });
}

} // namespace

bool in_groups_beyond(World const& world, UserId viewer, UserId user, AccountId account)
{
    if (world.is_replica)
        return world.users[user].roles_in(account).groups_beyond;
    return !every_group_is_shared(world, viewer, user, account);
}

bool in_any_group(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    return std::ranges::any_of(row.groups, [&](GroupId group) { return world.groups[group].account == account; }) ||
           (world.is_replica && row.roles_in(account).groups_beyond);
}

bool is_kept_closed(World const& world, UserId user, SafeId safe, Instant now)
{
    auto const& row = world.safes[safe];
    auto const is_bound = [&](GroupId group) { return world.schedules.contains(world.groups[group].schedule); };
    if (!std::ranges::any_of(row.groups, is_bound))
        return false;
    if (reach_of(world, user, in_account(row.account)).all.has(Permission::safes_unlock))
        return false;
    auto const time = local_time(world.accounts[row.account].time_zone_rule, now);
    auto const& mine = world.users[user].groups;
    return std::ranges::none_of(row.groups, [&](GroupId group) {
        return holds(mine, group) && (!is_bound(group) || is_open(world.schedules[world.groups[group].schedule], time));
    });
}

bool is_bound_by(World const& world, UserId user, ScheduleId schedule)
{
    auto const& row = world.users[user];
    return row.roles_in(world.schedules[schedule].account).safes != SafesRole::none &&
           std::ranges::any_of(row.groups, [&](GroupId group) { return world.groups[group].schedule == schedule; });
}

bool could_give_everything(World const& world, UserId viewer, UserId user)
{
    auto const& theirs = world.users[user];
    if (world.is_replica)
        return !theirs.facts.identity_beyond;
    auto const& mine = world.users[viewer];
    if ((theirs.administrator && !mine.administrator) || (theirs.organization_admin && !mine.organization_admin))
        return false;
    return std::ranges::all_of(theirs.accounts,
                               [&](AccountRoles const& roles) { return could_give(world, viewer, user, roles); }) &&
           std::ranges::all_of(theirs.groups,
                               [&](GroupId const& group) { return could_give_membership(world, viewer, user, group); }) &&
           (!theirs.assigned.is_set() || could_give(world, viewer, *theirs.assigned));
}

bool has_roles_elsewhere(World const& world, UserId user)
{
    auto const& row = world.users[user];
    if (world.is_replica)
        return row.facts.roles_elsewhere;
    if (row.administrator || row.organization_admin || row.accounts.size() > 1 || !row.assigned->empty())
        return true;
    return std::ranges::any_of(row.accounts, [](AccountRoles const& roles) {
        return roles.profiles != ProfilesRole::none || roles.modules != ModulesRole::none;
    });
}

bool is_last_account_admin(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    return row.status == Status::active && row.roles_in(account).safes == SafesRole::account_admin &&
           world.holders.account_admins[account.slot] == 1;
}

bool is_last_full_admin(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    return row.status == Status::active && row.roles_in(account).profiles == ProfilesRole::full_admin &&
           world.holders.full_admins[account.slot] == 1;
}

bool is_last_administrator(World const& world, UserId user)
{
    auto const& row = world.users[user];
    return row.status == Status::active && row.administrator && world.holders.administrators == 1;
}

bool is_last_organization_admin(World const& world, UserId user)
{
    auto const& row = world.users[user];
    return row.status == Status::active && row.organization_admin && world.holders.organization_admins == 1;
}

bool is_last_owner(World const& world, UserId user, GroupId group)
{
    auto const& row = world.groups[group];
    if (row.doors.empty() || world.users[user].status != Status::active ||
        role_in(row.key_roles, user) != KeyRole::owner)
        return false;
    return std::ranges::none_of(row.key_roles, [&](auto const& held) {
        return held.thing != user && held.role == KeyRole::owner && world.users[held.thing].status == Status::active;
    });
}

bool belongs_to(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    return !row.roles_in(account).empty() ||
           std::ranges::any_of(row.groups, [&](GroupId group) { return world.groups[group].account == account; }) ||
           (row.assigned.is_set() && is_assigned_in(world, row, account));
}

bool holds_role_in(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    auto const roles = row.roles_in(account);
    return roles.any() || roles.holds_role || (row.assigned.is_set() && is_assigned_in(world, row, account));
}

bool stands_above_users(World const& world, UserId user, AccountId account)
{
    auto const roles = world.users[user].roles_in(account);
    return roles.safes > SafesRole::user || roles.above_user;
}

bool belongs_nowhere(World const& world, UserId user)
{
    auto const& row = world.users[user];
    if (!row.accounts.empty() || !row.groups.empty() || row.facts.belongs_elsewhere)
        return false;
    auto const& assigned = *row.assigned;
    return assigned.group_keys.empty() && assigned.keys.empty() && assigned.modules.empty();
}

bool can_be_reached_from(World const& world, UserId user, AccountId account)
{
    return belongs_nowhere(world, user) || belongs_to(world, user, account);
}

bool is_coded(World const& world, TopRole role)
{
    return role == TopRole::administrator || std::ranges::binary_search(world.organization.code_for, role);
}

bool holds_coded_role(World const& world, UserId user)
{
    auto const& row = world.users[user];
    if (world.is_replica)
        return row.facts.coded;
    if (row.administrator || (row.organization_admin && is_coded(world, TopRole::organization_admin)))
        return true;
    auto const in_an_account = std::ranges::any_of(row.accounts, [&](AccountRoles const& roles) {
        return (roles.safes == SafesRole::account_admin && is_coded(world, TopRole::account_admin)) ||
               (roles.profiles == ProfilesRole::full_admin && is_coded(world, TopRole::full_admin));
    });
    return in_an_account || (is_coded(world, TopRole::owner) &&
                             std::ranges::any_of(row.assigned->group_keys, [&](auto const& held) {
                                 return held.role == KeyRole::owner && !world.groups[held.thing].doors.empty();
                             }));
}

bool overlaps_as_key_holder(World const& world, UserId user, GroupId group)
{
    auto const& row = world.groups[group];
    if (world.is_replica)
        return holds(row.overlapping, user);
    return std::ranges::any_of(world.users[user].assigned->group_keys, [&](auto const& held) {
        return held.thing != group && held.role != KeyRole::owner && overlap(world.groups[held.thing].doors, row.doors);
    });
}

bool overlaps_as_door(World const& world, DoorId door, GroupId group)
{
    auto const& row = world.doors[door];
    if (world.is_replica)
        return holds(row.overlapping, group);
    auto const bound = [](KeyRole role) { return role == KeyRole::user || role == KeyRole::admin; };
    return std::ranges::any_of(world.groups[group].key_roles, [&](auto const& held) {
        return bound(held.role) && std::ranges::any_of(row.groups, [&](GroupId other) {
                   return other != group && bound(role_in(world.groups[other].key_roles, held.thing));
               });
    });
}

bool is_occupied(World const& world, AccountId account)
{
    if (world.is_replica)
        return world.accounts[account].occupied;
    return any_in(world.groups, account) || any_in(world.safes, account) || any_in(world.doors, account) ||
           std::ranges::any_of(world.users.handles(), [&](UserId user) {
               auto const roles = world.users[user].roles_in(account);
               return roles.safes != SafesRole::none || roles.profiles != ProfilesRole::none;
           });
}

bool uses_doors_side(World const& world, GroupId group)
{
    auto const& row = world.groups[group];
    return !row.doors.empty() || !row.key_roles.empty() || (world.is_replica && row.doors_side_in_use);
}

bool carries_beyond(World const& world, UserId viewer, ProfileId profile)
{
    auto const& row = world.profiles[profile];
    if (world.is_replica)
        return row.beyond;
    return !ticked_by(world, viewer, profile).includes(row.permissions);
}

bool holds_beyond(World const& world, UserId viewer, ProfileId profile, ProfileMember const& member)
{
    if (world.is_replica)
        return member.beyond;
    return !ticked_by(world, viewer, profile).includes(world.profiles[profile].held_by(member));
}

} // namespace castellan
