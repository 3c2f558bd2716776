// Columns and toolbars.
#include "ui/kit/core.hpp"
#include "ui/kit/layout.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace castellan::ui {

namespace {

void begin_column(Core& core)
{
    auto& scope = core.columns.back();
    auto const total = std::accumulate(scope.weights.begin(), scope.weights.end(), 0.0f);
    auto const gap = core.px(20);
    auto const room = scope.width - gap * static_cast<float>(scope.weights.size() - 1);
    auto const before = std::accumulate(scope.weights.begin(), scope.weights.begin() + static_cast<std::ptrdiff_t>(scope.at), 0.0f);
    // By their edges, so that the last one ends where the page does.
    auto const left = std::round(room * before / total);
    auto const right = std::round(room * (before + scope.weights[scope.at]) / total);
    core.push_region({.x = scope.x + left + gap * static_cast<float>(scope.at), .y = scope.top, .width = right - left, .gap = core.px(20)});
}

} // namespace

Columns::Columns(Ui& ui, std::initializer_list<float> weights) : ui_(ui)
{
    auto& core = ui.core();
    auto& around = core.region();
    Core::ColumnScope scope;
    scope.weights = weights;
    scope.x = around.x;
    scope.width = around.width;
    scope.stacked = around.width < core.px(640);
    if (!around.first)
        around.y += around.gap;
    scope.top = scope.bottom = around.y;
    core.columns.push_back(std::move(scope));
    if (core.columns.back().stacked)
        core.push_region({.x = around.x, .y = around.y, .width = around.width, .gap = core.px(20)});
    else
        begin_column(core);
}

void Columns::next()
{
    auto& core = ui_.core();
    auto& scope = core.columns.back();
    if (scope.stacked || scope.at + 1 == scope.weights.size())
        return;
    scope.bottom = std::max(scope.bottom, core.region().y);
    core.pop_region();
    ++scope.at;
    begin_column(core);
}

Columns::~Columns()
{
    auto& core = ui_.core();
    auto const bottom = std::max(core.columns.back().bottom, core.region().y);
    core.pop_region();
    core.columns.pop_back();
    core.region().y = bottom;
    core.region().first = false;
}

Toolbar::Toolbar(Ui& ui, std::string_view name, AriaRole role, float cell_em) : ui_(ui)
{
    auto& core = ui.core();
    auto& around = core.region();
    if (!around.first)
        around.y += around.gap;
    core.open({.id = core.id(name), .role = role, .name = name});
    core.lines.push_back({.x = around.x, .width = around.width});
    core.push_region({.x = around.x,
                      .y = around.y,
                      .width = around.width,
                      .gap = core.px(8),
                      .flow = Region::Flow::across,
                      .line_x = around.x,
                      .cell = core.px(cell_em * size::body)});
}

void Toolbar::right()
{
    ui_.core().region().from_right = true;
}

Toolbar::~Toolbar()
{
    auto& core = ui_.core();
    auto const line = core.region();
    core.pop_region();
    core.lines.pop_back();
    core.close();
    auto& around = core.region();
    around.y = line.y + line.line_height;
    around.first = false;
}

} // namespace castellan::ui
