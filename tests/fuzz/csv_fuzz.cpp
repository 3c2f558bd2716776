// Tables of people. Lines only grow, and no record has more cells than are allowed.
#include "service/csv_reader.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace castellan;
    auto const text = std::string{reinterpret_cast<char const*>(data), size};
    if (CsvReader::problem_of(text))
        return 0;
    auto reader = CsvReader{text};
    auto line = std::int64_t{0};
    for (auto record = reader.next(); record && *record; record = reader.next()) {
        if ((*record)->line <= line || (*record)->cells.size() > 100)
            std::abort();
        line = (*record)->line;
    }
    return 0;
}
