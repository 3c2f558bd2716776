// The hours of a week, as a grid that one paints on: seven rows of 24 hours. Pressing an hour sets it, pressing one that is
// set clears it, and dragging goes on with what the first one did, over as many hours and days as are covered. A finger that
// goes sideways paints, one that goes up or down scrolls. By keyboard: arrows go, with Shift they stretch, Space paints.
#pragma once

#include "model/things.hpp"
#include "ui/kit/field.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

/// True in the frames in which `value` changed. It is sorted and without overlaps then; times between the steps of `snap`
/// minutes (30 or 15) stay as they are where nothing was painted.
bool week_grid(Ui& ui, std::string_view label, std::vector<WeeklyWindow>& value, int snap = 30,
               FieldOptions const& options = {});

/// Adds a part of one day, or takes it away.
void paint(std::vector<WeeklyWindow>& hours, WeeklyWindow const& part, bool set);

/// A line for days in a row that have the same hours: "Monday to Friday 08:00 to 12:00, 13:00 to 17:30". Days without hours
/// are left out.
[[nodiscard]] std::vector<std::string> week_in_words(std::span<WeeklyWindow const> hours);

} // namespace castellan::ui
