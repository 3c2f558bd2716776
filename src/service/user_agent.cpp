#include "service/user_agent.hpp"

#include <array>

namespace castellan {

namespace {

struct Mark {
    std::string_view in_header;
    std::string_view name;
};

// Each claims to be those below it, so the first that is found is the one.
constexpr auto browsers = std::to_array<Mark>({
    {"Edg/",             "Edge"            },
    {"EdgA/",            "Edge"            },
    {"EdgiOS/",          "Edge"            },
    {"OPR/",             "Opera"           },
    {"Vivaldi/",         "Vivaldi"         },
    {"SamsungBrowser/",  "Samsung Internet"},
    {"Firefox/",         "Firefox"         },
    {"FxiOS/",           "Firefox"         },
    {"CriOS/",           "Chrome"          },
    {"Chromium/",        "Chromium"        },
    {"HeadlessChrome/",  "Chromium"        },
    {"Chrome/",          "Chrome"          },
    {"Safari/",          "Safari"          },
    {"curl/",            "curl"            },
});
constexpr auto systems = std::to_array<Mark>({
    {"iPhone",     "iPhone"  },
    {"iPad",       "iPad"    },
    {"Android",    "Android" },
    {"CrOS",       "ChromeOS"},
    {"Windows",    "Windows" },
    {"Macintosh",  "macOS"   },
    {"Linux",      "Linux"   },
});

template <std::size_t count>
std::string first_of(std::array<Mark, count> const& marks, std::string_view text)
{
    for (auto const& mark : marks) {
        if (text.find(mark.in_header) != text.npos)
            return std::string{mark.name};
    }
    return {};
}

} // namespace

Browser browser_in(std::string_view user_agent)
{
    return {first_of(browsers, user_agent), first_of(systems, user_agent)};
}

} // namespace castellan
