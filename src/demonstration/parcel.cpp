#include "demonstration/parcel.hpp"

#include <cstdint>

namespace castellan {

namespace {

constexpr std::size_t length_bytes = 4;

} // namespace

void put(std::string& parcel, std::string_view text)
{
    auto const length = static_cast<std::uint32_t>(text.size());
    for (auto shift = 0U; shift < 32; shift += 8)
        parcel += static_cast<char>(length >> shift & 0xFFU);
    parcel += text;
}

std::string_view Unpacker::text()
{
    if (failed_ || rest_.size() < length_bytes) {
        failed_ = true;
        return {};
    }
    auto length = std::uint32_t{0};
    for (auto at = std::size_t{0}; at < length_bytes; ++at)
        length |= std::uint32_t{static_cast<unsigned char>(rest_[at])} << (8 * at);
    rest_.remove_prefix(length_bytes);
    if (rest_.size() < length) {
        failed_ = true;
        return {};
    }
    auto const found = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return found;
}

} // namespace castellan
