// Open event streams: who listens, and up to which of his numbers (service/followers.hpp) he was told.
#pragma once

#include "service/followers.hpp"
#include "service/service.hpp"
#include "service/sessions.hpp"

#include <deque>
#include <map>
#include <string>
#include <vector>

namespace castellan {

class Streams {
public:
    static constexpr std::size_t streams_each = 16; // of one session

    /// A new stream of a session, told of everything up to this number of the person; 0 if the session has too many.
    /// `terminal`: the id of the group at whose terminal he is; empty: at none.
    [[nodiscard]] StreamId open(std::string session_key, std::string user, std::string terminal, std::uint64_t number);
    void close(StreamId stream) { streams_.erase(stream); }

    /// What is to be sent, now that everything up to `durable` is. Streams of sessions that are over end.
    [[nodiscard]] std::vector<StreamEvent> take(World const& world, Followers& followers, Sessions const& sessions,
                                                std::uint64_t durable, Instant now);

private:
    struct Stream {
        std::string session_key;
        std::string user;
        std::string terminal;
        std::uint64_t told; // he knows where things stood with this number of his
    };

    std::map<StreamId, Stream> streams_;
    StreamId last_ = 0;
    std::deque<std::string> texts_; // of the events that were taken last
};

/// "event: change", with the person's number for what he may see now.
[[nodiscard]] std::string change_event(std::uint64_t number);

} // namespace castellan
