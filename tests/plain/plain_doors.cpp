// Doors and keys (RULEBOOK 5, D).
#include "tests/plain/plain_judge.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

bool is_in(GroupId group, Door const& door)
{
    return std::ranges::find(door.groups, group) != door.groups.end();
}

} // namespace

/// putting the door into the group gives my own key there more than I have on the door.
bool Judge::reaches_more_on(DoorId door, GroupId group) const
{
    auto const& row = world.groups[group];
    if (is_full_admin(world, me, row.account))
        return false; // and account_admin has no say in D
    auto gained = PermissionSet{};
    switch (working_group_key(world, me, group)) {
    case KeyRole::none: return false;
    case KeyRole::user:
        gained = {doors_unlock};
        if (row.toggles.users_can_remote_unlock)
            gained.add(doors_remote_unlock);
        if (row.toggles.users_can_unlock_for)
            gained.add(doors_unlock_for);
        break;
    case KeyRole::admin:
    case KeyRole::owner:
        gained = {doors_list, doors_unlock, doors_remote_unlock, doors_unlock_for, keys_list, keys_send, keys_revoke};
        if (row.toggles.admins_can_modify_lock_settings || working_group_key(world, me, group) == KeyRole::owner)
            gained.add(doors_lock_settings);
        break;
    }
    for (std::size_t at = 0; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        if (gained.has(permission) && !holds(world, me, permission, door))
            return true;
    }
    return false;
}

/// D-4: the person is user or admin in another group that shares a door with this one, or would by the added door.
std::optional<Answer> Judge::overlapping(UserId person, GroupId group, DoorId added) const
{
    auto doors = world.groups[group].doors;
    if (added)
        doors.push_back(added);
    for (auto const& [other, role] : world.users[person].assigned->group_keys) {
        if (other == group || role == KeyRole::owner)
            continue;
        for (auto const door : doors) {
            if (is_in(other, world.doors[door]))
                return not_now({"D-4"});
        }
    }
    return std::nullopt;
}

std::optional<Answer> Judge::door_assignment_refused(GroupId group, DoorId door) const
{
    if (!sees(world, me, group) || !sees(world, me, door))
        return hidden();
    auto const account = world.groups[group].account;
    auto const as_owner =
        single_key(world, me, door) == KeyRole::owner && working_group_key(world, me, group) == KeyRole::owner; // D-6
    if (!as_owner && !carries(world, me, account, groups_assign_doors))
        return denied({"X-1", "X-3", "D-*", "P-*"});
    return std::nullopt;
}

Answer Judge::operator()(AddDoor const& c) const
{
    if (auto const refusal = door_assignment_refused(c.group, c.door))
        return *refusal;
    auto const& group = world.groups[c.group];
    if (world.doors[c.door].account != group.account)
        return denied({"X-1", "X-10", "D-*"});
    auto const as_owner =
        single_key(world, me, c.door) == KeyRole::owner && working_group_key(world, me, c.group) == KeyRole::owner;
    if (!as_owner && reaches_more_on(c.door, c.group))
        return denied({"X-3"});
    if (!world.accounts[group.account].groups_for_doors)
        return not_now({"D-8"});
    if (is_in(c.group, world.doors[c.door]))
        return not_now({"X-13"});
    for (auto const& [person, role] : group.key_roles) {
        if (role == KeyRole::owner)
            continue;
        if (auto const refusal = overlapping(person, c.group, c.door))
            return *refusal;
    }
    return granted(groups_assign_doors, group.account);
}

Answer Judge::operator()(RemoveDoorFromGroup const& c) const
{
    if (auto const refusal = door_assignment_refused(c.group, c.door))
        return *refusal;
    auto const& group = world.groups[c.group];
    if (!world.accounts[group.account].groups_for_doors)
        return not_now({"D-8"});
    if (!is_in(c.group, world.doors[c.door]))
        return not_now({"X-13"});
    return granted(groups_assign_doors, group.account);
}

Answer Judge::operator()(SetKeyRole const& c) const
{
    if (!sees(world, me, c.group))
        return hidden();
    auto const& group = world.groups[c.group];
    auto const permission = c.role == KeyRole::none ? keys_revoke : keys_send;
    auto const has_grant = holds(world, me, permission, c.group);
    if (!knows(world, me, c.user))
        return hidden();
    if (!has_grant)
        return not_granted(permission);
    auto const present = group_key(world, c.user, c.group);
    if (c.user == me)
        return denied({"X-3"});
    if (c.role > highest_group_key(world, me, c.group))
        return denied({"X-4", "X-5", "D-*", "X-12"});
    if (present > highest_revocable_group_key(world, me, c.group))
        return denied({"X-4", "D-*"});
    if (c.role != KeyRole::none && !reaches(c.user, group.account))
        return denied({"X-12"});
    if (!world.accounts[group.account].groups_for_doors)
        return not_now({"D-8"});
    if (present == c.role)
        return not_now({"X-13"});
    if (present == KeyRole::owner && is_active(world, c.user) && !group.doors.empty()) {
        auto owners = 0;
        for (auto const& [person, role] : group.key_roles)
            owners += role == KeyRole::owner && is_active(world, person);
        if (owners == 1)
            return not_now({"X-6"});
    }
    if (c.role == KeyRole::user || c.role == KeyRole::admin) {
        if (auto const refusal = overlapping(c.user, c.group, {}))
            return *refusal;
    }
    auto const about_top = !group.doors.empty() && (present == KeyRole::owner || c.role == KeyRole::owner);
    return granted(permission, group.account, {.code = about_top && needs_code(TopRole::owner)});
}

