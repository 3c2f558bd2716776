#include "server-stub/delivery/public_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string>

namespace castellan::server {

namespace {

using V4 = std::array<std::uint8_t, 4>;
using V6 = std::array<std::uint8_t, 16>;

template <class Bytes>
struct Network {
    Bytes begins;
    unsigned bits;
};

// clang-format off
constexpr auto special_v4 = std::to_array<Network<V4>>({
    {{0, 0, 0, 0},       8},  // this network
    {{10, 0, 0, 0},      8},  // private
    {{100, 64, 0, 0},    10}, // shared by carriers
    {{127, 0, 0, 0},     8},  // this machine
    {{169, 254, 0, 0},   16}, // link-local, and the metadata of clouds
    {{172, 16, 0, 0},    12}, // private
    {{192, 0, 0, 0},     24}, // IETF
    {{192, 0, 2, 0},     24}, // documentation
    {{192, 88, 99, 0},   24}, // 6to4 relays, no longer used
    {{192, 168, 0, 0},   16}, // private
    {{198, 18, 0, 0},    15}, // benchmarks
    {{198, 51, 100, 0},  24}, // documentation
    {{203, 0, 113, 0},   24}, // documentation
    {{224, 0, 0, 0},     4},  // multicast
    {{240, 0, 0, 0},     4},  // reserved, broadcast
});

constexpr auto global_v6 = Network<V6>{{0x20}, 3};
constexpr auto special_v6 = std::to_array<Network<V6>>({
    {{0x20, 0x01, 0x00, 0x00}, 23}, // IETF: Teredo, benchmarks, ORCHID
    {{0x20, 0x01, 0x0d, 0xb8}, 32}, // documentation
    {{0x20, 0x02},             16}, // 6to4: an IPv4 address inside
    {{0x3f, 0xff},             20}, // documentation
});
// clang-format on

template <class Bytes>
bool is_in(Network<Bytes> const& network, Bytes const& address)
{
    auto bits = network.bits;
    for (std::size_t at = 0; bits > 0; ++at) {
        auto const here = std::min(bits, 8U);
        auto const mask = static_cast<std::uint8_t>(0xFFU << (8U - here));
        if ((address[at] & mask) != (network.begins[at] & mask))
            return false;
        bits -= here;
    }
    return true;
}

bool is_public_v4(V4 const& address)
{
    return std::ranges::none_of(special_v4, [&](auto const& network) { return is_in(network, address); });
}

bool is_public_v6(V6 const& address)
{
    return is_in(global_v6, address) &&
           std::ranges::none_of(special_v6, [&](auto const& network) { return is_in(network, address); });
}

/// The address within the kernel's structure for its family.
template <class Bytes, class Structure, class Member>
Bytes bytes_of(sockaddr const& address, Member Structure::*member)
{
    auto whole = Structure{};
    std::memcpy(&whole, &address, sizeof whole);
    auto bytes = Bytes{};
    static_assert(sizeof(whole.*member) == sizeof bytes);
    std::memcpy(bytes.data(), &(whole.*member), sizeof bytes);
    return bytes;
}

} // namespace

bool is_public(sockaddr const& address)
{
    // The kernel's structures begin alike: the family says which one it is.
    if (address.sa_family == AF_INET)
        return is_public_v4(bytes_of<V4>(address, &sockaddr_in::sin_addr));
    if (address.sa_family == AF_INET6)
        return is_public_v6(bytes_of<V6>(address, &sockaddr_in6::sin6_addr));
    return false;
}

bool is_public(std::string_view literal)
{
    auto const text = std::string{literal};
    auto v4 = V4{};
    if (inet_pton(AF_INET, text.c_str(), v4.data()) == 1)
        return is_public_v4(v4);
    auto v6 = V6{};
    return inet_pton(AF_INET6, text.c_str(), v6.data()) == 1 && is_public_v6(v6);
}

} // namespace castellan::server
