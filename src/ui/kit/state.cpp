#include "ui/kit/state.hpp"

#include "ui/kit/actions_plan.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace castellan::ui {

namespace {

Icon icon_of(Tone tone)
{
    switch (tone) {
    case Tone::neutral:
    case Tone::accent:
        return icon::info;
    case Tone::good:
        return icon::circle_check;
    case Tone::warning:
        return icon::triangle_alert;
    case Tone::danger:
        return icon::circle_alert;
    }
    return {};
}

// A round icon, a title, a sentence, in the middle of the width; room for actions under them.
Actions notice(Ui& ui, Notice const& notice, Tone tone)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const width = std::min(core.region().width - core.px(32), core.px(380));
    auto const body = notice.body.empty() ? 0.0f : core.wrapped_height(notice.body, Face::body, width);
    auto const title = core.wrapped_height(notice.title, Face::section, width);
    auto const disc = core.px(56);
    auto const padding = core.px(40);
    auto const rect = core.place(0, padding + disc + core.px(16) + title + core.px(6) + body);
    auto const middle = rect.x + rect.width / 2;
    auto y = rect.y + padding;

    core.add({.role = AriaRole::status,
              .name = notice.title,
              .description = notice.body,
              .rect = rect,
              .live = Live::polite});
    core.dot(middle, y + disc / 2, disc / 2, theme.tone(tone).fill);
    auto const side = core.px(size::large_icon);
    core.draw_icon(notice.icon, middle - side / 2, y + (disc - side) / 2, theme.tone(tone).on_fill, size::large_icon);
    y += disc + core.px(16);

    auto const centered = [&](std::string_view words, Face face, Color color) {
        // Line by line, each in the middle.
        auto const step = std::round(core.line_height(face) * 1.22f);
        for (; !words.empty(); Core::skip_break(words)) {
            auto const size = core.first_line(words, face, width);
            core.text_centered({middle - width / 2, y, width, step}, words.substr(0, size), face, color);
            y += step;
            words.remove_prefix(size);
        }
    };
    centered(notice.title, Face::section, theme.text);
    y += core.px(6);
    centered(notice.body, Face::body, theme.text_muted);

    auto plan = std::make_unique<Actions::Plan>(core, core.id(notice.title), Actions::Plan::Place::centered);
    plan->area = {rect.x, rect.bottom() + core.px(16), rect.width, core.control_height()};
    core.place_close(0, core.px(24)); // Under it, or around the buttons.
    plan->after = [&core, bottom = plan->area.bottom() + core.px(32)] {
        core.region().y = std::max(core.region().y, bottom);
        core.extend(bottom);
    };
    return Actions{std::move(plan)};
}

} // namespace

Actions empty_state(Ui& ui, Notice const& content)
{
    return notice(ui, content, Tone::neutral);
}

Actions failed_state(Ui& ui, std::string_view sentence)
{
    return notice(ui, {.icon = icon::triangle_alert, .title = tr("This could not be loaded"), .body = sentence},
                  Tone::danger);
}

void denied_state(Ui& ui, std::string_view reason, std::string_view rule)
{
    auto body =
        std::string(reason.empty() ? tr("Your roles don't include it. An administrator can give you access.") : reason);
    if (!rule.empty())
        body.append(" (").append(rule).append(")");
    (void)notice(ui, {.icon = icon::lock, .title = tr("You can't see this page"), .body = body}, Tone::warning);
}

void loading_state(Ui& ui, int lines)
{
    auto& core = ui.core();
    auto const row = core.px(size::row);
    auto const rect = core.place(0, static_cast<float>(lines) * row);
    core.add({.role = AriaRole::status, .name = tr("Loading…"), .rect = rect, .busy = true, .live = Live::polite});
    auto const pulse = core.viewport.reduced_motion ? 1.0f : 0.75f + 0.25f * static_cast<float>(std::sin(core.now * 3));
    for (int index = 0; index < lines; ++index) {
        auto const y = rect.y + row * static_cast<float>(index);
        auto const share = 0.28f + 0.07f * static_cast<float>((index * 5) % 3);
        auto const color = core.theme->skeleton.faded(pulse);
        core.fill({rect.x + core.px(16), y + row / 2 - core.px(6), rect.width * share, core.px(12)}, color, 4);
        core.fill({rect.x + rect.width * 0.5f, y + row / 2 - core.px(6), rect.width * 0.16f, core.px(12)}, color, 4);
        core.fill({rect.x + rect.width * 0.75f, y + row / 2 - core.px(6), rect.width * 0.1f, core.px(12)}, color, 4);
    }
    if (!core.viewport.reduced_motion)
        core.want_frame_in(1.0 / 20);
}

