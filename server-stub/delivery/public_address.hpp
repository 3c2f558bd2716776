// Which addresses are of the public internet: where others may have this server send something to.
#pragma once

#include <sys/socket.h>

#include <string_view>

namespace castellan::server {

/// False for this machine, private and shared networks, link-local, multicast, reserved and documentation addresses, and for
/// all of IPv6 that embeds an IPv4 address (IANA's special-purpose registries, RFC 6890). Of IPv6 only global unicast is
/// public.
[[nodiscard]] bool is_public(sockaddr const& address);

/// The same of a literal: "192.0.2.1", "2001:db8::1". False if it is none.
[[nodiscard]] bool is_public(std::string_view literal);

} // namespace castellan::server
