#include "service/hotp.hpp"

#include <liboath/oath.h>

#include <array>

namespace castellan {

std::string hotp_code(std::string_view secret, std::uint64_t counter, unsigned digits)
{
    static auto const is_ready = oath_init() == OATH_OK;
    auto code = std::array<char, 16>{};
    if (!is_ready || digits < 6 || digits > 8 ||
        oath_hotp_generate(secret.data(), secret.size(), counter, digits, /*add_checksum=*/false,
                           OATH_HOTP_DYNAMIC_TRUNCATION, code.data()) != OATH_OK)
        return {};
    return code.data();
}

} // namespace castellan
