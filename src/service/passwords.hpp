// Passwords, by libsodium's Argon2id.
#pragma once

#include "service/options.hpp"
#include "service/random.hpp"

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

/// A hash that no password has made, for holding a password against where there is none: looking costs the same time.
/// OPTIMIZATION: made of random bytes, because hashing something at each start took a seventh of it.
[[nodiscard]] std::string unmatched_hash(Random& random, PasswordCost const& cost);

/// Why a password can't be used, as a sentence; empty if it can.
[[nodiscard]] std::optional<std::string_view> password_problem(std::string_view password);

} // namespace castellan
