// What the operator reads: one line each for start, stop and errors; requests at debug level, without personal data.
#pragma once

#include <cstdint>
#include <format>
#include <string_view>
#include <utility>

namespace castellan::server::log {

enum class Level : std::uint8_t { debug, info, warning, error };

/// Lines below this level are left out. Before the first call it is `info`.
void set_level(Level level);
bool wants(Level level);

void line(Level level, std::string_view text);

template <class... Arguments>
void debug(std::format_string<Arguments...> text, Arguments&&... arguments)
{
    if (wants(Level::debug))
        line(Level::debug, std::format(text, std::forward<Arguments>(arguments)...));
}

template <class... Arguments>
void info(std::format_string<Arguments...> text, Arguments&&... arguments)
{
    line(Level::info, std::format(text, std::forward<Arguments>(arguments)...));
}

template <class... Arguments>
void warning(std::format_string<Arguments...> text, Arguments&&... arguments)
{
    line(Level::warning, std::format(text, std::forward<Arguments>(arguments)...));
}

template <class... Arguments>
void error(std::format_string<Arguments...> text, Arguments&&... arguments)
{
    line(Level::error, std::format(text, std::forward<Arguments>(arguments)...));
}

} // namespace castellan::server::log
