#include "service/streams.hpp"

#include <algorithm>
#include <format>

namespace castellan {

std::string change_event(std::uint64_t revision)
{
    return std::format("event: change\ndata: {{\"revision\":{}}}\n\n", revision);
}

StreamId Streams::open(std::string session_key, std::string user, std::uint64_t revision)
{
    auto const mine = std::ranges::count_if(
        streams_, [&](auto const& entry) { return entry.second.session_key == session_key; });
    if (static_cast<std::size_t>(mine) >= streams_each)
        return 0;
    streams_.emplace(++last_, Stream{std::move(session_key), std::move(user), revision});
    return last_;
}

std::vector<StreamEvent> Streams::take(World const& world, Recent const& recent, Sessions const& sessions,
                                       std::uint64_t durable, Instant now)
{
    auto events = std::vector<StreamEvent>{};
    text_ = change_event(durable);
    for (auto at = streams_.begin(); at != streams_.end();) {
        auto& [id, stream] = *at;
        auto const user = world.users.find(stream.user);
        if (!user || !sessions.lives(stream.session_key, now)) {
            events.push_back({.stream = id, .end = true});
            at = streams_.erase(at);
            continue;
        }
        if (stream.looked_at < durable && recent.first_noticed(world, user, stream.looked_at, durable) != 0)
            events.push_back({.stream = id, .text = text_});
        stream.looked_at = std::max(stream.looked_at, durable);
        ++at;
    }
    return events;
}

} // namespace castellan
