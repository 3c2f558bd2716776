// Where the text of an open event stream passes from the application to the connection that sends it.
#pragma once

#include "server-stub/http/task.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace castellan::server {

/// The application derives from it to learn, by the destructor, that the client is gone.
class EventFeed {
public:
    explicit EventFeed(Executor executor) : woken_(std::move(executor)) {}
    EventFeed(EventFeed const&) = delete;
    EventFeed& operator=(EventFeed const&) = delete;
    virtual ~EventFeed() = default;

    /// Sends this next. A reader so slow that much is waiting is sent away; he comes back and asks for what he missed.
    void push(std::string_view text)
    {
        if (waiting_.size() + text.size() > waiting_at_most)
            return end();
        waiting_.append(text);
        woken_.set();
    }

    /// Ends the stream after what was pushed.
    void end()
    {
        ended_ = true;
        woken_.set();
    }

    // The connection's side

    Task<void> wait() { return woken_.wait(); }
    std::string take() { return std::exchange(waiting_, {}); }
    bool ended() const { return ended_; }
    bool idle() const { return waiting_.empty(); }

private:
    static constexpr std::size_t waiting_at_most = 64 * 1024;

    Signal woken_;
    std::string waiting_;
    bool ended_ = false;
};

} // namespace castellan::server
