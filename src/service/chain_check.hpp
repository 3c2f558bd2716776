// Whether the log is whole: its chain walked in the background, a little at a time, and on with each new entry.
#pragma once

#include "service/store.hpp"

#include <cstddef>
#include <cstdint>

namespace castellan {

class ChainCheck {
public:
    explicit ChainCheck(Store& store) : store_(store) {}

    /// Begins anew.
    void restart() { walked_ = {}; }

    /// Time passes: so many entries more may be looked at, and what was found whole is told at full five minutes.
    void pass_time(std::uint64_t durable, Instant now);
    /// A slice; false if there is nothing left to do for now.
    [[nodiscard]] bool step();

    /// The last entry up to which everything fits, and its instant; 0: none yet. For who is shown that every entry is there.
    [[nodiscard]] std::uint64_t number() const { return walked_.number; }
    [[nodiscard]] Instant at() const { return walked_.at; }
    /// For everybody else: an instant up to which everything fits, of the clock and of no entry, so that it tells nothing of
    /// what happens out of sight (RULEBOOK 6); 0: none yet.
    [[nodiscard]] Instant whole_until() const { return walked_.whole_until; }
    /// An entry does not fit: altered, missing, or put between.
    [[nodiscard]] bool is_broken() const { return walked_.is_broken; }

private:
    struct Walked {
        std::uint64_t number = 0;
        Instant at = 0;
        Hash hash{};
        Instant whole_until = 0;
        Instant period = 0;             // the full five minutes that were last
        std::uint64_t wanted = 0;       // the last entry that had been written by then
        std::size_t allowance = 0;
        bool is_broken = false;
    };
    Store& store_;
    Walked walked_;
};

} // namespace castellan
