// One entry of the log carried out again.
#pragma once

#include "model/world.hpp"
#include "service/service.hpp"
#include "service/store.hpp"

#include <expected>

namespace castellan {

/// Makes `world` what it was after this entry; it must be what it was before it. Damaged: the entry can't be read, or names
/// what is not there.
[[nodiscard]] std::expected<void, OpenError> replay(World& world, Entry const& entry);

} // namespace castellan
