// Which safes are there: heard of lately, by their own messages. Lives in memory; the log is told of what changes.
#pragma once

#include "model/things.hpp"

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

class Presence {
public:
    /// Forgets everybody, as at a start.
    void restart();

    /// The log says that this safe was there when the service ended; since then it has not been heard.
    void expect(std::string const& safe, Instant now);

    enum class Heard : std::uint8_t {
        still,    // it was there
        as_logged, // it was expected: for the log it never was away
        came,
    };
    [[nodiscard]] Heard hear(std::string const& safe, Instant now);

    struct Missing {
        std::string safe;
        bool expected = false; // not once heard since the start
    };
    /// Those that were not heard for so long; they are away from now on.
    [[nodiscard]] std::vector<Missing> missing(Instant now, Instant patience);

    void forget(std::string_view safe);

private:
    struct Seen {
        std::string safe;
        Instant at = 0;
        bool expected = false;
    };
    std::list<Seen> seen_; // the one that was not heard for longest in front
    std::unordered_map<std::string_view, std::list<Seen>::iterator> by_safe_; // ids are kept in `seen_`
};

} // namespace castellan
