#include "server-stub/http/host_names.hpp"

#include "server-stub/http/request_head.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <optional>

namespace castellan::server {

namespace {

bool is_port(std::string_view text)
{
    return !text.empty() && text.size() <= 5 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// The host without its port, and without the brackets of an IPv6 address; nothing if it isn't well-formed.
std::optional<std::string> without_port(std::string_view host)
{
    auto const bracket = host.starts_with('[') ? host.find(']') : std::string_view::npos;
    if (host.starts_with('[') && bracket == std::string_view::npos)
        return std::nullopt;
    auto const rest = bracket == std::string_view::npos ? host.substr(std::min(host.find(':'), host.size()))
                                                        : host.substr(bracket + 1);
    if (!rest.empty() && (rest.front() != ':' || !is_port(rest.substr(1))))
        return std::nullopt;
    host.remove_suffix(rest.size());
    if (bracket != std::string_view::npos)
        host = host.substr(1, bracket - 1);
    return std::string(host);
}

} // namespace

bool is_address(std::string_view text)
{
    std::string const terminated(text);
    std::array<unsigned char, sizeof(in6_addr)> address{};
    return inet_pton(AF_INET, terminated.c_str(), address.data()) == 1 ||
           inet_pton(AF_INET6, terminated.c_str(), address.data()) == 1;
}

bool is_loopback(std::string_view address)
{
    std::string const text(address);
    in_addr v4{};
    if (inet_pton(AF_INET, text.c_str(), &v4) == 1)
        return (ntohl(v4.s_addr) >> 24) == 127;
    in6_addr v6{};
    if (inet_pton(AF_INET6, text.c_str(), &v6) == 1)
        return std::ranges::equal(v6.s6_addr, in6addr_loopback.s6_addr);
    return equal_without_case(address, "localhost");
}

HostNames::HostNames(std::string_view bound_to, std::vector<std::string> names)
    : loopback_(is_loopback(bound_to)),
      names_(std::move(names))
{
}

bool HostNames::knows(std::string_view host) const
{
    auto const name = without_port(host);
    if (!name || name->empty())
        return false;
    if (std::ranges::any_of(names_, [&](std::string const& known) { return equal_without_case(*name, known); }))
        return true;
    return is_loopback(*name) || (!loopback_ && is_address(*name));
}

} // namespace castellan::server
