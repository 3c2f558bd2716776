// Cookie headers (RFC 6265).
#pragma once

#include <string_view>

namespace castellan {

/// The value of the cookie with this name; empty if it is not there, or there twice: then one was put there by somebody
/// else. It points into `header`.
[[nodiscard]] std::string_view cookie_value(std::string_view header, std::string_view name);

} // namespace castellan
