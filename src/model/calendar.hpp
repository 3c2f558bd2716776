// Days and times of day as they are written, "2027-03-01" (RFC 3339, full-date) and "14:05".
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace castellan {

inline constexpr int minutes_a_day = 1'440;

/// So many digits at this place of a text as a number; nothing if they are no digits, or fewer.
[[nodiscard]] std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count);

/// The day that is written, if the calendar has it.
[[nodiscard]] std::optional<std::chrono::year_month_day> parse_day(std::string_view text);

/// Years from 0 to 9999.
[[nodiscard]] std::string written_day(std::chrono::year_month_day day);

/// Minutes after midnight of a time that is written with one or two digits of each.
[[nodiscard]] std::optional<int> parse_time(std::string_view text);

/// Of minutes after midnight; the end of a day is "24:00".
[[nodiscard]] std::string written_time(std::int64_t minutes);

/// A number with zeros before it, until it is so wide.
[[nodiscard]] std::string padded(unsigned number, std::size_t width);

} // namespace castellan
