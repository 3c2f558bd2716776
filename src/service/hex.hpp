// Bytes as hexadecimal digits, in small letters.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace castellan {

[[nodiscard]] std::string hex(std::string_view bytes);

/// Nothing if it is not an even number of hexadecimal digits.
[[nodiscard]] std::optional<std::string> bytes_of_hex(std::string_view text);

} // namespace castellan
