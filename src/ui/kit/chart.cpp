#include "ui/kit/chart.hpp"

#include "ui/kit/core.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace castellan::ui {

namespace {

std::string written(double value, std::string_view unit)
{
    auto text = std::string{};
    if (std::abs(value - std::round(value)) < 0.005) {
        text = grouped(std::llround(value));
    } else {
        auto const tenths = std::llround(std::abs(value) * 10);
        text = (value < 0 ? "-" : "") + grouped(tenths / 10) + "." + std::to_string(tenths % 10);
    }
    if (!unit.empty())
        text.append(" ").append(unit);
    return text;
}

Color color_of(Core const& core, Tone tone)
{
    return core.theme->tone(tone).on_surface;
}

/// Circle, square, triangle: the same series has the same mark in the plot and in the legend.
void draw_mark(Core const& core, std::size_t which, float x, float y, Color color)
{
    auto const size = core.px(3.5f);
    if (which % 3 == 0)
        core.dot(x, y, size, color);
    else if (which % 3 == 1)
        core.fill({x - size, y - size, 2 * size, 2 * size}, color);
    else
        core.list().AddTriangleFilled({x, y - size - 1}, {x + size + 1, y + size}, {x - size - 1, y + size},
                                      packed(color));
}

void draw_line(Core const& core, std::span<ImVec2 const> points, Color color)
{
    core.list().AddPolyline(points.data(), static_cast<int>(points.size()), packed(color), 0, core.px(2));
}

void legend(Core& core, std::span<Series const> series)
{
    auto const rect = core.place(0, core.px(22));
    auto x = rect.x;
    for (std::size_t index = 0; index < series.size(); ++index) {
        auto const width = core.text_width(series[index].name, Face::small);
        draw_mark(core, index, x + core.px(5), rect.y + rect.height / 2, color_of(core, series[index].tone));
        core.text({x + core.px(15), rect.y, width + 1, rect.height}, series[index].name, Face::small,
                  core.theme->text_muted);
        x += width + core.px(36);
    }
}

} // namespace

Axis10 axis_of(double least, double most, int lines)
{
    least = std::min(least, 0.0);
    if (most <= least)
        most = least + 1;
    auto const raw = (most - least) / std::max(1, lines);
    auto const power = std::pow(10.0, std::floor(std::log10(raw)));
    auto const times = raw / power;
    auto const step = (times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10) * power;
    return {.low = std::floor(least / step) * step, .high = std::ceil(most / step) * step, .step = step};
}

