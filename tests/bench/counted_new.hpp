// Counts what the program allocates, so that "a decision allocates nothing" is measured and not believed.
#pragma once

#include <cstdint>

namespace castellan::bench {

/// How often `operator new` was called since the program began.
[[nodiscard]] std::uint64_t allocations();

} // namespace castellan::bench
