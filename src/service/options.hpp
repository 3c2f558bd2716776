// What an operator may choose, with the defaults that are right for most.
#pragma once

#include "model/things.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace castellan {

/// How much a guess at a password costs (libsodium's Argon2id limits).
struct PasswordCost {
    std::uint64_t operations = 2;
    std::size_t memory = std::size_t{64} * 1024 * 1024;
};

/// For tests only: the least that libsodium takes.
inline constexpr PasswordCost cheap_passwords{.operations = 1, .memory = std::size_t{8} * 1024};

/// Whether what is installed is the demonstration organisation, whose passwords everybody knows.
enum class Demonstration : std::uint8_t { no, yes };

struct Options {
    /// The server stands behind TLS: cookies are `Secure` and bear the `__Host-` name, origins are https.
    bool behind_tls = false;

    /// A session ends when unused for this long, and in any case this long after sign-in.
    Instant session_idle_ms = Instant{12} * 60 * 60 * 1000;
    Instant session_length_ms = Instant{7} * 24 * 60 * 60 * 1000;

    PasswordCost passwords;

    /// How often a safe is to say that it is there; three times that without a word, and it counts as offline.
    Instant heartbeat_ms = 10'000;

    /// Webhooks may go to addresses of this machine and of private networks, and in clear (http://).
    bool private_webhooks = false;

    /// The rule by which a time zone's clock runs (model/local_time.hpp), by its IANA name; nothing for a name that is not
    /// known. Without it accounts keep UTC.
    std::function<std::optional<std::string>(std::string_view name)> zone_rule = {};

    /// A snapshot of the world goes with the first batch after this many entries.
    std::uint64_t snapshot_every = 20'000;
};

} // namespace castellan
