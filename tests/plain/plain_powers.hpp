// Who holds what, where: RULEBOOK 3 and 5 said in plain words, one question at a time, without tables, masks or
// caches. It shares nothing with src/rules but the types of the model.
#pragma once

#include "model/world.hpp"

#include <vector>

namespace castellan::plain {

// What a person is.
[[nodiscard]] bool is_active(World const& world, UserId person);
[[nodiscard]] SafesRole safes_role(World const& world, UserId person, AccountId account);
[[nodiscard]] bool is_account_admin(World const& world, UserId person, AccountId account);
[[nodiscard]] bool is_group_admin(World const& world, UserId person, AccountId account);
[[nodiscard]] bool is_full_admin(World const& world, UserId person, AccountId account);
[[nodiscard]] bool is_partial_admin(World const& world, UserId person, AccountId account);
[[nodiscard]] bool is_division_admin(World const& world, UserId person, AccountId account);
[[nodiscard]] bool is_organization_admin(World const& world, UserId person);
[[nodiscard]] bool is_administrator(World const& world, UserId person);
[[nodiscard]] bool is_member(World const& world, UserId person, GroupId group);
[[nodiscard]] TeamRole team_role(World const& world, UserId person, TeamId team);
[[nodiscard]] ModuleRole module_role(World const& world, UserId person, ModuleId module);

/// The groups of one account of which he is a member.
[[nodiscard]] std::vector<GroupId> groups_in(World const& world, UserId person, AccountId account);

/// S-5: he is in at least one group, and in none that is not mine.
[[nodiscard]] bool all_groups_are_mine(World const& world, UserId me, UserId person, AccountId account);

/// The key role that stands for him in the group, at rest or not.
[[nodiscard]] KeyRole group_key(World const& world, UserId person, GroupId group);

/// D-8: the same, none where groups' keys rest.
[[nodiscard]] KeyRole working_group_key(World const& world, UserId person, GroupId group);
[[nodiscard]] KeyRole single_key(World const& world, UserId person, DoorId door);

/// a role of any of the books S, P, D, M or a group's membership in that account.
[[nodiscard]] bool belongs_to(World const& world, UserId person, AccountId account);
/// S-11: the same, but that membership alone is no role.
[[nodiscard]] bool has_role_in(World const& world, UserId person, AccountId account);
[[nodiscard]] bool belongs_nowhere(World const& world, UserId person);

/// an administrative role in that account.
[[nodiscard]] bool has_administrative_role(World const& world, UserId person, AccountId account);

// What P gives.
[[nodiscard]] bool is_account_level(Permission permission);
/// RULEBOOK 4: what an account_admin may do.
[[nodiscard]] PermissionSet all_of_safes();
[[nodiscard]] PermissionSet by_profiles(World const& world, UserId person, AccountId account);

/// As full_admin, or by a profile (P-1, P-6).
[[nodiscard]] bool carries(World const& world, UserId person, AccountId account, Permission permission);

// Whether somebody holds a permission in a place, by whatever.
[[nodiscard]] bool holds(World const& world, UserId person, Permission permission);
[[nodiscard]] bool holds(World const& world, UserId person, Permission permission, AccountId account);
[[nodiscard]] bool holds(World const& world, UserId person, Permission permission, GroupId group);
[[nodiscard]] bool holds(World const& world, UserId person, Permission permission, SafeId safe);
[[nodiscard]] bool holds(World const& world, UserId person, Permission permission, DoorId door);
[[nodiscard]] bool holds(World const& world, UserId person, Permission permission, TeamId team);
[[nodiscard]] bool holds(World const& world, UserId person, Permission permission, ModuleId module);

// What a custom role may consist of (RULEBOOK 2), and how far a module_admin goes (M-3).
[[nodiscard]] PermissionSet module_permissions();
[[nodiscard]] PermissionSet module_admin_permissions();

/// RULEBOOK 3: how high a person stands over one module: 4 organization, 3 division, 2 module, 1 custom, collaborator.
[[nodiscard]] int module_rank(World const& world, UserId person, ModuleId module);

} // namespace castellan::plain
