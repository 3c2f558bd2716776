// A day, typed as 2026-11-21 or picked from a month.
#include "model/calendar.hpp"
#include "ui/kit/button_look.hpp"
#include "ui/kit/field.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <array>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

namespace castellan::ui {

namespace {

using namespace std::chrono;

/// Noon in UTC, so that it is this day in every time zone that people live in.
std::int64_t noon_of(sys_days date)
{
    return duration_cast<milliseconds>((date + hours{12}).time_since_epoch()).count();
}

// The month around `shown` (months since year 0, kept in `floats`); true when a day was taken.
bool calendar(Core& core, WidgetId popup, Rect const& anchor, std::string& value)
{
    auto const& theme = *core.theme;
    auto const fits = (core.viewport.width - core.px(8) - 16) / 7; // On a phone seven large ones are wider than it is.
    auto const cell = core.viewport.coarse_pointer ? std::min(core.least_target, std::floor(fits)) : core.px(34);
    auto const head = cell;
    if (!core.begin_popup(popup, anchor, cell * 7 + core.px(8), head + cell * 7 + core.px(8)))
        return false;
    auto const today = year_month_day{
        floor<days>(sys_time<milliseconds>{milliseconds{core.clock_ms}} + minutes{core.utc_offset_minutes})};
    auto const chosen = parse_day(value);
    auto const start = chosen.value_or(today);
    auto const month_id = ImHashStr("month", 0, popup);
    auto& shown =
        core.floats
            .try_emplace(month_id, static_cast<float>(static_cast<int>(start.year()) * 12 +
                                                      static_cast<int>(static_cast<unsigned>(start.month())) - 1))
            .first->second;
    auto const month_number = static_cast<int>(shown);
    year_month const visible{year{month_number / 12}, month{static_cast<unsigned>(month_number % 12) + 1}};

    auto const x = core.region().x;
    auto const y = core.region().y;
    auto const first = sys_days{visible / day{1}};
    auto const title = formats().say(Phrase::month, noon_of(first), 0);
    core.open({.id = core.id("calendar"), .role = AriaRole::grid, .name = title, .row_count = 6, .column_count = 7});
    if (draw_button(core, {x, y, cell, cell}, core.id("before"), tr("Previous month"),
                    {.weight = Weight::ghost, .icon = icon::chevron_left, .icon_only = true})
            .pressed)
        shown -= 1;
    core.text_centered({x + cell, y, cell * 5, cell}, title, Face::strong, theme.text);
    if (draw_button(core, {x + cell * 6, y, cell, cell}, core.id("after"), tr("Next month"),
                    {.weight = Weight::ghost, .icon = icon::chevron_right, .icon_only = true})
            .pressed)
        shown += 1;
    auto const week_begins = formats().say(Phrase::first_weekday, 0, 0) == "7" ? Sunday : Monday;
    auto const offset = static_cast<unsigned>((weekday{first} - week_begins).count());
    for (unsigned column = 0; column < 7; ++column) {
        auto const name = formats().say(Phrase::weekday, noon_of(first - days{offset} + days{column}), 0);
        core.text_centered({x + cell * static_cast<float>(column), y + head, cell, cell}, name, Face::small,
                           theme.text_muted);
    }

    auto taken = false;
    auto const last = (visible / std::chrono::last).day();
    core.begin_group(popup, Axis::both);
    for (unsigned number = 1; number <= static_cast<unsigned>(last); ++number) {
        auto const place = offset + number - 1;
        auto const row = place / 7;
        auto const column = place % 7;
        year_month_day const date{visible.year(), visible.month(), day{number}};
        Rect const rect{x + cell * static_cast<float>(column), y + head + cell * static_cast<float>(row + 1), cell,
                        cell};
        auto const selected = chosen && *chosen == date;
        auto const words = std::to_string(number);
        auto const name = formats().say(Phrase::long_day, noon_of(sys_days{date}), 0);
        auto const touch = core.widget({.id = core.id(std::uint64_t{number}),
                                        .role = AriaRole::button,
                                        .name = name,
                                        .rect = rect,
                                        .selected = selected,
                                        .current = date == today},
                                       {.preferred = selected || (!chosen && date == today)});
        auto const spot = inset(rect, 2);
        if (selected)
            core.fill(spot, theme.accent, size::radius);
        else if (touch.hovered)
            core.fill(spot, theme.hover, size::radius);
        else if (date == today)
            core.frame(spot, theme.line_strong, size::radius);
        if (touch.ring)
            core.ring(inset(spot, 2), size::radius);
        core.text_centered(rect, words, Face::body, selected ? theme.on_accent : theme.text);
        if (touch.pressed) {
            value = written_day(date);
            taken = true;
            core.close_popup();
        }
    }
    core.end_group();
    core.close();
    core.end_popup();
    return taken;
}

} // namespace

bool date_field(Ui& ui, std::string_view label, std::string& value, FieldOptions const& options)
{
    auto& core = ui.core();
    auto adapted = options;
    adapted.kind = EntryKind::date;
    if (adapted.placeholder.empty())
        adapted.placeholder = tr("YYYY-MM-DD");
    auto const box = place_field(core, label, adapted, core.control_height());
    auto const id = core.id(label);
    auto const node = field_node(AriaRole::textbox, id, label, adapted, box);
    auto const edit =
        edit_text(core, box, {box.x + core.px(11), box.y + 1, box.width - box.height - core.px(12), box.height - 2},
                  node, value, adapted);
    auto const popup = ImHashStr("calendar", 0, id);
    core.push_id(id);
    Rect const opener{box.right() - box.height, box.y, box.height, box.height};
    auto const is_open = core.popup_open(popup);
    auto const touch = core.widget({.id = core.id("open"),
                                    .role = AriaRole::button,
                                    .name = tr("Open calendar"),
                                    .rect = opener,
                                    .has_popup = true,
                                    .expanded = is_open ? Expanded::yes : Expanded::no},
                                   {.enabled = options.disabled.empty()});
    auto const side = core.px(size::icon);
    core.draw_icon(icon::calendar, opener.x + (opener.width - side) / 2, opener.y + (opener.height - side) / 2,
                   touch.hovered ? core.theme->text : core.theme->text_muted);
    if (touch.ring)
        core.ring(inset(opener, 5), 4);
    if (touch.hovered)
        core.report.cursor = Cursor::hand;
    if (touch.pressed && std::exchange(core.popup_at_press, 0u) != popup) {
        core.floats.erase(ImHashStr("month", 0, popup));
        core.open_popup(popup);
    }
    core.pop_id();
    auto const picked = calendar(core, popup, box, value);
    return edit.changed || picked;
}

} // namespace castellan::ui