Actions banner(Ui& ui, Tone tone, std::string_view title, std::string_view body)
{
    auto& core = ui.core();
    auto const& colors = core.theme->tone(tone);
    auto const padding = core.px(12);
    auto const lead = core.px(size::icon + 12);
    // Room for actions as the last frame had them; where it is too narrow they stand below.
    auto const id = core.id(title);
    auto const actions_width = core.floats.contains(id) ? core.floats[id] : 0.0f;
    auto const below = actions_width > 0 && core.region().width < core.px(460);
    auto const room = core.region().width - 2 * padding - lead;
    auto const width = below ? room : room - actions_width;
    auto const title_height = core.wrapped_height(title, Face::strong, width);
    auto const body_height = body.empty() ? 0.0f : core.wrapped_height(body, Face::body, width) + core.px(2);
    auto const text_bottom = title_height + body_height + 2 * padding;
    auto const rect = core.place(0, text_bottom + (below ? core.small_control_height() + padding : 0.0f));
    core.add({.role = tone == Tone::danger ? AriaRole::alert : AriaRole::status,
              .name = title,
              .description = body,
              .rect = rect,
              .live = tone == Tone::danger ? Live::assertive : Live::polite});
    core.fill(rect, colors.fill, size::card_radius);
    core.draw_icon(icon_of(tone), rect.x + padding, rect.y + padding + core.px(1), colors.on_fill);
    auto const x = rect.x + padding + lead;
    core.wrapped(x, rect.y + padding, width, title, Face::strong, colors.on_fill);
    if (!body.empty())
        core.wrapped(x, rect.y + padding + title_height + core.px(2), width, body, Face::body, core.theme->text);
    auto plan = std::make_unique<Actions::Plan>(core, id, Actions::Plan::Place::right_aligned);
    plan->small = true;
    plan->area = below ? Rect{x, rect.y + text_bottom - core.px(4), room, core.small_control_height()}
                       : Rect{rect.right() - padding - core.px(260), rect.y, core.px(260), rect.height};
    core.floats[id] = 0;
    plan->measured = [&core, id](float wide) { core.floats[id] = wide + core.px(16); };
    return Actions{std::move(plan)};
}

void progress(Ui& ui, std::string_view label, float fraction)
{
    auto& core = ui.core();
    auto const rect = core.place(0, core.px(36));
    auto const known = fraction >= 0;
    fraction = std::clamp(fraction, 0.0f, 1.0f);
    auto const percent = std::to_string(static_cast<int>(fraction * 100 + 0.5f)) + " %";
    core.add({.role = AriaRole::progressbar,
              .name = label,
              .value = known ? percent : std::string{},
              .rect = rect,
              .busy = !known,
              .value_now = known ? fraction * 100 : 0,
              .value_max = known ? 100.0f : 0.0f});
    Rect const words{rect.x, rect.y, rect.width, core.px(22)};
    core.text(words, label, Face::body, core.theme->text);
    if (known)
        core.text(words, percent, Face::small, core.theme->text_muted, Align::right);
    Rect const track{rect.x, rect.bottom() - core.px(8), rect.width, core.px(6)};
    core.fill(track, core.theme->skeleton, 3);
    // In a dialog somebody waits for it, and whoever knows how far it is may know more a moment later; also where nothing
    // moves (reduced motion).
    if (fraction < 1 && !core.dialogs.empty())
        core.want_frame_in(0.25);
    if (known) {
        core.fill({track.x, track.y, std::max(track.height, track.width * fraction), track.height}, core.theme->accent,
                  3);
        return;
    }
    auto const way = core.viewport.reduced_motion ? 0.35f : static_cast<float>(std::fmod(core.now * 0.6, 1.0));
    core.fill({track.x + (track.width * 0.7f) * way, track.y, track.width * 0.3f, track.height}, core.theme->accent, 3);
    if (!core.viewport.reduced_motion)
        core.want_frame_in(1.0 / 30);
}

void spinner(Ui& ui, std::string_view label)
{
    auto& core = ui.core();
    auto const rect = core.place(core.text_width(label, Face::body) + core.px(30), core.control_height());
    core.add({.role = AriaRole::status, .name = label, .rect = rect, .busy = true, .live = Live::polite});
    auto const side = core.px(size::icon);
    core.draw_spinner(rect.x, rect.y + (rect.height - side) / 2, side, core.theme->accent);
    core.text({rect.x + core.px(26), rect.y, rect.width, rect.height}, label, Face::body, core.theme->text_muted);
}

} // namespace castellan::ui
