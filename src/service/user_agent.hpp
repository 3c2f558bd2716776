// What a browser says that it is, in plain words.
#pragma once

#include <string>
#include <string_view>

namespace castellan {

/// Names as their makers write them, the same in every language; empty where nothing is recognised.
struct Browser {
    std::string name;   // "Firefox"
    std::string system; // "Windows"
    friend bool operator==(Browser const&, Browser const&) = default;
};

/// By the header User-Agent. Nothing of its own text is kept: anybody can put anything there.
[[nodiscard]] Browser browser_in(std::string_view user_agent);

} // namespace castellan
