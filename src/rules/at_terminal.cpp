#include "rules/at_terminal.hpp"

#include "model/apply.hpp"
#include "model/put_in_order.hpp"
#include "rules/facts.hpp"
#include "rules/grants.hpp"
#include "rules/sight.hpp"

#include <algorithm>

namespace castellan {

namespace {

template <HandleList List>
void keep_shown(World const& world, UserId viewer, GroupId const& group, List& handles)
{
    erase_if(handles, [&](auto handle) { return !is_shown_at(world, viewer, group, handle); });
}

/// In a list of people with roles, the viewer alone.
template <class Role>
void only_own(UserId viewer, Holdings<UserId, Role>& people)
{
    std::erase_if(people, [viewer](auto const& held) { return held.thing != viewer; });
}

} // namespace

bool is_of_group(World const& world, GroupId group, UserId user)
{
    auto const& row = world.groups[group];
    return holds(row.members, user) || role_in(row.key_roles, user) != KeyRole::none;
}

bool is_shown_at(World const& world, UserId, GroupId const& group, AccountId account)
{
    return account == world.groups[group].account;
}

/// Whoever takes people into the group is offered those of its account (RULEBOOK 4).
bool is_shown_at(World const& world, UserId viewer, GroupId const& group, UserId user)
{
    auto const& row = world.groups[group];
    if (user == viewer || is_of_group(world, group, user))
        return true;
    return permissions_in(world, viewer, place_of(world, group)).has(Permission::groups_assign_members) &&
           world.users[user].status != Status::disabled && belongs_to(world, user, row.account);
}

bool is_shown_at(World const&, UserId, GroupId const& group, GroupId other)
{
    return other == group;
}

bool is_shown_at(World const& world, UserId, GroupId const& group, SafeId safe)
{
    return holds(world.groups[group].safes, safe);
}

bool is_shown_at(World const& world, UserId, GroupId const& group, AssetId asset)
{
    return holds(world.groups[group].safes, world.assets[asset].safe);
}

bool is_shown_at(World const& world, UserId, GroupId const& group, DoorId door)
{
    return holds(world.groups[group].doors, door);
}

/// The forms of the account that the viewer fills in, and what he is there by.
bool is_shown_at(World const& world, UserId viewer, GroupId const& group, ModuleId module)
{
    return world.modules[module].account == world.groups[group].account &&
           permissions_in(world, viewer, place_of(world, module)).has(Permission::records_submit);
}

bool is_shown_at(World const& world, UserId viewer, GroupId const& group, CustomRoleId role)
{
    return std::ranges::any_of(world.users[viewer].assigned->modules, [&](auto const& held) {
        return held.role.rank == ModuleRank::custom && held.role.custom == role &&
               is_shown_at(world, viewer, group, held.thing);
    });
}

/// S-14: by it the terminal knows when the group's safes may be opened.
bool is_shown_at(World const& world, UserId, GroupId const& group, ScheduleId schedule)
{
    return world.groups[group].schedule == schedule;
}

void cut_at(World const&, UserId, GroupId const&, Account& row)
{
    row.occupied = false;
}

void cut_at(World const& world, UserId viewer, GroupId const& group, User& row)
{
    row.email.clear();
    row.phone.clear();
    row.values = {};
    row.email_verified = row.phone_verified = false;
    row.fingerprint = false;
    auto const account = world.groups[group].account;
    erase_if(row.accounts, [&](AccountRoles const& roles) { return roles.account != account; });
    keep_shown(world, viewer, group, row.groups);
    row.administrator = false; // nothing of T is at a terminal
    if (row.id != world.users[viewer].id)
        row.organization_admin = false;
}

void cut_at(World const& world, UserId viewer, GroupId const& group, Group& row)
{
    row.description.clear();
    row.notification_emails.clear();
    row.logo.clear();
    only_own(viewer, row.key_roles);
    keep_shown(world, viewer, group, row.overlapping);
}

void cut_at(World const& world, UserId viewer, GroupId const& group, Safe& row)
{
    row.serial.clear();
    row.firmware.clear();
    keep_shown(world, viewer, group, row.groups);
    // As for whoever may only open it (rules/cut.cpp).
    auto const waits = [](Order const& order) { return is_waiting(order, order.at); };
    row.orders_full =
        row.orders_full || (row.orders.size() == orders_kept && std::ranges::all_of(row.orders, waits));
    std::erase_if(row.orders, [viewer](Order const& order) { return order.by != viewer; });
}

void cut_at(World const& world, UserId viewer, GroupId const& group, Door& row)
{
    row.lock_settings = "{}";
    row.overlapping.clear();
    keep_shown(world, viewer, group, row.groups);
    only_own(viewer, row.keys);
}

void cut_at(World const&, UserId viewer, GroupId const&, Module& row)
{
    row.records.clear();
    only_own(viewer, row.roles);
}

} // namespace castellan
