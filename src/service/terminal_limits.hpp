// What somebody may at a terminal, beside what the rules say of him: what is done in front of a safe, and about nothing but
// the terminal's group. Others have the same screen before and after him.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "rules/decision.hpp"
#include "wire/routes.hpp"

#include <optional>

namespace castellan {

/// Calls that a terminal needs while somebody stands at it.
[[nodiscard]] bool is_for_terminals(wire::Call call);

/// Changes that are made at a terminal, and those of them that can wait until it has a connection again: not what opens
/// something, and not what is about people's rights.
[[nodiscard]] bool is_for_terminals(Kind kind);
[[nodiscard]] bool can_wait(Kind kind);

/// Why a change can't be made at a terminal of this group: judged before the rules are asked. Nothing: the rules decide.
[[nodiscard]] std::optional<Decision> beyond_terminal(World const& world, GroupId group, Change const& change);

/// At a terminal no code that was sent and no second factor can be shown.
[[nodiscard]] Decision as_at_terminal(Decision decision);

} // namespace castellan
