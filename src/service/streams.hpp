// Open event streams: who listens, up to which change he was told, and whom a new change concerns.
#pragma once

#include "service/recent.hpp"
#include "service/service.hpp"
#include "service/sessions.hpp"

#include <map>
#include <string>
#include <vector>

namespace castellan {

class Streams {
public:
    static constexpr std::size_t streams_each = 16; // of one session

    /// A new stream of a session, told of everything up to `revision`; 0 if the session has too many.
    [[nodiscard]] StreamId open(std::string session_key, std::string user, std::uint64_t revision);
    void close(StreamId stream) { streams_.erase(stream); }

    /// What is to be sent, now that everything up to `durable` is. Streams of sessions that are over end.
    [[nodiscard]] std::vector<StreamEvent> take(World const& world, Recent const& recent, Sessions const& sessions,
                                                std::uint64_t durable, Instant now);

private:
    struct Stream {
        std::string session_key;
        std::string user;
        std::uint64_t looked_at; // changes up to this one were told, or don't concern this person
    };

    std::map<StreamId, Stream> streams_;
    StreamId last_ = 0;
    std::string text_; // of the event that was taken last
};

/// "event: change", with the revision up to which there is something new.
[[nodiscard]] std::string change_event(std::uint64_t revision);

} // namespace castellan
