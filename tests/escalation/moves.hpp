// Every change of rights that can be tried in a small world.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"

#include <vector>

namespace castellan::tests {

/// All changes by which somebody's rights could come to differ, with every thing and role of the world as parameters,
/// and one new thing of each kind. Whether they are allowed is not asked.
[[nodiscard]] std::vector<Change> all_moves(World const& world);

} // namespace castellan::tests
