// What a terminal that stands in a group shows of what the person in front of it sees: that group, what is worked with
// there, and whom he may take into it. Others pass by, and what is on its screen is soon somebody else's.
#pragma once

#include "model/world.hpp"

namespace castellan {

/// Who may stand at a terminal of the group: its members, and whoever holds a key role for its doors.
[[nodiscard]] bool is_of_group(World const& world, GroupId group, UserId user);

// Whether a thing that `viewer` sees, or is offered, is shown at a terminal of `group`.
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, AccountId account);
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, UserId user);
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, GroupId other);
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, SafeId safe);
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, AssetId asset);
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, DoorId door);
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, CustomRoleId role);
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, ModuleId module);
[[nodiscard]] bool is_shown_at(World const& world, UserId viewer, GroupId const& group, ScheduleId schedule);

/// Of nothing else: teams, patients, profiles, records, credentials, webhooks, invitations.
template <class Handle>
[[nodiscard]] bool is_shown_at(World const&, UserId, GroupId const&, Handle)
{
    return false;
}

// Takes out of a row that was cut for the viewer what a terminal of the group does not show: addresses, other people's
// keys and roles, whatever leads to other groups.
void cut_at(World const& world, UserId viewer, GroupId const& group, Account& row);
void cut_at(World const& world, UserId viewer, GroupId const& group, User& row);
void cut_at(World const& world, UserId viewer, GroupId const& group, Group& row);
void cut_at(World const& world, UserId viewer, GroupId const& group, Safe& row);
void cut_at(World const& world, UserId viewer, GroupId const& group, Door& row);
void cut_at(World const& world, UserId viewer, GroupId const& group, Module& row);

template <class Row>
void cut_at(World const&, UserId, GroupId const&, Row&)
{
}

} // namespace castellan
