#include "service/throttle.hpp"

namespace castellan {

std::optional<Instant> Throttle::count_try(std::string_view key, Instant now)
{
    while (!windows_.empty() &&
           (now - windows_.front().since >= limit_.window_ms || windows_.size() > most_keys_)) {
        by_key_.erase(windows_.front().key);
        windows_.pop_front();
    }

    if (auto const found = by_key_.find(key); found != by_key_.end()) {
        auto& window = *found->second;
        if (window.tries >= limit_.tries)
            return window.since + limit_.window_ms - now;
        ++window.tries;
        return std::nullopt;
    }
    windows_.push_back({std::string{key}, 1, now});
    by_key_.emplace(windows_.back().key, std::prev(windows_.end()));
    return std::nullopt;
}

std::uint32_t Throttle::left(std::string_view key, Instant now) const
{
    auto const found = by_key_.find(key);
    if (found == by_key_.end() || now - found->second->since >= limit_.window_ms)
        return limit_.tries;
    return limit_.tries - found->second->tries;
}

void Throttle::forgive(std::string_view key)
{
    if (auto const found = by_key_.find(key); found != by_key_.end()) {
        auto const window = found->second;
        by_key_.erase(found);
        windows_.erase(window);
    }
}

void Throttle::give_back(std::string_view key)
{
    if (auto const found = by_key_.find(key); found != by_key_.end() && found->second->tries > 0)
        --found->second->tries;
}

} // namespace castellan
