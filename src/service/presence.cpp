#include "service/presence.hpp"

#include <iterator>

namespace castellan {

void Presence::restart()
{
    by_safe_.clear();
    seen_.clear();
}

void Presence::expect(std::string const& safe, Instant now)
{
    seen_.push_back({.safe = safe, .at = now, .expected = true});
    by_safe_.insert_or_assign(seen_.back().safe, std::prev(seen_.end()));
}

Presence::Heard Presence::hear(std::string const& safe, Instant now)
{
    auto const found = by_safe_.find(safe);
    if (found == by_safe_.end()) {
        seen_.push_back({.safe = safe, .at = now});
        by_safe_.emplace(seen_.back().safe, std::prev(seen_.end()));
        return Heard::came;
    }
    auto const place = found->second;
    place->at = now;
    seen_.splice(seen_.end(), seen_, place);
    return std::exchange(place->expected, false) ? Heard::as_logged : Heard::still;
}

std::vector<Presence::Missing> Presence::missing(Instant now, Instant patience)
{
    auto result = std::vector<Missing>{};
    while (!seen_.empty() && now - seen_.front().at >= patience) {
        by_safe_.erase(seen_.front().safe);
        result.push_back({.safe = std::move(seen_.front().safe), .expected = seen_.front().expected});
        seen_.pop_front();
    }
    return result;
}

void Presence::forget(std::string_view safe)
{
    if (auto const found = by_safe_.find(safe); found != by_safe_.end()) {
        auto const place = found->second;
        by_safe_.erase(found);
        seen_.erase(place);
    }
}

} // namespace castellan
