// Where random bytes come from: given from outside, so that a test can repeat itself.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace castellan {

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> bytes) = 0;
};

/// The operating system's, by libsodium. What every server uses.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::byte> bytes) override;
};

/// The prefix and 80 random bits as 16 letters and digits: "u4k7q…". Ids that can't be guessed tell a guesser nothing
/// when one is taken.
[[nodiscard]] std::string random_id(Random& random, std::string_view prefix);

/// 256 random bits as 64 hexadecimal digits, for sessions and links.
[[nodiscard]] std::string random_token(Random& random);

} // namespace castellan