void line_chart(Ui& ui, std::string_view name, std::span<std::string_view const> labels, std::span<Series const> series,
                ChartOptions const& options)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto least = 0.0;
    auto most = 0.0;
    for (auto const& one : series) {
        for (auto const value : one.values) {
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    auto const axis = axis_of(least, most);
    auto const id = core.id(name);
    core.open({.id = id, .role = AriaRole::group, .name = name});
    core.push_id(id);
    if (series.size() > 1)
        legend(core, series);
    auto const foot = core.px(24);
    auto const rect = core.place(0, core.px(options.height) + foot);
    auto lead = 0.0f;
    for (auto value = axis.low; value <= axis.high + axis.step / 2; value += axis.step)
        lead = std::max(lead, core.text_width(written(value, options.unit), Face::small));
    Rect const plot{rect.x + lead + core.px(10), rect.y + core.px(8), rect.width - lead - core.px(18),
                    rect.height - foot - core.px(8)};
    auto const y_of = [&](double value) {
        return plot.bottom() - static_cast<float>((value - axis.low) / (axis.high - axis.low)) * plot.height;
    };
    auto const count = labels.size();
    auto const x_of = [&](std::size_t index) {
        return count < 2 ? plot.x + plot.width / 2
                         : plot.x + plot.width * static_cast<float>(index) / static_cast<float>(count - 1);
    };
    for (auto value = axis.low; value <= axis.high + axis.step / 2; value += axis.step) {
        auto const y = std::round(y_of(value));
        core.line(plot.x, y, plot.right(), y, theme.line);
        core.text({rect.x, y - core.px(10), lead + 1, core.px(20)}, written(value, options.unit), Face::small,
                  theme.text_muted, Align::right);
    }
    // As many labels as have room, the first and the last among them.
    auto widest = 0.0f;
    for (auto const label : labels)
        widest = std::max(widest, core.text_width(label, Face::small) + core.px(16));
    auto const fits = std::max<std::size_t>(1, static_cast<std::size_t>(plot.width / std::max(1.0f, widest)));
    auto const each = std::max<std::size_t>(1, (count + fits - 1) / fits);
    for (std::size_t index = 0; index < count; index += each) {
        auto const width = core.text_width(labels[index], Face::small);
        auto const x = std::clamp(x_of(index) - width / 2, plot.x, std::max(plot.x, plot.right() - width));
        core.text({std::round(x), plot.bottom() + core.px(4), width + 1, core.px(20)}, labels[index], Face::small,
                  theme.text_muted);
    }
    core.open({.id = core.id("values"), .role = AriaRole::list, .name = name, .rect = rect});
    auto const step = count < 2 ? plot.width : plot.width / static_cast<float>(count - 1);
    for (std::size_t index = 0; index < count; ++index) {
        auto said = std::string(labels[index]) + ":";
        for (auto const& one : series) {
            if (index < one.values.size())
                said += " " + (series.size() > 1 ? std::string(one.name) + " " : std::string{}) +
                        written(one.values[index], options.unit) + (&one != &series.back() ? "," : "");
        }
        Rect const strip{x_of(index) - step / 2, plot.y, step, plot.height};
        core.add({.id = core.id(std::uint64_t{index} + 1), .role = AriaRole::listitem, .name = said, .rect = strip});
        core.tooltip_over(strip, core.id(std::uint64_t{index} + 1), said);
    }
    core.close();
    for (std::size_t which = 0; which < series.size(); ++which) {
        std::vector<ImVec2> points;
        for (std::size_t index = 0; index < std::min(count, series[which].values.size()); ++index)
            points.push_back({x_of(index), y_of(series[which].values[index])});
        auto const color = color_of(core, series[which].tone);
        draw_line(core, points, color);
        for (auto const& point : points)
            draw_mark(core, which, point.x, point.y, color);
    }
    core.pop_id();
    core.close();
}

void bar_chart(Ui& ui, std::string_view name, std::span<Bar const> bars, ChartOptions const& options)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const id = core.id(name);
    core.open({.id = id, .role = AriaRole::list, .name = name});
    core.push_id(id);
    auto const line = core.px(30);
    auto const rect = core.place(0, line * static_cast<float>(bars.size()));
    auto most = 0.0;
    auto label_width = 0.0f;
    auto value_width = 0.0f;
    for (auto const& bar : bars) {
        most = std::max(most, bar.value);
        label_width = std::max(label_width, core.text_width(bar.label, Face::body));
        value_width = std::max(value_width, core.text_width(written(bar.value, options.unit), Face::small_strong));
    }
    label_width = std::min(label_width + 1, rect.width * 0.4f);
    auto const room = std::max(core.px(20), rect.width - label_width - value_width - core.px(28));
    for (std::size_t index = 0; index < bars.size(); ++index) {
        auto const& bar = bars[index];
        auto const value = written(bar.value, options.unit);
        Rect const row{rect.x, rect.y + line * static_cast<float>(index), rect.width, line};
        auto const said = std::string(bar.label) + ": " + value;
        core.add({.id = core.id(std::uint64_t{index} + 1), .role = AriaRole::listitem, .name = said, .rect = row});
        core.text({row.x, row.y, label_width, line}, bar.label, Face::body, theme.text);
        auto const share = most > 0 ? static_cast<float>(std::max(0.0, bar.value) / most) : 0.0f;
        Rect const shape{row.x + label_width + core.px(12), row.y + core.px(8),
                         std::max(core.px(2), std::round(room * share)), line - core.px(16)};
        core.fill({shape.x, shape.y, room, shape.height}, theme.sunken, 3);
        if (share > 0)
            core.fill(shape, color_of(core, bar.tone), 3);
        core.text({row.right() - value_width - 1, row.y, value_width + 1, line}, value, Face::small_strong, theme.text,
                  Align::right);
    }
    core.pop_id();
    core.close();
}

void sparkline(Ui& ui, std::string_view name, std::span<double const> values, std::string_view value, Tone tone)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const rect = core.place(core.region().flow == Region::Flow::across ? core.px(190) : 0, core.px(56));
    auto said = std::string(name) + ": " + std::string(value);
    auto least = values.empty() ? 0.0 : values.front();
    auto most = least;
    for (auto const one : values) {
        least = std::min(least, one);
        most = std::max(most, one);
    }
    if (!values.empty())
        said += ", " + written(least, {}) + " – " + written(most, {});
    core.add({.id = core.id(name), .role = AriaRole::img, .name = said, .rect = rect});
    auto const words = std::min(core.px(110), rect.width * 0.5f);
    core.text({rect.x, rect.y + core.px(4), words, core.px(20)}, name, Face::small, theme.text_muted);
    core.text({rect.x, rect.y + core.px(24), words, core.px(28)}, value, Face::title, theme.text);
    if (values.size() < 2 || most <= least)
        return;
    Rect const plot{rect.x + words + core.px(10), rect.y + core.px(10), rect.width - words - core.px(18),
                    rect.height - core.px(20)};
    std::vector<ImVec2> points;
    for (std::size_t index = 0; index < values.size(); ++index)
        points.push_back({plot.x + plot.width * static_cast<float>(index) / static_cast<float>(values.size() - 1),
                          plot.bottom() - static_cast<float>((values[index] - least) / (most - least)) * plot.height});
    draw_line(core, points, color_of(core, tone));
    core.dot(points.back().x, points.back().y, core.px(3), color_of(core, tone));
}

} // namespace castellan::ui
