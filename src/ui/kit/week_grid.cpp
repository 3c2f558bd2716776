#include "ui/kit/week_grid.hpp"

#include "model/calendar.hpp"
#include "model/put_in_order.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace castellan::ui {

namespace {

constexpr std::int64_t day_minutes = 1'440;
constexpr int days = 7;

Text day_name(std::int64_t weekday)
{
    // words:
    static constexpr auto names = std::to_array<std::string_view>(
        {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"});
    // words end
    return tr(names[static_cast<std::size_t>(weekday - 1)]);
}

/// "Mon", as the language shortens it.
std::string short_day(std::int64_t weekday)
{
    constexpr std::int64_t monday_noon = (4 * 24 + 12) * std::int64_t{3'600'000}; // 1970-01-05 was one.
    return formats().say(Phrase::weekday, monday_noon + (weekday - 1) * 24 * 3'600'000, 0);
}

std::string span_of(std::int64_t from, std::int64_t until) { return tr("{} to {}", written_time(from), written_time(until)); }

bool has(std::vector<WeeklyWindow> const& hours, std::int64_t weekday, std::int64_t minute)
{
    return std::ranges::any_of(hours, [&](WeeklyWindow const& one) {
        return one.weekday == weekday && one.from <= minute && minute < one.until;
    });
}

/// The hours of one day.
std::vector<WeeklyWindow> of_day(std::span<WeeklyWindow const> hours, std::int64_t weekday)
{
    auto found = std::vector<WeeklyWindow>{};
    for (auto const& one : hours) {
        if (one.weekday == weekday)
            found.push_back(one);
    }
    return found;
}

/// A rectangle of days and hours, from one corner to another, both included.
struct Painted {
    int first_row;
    int last_row;
    std::int64_t from;
    std::int64_t until;
};
Painted painted(Core::Week const& week, std::int64_t snap)
{
    return {std::min(week.row, week.from_row), std::max(week.row, week.from_row), std::min(week.at, week.from_at),
            std::max(week.at, week.from_at) + snap};
}

} // namespace

void paint(std::vector<WeeklyWindow>& hours, WeeklyWindow const& part, bool set)
{
    auto result = std::vector<WeeklyWindow>{};
    auto added = part;
    for (auto const& one : hours) {
        if (one.weekday != part.weekday || one.until < part.from || one.from > part.until) {
            result.push_back(one);
        } else if (set) {
            added.from = std::min(added.from, one.from);
            added.until = std::max(added.until, one.until);
        } else {
            if (one.from < part.from)
                result.push_back({one.weekday, one.from, std::min(one.until, part.from)});
            if (one.until > part.until)
                result.push_back({one.weekday, std::max(one.from, part.until), one.until});
        }
    }
    if (set && added.from < added.until)
        result.push_back(added);
    put_in_order(result, [](WeeklyWindow const& one, WeeklyWindow const& other) {
        return one.weekday != other.weekday ? one.weekday < other.weekday : one.from < other.from;
    });
    hours = std::move(result);
}

std::vector<std::string> week_in_words(std::span<WeeklyWindow const> hours)
{
    auto lines = std::vector<std::string>{};
    for (std::int64_t first = 1; first <= days;) {
        auto words = std::string{};
        for (auto const& one : of_day(hours, first))
            words += (words.empty() ? "" : ", ") + span_of(one.from, one.until);
        auto last = first;
        auto const same = [&](std::int64_t day) {
            return std::ranges::equal(of_day(hours, first), of_day(hours, day), [](WeeklyWindow const& one, WeeklyWindow const& other) {
                return one.from == other.from && one.until == other.until;
            });
        };
        while (last < days && same(last + 1))
            ++last;
        if (!words.empty())
            lines.push_back((first == last ? std::string{day_name(first)} : tr("{} to {}", day_name(first), day_name(last))) +
                            " " + words);
        first = last + 1;
    }
    return lines;
}

bool week_grid(Ui& ui, std::string_view label, std::vector<WeeklyWindow>& value, int snap, FieldOptions const& options)
{
    auto& core = ui.core();
    auto const id = core.id(label);
    auto found = std::ranges::find(core.weeks, id, &Core::Week::id);
    if (found == core.weeks.end())
        found = core.weeks.insert(found, {.id = id});
    auto& week = *found;
    auto const& theme = *core.theme;
    auto const narrow = core.region().width < core.px(560);
    auto const enabled = options.disabled.empty();
    auto const gap = core.px(4);
    auto const head = core.px(20);
    auto const line = core.viewport.coarse_pointer ? size::touch : core.px(30);
    auto const box = place_field(core, label, options, head + days * (line + gap));
    auto node = field_node(AriaRole::grid, id, label, options, box);
    node.row_count = days;
    core.open(node);
    core.push_id(id);

    auto const first_day = formats().say(Phrase::first_weekday, 0, 0) == "7" ? 6 : 0;
    auto const weekday_of = [&](int row) { return std::int64_t{(row + first_day) % days + 1}; };
    auto lead = 0.0f;
    for (auto row = 0; row < days; ++row)
        lead = std::max(lead, core.text_width(narrow ? short_day(weekday_of(row)) : std::string{day_name(weekday_of(row))}, Face::small));
    lead = std::max(std::ceil(lead) + core.px(16), core.viewport.coarse_pointer ? size::touch : 0.0f);
    Rect const plot{box.x + lead, box.y + head, box.width - lead, box.height - head};
    auto const x_of = [&](std::int64_t minute) {
        return std::round(plot.x + plot.width * static_cast<float>(minute) / static_cast<float>(day_minutes));
    };
    auto const track = [&](int row) {
        return Rect{plot.x, plot.y + static_cast<float>(row) * (line + gap), plot.width, line};
    };
    auto const cell_id = [&](int row, std::int64_t minute) {
        return core.id(static_cast<std::uint64_t>(row * day_minutes + minute) + 1'000);
    };
    auto const said = [&](int first, int last, std::int64_t from, std::int64_t until) {
        auto const day = day_name(weekday_of(first));
        return (first == last ? std::string{day} : tr("{} to {}", day, day_name(weekday_of(last)))) + " " + span_of(from, until);
    };
    auto changed = false;
    auto const paint_all = [&](bool set) {
        auto const what = painted(week, snap);
        for (auto row = what.first_row; row <= what.last_row; ++row)
            paint(value, {weekday_of(row), what.from, what.until}, set);
        changed = true;
    };
    week.at = week.at / snap * snap;
    week.from_at = week.from_at / snap * snap;

    // The pointer. What it is over is worked out from where it is, so that a press goes on beyond the edges.
    ImRect const area{corner(plot), far_corner(plot)};
    auto hovered = false;
    auto held = false;
    if (ImGui::ItemAdd(area, id, nullptr, ImGuiItemFlags_NoNav) && enabled)
        ImGui::ButtonBehavior(area, id, &hovered, &held, ImGuiButtonFlags_PressedOnClickRelease | ImGuiButtonFlags_NoNavFocus);
    auto const mouse = ImGui::GetIO().MousePos;
    auto const row_at = std::clamp(static_cast<int>((mouse.y - plot.y) / (line + gap)), 0, days - 1);
    auto const minute_at = std::clamp(
        static_cast<std::int64_t>((mouse.x - plot.x) / plot.width * static_cast<float>(day_minutes)) / snap * snap,
        std::int64_t{0}, day_minutes - snap);
    if (enabled)
        core.takes_drags(plot);
    if (held && ImGui::IsMousePosValid()) {
        if (!week.painting) {
            week.painting = true;
            week.sets = !has(value, weekday_of(row_at), minute_at);
            week.before = value;
            week.from_row = row_at;
            week.from_at = minute_at;
            week.row = -1;
        }
        if (week.row != row_at || week.at != minute_at) {
            week.row = row_at;
            week.at = minute_at;
            value = week.before;
            paint_all(week.sets);
        }
        core.set_focus(cell_id(week.from_row, week.from_at), false);
        core.want_frame_in(0);
    } else if (week.painting) {
        week.painting = false;
        if (!ImGui::IsMousePosValid()) { // The finger scrolls, after all.
            value = week.before;
            changed = true;
        }
        week.row = week.from_row;
        week.at = week.from_at;
    }

    // The keyboard: one cell has it, and all that was stretched over is painted together.
    if (enabled && core.focused == cell_id(week.row, week.at) && !week.painting) {
        auto const go = [&](Key key, int rows, std::int64_t minutes) {
            auto const held_keys = core.take(key);
            if (!held_keys)
                return;
            week.row = std::clamp(week.row + rows, 0, days - 1);
            week.at = std::clamp(week.at + minutes, std::int64_t{0}, day_minutes - snap);
            if (!held_keys->shift) {
                week.from_row = week.row;
                week.from_at = week.at;
            }
            core.set_focus(cell_id(week.row, week.at), true);
        };
        go(Key::up, -1, 0);
        go(Key::down, 1, 0);
        go(Key::left, 0, -snap);
        go(Key::right, 0, snap);
        go(Key::home, 0, -day_minutes);
        go(Key::end, 0, day_minutes);
        if (core.took(Key::space) || core.took(Key::enter))
            paint_all(!has(value, weekday_of(week.from_row), week.from_at));
        if (core.took(Key::remove) || core.took(Key::backspace))
            paint_all(false);
    }

    for (std::int64_t hour = 0; hour <= 24; hour += narrow ? 6 : 3) {
        auto const words = written_time(hour * 60);
        auto const width = core.text_width(words, Face::small);
        auto const x = std::clamp(x_of(hour * 60) - width / 2, plot.x, plot.right() - width);
        core.text({std::round(x), box.y, width + 1, head - core.px(3)}, words, Face::small, theme.text_muted);
    }
    auto const what = painted(week, snap);
    for (auto row = 0; row < days; ++row) {
        auto const weekday = weekday_of(row);
        auto const around = track(row);
        auto const day = day_name(weekday);
        core.push_id(core.id(static_cast<std::uint64_t>(row)));
        core.open({.role = AriaRole::row, .name = day, .rect = {box.x, around.y, box.width, line}, .row_index = row + 1});
        Rect const head_of_row{box.x, around.y, lead, line};
        core.open({.role = AriaRole::gridcell, .name = day, .rect = head_of_row});
        auto whole = Touch{};
        if (enabled) // By keyboard: Home, Shift and End.
            whole = core.widget({.id = core.id("day"), .role = AriaRole::button, .name = tr("{}, all day", day), .rect = head_of_row}, {.stop = false});
        core.close();
        if (whole.hovered)
            core.report.cursor = Cursor::hand;
        core.text(part(head_of_row, core.px(2), lead - core.px(2)), narrow ? short_day(weekday) : std::string{day}, Face::small,
                  whole.hovered ? theme.text : theme.text_muted);
        if (whole.pressed) {
            auto const all = of_day(value, weekday);
            auto const full = all.size() == 1 && all.front().from == 0 && all.front().until == day_minutes;
            paint(value, {weekday, 0, day_minutes}, !full);
            changed = true;
        }

        core.fill(around, enabled ? theme.field : theme.sunken, 4);
        core.frame(around, options.error.empty() ? theme.line_strong : theme.tone(Tone::danger).on_surface, 4);
        for (auto hour = 1; hour < 24; ++hour)
            if (auto const labelled = hour % (narrow ? 6 : 3) == 0; labelled || !narrow)
                core.line(x_of(hour * 60), around.y + (labelled ? 1 : line * 0.35f), x_of(hour * 60),
                          around.bottom() - (labelled ? 1 : line * 0.35f), theme.line);
        auto const& accent = theme.tone(Tone::accent);
        for (auto const& one : of_day(value, weekday)) {
            Rect const bar{x_of(one.from), around.y, x_of(one.until) - x_of(one.from), line};
            core.add({.id = core.id(static_cast<std::uint64_t>(one.from) + 1), .role = AriaRole::gridcell,
                      .name = said(row, row, one.from, one.until), .rect = bar, .selected = true});
            core.fill(inset(bar, 1, 2), enabled ? theme.accent : accent.fill, 3);
            auto const words = written_time(one.from) + " – " + written_time(one.until);
            if (core.text_width(words, Face::small_strong) + core.px(10) <= bar.width)
                core.text_centered(bar, words, Face::small_strong, enabled ? theme.on_accent : accent.on_fill);
        }
        if (hovered && !held && row_at == row && !core.viewport.coarse_pointer)
            core.frame(inset({x_of(minute_at), around.y, x_of(minute_at + snap) - x_of(minute_at), line}, 1), theme.text, 3);
        core.pop_id();
        if (enabled && row == week.row) {
            Rect const cell{x_of(week.at), around.y, x_of(week.at + snap) - x_of(week.at), line};
            auto const touch = core.widget({.id = cell_id(row, week.at), .role = AriaRole::gridcell,
                                            .name = said(what.first_row, what.last_row, what.from, what.until),
                                            .description = tr("Space sets or clears, Shift and arrows stretch."), .rect = cell, .selected = has(value, weekday, week.at)},
                                           {.preferred = true, .takes_arrows = true, .hit_test = false});
            if (touch.pressed)
                paint_all(!has(value, weekday_of(week.from_row), week.from_at));
        }
        core.close();
    }
    if (enabled && core.focused == cell_id(week.row, week.at) && core.by_keyboard && !week.painting)
        core.ring(inset({x_of(what.from), track(what.first_row).y, x_of(what.until) - x_of(what.from),
                         track(what.last_row).bottom() - track(what.first_row).y}, 1), 3);
    if (hovered || week.painting)
        core.report.cursor = Cursor::hand;
    if (week.painting) {
        // Above the finger, at once.
        auto const top = track(what.first_row).y;
        core.tip_rect = {x_of(what.from), std::max(0.0f, top - core.px(40)), x_of(what.until) - x_of(what.from), 0};
        core.tip_text = core.texts[core.frame_number & 1].keep(said(what.first_row, what.last_row, what.from, what.until));
    }
    core.pop_id();
    core.close();
    if (changed)
        core.want_frame_in(0);
    return changed;
}

} // namespace castellan::ui
