// The keyboard in a table, and how rows are chosen: check boxes, ranges, all.
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/table_plan.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

bool DataTable::Plan::take_keys(float visible_height)
{
    auto const here = state.current_row;
    auto const last = core.table_row_focus.find(id);
    if (here < 0 || core.focused == 0 || last == core.table_row_focus.end() || last->second != core.focused)
        return false;

    auto const page = std::max<std::int64_t>(1, static_cast<std::int64_t>(visible_height / row_height) - 1);
    struct Step {
        Key key;
        std::int64_t to;
    };
    for (auto const& [key, to] : {Step{Key::down, here + 1}, Step{Key::up, here - 1}, Step{Key::page_down, here + page},
                                  Step{Key::page_up, here - page}, Step{Key::home, 0}, Step{Key::end, count() - 1}}) {
        auto const held = core.take(key);
        if (!held)
            continue;
        auto const next = std::clamp<std::int64_t>(to, 0, count() - 1);
        if (held->shift && selectable()) {
            if (state.anchor < 0)
                state.anchor = here;
            choose_range(state.anchor, next);
        } else {
            state.anchor = next;
        }
        if (next != here) {
            state.current_row = next;
            wanted_row = next;
        }
        core.want_frame_in(0);
        break;
    }
    if (core.took(Key::copy))
        begin_output(Output::clipboard, selectable() && !state.selection.empty());
    if (selectable()) {
        if (core.took(Key::select_all))
            choose_all();
        if (core.took(Key::space))
            toggle_row(here);
        if (!state.selection.empty() && core.took(Key::escape))
            state.selection.clear();
    }
    return true;
}

void DataTable::Plan::choose_range(std::int64_t from, std::int64_t to)
{
    std::vector<std::uint64_t> keys;
    auto const end = std::min(std::max(from, to), count() - 1);
    for (auto at = std::max<std::int64_t>(0, std::min(from, to)); at <= end; ++at)
        keys.push_back(options.row_key(static_cast<std::size_t>(at)));
    state.selection.assign(std::move(keys));
    core.want_frame_in(0);
}

void DataTable::Plan::choose_all()
{
    choose_range(0, count() - 1);
}

bool DataTable::Plan::all_chosen() const
{
    return !state.selection.empty() && state.selection.size() == options.row_count;
}

void DataTable::Plan::toggle_row(std::int64_t at)
{
    auto const key = options.row_key(static_cast<std::size_t>(at));
    state.selection.set(key, !state.selection.has(key));
    state.anchor = at;
    core.want_frame_in(0);
}

Touch draw_check(Core& core, Rect const& area, WidgetId id, std::string_view name, Checked state)
{
    auto const& theme = *core.theme;
    // Its row or header has the keyboard; it is for the pointer and for assistive technology.
    auto const touch = core.widget(
        {.id = id, .role = AriaRole::checkbox, .name = name, .rect = area, .checked = state}, {.stop = false});
    auto const side = core.px(18);
    Rect const box{std::round(area.x + (area.width - side) / 2), std::round(area.y + (area.height - side) / 2), side,
                   side};
    if (state == Checked::no) {
        core.fill(box, theme.field, 4);
        core.frame(box, touch.hovered ? theme.text_muted : theme.line_strong, 4);
    } else {
        core.fill(box, touch.hovered ? theme.accent_hover : theme.accent, 4);
        core.draw_icon(state == Checked::yes ? icon::check : icon::minus, box.x + core.px(2), box.y + core.px(2),
                       theme.on_accent, 14);
    }
    if (touch.hovered)
        core.report.cursor = Cursor::hand;
    return touch;
}

void DataTable::Plan::draw_row_box(WidgetId row_id, std::string_view row_name, bool chosen)
{
    auto const height = cards ? core.px(options.two_lines ? 62.0f : 48.0f) : row_rect.height;
    Rect const area{x, row_rect.y, padding + check, height};
    core.open({.id = core.id("choose-cell"),
               .role = AriaRole::gridcell,
               .rect = area,
               .row_index = row + 2,
               .column_index = 1});
    auto const words = core.texts[core.frame_number & 1].keep(tr("Select {}", row_name));
    auto const touch = draw_check(core, area, core.id("choose"), words, chosen ? Checked::yes : Checked::no);
    core.close();
    if (!touch.pressed)
        return;
    if (touch.by_pointer && core.press_modifiers.shift && state.anchor >= 0)
        choose_range(state.anchor, row);
    else
        toggle_row(row);
    state.current_row = row;
    core.set_focus(row_id, false);
}

} // namespace castellan::ui
