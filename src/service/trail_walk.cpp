#include "service/trail_walk.hpp"

#include <algorithm>
#include <iterator>

namespace castellan {

namespace {

constexpr std::size_t entries_at_once = 100;

/// With more accounts than this, looking at everything is cheaper than going through the index in so many places.
constexpr std::size_t sources_most = 8;

} // namespace

TrailWalk::TrailWalk(Store& store, EntryFilter const& filter, std::vector<std::string> const& accounts,
                     std::uint64_t before)
    : store_(store)
{
    if (accounts.empty() || accounts.size() > sources_most) {
        sources_.push_back({.filter = filter, .before = before, .entries = {}});
        return;
    }
    for (auto const& account : accounts) {
        auto narrowed = filter;
        if (!std::ranges::contains(narrowed.about, account))
            narrowed.about.push_back(account);
        sources_.push_back({.filter = std::move(narrowed), .before = before, .entries = {}});
    }
}

std::expected<void, StoreError> TrailWalk::fill(Source& source)
{
    if (!source.entries.empty() || source.ended)
        return {};
    auto entries = store_.read_back(source.before, entries_at_once, source.filter);
    if (!entries)
        return std::unexpected(entries.error());
    source.ended = entries->empty();
    if (source.ended)
        return {};
    source.before = entries->back().number;
    for (auto const& entry : *entries)
        bytes_read_ += entry.body.size();
    std::ranges::move(*entries, std::back_inserter(source.entries));
    return {};
}

std::expected<std::optional<Entry>, StoreError> TrailWalk::next()
{
    auto latest = std::uint64_t{0};
    for (auto& source : sources_) {
        if (auto const filled = fill(source); !filled)
            return std::unexpected(filled.error());
        if (!source.entries.empty())
            latest = std::max(latest, source.entries.front().number);
    }
    if (latest == 0)
        return std::nullopt;
    auto found = std::optional<Entry>{};
    for (auto& source : sources_) { // it may be about several accounts
        if (source.entries.empty() || source.entries.front().number != latest)
            continue;
        found = std::move(source.entries.front());
        source.entries.pop_front();
    }
    return found;
}

std::expected<std::uint64_t, StoreError> last_at(Store& store, Instant at)
{
    auto const last = store.last_number();
    if (!last)
        return std::unexpected(last.error());
    auto below = std::uint64_t{0}; // at this instant or before it
    auto above = *last + 1;        // after it
    while (above - below > 1) {
        auto const middle = below + (above - below) / 2;
        auto const entries = store.read(middle, 1);
        if (!entries)
            return std::unexpected(entries.error());
        if (!entries->empty() && entries->front().at <= at)
            below = middle;
        else
            above = middle;
    }
    return below;
}

} // namespace castellan
