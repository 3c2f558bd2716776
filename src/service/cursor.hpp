// Keys to go on from that must not be read: a search may stop at something that the searcher may not see.
#pragma once

#include "service/random.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace castellan {

/// Seals ids under a key that only this process knows. A sealed id begins with `~`, which no id does.
class Cursor {
public:
    explicit Cursor(Random& random) { random.fill(key_); }

    [[nodiscard]] std::string seal(std::string_view id) const;

    /// The id where to go on: `text` itself if it is not sealed. Nothing if the seal is not ours (any more).
    [[nodiscard]] std::optional<std::string> open(std::string_view text) const;

private:
    std::array<std::byte, 32> key_{};
};

} // namespace castellan
