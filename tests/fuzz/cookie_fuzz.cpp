// Cookie headers. What is found is a part of the header, and stands there once.
#include "service/cookie.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    auto const header = std::string{reinterpret_cast<char const*>(data), size};
    auto const value = castellan::cookie_value(header, "castellan");
    if (!value.empty() && header.find("castellan=" + std::string{value}) == std::string::npos)
        std::abort();
    return 0;
}
