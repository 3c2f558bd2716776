// Emergency codes of safes: RFC 4226 (HOTP), by liboath. The safe makes the same ones from the secret that it agreed on
// when it was paired, so that they open it while it is offline (S-16).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace castellan {

inline constexpr std::size_t hotp_secret_bytes = 20; // RFC 4226 4, R6: 160 bits
inline constexpr unsigned emergency_code_digits = 8;

/// The code of a counter; empty if there can't be one (6 to 8 digits are possible).
[[nodiscard]] std::string hotp_code(std::string_view secret, std::uint64_t counter, unsigned digits);

} // namespace castellan
