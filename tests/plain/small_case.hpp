// A question on which two answers differ, made small and told to a person.
#pragma once

#include "tests/plain/random_towns.hpp"

#include <functional>
#include <string>

namespace castellan::plain {

/// Drops things, roles and settings from a town for as long as `still` holds of what is left.
[[nodiscard]] World shrunk(World town, std::function<bool(World const&)> const& still);

/// The town, thing by thing, in a few lines; what is the default is left out.
[[nodiscard]] std::string told(World const& town);

/// "u3 asks for group.add_member g1 u4, with a code".
[[nodiscard]] std::string told(World const& town, Question const& question);

} // namespace castellan::plain
