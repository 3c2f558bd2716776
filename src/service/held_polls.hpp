// Messages of devices whose answers are held back until there is an order for them, or their time is over.
#pragma once

#include "service/service.hpp"

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

class HeldPolls {
public:
    struct Poll {
        HeldId held = 0;
        std::string safe;
        Instant until = 0;
        std::uint64_t taken = 0; // orders up to this number the device has
    };

    /// Holds the answer to a safe's message. A safe waits in one place: its former poll is to be taken before.
    [[nodiscard]] HeldId hold(std::string safe, Instant until, std::uint64_t taken)
    {
        auto const held = ++last_;
        auto poll = Poll{.held = held, .safe = std::move(safe), .until = until, .taken = taken};
        polls_.insert_or_assign(poll.safe, poll);
        return held;
    }

    /// The poll of this safe, which waits no longer.
    [[nodiscard]] std::optional<Poll> take(std::string const& safe)
    {
        auto node = polls_.extract(safe);
        return node ? std::optional{std::move(node.mapped())} : std::nullopt;
    }

    void put_back(Poll poll)
    {
        auto safe = poll.safe;
        polls_.insert_or_assign(std::move(safe), std::move(poll));
    }

    [[nodiscard]] std::vector<Poll> take_due(Instant now)
    {
        auto due = std::vector<Poll>{};
        for (auto at = polls_.begin(); at != polls_.end();) {
            if (at->second.until <= now) {
                due.push_back(std::move(at->second));
                at = polls_.erase(at);
            } else {
                ++at;
            }
        }
        return due;
    }

    [[nodiscard]] std::vector<Poll> take_all() { return take_due(std::numeric_limits<Instant>::max()); }

private:
    std::unordered_map<std::string, Poll> polls_;
    HeldId last_ = 0;
};

} // namespace castellan
