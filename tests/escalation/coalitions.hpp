// Small worlds with each kind of partial power.
#pragma once

#include "tests/escalation/search.hpp"

#include <vector>

namespace castellan::tests {

[[nodiscard]] std::vector<Coalition> coalitions();

} // namespace castellan::tests
