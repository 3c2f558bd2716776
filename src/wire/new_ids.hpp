// Ids for new things that were left out, so that the same changes give the same world.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"

#include <cstdint>

namespace castellan::wire {

/// Gives each new thing of a change an id that is free in the world, made of the number of the change: "u-17". Not for
/// a server, whose ids must not be guessed.
void name_new_things(World const& world, Change& change, std::uint64_t number);

} // namespace castellan::wire
