// Query strings and escapes. What is decoded and encoded again decodes to the same.
#include "wire/url.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace castellan;
    auto const text = std::string_view{reinterpret_cast<char const*>(data), size};
    if (auto const query = wire::Query::parse(text, "q account after limit")) {
        std::ignore = query->text("q");
        std::ignore = query->number("limit", 1, 200, 50);
    }
    if (auto const decoded = wire::percent_decoded(text);
        decoded && wire::percent_decoded(wire::percent_encoded(*decoded)) != decoded)
        std::abort();
    return 0;
}
