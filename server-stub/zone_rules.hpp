// Time zones as this machine knows them (Debian's tzdata): the rule by which a zone's clock runs from now on.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::server {

/// "America/New_York" → "EST5EDT,M3.2.0,M11.1.0", the POSIX TZ string at the end of the zone's file (RFC 8536, section 3.3).
/// Nothing if there is no such zone. What is not made of the words of a zone's name is never looked for on the disk.
[[nodiscard]] std::optional<std::string> zone_rule(std::string_view name,
                                                   std::filesystem::path const& folder = "/usr/share/zoneinfo");

} // namespace castellan::server
