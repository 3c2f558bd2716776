#include "ui/kit/dialog.hpp"

#include "ui/kit/actions_plan.hpp"
#include "ui/kit/button_look.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

constexpr ImGuiWindowFlags modal = ImGuiWindowFlags_Modal | ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                   ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                   ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

WidgetId actions_id(WidgetId dialog)
{
    return ImHashStr("dialog-actions", 0, dialog);
}

} // namespace

// The window is as high as its content was in the frame before; the first one ImGui keeps hidden, as of every popup.
Dialog::Dialog(Ui& ui, std::string_view title, bool& open, DialogOptions const& options) : ui_(ui), open_(open)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const id = ImHashStr("dialog", 0, core.id(title));
    if (!core.popup_open(id)) {
        if (!open)
            return;
        core.open_popup(id);
        core.floats.erase(id);
    }

    auto const margin = core.px(16);
    auto const width = std::floor(std::min(core.px(options.width * size::body), core.viewport.width - 2 * margin));
    auto const known = core.floats.find(id);
    auto const height = std::floor(std::clamp(known == core.floats.end() ? core.px(200) : known->second, core.px(100),
                                              std::max(core.px(100), core.viewport.height - 2 * margin)));
    auto const x = std::floor((core.viewport.width - width) / 2);
    // A little above the middle, as the eye expects it; on phones at the bottom, where the thumb is.
    auto const y = ui.is_narrow() ? core.viewport.height - height - margin
                                  : std::floor(std::max(margin, (core.viewport.height - height) * 0.42f));
    Rect const rect{x, y, width, height};
    ImGui::SetNextWindowPos({x, y});
    ImGui::SetNextWindowSize({width, height});
    if (!ImGui::BeginPopupEx(id, modal))
        return;
    if (!open) {
        ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
        core.want_frame_in(0);
        return;
    }
    showing_ = true;
    core.list().PushClipRectFullScreen();
    core.fill({0, 0, core.viewport.width, core.viewport.height}, theme.scrim);
    core.lift(rect, size::card_radius + 2, Elevation::modal);
    core.list().PopClipRect();

    core.begin_layer(id);
    core.open({.id = id,
               .role = options.alert ? AriaRole::alertdialog : AriaRole::dialog,
               .name = title,
               .description = options.body,
               .rect = rect,
               .modal = true});
    core.push_id(id);

    auto const padding = core.px(20);
    auto const head = core.px(28);
    Rect const title_rect{x + padding, y + padding - core.px(4), width - 2 * padding - core.px(36), head};
    core.add({.role = AriaRole::heading, .name = title, .rect = title_rect, .level = 2});
    core.text(title_rect, title, Face::section, theme.text);
    auto top = title_rect.bottom() + core.px(6);
    if (!options.body.empty()) {
        auto const used =
            core.wrapped(x + padding, top, width - 2 * padding, options.body, Face::body, theme.text_muted);
        core.add({.role = AriaRole::text, .name = options.body, .rect = {x + padding, top, width - 2 * padding, used}});
        top += used + core.px(2);
    }

    // The content scrolls when the window is too low for it; the buttons stay.
    auto const footer = core.control_height() + core.px(32);
    Rect const body{x, top, width, std::max(1.0f, rect.bottom() - footer - top)};
    core.begin_scroller(core.id("body"), body);
    auto& region = core.region();
    region.x += padding;
    region.width = width - 2 * padding;
    region.y += core.px(8);
    core.dialogs.push_back({.id = id,
                            .closes_on_offer = options.closes_on_offer,
                            .closes = options.closes,
                            .body_top = top,
                            .content_top = region.y - core.px(8),
                            .footer = footer,
                            .window = rect});
    core.forms.push_back({.id = id});
}

Actions Dialog::actions()
{
    auto& core = ui_.core();
    auto& scope = core.dialogs.back();
    auto const plain = core.region().first; // A question without fields.
    core.forms.back().column = 0;
    auto const content = plain ? 0.0f : core.region().y - scope.content_top + core.px(4);
    core.extend(core.region().y + core.px(4));
    core.end_scroller();
    scope.actions_begun = true;
    auto const wanted = scope.body_top - scope.window.y + content + scope.footer;
    auto& height = core.floats[scope.id];
    if (std::abs(height - wanted) > 0.5f)
        core.want_frame_in(0);
    height = wanted;

    auto const padding = core.px(20);
    auto plan = std::make_unique<Actions::Plan>(core, actions_id(scope.id), Actions::Plan::Place::right_aligned);
    plan->area = {scope.window.x + padding, scope.window.bottom() - core.px(16) - core.control_height(),
                  scope.window.width - 2 * padding, core.control_height()};
    plan->in_dialog = true;
    Actions actions{std::move(plan)};
    if (actions.button(scope.closes ? tr("Close") : tr("Cancel")))
        scope.close_requested = true;
    return actions;
}

bool Dialog::submitted() const
{
    return showing_ && ui_.core().forms.back().submitted;
}

void Dialog::close()
{
    open_ = false;
    if (showing_)
        ui_.core().dialogs.back().close_requested = true;
}

Dialog::~Dialog()
{
    if (!showing_)
        return;
    auto& core = ui_.core();
    if (!core.dialogs.back().actions_begun) {
        auto const only_cancel = actions();
    }
    auto& scope = core.dialogs.back();

    // The cross: last in the Tab order, in the corner.
    auto const side = core.small_control_height();
    Rect const cross{scope.window.right() - core.px(12) - side, scope.window.y + core.px(14), side, side};
    auto const crossed = draw_button(core, cross, core.id("close"), tr("Close"),
                                     {.weight = Weight::ghost, .icon = icon::x, .icon_only = true, .small = true})
                             .pressed;
    auto const closing = crossed || core.took(Key::escape) || scope.close_requested || !open_;
    if (!closing && core.confirmation.depth == core.dialogs.size())
        core.draw_confirmation();
    else if (closing && core.confirmation.depth == core.dialogs.size())
        core.confirmation.depth = core.dialogs.size() - 1;
    core.pop_id();
    core.close();
    core.end_layer();
    core.dialogs.pop_back();
    core.forms.pop_back();
    if (closing) {
        open_ = false;
        core.close_popup();
    }
    ImGui::EndPopup();
}

} // namespace castellan::ui
