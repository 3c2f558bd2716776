// What a change lacks before it is judged: ids for new things, and texts that are fit to be kept.
#pragma once

#include "model/change.hpp"
#include "service/random.hpp"
#include "wire/error.hpp"

#include <optional>
#include <string_view>

namespace castellan {

/// Where the members of `fields` stand: in an object of that name, or beside the other parameters (routes).
enum class FieldsAt : std::uint8_t { fields, beside };

/// Fills in ids that were left out, takes blanks off the ends of texts, and checks formats: the first problem, with
/// its path, if there is one. What can only be known of a world is left to the rules.
[[nodiscard]] std::optional<wire::WireError> complete(Change& change, Random& random, FieldsAt fields_at);

} // namespace castellan
