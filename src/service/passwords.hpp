// Passwords, by libsodium's Argon2id.
#pragma once

#include "service/options.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace castellan {

inline constexpr std::size_t password_least = 10;  // letters; length beats rules about signs
inline constexpr std::size_t password_most = 1024; // bytes; a bound for hashing

/// The hash as a text that carries its own parameters. Takes 20 to 90 ms with the default cost. Empty only when
/// memory ran out.
[[nodiscard]] std::string hash_password(std::string_view password, PasswordCost const& cost);

/// Whether the password made this hash. Takes as long as hashing.
[[nodiscard]] bool password_fits(std::string_view password, std::string const& hash);

/// Why a password can't be used, as a sentence; empty if it can.
[[nodiscard]] std::optional<std::string_view> password_problem(std::string_view password);

} // namespace castellan
