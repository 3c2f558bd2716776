// The one place where "is this allowed?" is answered. Pure: no clock, no I/O, no allocation.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "rules/decision.hpp"
#include "rules/permission.hpp"

#include <string>
#include <vector>

namespace castellan {

/// Judges one change in the order of RULEBOOK 1: what the actor may not see does not exist, then a grant must reach it
/// then guards may object, then preconditions of state, then obligations.
///
///   may(world, ada, SyncSafe{engine_7}, nothing_confirmed)   → {Effect::allow, "S-8"}
///
/// A `none` handle is a denial, not an error: what does not exist and what may not be seen look the same (RULEBOOK 6).
/// In a replica the answer is the one the server would give, except that an address or id that is taken by something
/// cut away is only known there.
[[nodiscard]] Decision may(World const& world, Actor actor, Change const& change, Context const& context);

/// One step in the chain that led to a decision.
struct Step {
    enum class Kind : std::uint8_t { grant, guard, precondition, obligation } kind;
    bool passed;           // the grant reached, the guard did not object, …
    std::string_view rule;
    std::string text;      // "Group Administrator of Station 7 grants safes.sync in his groups"
};

struct Explanation {
    Decision decision;
    std::vector<Step> steps;
};

/// The whole chain: grants looked at, the guard that forbade, what is still to happen.
[[nodiscard]] Explanation explain(World const& world, Actor actor, Change const& change, Context const& context);

} // namespace castellan
