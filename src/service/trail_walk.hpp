// Through the log backwards, entry by entry, past what can't be for a reader: by the store's index where there is one.
#pragma once

#include "service/store.hpp"

#include <cstdint>
#include <deque>
#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace castellan {

class TrailWalk {
public:
    /// The entries with numbers below `before`, the latest first, that pass the filter and are about one of the
    /// `accounts`; empty: about whatever. What is behind the last one is not read.
    TrailWalk(Store& store, EntryFilter const& filter, std::vector<std::string> const& accounts, std::uint64_t before);

    /// The next one; nothing at the end.
    [[nodiscard]] std::expected<std::optional<Entry>, StoreError> next();

    /// How many bytes of entries were read.
    [[nodiscard]] std::size_t bytes_read() const { return bytes_read_; }

private:
    /// One place in the store's index.
    struct Source {
        EntryFilter filter;
        std::uint64_t before;
        std::deque<Entry> entries; // read and not yet given
        bool ended = false;
    };

    [[nodiscard]] std::expected<void, StoreError> fill(Source& source);

    Store& store_;
    std::vector<Source> sources_;
    std::size_t bytes_read_ = 0;
};

/// The number of the last entry at an instant or before it; 0 if there is none. Entries stand in the order of time.
[[nodiscard]] std::expected<std::uint64_t, StoreError> last_at(Store& store, Instant at);

} // namespace castellan
