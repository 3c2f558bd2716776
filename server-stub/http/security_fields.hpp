// The fields that tell a browser what the console needs and that nothing else is to be done with it. On every answer.
#pragma once

#include <cstdint>
#include <string>

namespace castellan::server {

enum class Tls : std::uint8_t { none, in_front };

/// Complete field lines. Behind TLS they also bind the browser to it.
std::string security_fields(Tls tls);

} // namespace castellan::server
