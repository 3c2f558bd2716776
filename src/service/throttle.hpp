// Slows down guessing: counts what was tried for a key (a person's address, a network address) within a while.
#pragma once

#include "model/things.hpp"

#include <cstdint>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace castellan {

/// So many tries within a window; then one has to wait until the window is over.
struct ThrottleLimit {
    std::uint32_t tries;
    Instant window_ms;
};

/// Bounded: of more keys than `most_keys` the one whose window began first is forgotten.
class Throttle {
public:
    explicit Throttle(ThrottleLimit limit, std::size_t most_keys = 20'000) : limit_(limit), most_keys_(most_keys) {}

    /// Counts one try, before its outcome is known, so that many at once don't slip through. If there were too many:
    /// the milliseconds to wait, and nothing is counted.
    [[nodiscard]] std::optional<Instant> count_try(std::string_view key, Instant now);

    /// How many more would be counted now.
    [[nodiscard]] std::uint32_t left(std::string_view key, Instant now) const;

    /// The try succeeded: it does not count, and for a person, neither do those before it.
    void forgive(std::string_view key);
    void give_back(std::string_view key);

private:
    struct Window {
        std::string key;
        std::uint32_t tries;
        Instant since;
    };

    using Windows = std::list<Window>; // the one that began first in front

    ThrottleLimit limit_;
    std::size_t most_keys_;
    Windows windows_;
    std::unordered_map<std::string_view, Windows::iterator> by_key_; // keys are kept in `windows_`
};

} // namespace castellan
