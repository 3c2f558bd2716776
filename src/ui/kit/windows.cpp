// The places that ImGui needs windows for: scrolling areas and popups. None has a title bar, a border or a colour of
// ImGui's.
#include "ui/kit/core.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace castellan::ui {

namespace {

constexpr ImGuiWindowFlags bare = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                                  ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings |
                                  ImGuiWindowFlags_NoBackground;

} // namespace

void Core::open_popup(WidgetId id)
{
    ImGui::OpenPopupEx(id);
    popup_query.clear();
    popup_index = -1;
    want_frame_in(0);
}

bool Core::popup_open(WidgetId id) const
{
    return ImGui::IsPopupOpen(id, ImGuiPopupFlags_None);
}

bool Core::begin_popup(WidgetId id, Rect const& anchor, float width, float height, Align align)
{
    if (!popup_open(id))
        return false;
    auto const margin = 8.0f;
    width = std::min(width, viewport.width - 2 * margin);
    auto const below = viewport.height - anchor.bottom() - 4 - margin;
    auto const above = anchor.y - 4 - margin;
    auto const under = height <= below || below >= above;
    height = std::min(height, std::max(under ? below : above, px(80)));
    auto x = align == Align::right ? anchor.right() - width : anchor.x;
    x = std::clamp(x, margin, std::max(margin, viewport.width - width - margin));
    auto y = under ? anchor.bottom() + 4 : anchor.y - 4 - height;
    y = std::clamp(y, margin, std::max(margin, viewport.height - height - margin));
    Rect const rect{std::round(x), std::round(y), std::round(width), std::round(height)};

    ImGui::SetNextWindowPos(corner(rect));
    ImGui::SetNextWindowSize({rect.width, rect.height});
    if (!ImGui::BeginPopupEx(id, bare | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse))
        return false;
    list().PushClipRectFullScreen();
    lift(rect, size::card_radius, Elevation::floating);
    list().PopClipRect();

    begin_layer(id);
    push_id(id);
    push_region({.x = rect.x + px(4), .y = rect.y + px(4), .width = rect.width - px(8), .gap = 0});
    if (took(Key::escape))
        ImGui::CloseCurrentPopup();
    return true;
}

void Core::end_popup()
{
    pop_region();
    pop_id();
    end_layer();
    ImGui::EndPopup();
}

void Core::close_popup()
{
    ImGui::CloseCurrentPopup();
    want_frame_in(0);
}

bool Core::begin_scroller(WidgetId id, Rect const& rect, bool horizontal)
{
    ImGui::SetCursorScreenPos(corner(rect));
    auto const shown =
        ImGui::BeginChildEx(("scroll-" + std::to_string(id)).c_str(), id,
                            {std::max(1.0f, rect.width), std::max(1.0f, rect.height)}, ImGuiChildFlags_None,
                            bare | (horizontal ? ImGuiWindowFlags_HorizontalScrollbar : 0));
    auto const top = ImGui::GetCursorScreenPos();
    push_region({.x = top.x, .y = top.y, .width = ImGui::GetCurrentWindow()->InnerRect.GetWidth(), .gap = px(16)});
    return shown;
}

void Core::end_scroller()
{
    pop_region();
    ImGui::EndChild();
}

} // namespace castellan::ui
