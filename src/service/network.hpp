// Which network an address stands for when tries are counted.
#pragma once

#include <string>
#include <string_view>

namespace castellan {

/// IPv6 by its /64, because whoever has one address there has all of them; IPv4 as it is, also where it comes mapped into
/// IPv6. What is no address stands for itself.
[[nodiscard]] std::string network_of(std::string_view address);

} // namespace castellan
