// Messages in the corner. Good news leaves by itself; refusals and errors stay until they are dismissed.
#include "ui/kit/button_look.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

void Core::draw_toasts()
{
    std::erase_if(toasts, [&](TimedToast const& one) { return one.leaves_at > 0 && one.leaves_at <= now; });
    if (toasts.empty())
        return;
    auto const margin = px(16);
    auto const gap = px(10);
    auto const width = std::min(px(380), viewport.width - 2 * margin);
    auto const text_width_ = width - px(84);
    auto const height_of = [&](TimedToast const& one) {
        auto height = wrapped_height(one.toast.title, Face::strong, text_width_) + px(26);
        if (!one.toast.body.empty())
            height += wrapped_height(one.toast.body, Face::body, text_width_) + px(2);
        if (!one.toast.rule.empty())
            height += px(20);
        return std::round(height);
    };
    float total = -gap;
    for (auto const& one : toasts)
        total += height_of(one) + gap;
    Rect const area{viewport.width - margin - width, viewport.height - margin - bottom_bar - total, width, total};

    ImGui::SetNextWindowPos({area.x, area.y});
    ImGui::SetNextWindowSize({area.width, std::max(1.0f, area.height)});
    // Above everything, without taking the keyboard from what is being done.
    ImGui::Begin("toasts", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav |
                     ImGuiWindowFlags_Tooltip);
    list().PushClipRectFullScreen();
    open({.id = id("toasts"), .role = AriaRole::region, .name = tr("Messages"), .rect = area});
    push_id(id("toasts"));
    auto y = area.y;
    auto dismissed = toasts.end();
    for (auto at = toasts.begin(); at != toasts.end(); ++at) {
        auto const& toast = at->toast;
        auto const urgent = toast.tone == Tone::danger || toast.tone == Tone::warning;
        Rect const rect{area.x, y, width, height_of(*at)};
        push_id(id(at->number));
        auto const rule = toast.rule.empty() ? std::string{} : tr("Rule {}", toast.rule);
        auto const words = texts[frame_number & 1].keep(
            {toast.title, toast.body.empty() ? "" : ". ", toast.body, rule.empty() ? "" : " ", rule});
        open({.id = id("toast"),
              .role = urgent ? AriaRole::alert : AriaRole::status,
              .name = words,
              .rect = rect,
              .live = urgent ? Live::assertive : Live::polite});
        lift(rect, size::card_radius, Elevation::floating);
        auto const color = theme->tone(toast.tone).on_surface;
        auto const sign = toast.tone == Tone::good      ? icon::circle_check
                          : toast.tone == Tone::danger  ? icon::circle_x
                          : toast.tone == Tone::warning ? icon::shield_alert
                                                        : icon::info;
        draw_icon(sign, rect.x + px(14), rect.y + px(14), color);
        auto const x = rect.x + px(42);
        auto top = rect.y + px(12);
        top += wrapped(x, top, text_width_, toast.title, Face::strong, theme->text);
        if (!toast.body.empty())
            top += px(2) + wrapped(x, top + px(2), text_width_, toast.body, Face::body, theme->text_muted);
        text({x, top + px(2), text_width_, px(18)}, rule, Face::small, theme->text_muted);
        auto const side = small_control_height();
        auto const touch =
            draw_button(*this, {rect.right() - side - px(6), rect.y + px(8), side, side}, id("dismiss"), tr("Dismiss"),
                        {.weight = Weight::ghost, .icon = icon::x, .icon_only = true, .small = true});
        if (touch.pressed)
            dismissed = at;
        if (touch.hovered && at->leaves_at > 0) // Not while it is being read.
            at->leaves_at = std::max(at->leaves_at, now + 2);
        close();
        pop_id();
        y += rect.height + gap;
        if (at->leaves_at > 0)
            want_frame_in(std::max(0.0, at->leaves_at - now) + 0.01);
    }
    if (dismissed != toasts.end()) {
        toasts.erase(dismissed);
        want_frame_in(0);
    }
    pop_id();
    close();
    list().PopClipRect();
    ImGui::End();
}

} // namespace castellan::ui
