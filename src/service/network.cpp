#include "service/network.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <format>

namespace castellan {

std::string network_of(std::string_view address)
{
    auto const text = std::string{address.substr(0, address.find('%'))};
    auto bytes = std::array<unsigned char, 16>{};
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1)
        return text;
    static constexpr auto mapped = std::array<unsigned char, 12>{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (std::equal(mapped.begin(), mapped.end(), bytes.begin()))
        return std::format("{}.{}.{}.{}", bytes[12], bytes[13], bytes[14], bytes[15]);
    auto network = std::string{};
    for (auto at = std::size_t{0}; at < 8; ++at)
        network += std::format("{:02x}", bytes[at]);
    return network + "/64";
}

} // namespace castellan
