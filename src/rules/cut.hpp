// The cut: a thing as one person may see it (RULEBOOK 6). Wire encodes what comes out of here and nothing else, for
// resources, pages, the sync of a replica and before/after in the audit trail.
#pragma once

#include "model/world.hpp"

#include <optional>

namespace castellan {

/// The row as `viewer` may see it, empty if for him it does not exist. References to things that he may not see are
/// gone, particulars too where he has no right to them, and `facts`, `name_only` and `belongs` are set. Handles are
/// those of `world`.
[[nodiscard]] std::optional<Account> cut(World const& world, UserId viewer, AccountId account);
[[nodiscard]] std::optional<User> cut(World const& world, UserId viewer, UserId user);
[[nodiscard]] std::optional<Group> cut(World const& world, UserId viewer, GroupId group);
[[nodiscard]] std::optional<Safe> cut(World const& world, UserId viewer, SafeId safe);
[[nodiscard]] std::optional<Asset> cut(World const& world, UserId viewer, AssetId asset);

} // namespace castellan
