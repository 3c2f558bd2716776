// Setting some members of an object that is kept as JSON. Inside wire only.
#pragma once

#include <string>
#include <string_view>

namespace castellan::wire {

/// The members of `given` set in `present`; others stay, in their place. Both are compact objects, as Capture leaves
/// them; so is what comes out.
[[nodiscard]] std::string merged(std::string_view present, std::string_view given);

} // namespace castellan::wire
