// What a kiosk terminal takes from the person before it, and what of that while its network is away.
#pragma once

#include "model/change.hpp"
#include "rules/decision.hpp"

#include <cstdint>

namespace castellan::client {

/// How a change leaves a terminal.
enum class Sending : std::uint8_t {
    never, // not at a terminal
    now,   // only while the service is there: by the person's session
    kept,  // written down at the terminal first, and sent from there, at once or when the network is back
};

[[nodiscard]] Sending sending_of(Change const& change);

/// What a terminal makes of the rules' decision. What it never takes is denied, and so not shown; a second factor and a code
/// by mail are not to be had at it; and without the network only what is kept is taken.
[[nodiscard]] Decision at_terminal(Decision const& decision, Change const& change, bool online);

} // namespace castellan::client
