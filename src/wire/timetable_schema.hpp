// The windows of a schedule, in its row and in changes of it.
#pragma once

#include "model/things.hpp"
#include "wire/schema.hpp"

namespace castellan::wire {

template <>
inline constexpr std::string_view title_of<WeeklyWindow> = "WeeklyWindow";
template <>
inline constexpr auto members_of<WeeklyWindow> = std::to_array<Member>({
    with_note(between(required<&WeeklyWindow::weekday>("weekday"), 1, 7), "ISO 8601: 1 is Monday."),
    with_note(between(required<&WeeklyWindow::from>("from"), 0, 1'440), "Minutes after midnight."),
    between(required<&WeeklyWindow::until>("until"), 0, 1'440),
});

template <>
inline constexpr std::string_view title_of<DayWindow> = "DayWindow";
template <>
inline constexpr auto members_of<DayWindow> = std::to_array<Member>({
    required<&DayWindow::day>("day", {Format::day, 10, false}),
    between(required<&DayWindow::from>("from"), 0, 1'440),
    with_note(between(required<&DayWindow::until>("until"), 0, 1'440), "As `from`: closed all day."),
});

} // namespace castellan::wire