Answer Judge::operator()(SetToggles const& c) const
{
    if (auto const refusal = refused(c.group, groups_set_toggles))
        return *refusal;
    auto const& group = world.groups[c.group];
    auto const& present = group.toggles;
    auto const remote = alters(c.toggles.users_can_remote_unlock, present.users_can_remote_unlock);
    auto const unlock_for = alters(c.toggles.users_can_unlock_for, present.users_can_unlock_for);
    auto const lock = alters(c.toggles.admins_can_modify_lock_settings, present.admins_can_modify_lock_settings);
    auto const key = working_group_key(world, me, c.group);
    if (!is_full_admin(world, me, group.account) &&
        ((key == KeyRole::user && (remote || unlock_for)) || (key == KeyRole::admin && lock)))
        return denied({"D-2", "X-3"}); // the role that it binds can't switch it
    if (!world.accounts[group.account].groups_for_doors)
        return not_now({"D-8"});
    if (!remote && !unlock_for && !lock)
        return not_now({"X-13"});
    return granted(groups_set_toggles, group.account);
}

Answer Judge::operator()(CreateDoor const& c) const
{
    if (auto const refusal = refused(c.account, doors_create))
        return *refusal;
    if (world.doors.find(c.door))
        return not_now({"X-13"});
    return granted(doors_create, c.account);
}

Answer Judge::operator()(EditDoor const& c) const
{
    if (auto const refusal = refused(c.door, doors_edit))
        return *refusal;
    auto const& door = world.doors[c.door];
    if (!alters(c.fields.name, door.name) && !alters(c.fields.controller, door.controller))
        return not_now({"X-13"});
    return granted(doors_edit, door.account);
}

Answer Judge::operator()(DeleteDoor const& c) const
{
    if (auto const refusal = refused(c.door, doors_delete))
        return *refusal;
    return granted(doors_delete, world.doors[c.door].account);
}

Answer Judge::operator()(SetLockSettings const& c) const
{
    if (auto const refusal = refused(c.door, doors_lock_settings))
        return *refusal;
    auto const& door = world.doors[c.door];
    if (c.fields == door.lock_settings)
        return not_now({"X-13"});
    return granted(doors_lock_settings, door.account);
}

Answer Judge::operator()(UnlockDoor const& c) const
{
    if (auto const refusal = refused(c.door, doors_unlock))
        return *refusal;
    return granted(doors_unlock, world.doors[c.door].account);
}

Answer Judge::operator()(RemoteUnlockDoor const& c) const
{
    if (auto const refusal = refused(c.door, doors_remote_unlock))
        return *refusal;
    auto const& door = world.doors[c.door];
    if (!door.controller || !door.online)
        return not_now({"D-5"});
    return granted(doors_remote_unlock, door.account);
}

Answer Judge::operator()(UnlockDoorFor const& c) const
{
    if (auto const refusal = refused(c.door, doors_unlock_for))
        return *refusal;
    auto const& door = world.doors[c.door];
    if (!door.controller || !door.online)
        return not_now({"D-5"});
    return granted(doors_unlock_for, door.account);
}

Answer Judge::operator()(SendKey const& c) const
{
    if (!sees(world, me, c.door))
        return hidden();
    auto const& door = world.doors[c.door];
    auto const has_grant = holds(world, me, keys_send, c.door);
    if (!knows(world, me, c.user))
        return hidden();
    if (!has_grant)
        return not_granted(keys_send);
    auto const present = single_key(world, c.user, c.door);
    if (c.user == me)
        return denied({"X-3"});
    if (c.role > highest_single_key(world, me, c.door))
        return denied({"X-4", "X-5", "D-*", "X-12"});
    if (present > highest_revocable_single_key(world, me, c.door))
        return denied({"X-4", "D-*"});
    if (!reaches(c.user, door.account))
        return denied({"X-12"});
    if (present == c.role)
        return not_now({"X-13"});
    return granted(keys_send, door.account);
}

Answer Judge::operator()(RevokeKey const& c) const
{
    if (!sees(world, me, c.door) || !sees(world, me, c.user))
        return hidden();
    if (!holds(world, me, keys_revoke, c.door))
        return not_granted(keys_revoke);
    auto const present = single_key(world, c.user, c.door);
    if (c.user == me)
        return denied({"X-3"});
    if (present > highest_revocable_single_key(world, me, c.door))
        return denied({"X-4", "D-*"});
    if (present == KeyRole::none)
        return not_now({"X-13", "D-7"});
    return granted(keys_revoke, world.doors[c.door].account);
}

} // namespace castellan::plain
