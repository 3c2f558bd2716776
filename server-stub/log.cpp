#include "server-stub/log.hpp"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

namespace castellan::server::log {

namespace {

spdlog::level::level_enum spdlog_level(Level level)
{
    switch (level) {
    case Level::debug:
        return spdlog::level::debug;
    case Level::info:
        return spdlog::level::info;
    case Level::warning:
        return spdlog::level::warn;
    case Level::error:
        return spdlog::level::err;
    }
    return spdlog::level::info;
}

/// Standard error, so that what commands print on standard output stays clean.
spdlog::logger& logger()
{
    static auto const made = [] {
        auto created =
            std::make_shared<spdlog::logger>("castellan", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
        created->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %^%l%$ %v", spdlog::pattern_time_type::utc);
        created->flush_on(spdlog::level::debug);
        return created;
    }();
    return *made;
}

} // namespace

void set_level(Level level)
{
    logger().set_level(spdlog_level(level));
}

bool wants(Level level)
{
    return logger().should_log(spdlog_level(level));
}

void line(Level level, std::string_view text)
{
    // A control character from outside must not forge a line.
    std::string clean(text);
    for (auto& c : clean)
        if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
            c = ' ';
    logger().log(spdlog_level(level), spdlog::string_view_t(clean));
}

} // namespace castellan::server::log
