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

/// Who may give a role to a person of an account, or of none, is offered the name in the picker. A group_admin gives
/// no first role (S-5), so that he is offered nobody beyond the directory.
bool gives_first_roles(AccountRoles const& mine)
{
    return mine.safes == SafesRole::account_admin || mine.profiles == ProfilesRole::full_admin;
}

/// Sight of a person without asking for the particulars. `viewer` is active.
Sight sight_in_directory(World const& world, UserId viewer, UserId user)
{
    auto const& mine = world.users[viewer];
    auto const& theirs = world.users[user];
    if (mine.administrator)
        return Sight::whole; // T-2
    if (mine.organization_admin)
        return Sight::directory; // M-7
    auto best = Sight::hidden;
    // OPTIMIZATION: one walk over the viewer's own roles, of which there are few.
    for (auto const& roles : mine.accounts) {
        auto const lists = permissions_of(roles).has(users_list);
        auto const gives = gives_first_roles(roles);
        if (!lists && !gives)
            continue;
        auto const there = theirs.roles_in(roles.account);
        auto const in_group = [&] {
            return std::ranges::any_of(
                theirs.groups, [&](GroupId group) { return world.groups[group].account == roles.account; });
        };
        if (lists && (there.safes != SafesRole::none || in_group()))
            return Sight::directory;
        // in the picker are persons of the account, and of none.
        if (gives && (there.any() || (theirs.accounts.empty() && theirs.groups.empty())))
            best = Sight::name;
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
    return (held & shows_group).empty() ? Sight::hidden : Sight::name;
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
    return (held & shows_safe).empty() ? Sight::hidden : Sight::name;
}

Sight sight_of(World const& world, UserId viewer, AssetId asset)
{
    auto const* row = world.assets.get(asset);
    if (row == nullptr || !is_active(world, viewer))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    auto const held = permissions_in(world, viewer, place_of(world, row->safe));
    return (held & shows_asset).empty() ? Sight::hidden : Sight::whole;
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
