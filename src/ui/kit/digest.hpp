// A quick 64-bit digest of bytes, to tell whether something is still the same. Not for anything that must be hard to
// forge.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace castellan::ui {

class Digest {
public:
    void add(void const* data, std::size_t size)
    {
        auto const* bytes = static_cast<unsigned char const*>(data);
        for (; size >= sizeof(std::uint64_t); size -= sizeof(std::uint64_t), bytes += sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, bytes, sizeof word);
            mix(word);
        }
        std::uint64_t rest = size;
        for (; size > 0; --size, ++bytes)
            rest = rest << 8 | *bytes;
        mix(rest);
    }
    void add(std::string_view text) { add(text.data(), text.size()); }

    [[nodiscard]] std::uint64_t value() const { return value_; }

private:
    void mix(std::uint64_t word)
    {
        value_ = (value_ ^ word) * 0x9E37'79B9'7F4A'7C15u;
        value_ ^= value_ >> 29;
    }

    std::uint64_t value_ = 0xCBF2'9CE4'8422'2325u;
};

} // namespace castellan::ui
