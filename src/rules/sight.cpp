#include "rules/sight.hpp"

#include "rules/facts.hpp"
#include "rules/grants.hpp"
#include "rules/judge.hpp"

#include <algorithm>

namespace castellan {

namespace {

using enum Permission;

bool is_active(World const& world, UserId viewer)
{
    auto const* row = world.users.get(viewer);
    return row != nullptr && row->status == Status::active;
}

PermissionSet held(World const& world, UserId viewer, AccountId account)
{
    return permissions_in(world, viewer, Place{account, {}});
}

/// Who may give a role to a person of an account, or of none, is offered the name in the picker. A group_admin gives
/// no first role (S-5), so that he is offered nobody beyond the directory.
bool gives_first_roles(World const& world, UserId viewer, AccountId account)
{
    return std::ranges::any_of(hats_of(world.users[viewer], account), [](Role role) {
        return role == Role::account_admin || role == Role::full_admin;
    });
}

/// Sight of a person without asking for the particulars. `viewer` is active.
Sight sight_in_directory(World const& world, UserId viewer, UserId user)
{
    auto const& mine = world.users[viewer];
    auto const& theirs = world.users[user];
    if (mine.administrator)
        return Sight::whole; // T-2
    auto best = mine.organization_admin ? Sight::directory : Sight::hidden; // M-7
    auto const look = [&](AccountId account, bool safes_side) {
        if (safes_side && held(world, viewer, account).has(users_list))
            best = Sight::directory;
        else if (best == Sight::hidden && gives_first_roles(world, viewer, account))
            best = Sight::name;
    };
    for (auto const& roles : theirs.accounts)
        look(roles.account, roles.safes != SafesRole::none);
    for (auto const group : theirs.groups)
        look(world.groups[group].account, true);
    if (best == Sight::hidden && theirs.accounts.empty() && theirs.groups.empty()) {
        auto const gives = std::ranges::any_of(
            mine.accounts, [&](AccountRoles const& roles) { return gives_first_roles(world, viewer, roles.account); });
        if (gives)
            best = Sight::name; // a person of no account
    }
    return best;
}

} // namespace

bool sees(World const& world, UserId viewer, UserId user)
{
    if (!world.users.contains(user) || !is_active(world, viewer))
        return false;
    return world.is_replica || viewer == user || sight_in_directory(world, viewer, user) != Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, UserId user)
{
    if (!world.users.contains(user) || !is_active(world, viewer))
        return Sight::hidden;
    if (viewer == user)
        return Sight::whole;
    if (world.is_replica)
        return world.users[user].facts.particulars ? Sight::whole : Sight::directory;
    auto const sight = sight_in_directory(world, viewer, user);
    if ((sight == Sight::directory || sight == Sight::name) && may_edit_person(world, viewer, user))
        return Sight::whole;
    return sight;
}

Sight sight_of(World const& world, UserId viewer, AccountId account)
{
    if (!world.accounts.contains(account) || !is_active(world, viewer))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    auto const& row = world.users[viewer];
    if (row.organization_admin)
        return Sight::whole;
    // Whoever sees people's roles in all accounts sees the names of the accounts (T-2).
    return row.administrator || belongs_to(world, viewer, account) ? Sight::name : Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, GroupId group)
{
    auto const* row = world.groups.get(group);
    if (row == nullptr || !is_active(world, viewer))
        return Sight::hidden;
    if (world.is_replica)
        return row->name_only ? Sight::name : Sight::whole;
    auto const held = permissions_in(world, viewer, place_of(world, group));
    if (held.has(groups_list))
        return Sight::whole;
    return held.has(safes_unlock) ? Sight::name : Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, SafeId safe)
{
    auto const* row = world.safes.get(safe);
    if (row == nullptr || !is_active(world, viewer))
        return Sight::hidden;
    if (world.is_replica)
        return row->name_only ? Sight::name : Sight::whole;
    auto const held = permissions_in(world, viewer, place_of(world, safe));
    if (held.has(safes_list))
        return Sight::whole;
    return held.has(safes_unlock) ? Sight::name : Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, AssetId asset)
{
    auto const* row = world.assets.get(asset);
    if (row == nullptr || !is_active(world, viewer))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    return permissions_in(world, viewer, place_of(world, row->safe)).has(assets_list) ? Sight::whole : Sight::hidden;
}

RolesSeen roles_seen(World const& world, UserId viewer, AccountId account)
{
    auto const& mine = world.users[viewer];
    if (world.is_replica || mine.administrator)
        return {.safes = true, .profiles = true, .modules = true};
    auto const held = permissions_in(world, viewer, Place{account, {}});
    return {.safes = held.has(users_list), .profiles = held.has(profiles_list), .modules = held.has(modules_assign_roles)};
}

} // namespace castellan
