#include "ui/kit/selection_bar.hpp"

#include "ui/kit/actions_plan.hpp"
#include "ui/kit/button_look.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

SelectionBar::SelectionBar(Ui& ui, TableState& state) : ui_(ui)
{
    if (state.selection.empty())
        return;
    showing_ = true;
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const id = core.id("selection-bar");
    auto const count = tr_n("{} selected", "{} selected", static_cast<std::int64_t>(state.selection.size()));
    words_ = core.text_width(count, Face::strong);

    // As wide as its actions were in the frame before.
    auto const margin = core.px(ui.is_narrow() ? 12.0f : 20.0f);
    auto const side = core.small_control_height();
    auto const height = core.control_height() + core.px(18);
    auto const known = core.floats.find(id);
    auto const most = core.page_rect.width - 2 * margin;
    auto const wanted = core.px(12) + side + core.px(10) + words_ + core.px(24) +
                        (known == core.floats.end() ? most : known->second) + core.px(12);
    auto const width = std::floor(std::min(most, wanted));
    rect_ = {std::round(core.page_rect.x + (core.page_rect.width - width) / 2),
             std::round(core.page_rect.bottom() - height - core.px(12)), width, height};
    core.bottom_bar = height + core.px(16);
    core.place_close(0, core.bottom_bar); // What is behind it can be scrolled up.

    ImGui::SetNextWindowPos(corner(rect_));
    ImGui::SetNextWindowSize({rect_.width, rect_.height});
    ImGui::Begin("selection-bar", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    core.list().PushClipRectFullScreen();
    core.lift(rect_, size::card_radius + 4, Elevation::floating);
    core.open({.id = id, .role = AriaRole::region, .name = tr("Selection"), .rect = rect_});
    core.push_id(id);
    Rect const clear{rect_.x + core.px(10), std::round(rect_.y + (rect_.height - side) / 2), side, side};
    if (draw_button(core, clear, core.id("clear"), tr("Clear the selection"),
                    {.weight = Weight::ghost, .icon = icon::x, .icon_only = true, .small = true})
            .pressed) {
        state.selection.clear();
        core.want_frame_in(0);
    }
    Rect const words{clear.right() + core.px(8), rect_.y, words_ + 1, rect_.height};
    core.add({.id = core.id("count"), .role = AriaRole::status, .name = count, .rect = words, .live = Live::polite});
    core.text(words, count, Face::strong, theme.text);
}

Actions SelectionBar::actions()
{
    auto& core = ui_.core();
    auto plan = std::make_unique<Actions::Plan>(core, core.id("actions"), Actions::Plan::Place::right_aligned);
    auto const left = rect_.x + core.px(10) + core.small_control_height() + core.px(8) + words_ + core.px(24);
    plan->area = {left, rect_.y, rect_.right() - core.px(12) - left, rect_.height};
    plan->all_widths = [&core, id = core.node(core.parents.back()).id](float width) { core.floats[id] = width; };
    return Actions{std::move(plan)};
}

SelectionBar::~SelectionBar()
{
    if (!showing_)
        return;
    auto& core = ui_.core();
    core.pop_id();
    core.close();
    core.list().PopClipRect();
    ImGui::End();
}

} // namespace castellan::ui
