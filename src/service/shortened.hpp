// Refused changes as the log keeps them: what was wanted, but never more of it than a few kilobytes. Whoever may do
// nothing can still ask for everything, and must not be able to fill the disk with it.
#pragma once

#include "model/change.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace castellan {

/// A refused change whose JSON is longer than this is shortened.
inline constexpr std::size_t refused_bytes_most = 4'096;

/// The things that a refused entry is looked up by, besides who asked.
inline constexpr std::size_t refused_about_most = 16;

/// The change with its first rows, list members and characters only: still a change of its kind.
[[nodiscard]] Change shortened(Change change);

/// What was left out, as a sentence: how many rows and bytes there were, and their BLAKE2b-256, by which the whole can
/// be told again when somebody has it.
[[nodiscard]] std::string shortened_mark(Change const& whole, std::string_view json);

} // namespace castellan
