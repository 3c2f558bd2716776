// The time on the clock of a place, by the rule of its zone.
#pragma once

#include "model/things.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace castellan {

/// A moment as the people of a place say it.
struct LocalTime {
    std::chrono::year_month_day day;
    int weekday = 1; // ISO 8601: 1 Monday … 7 Sunday
    int minute = 0;  // after midnight
    friend bool operator==(LocalTime const&, LocalTime const&) = default;
};

/// The clock of a place whose zone has this rule: a POSIX TZ string, which is what the last line of a TZif file says of
/// all times to come (RFC 8536, 3.3.1), such as "EST5EDT,M3.2.0,M11.1.0". Empty is UTC; so is what is no such string.
[[nodiscard]] LocalTime local_time(std::string_view rule, Instant at);

/// When a day begins there: at midnight, or when the clock is put forward at midnight, an hour later.
[[nodiscard]] Instant begin_of_day(std::string_view rule, std::chrono::year_month_day day);

/// Whether a text is such a rule.
[[nodiscard]] bool is_time_zone_rule(std::string_view rule);

/// Whether a schedule has the doors open at this time: within one of the day's exceptions if there are any, otherwise
/// within one of its weekday's hours.
[[nodiscard]] bool is_open(Integration const& schedule, LocalTime const& time);

} // namespace castellan
