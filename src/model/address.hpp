// E-mail addresses, as far as this product cares.
#pragma once

#include <algorithm>
#include <string_view>

namespace castellan {

/// Whether a text looks like an address that mail can be sent to: something, an `@`, a domain with no empty label; no
/// blanks and nothing unprintable; at most 254 characters (RFC 5321). Whether it is one, the code or link will tell.
[[nodiscard]] inline bool is_address(std::string_view text)
{
    auto const at = text.rfind('@');
    if (text.size() > 254 || at == std::string_view::npos || at == 0 || at > 64 || text.find('@') != at)
        return false;
    auto const plain = [](char letter) { return letter > ' ' && letter != 127 && letter != ',' && letter != ';' &&
                                                letter != '<' && letter != '>' && letter != '"' && letter != '\\'; };
    auto const domain = text.substr(at + 1);
    return std::ranges::all_of(text, plain) && !domain.empty() && domain.front() != '.' && domain.back() != '.' &&
           domain.find("..") == std::string_view::npos;
}

} // namespace castellan
