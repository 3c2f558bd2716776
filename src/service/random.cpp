#include "service/random.hpp"

#include <sodium.h>

#include <array>

namespace castellan {

void SystemRandom::fill(std::span<std::byte> bytes)
{
    randombytes_buf(bytes.data(), bytes.size());
}

std::string random_id(Random& random, std::string_view prefix)
{
    // Crockford's letters: no i, l, o, u, so that an id read out over the radio stays what it was.
    static constexpr auto letters = std::string_view{"0123456789abcdefghjkmnpqrstvwxyz"};
    auto bytes = std::array<std::byte, 16>{};
    random.fill(bytes);
    auto id = std::string{prefix};
    for (auto const byte : bytes)
        id += letters[std::to_integer<std::size_t>(byte) % letters.size()];
    return id;
}

std::string random_token(Random& random)
{
    static constexpr auto digits = std::string_view{"0123456789abcdef"};
    auto bytes = std::array<std::byte, 32>{};
    random.fill(bytes);
    auto token = std::string{};
    token.reserve(2 * bytes.size());
    for (auto const byte : bytes) {
        token += digits[std::to_integer<std::size_t>(byte >> 4)];
        token += digits[std::to_integer<std::size_t>(byte & std::byte{15})];
    }
    return token;
}

} // namespace castellan
