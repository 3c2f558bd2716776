#include "service/streams.hpp"

#include <algorithm>
#include <format>

namespace castellan {

std::string change_event(std::uint64_t number)
{
    return std::format("event: change\ndata: {{\"revision\":{}}}\n\n", number);
}

StreamId Streams::open(std::string session_key, std::string user, std::string terminal, std::uint64_t number)
{
    auto const mine = std::ranges::count_if(
        streams_, [&](auto const& entry) { return entry.second.session_key == session_key; });
    if (static_cast<std::size_t>(mine) >= streams_each)
        return 0;
    streams_.emplace(++last_, Stream{std::move(session_key), std::move(user), std::move(terminal), number});
    return last_;
}

std::vector<StreamEvent> Streams::take(World const& world, Followers& followers, Sessions const& sessions,
                                       std::uint64_t durable, Instant now)
{
    auto events = std::vector<StreamEvent>{};
    texts_.clear();
    for (auto at = streams_.begin(); at != streams_.end();) {
        auto& [id, stream] = *at;
        auto const user = world.users.find(stream.user);
        auto const terminal = world.groups.find(stream.terminal);
        if (!user || !sessions.lives(stream.session_key, now) || (!stream.terminal.empty() && !terminal)) {
            events.push_back({.stream = id, .end = true});
            at = streams_.erase(at);
            continue;
        }
        auto const follower = Followers::name_of(stream.user, stream.terminal);
        auto number = followers.number_at(follower, durable);
        if (number == 0) // the world was read again: whatever he knows may be otherwise
            number = followers.number_of(world, user, now, terminal);
        followers.keep_following(follower, now);
        if (number != stream.told) {
            stream.told = number;
            events.push_back({.stream = id, .text = texts_.emplace_back(change_event(number))});
        }
        ++at;
    }
    return events;
}

} // namespace castellan
