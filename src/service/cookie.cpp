#include "service/cookie.hpp"

#include <algorithm>

namespace castellan {

std::string_view cookie_value(std::string_view header, std::string_view name)
{
    auto found = std::string_view{};
    while (!header.empty()) {
        auto pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(pair.size() + 1, header.size()));
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        auto const equals = pair.find('=');
        if (equals == pair.npos || pair.substr(0, equals) != name)
            continue;
        if (!found.empty())
            return {};
        found = pair.substr(equals + 1);
    }
    return found;
}

} // namespace castellan
