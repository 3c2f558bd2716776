#include "rules/facts.hpp"

#include "rules/grants.hpp"

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
    switch (roles.safes) {
    case SafesRole::none: return true;
    case SafesRole::account_admin: return may_do_all; // S-11
    case SafesRole::group_admin:
    case SafesRole::user:
        if (may_do_all || mine.profiles == ProfilesRole::full_admin)
            return true;
        // S-5: a group_admin gives these roles where all groups of the person are his.
        return mine.safes == SafesRole::group_admin && in_any_group(world, viewer, roles.account) &&
               every_group_is_shared(world, viewer, user, roles.account) &&
               (roles.safes == SafesRole::user || in_any_group(world, user, roles.account));
    }
    return false;
}

bool could_give_membership(World const& world, UserId viewer, UserId user, GroupId group)
{
    auto const account = world.groups[group].account;
    auto const mine = world.users[viewer].roles_in(account);
    if (mine.safes == SafesRole::account_admin || mine.profiles == ProfilesRole::full_admin)
        return true;
    auto const theirs = world.users[user].roles_in(account).safes;
    return mine.safes == SafesRole::group_admin && holds(world.users[viewer].groups, group) &&
           (theirs == SafesRole::user || theirs == SafesRole::group_admin); // S-9
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
                               [&](GroupId group) { return could_give_membership(world, viewer, user, group); });
}

bool has_roles_elsewhere(World const& world, UserId user)
{
    auto const& row = world.users[user];
    if (world.is_replica)
        return row.facts.roles_elsewhere;
    if (row.administrator || row.organization_admin || row.accounts.size() > 1)
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

bool is_last_of_organization(World const& world, UserId user)
{
    auto const& row = world.users[user];
    if (row.status != Status::active)
        return false;
    return (row.administrator && world.holders.administrators == 1) ||
           (row.organization_admin && world.holders.organization_admins == 1);
}

bool belongs_to(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    return !row.roles_in(account).empty() ||
           std::ranges::any_of(row.groups, [&](GroupId group) { return world.groups[group].account == account; });
}

bool can_be_reached_from(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    auto const of_none = row.accounts.empty() && row.groups.empty() && !row.facts.belongs_elsewhere;
    return of_none || belongs_to(world, user, account);
}

} // namespace castellan
