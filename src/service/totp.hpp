// Codes of an authenticator: RFC 6238, by liboath. SHA-1, six digits, half a minute: what every authenticator can do.
#pragma once

#include "model/things.hpp"
#include "service/random.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace castellan {

inline constexpr Instant totp_step_ms = 30'000;
inline constexpr std::size_t totp_secret_bytes = 20;
inline constexpr std::size_t totp_digits = 6;

/// A new shared secret, as bytes.
[[nodiscard]] std::string totp_secret(Random& random);

/// For typing: base32 without padding.
[[nodiscard]] std::string base32(std::string_view bytes);

/// otpauth://totp/Issuer:person?secret=…, which authenticators read from a QR code.
[[nodiscard]] std::string totp_uri(std::string_view secret, std::string_view issuer, std::string_view person);

/// The code of a time step.
[[nodiscard]] std::string totp_code(std::string_view secret, std::uint64_t step);

/// The time step that a code belongs to: this one, or the one before or after, since clocks differ. None if it is no such
/// code. Takes the same time whichever digits are right.
[[nodiscard]] std::optional<std::uint64_t> totp_step_of(std::string_view secret, std::string_view code, Instant now);

} // namespace castellan
