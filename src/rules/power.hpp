// Rank and power: how high a person stands in a book, and how high a role he can give there.
#pragma once

#include "rules/grants.hpp"

namespace castellan {

/// How high somebody stands within one book and scope; a higher number outranks a lower one, 0 is no role at all.
///   S  user 1, group_admin 2, account_admin 3     T  member 1, owner 2, administrator 3
///   D  user 1, admin 2, owner 3                   P  partial_admin 1, full_admin 2
///   M  collaborator and custom role 1, module_admin 2, division_admin 3, organization_admin 4
using Rank = std::uint8_t;

[[nodiscard]] constexpr Rank rank_of(SafesRole role) { return static_cast<Rank>(role); }
[[nodiscard]] constexpr Rank rank_of(ProfilesRole role) { return static_cast<Rank>(role); }
[[nodiscard]] constexpr Rank rank_of(KeyRole role) { return static_cast<Rank>(role); }
[[nodiscard]] constexpr Rank rank_of(TeamRole role) { return static_cast<Rank>(role); }
[[nodiscard]] constexpr Rank rank_of(ModuleRank rank)
{
    return rank == ModuleRank::none ? 0 : rank == ModuleRank::module_admin ? 2 : 1;
}

inline constexpr Rank administrator_rank = 3;      // T
inline constexpr Rank division_admin_rank = 3;     // M
inline constexpr Rank organization_admin_rank = 4; // M

/// The highest rank in a book that may be given in the name of a role, where it has the power at all; nobody who
/// stands above it is touched in that name either. `held` is all that the person holds in the place.
/// A `singly` sent key goes past the toggles of groups, so that it takes more (X-5, D-3).
[[nodiscard]] Rank power_over(Book book, Role hat, PermissionSet held, bool singly);

/// The highest rank whose holders may be touched in the name of a role. Over keys it is not bound by lock settings:
/// who may not send an admin key may still revoke one (D-2).
[[nodiscard]] Rank power_to_touch(Book book, Role hat, bool singly);

/// The most that a custom role may hold that is defined, or given, in a hat's name: what one holds, for a division_admin
/// what a module_admin holds (X-5, M-5).
[[nodiscard]] PermissionSet custom_role_limit(Reach::Hat const& hat);

/// What a custom role can be made of at all: what is done in one module.
[[nodiscard]] PermissionSet module_permissions();

} // namespace castellan
