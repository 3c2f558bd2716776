// What a person may hand out, and to whom: roles, keys and memberships, book by book.
#pragma once

#include "model/world.hpp"

namespace castellan::plain {

/// D-2, D-3, D-7: the highest key role that he may give in the group; none: none at all.
[[nodiscard]] KeyRole highest_group_key(World const& world, UserId person, GroupId group);

/// D-2, D-6, D-7, X-5: the highest key that he may send to the door singly.
[[nodiscard]] KeyRole highest_single_key(World const& world, UserId person, DoorId door);

/// how high the keys may be that he may take away.
[[nodiscard]] KeyRole highest_revocable_group_key(World const& world, UserId person, GroupId group);
[[nodiscard]] KeyRole highest_revocable_single_key(World const& world, UserId person, DoorId door);

/// S-5, S-11: he could give this person that role in S.
[[nodiscard]] bool could_give(World const& world, UserId me, UserId person, AccountId account, SafesRole role);

/// S-9: he could put this person into that group.
[[nodiscard]] bool could_place(World const& world, UserId me, UserId person, GroupId group);

/// M-2, M-3, M-5, X-5: by a role of M, or by P.
[[nodiscard]] bool could_give_by_modules(World const& world, UserId me, ModuleId module, ModuleRole role);
[[nodiscard]] bool could_give_by_profiles(World const& world, UserId me, ModuleId module, ModuleRole role);
[[nodiscard]] bool could_give(World const& world, UserId me, ModuleId module, ModuleRole role);

/// every role and every membership that the person holds, in any book and account.
[[nodiscard]] bool could_give_everything(World const& world, UserId me, UserId person);

} // namespace castellan::plain
