// QR codes, by libqrencode.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// Rows of `0` (light) and `1` (dark), without the quiet zone of four modules around. Empty if the text is too long for one.
[[nodiscard]] std::vector<std::string> qr_code(std::string_view text);

} // namespace castellan
