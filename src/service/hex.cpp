#include "service/hex.hpp"

#include <sodium.h>

namespace castellan {

std::string hex(std::string_view bytes)
{
    auto text = std::string(2 * bytes.size() + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size());
    text.pop_back();
    return text;
}

std::optional<std::string> bytes_of_hex(std::string_view text)
{
    auto bytes = std::string(text.size() / 2, '\0');
    auto size = std::size_t{0};
    auto const read = sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(),
                                     nullptr, &size, nullptr);
    if (read != 0 || size * 2 != text.size())
        return std::nullopt;
    return bytes;
}

} // namespace castellan
