// Signatures of Standard Webhooks (https://www.standardwebhooks.com): HMAC-SHA256 over "ID.TIMESTAMP.BODY".
#pragma once

#include "service/random.hpp"

#include <string>
#include <string_view>

namespace castellan {

/// 256 random bits: "whsec_" and Base64.
[[nodiscard]] std::string webhook_secret(Random& random);

/// "v1," and the signature in Base64. Empty if `secret` is none.
[[nodiscard]] std::string webhook_signature(std::string_view secret, std::string_view id, std::string_view timestamp,
                                            std::string_view body);

} // namespace castellan
