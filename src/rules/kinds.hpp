// What each kind of change needs (RULEBOOK 7), as a table.
#pragma once

#include "model/change.hpp"
#include "rules/permission.hpp"

#include <optional>

namespace castellan {

/// The permission that a kind of change needs; none for what needs no grant: what a person does to himself and
/// what a device reports of itself (S-16).
[[nodiscard]] std::optional<Permission> permission_for(Kind kind);

/// Kinds that take something away for good, or from somebody: to be confirmed before they are sent.
[[nodiscard]] bool is_destructive(Kind kind);

} // namespace castellan
