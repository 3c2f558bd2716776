// Messages on their way out. Like answers they are held back until what they tell of is durable; if that fails, they
// were never written.
#pragma once

#include "service/message.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace castellan {

class Outgoing {
public:
    void post(Message message) { written_.push_back(std::move(message)); }

    /// A batch was handed out: what was written so far leaves with it; at once, if there is nothing to wait for
    /// (`is_empty`: everything before is durable).
    void batch_taken(std::uint64_t ticket, bool is_empty)
    {
        auto& next = is_empty ? released_ : waiting_;
        ticket_ = is_empty ? ticket_ : ticket;
        for (auto& message : std::exchange(written_, {}))
            next.push_back(std::move(message));
        shorten();
    }

    void committed(std::uint64_t ticket)
    {
        if (ticket != ticket_)
            return;
        for (auto& message : std::exchange(waiting_, {}))
            released_.push_back(std::move(message));
        shorten();
    }

    void failed()
    {
        written_.clear();
        waiting_.clear();
    }

    /// Nobody may be there who takes them.
    static constexpr std::size_t released_most = 100'000;

    [[nodiscard]] std::vector<Message> take() { return std::exchange(released_, {}); }

private:
    void shorten()
    {
        if (released_.size() > released_most)
            released_.erase(released_.begin(), released_.end() - released_most / 2);
    }

    std::vector<Message> written_;  // since the last batch
    std::vector<Message> waiting_;  // for the batch that is on its way
    std::vector<Message> released_; // may leave
    std::uint64_t ticket_ = 0;
};

} // namespace castellan
