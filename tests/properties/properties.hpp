// The properties, one function each: tries one with some rules, and tells where it does not hold.
#pragma once

#include "tests/properties/findings.hpp"

namespace castellan::properties {

/// What `apply` leaves satisfies the invariants, and D-4; top roles keep a holder.
[[nodiscard]] Findings histories_keep(Judge judge, Effort const& effort);

/// A person's own roles and permissions are not his to change.
[[nodiscard]] Findings nobody_changes_himself(Judge judge, Effort const& effort);

/// An import is never more than its single rows (S-6).
[[nodiscard]] Findings imports_are_their_rows(Judge judge, Effort const& effort);

/// A refused change changes nothing; the log gives the identical world, and so does a snapshot with the rest of it.
[[nodiscard]] Findings logs_give_the_world(Judge judge, Effort const& effort);

/// A replica decides what the server decides (RULEBOOK 6).
[[nodiscard]] Findings replicas_decide_alike(Judge judge, Effort const& effort);

/// A person's roles in other books decide nothing in this one.
[[nodiscard]] Findings books_are_apart(Judge judge, Effort const& effort);

/// What a person can't see he can't sense (RULEBOOK 6): nothing beyond what his replica has; and, in place of the facts
/// in it, only what some rules by their nature tell.
[[nodiscard]] Findings hidden_things_are_not_sensed(Judge judge, Effort const& effort);
[[nodiscard]] Findings facts_are_told_by_their_rules(Judge judge, Effort const& effort);

} // namespace castellan::properties
