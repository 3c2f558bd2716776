// What a person is told about a decision: the reason, with the things that it is about where naming them helps.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "rules/decision.hpp"

#include <string>

namespace castellan {

/// The reason of a decision that `may` gave about this very change in this very world. Names more than the decision
/// does, but only what the actor may see: the other group and the shared doors (D-4), bad and repeated lines (M-7), the
/// manager that lacks its list (P-2), the first row of an import that is not as good as allowed (S-6).
[[nodiscard]] std::string sentence(World const& world, Actor actor, Change const& change, Decision const& decision);

} // namespace castellan
