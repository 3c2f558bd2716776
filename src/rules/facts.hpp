// Questions that decisions hang on and whose answers lie in what a viewer may not see. On the server they are worked
// out; in a replica the server's answers, single bits that the decision itself would reveal, stand in their place
// (members of the things that say so). The rules ask here and nowhere else, so that replica and server decide alike.
#pragma once

#include "model/world.hpp"

namespace castellan {

/// S-5: is this person in a group of the account that the viewer is not in?
[[nodiscard]] bool in_groups_beyond(World const& world, UserId viewer, UserId user, AccountId account);

/// S-5, S-9: is this person in any group of the account?
[[nodiscard]] bool in_any_group(World const& world, UserId user, AccountId account);

/// could the viewer give this person every role and membership that he holds, in any book and account?
[[nodiscard]] bool could_give_everything(World const& world, UserId viewer, UserId user);

/// does this person hold anything besides a safes role in a single account?
[[nodiscard]] bool has_roles_elsewhere(World const& world, UserId user);

/// is this person the last active account_admin of the account? Whoever may change that role lists all of them.
[[nodiscard]] bool is_last_account_admin(World const& world, UserId user, AccountId account);

/// the last active full_admin of the account?
[[nodiscard]] bool is_last_full_admin(World const& world, UserId user, AccountId account);

/// the last active administrator or organization_admin?
[[nodiscard]] bool is_last_administrator(World const& world, UserId user);
[[nodiscard]] bool is_last_organization_admin(World const& world, UserId user);

/// the last active key owner of a group that has doors?
[[nodiscard]] bool is_last_owner(World const& world, UserId user, GroupId group);

/// has this person a role of some book, or a group membership, in the account?
[[nodiscard]] bool belongs_to(World const& world, UserId user, AccountId account);

/// S-11: has this person a role of some book in the account?
[[nodiscard]] bool holds_role_in(World const& world, UserId user, AccountId account);

/// P-1, X-4: does this person stand higher than `user` on the safes side of the account?
[[nodiscard]] bool stands_above_users(World const& world, UserId user, AccountId account);

/// is this person of no account?
[[nodiscard]] bool belongs_nowhere(World const& world, UserId user);

/// is this person of the account, or of none?
[[nodiscard]] bool can_be_reached_from(World const& world, UserId user, AccountId account);

/// does this person hold a role whose ending the organisation has put under one-time codes?
[[nodiscard]] bool holds_coded_role(World const& world, UserId user);
[[nodiscard]] bool is_coded(World const& world, TopRole role);

/// D-4: is this person user or admin in another group that shares a door with this one?
[[nodiscard]] bool overlaps_as_key_holder(World const& world, UserId user, GroupId group);

/// D-4: would putting the door into the group make somebody user or admin of it twice?
[[nodiscard]] bool overlaps_as_door(World const& world, DoorId door, GroupId group);

/// M-1: does the account hold a safe, a door, a group, or a role of another book?
[[nodiscard]] bool is_occupied(World const& world, AccountId account);

/// S-14: does a schedule keep this person from opening the safe now? Each group that he shares with it opens it at the
/// hours of its schedule, or at any if it has none. Whoever may open any safe of the account is bound by none.
[[nodiscard]] bool is_kept_closed(World const& world, UserId user, SafeId safe, Instant now);

/// S-14: does this person open safes by a group that the schedule binds? Without a role a membership opens nothing.
[[nodiscard]] bool is_bound_by(World const& world, UserId user, ScheduleId schedule);

/// S-15: does the doors side of the group hold a door or a key role?
[[nodiscard]] bool uses_doors_side(World const& world, GroupId group);

/// P-5: does the profile carry something that the viewer does not hold there, or does this member?
[[nodiscard]] bool carries_beyond(World const& world, UserId viewer, ProfileId profile);
[[nodiscard]] bool holds_beyond(World const& world, UserId viewer, ProfileId profile, ProfileMember const& member);

} // namespace castellan
