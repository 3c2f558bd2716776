// What holds in every world, whatever happened. Checked in tests, in simulation, and after loading.
#pragma once

#include "model/world.hpp"

#include <string>
#include <vector>

namespace castellan {

/// One sentence for each invariant that does not hold; empty in a sound world.
[[nodiscard]] std::vector<std::string> broken_invariants(World const& world);

} // namespace castellan
