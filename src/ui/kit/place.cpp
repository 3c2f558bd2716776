// Where the next part goes.
#include "ui/kit/core.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

Rect Core::place(float width, float height)
{
    auto& at = region();
    height = std::round(height);
    if (at.flow == Region::Flow::down) {
        if (!at.first)
            at.y += std::round(at.gap);
        return place_close(width, height);
    }
    // A line: from left to right, and on to the next line where there is no room.
    auto const line_gap = px(8);
    width = std::min(width > 0 ? width : at.width, at.width);
    if (at.line_x > at.x && at.line_x + width > at.x + at.width + 0.5f) {
        at.y += at.line_height + line_gap;
        at.line_x = at.x;
        at.line_height = 0;
    }
    if (at.from_right)
        at.line_x = std::max(at.line_x, at.x + at.width - width);
    // What is lower than a button stands in the middle of its line.
    auto const line = std::max(height, control_height());
    Rect const rect{std::round(at.line_x), std::round(at.y + (line - height) / 2), std::round(width), height};
    at.line_x += at.cell > 0 ? std::ceil((width + at.gap) / at.cell) * at.cell : width + at.gap;
    at.line_height = std::max(at.line_height, line);
    at.first = false;
    extend(rect.bottom());
    return rect;
}

Rect Core::place_close(float width, float height)
{
    auto& at = region();
    at.first = false;
    Rect const rect{std::round(at.x), std::round(at.y), std::round(width > 0 ? std::min(width, at.width) : at.width),
                    std::round(height)};
    at.y = rect.bottom();
    extend(rect.bottom());
    return rect;
}

void Core::extend(float bottom)
{
    auto* const window = ImGui::GetCurrentWindow();
    window->DC.CursorMaxPos.y = std::max(window->DC.CursorMaxPos.y, bottom);
    window->DC.IdealMaxPos.y = std::max(window->DC.IdealMaxPos.y, bottom);
    // The extent is said here; ImGui would otherwise take the clipper's cursor, in a column to the right, for a
    // mistake.
    window->DC.IsSetPos = false;
}

float Core::control_height() const
{
    return std::round(viewport.coarse_pointer ? std::max(least_target, px(size::control)) : px(size::control));
}

float Core::small_control_height() const
{
    return std::round(viewport.coarse_pointer ? std::max(least_target, px(size::small_control))
                                              : px(size::small_control));
}

Rect Core::target(Rect const& rect) const
{
    if (!viewport.coarse_pointer)
        return rect;
    auto const wide = std::max(0.0f, least_target - rect.width);
    auto const high = std::max(0.0f, least_target - rect.height);
    return {rect.x - wide / 2, rect.y - high / 2, rect.width + wide, rect.height + high};
}

} // namespace castellan::ui
