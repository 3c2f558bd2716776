// A body that is made piece by piece, as fast as its client takes it, so that a large one is never held as a whole.
#pragma once

#include "model/things.hpp"

#include <cstdint>
#include <string>

namespace castellan {

/// Belongs to whoever sends the answer; must go before the service does.
class BodyStream {
public:
    enum class State : std::uint8_t {
        more,
        done,
        broken // can't go on: the connection is to end so that the client knows that something is missing
    };

    virtual ~BodyStream() = default;

    /// Appends the next piece, which may be empty while there is more; takes a few milliseconds at most. Called on the thread of the service, with others' requests in between.
    [[nodiscard]] virtual State next(std::string& text, Instant now) = 0;
};

} // namespace castellan
