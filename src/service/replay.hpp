// One entry of the log carried out again.
#pragma once

#include "model/world.hpp"
#include "service/service.hpp"
#include "service/store.hpp"

#include <expected>

namespace castellan {

/// What an entry about a person's PIN does to his row.
void note_pin(User& person, bool has_pin, std::uint64_t number);

/// Makes `world` what it was after this entry; it must be what it was before it. Damaged: the entry can't be read, or names
/// what is not there.
[[nodiscard]] std::expected<void, OpenError> replay(World& world, Entry const& entry);

} // namespace castellan
