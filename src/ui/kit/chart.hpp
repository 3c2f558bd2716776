// Small charts for overviews and detail pages. Each is told as a list of its values, too, and shows the value under the
// pointer; series are told apart by their marks and not by colour alone.
#pragma once

#include "ui/kit/ui.hpp"

#include <span>
#include <string>
#include <string_view>

namespace castellan::ui {

struct Series {
    std::string_view name;
    std::span<double const> values; ///< As many as there are labels.
    Tone tone = Tone::accent;
};

struct ChartOptions {
    std::string_view unit = {}; ///< "%": behind each value.
    float height = 180;         ///< CSS pixels of the plot.
};

/// Values over time, one line for each series, with a legend from two on. `labels` are those of the places along the way.
void line_chart(Ui& ui, std::string_view name, std::span<std::string_view const> labels, std::span<Series const> series,
                ChartOptions const& options = {});

struct Bar {
    std::string_view label;
    double value = 0;
    Tone tone = Tone::accent;
};
/// One bar under the other, the label before and the value behind it.
void bar_chart(Ui& ui, std::string_view name, std::span<Bar const> bars, ChartOptions const& options = {});

/// A line without axes beside a number: where it is going.
void sparkline(Ui& ui, std::string_view name, std::span<double const> values, std::string_view value,
               Tone tone = Tone::accent);

/// The ends of an axis that holds all values, and the step between its lines: 1, 2 or 5 times a power of ten.
struct Axis10 {
    double low = 0;
    double high = 1;
    double step = 1;
};
[[nodiscard]] Axis10 axis_of(double least, double most, int lines = 4);

} // namespace castellan::ui
