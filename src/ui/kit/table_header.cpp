// The header of a table: names that sort, edges that resize, the box that chooses all, and the menu of the table itself.
// Where rows are cards it is one line, with the order as a menu.
#include "ui/kit/actions_plan.hpp"
#include "ui/kit/button_look.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/table_plan.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

void DataTable::Plan::sort_by(std::size_t index)
{
    auto const sorted = state.sort_column == static_cast<int>(index);
    state.descending = sorted ? !state.descending : false;
    state.sort_column = static_cast<int>(index);
    sort_changed = true;
    core.want_frame_in(0);
}

Rect DataTable::Plan::open_header(float least_height)
{
    auto const& theme = *core.theme;
    auto const height = std::max(core.px(least_height), core.viewport.coarse_pointer ? size::touch : 0.0f);
    auto const rect = core.place(0, height);
    auto const under_corners = !core.cards.empty() && core.cards.back().bare_top && rect.y <= core.cards.back().top + 2;
    core.list().AddRectFilled(corner(rect), far_corner(rect), packed(theme.sunken), core.px(size::card_radius - 1),
                              under_corners ? ImDrawFlags_RoundCornersTop : ImDrawFlags_RoundCornersNone);
    core.line(rect.x, rect.bottom() - 1, rect.right(), rect.bottom() - 1, theme.line);
    core.open({.id = core.id("header"), .role = AriaRole::row, .rect = rect, .row_index = 1});
    if (selectable())
        draw_all_box({rect.x, rect.y, padding + check, height});
    return rect;
}

void DataTable::Plan::close_header(Rect const& rect)
{
    auto const side = core.small_control_height();
    draw_menu({rect.right() - padding - side + core.px(8), std::round(rect.y + (rect.height - side) / 2), side, side});
    core.close();
}

void DataTable::Plan::draw_header()
{
    // One column of which nothing can be chosen says no more than the title of its card.
    if (std::ranges::count_if(places, [](Rect const& place) { return place.width > 0; }) == 1 && options.key.empty() && !card)
        return;
    auto const rect = open_header(size::header_row);
    auto const height = rect.height;
    auto const mouse = ImGui::GetMousePos();
    auto const under_pointer = !core.viewport.coarse_pointer && rect.contains(mouse.x, mouse.y) && ImGui::IsWindowHovered();
    core.begin_group(core.id("headers"), Axis::horizontal);
    for (std::size_t index = 0; index < columns.size(); ++index) {
        if (places[index].width > 0)
            draw_column_header(index, {places[index].x, rect.y, places[index].width, height});
    }
    core.end_group();
    for (std::size_t index = 0; index < columns.size(); ++index) {
        if (places[index].width > 0)
            resize_column(index, {places[index].x, rect.y, places[index].width, height}, under_pointer);
    }
    close_header(rect);
}

void DataTable::Plan::draw_column_header(std::size_t index, Rect const& cell)
{
    auto const& theme = *core.theme;
    auto const& column_here = columns[index];
    auto const sorted = state.sort_column == static_cast<int>(index) && column_here.sortable;
    SemanticNode node{.id = core.id(column_here.label.empty() ? std::string_view{"column"} : column_here.label),
                      .role = AriaRole::columnheader,
                      .name = column_here.label,
                      .rect = cell,
                      .column_index = static_cast<std::int32_t>(index) + (selectable() ? 2 : 1)};
    auto lit = false;
    if (column_here.sortable) {
        if (!options.key.empty())
            node.description = tr("Shift and the arrows to the side change its width.");
        node.sorted = !sorted ? Sorted::none : state.descending ? Sorted::descending : Sorted::ascending;
        auto const touch = core.widget(node, {.preferred = sorted, .resizes = !options.key.empty()});
        lit = touch.hovered;
        if (touch.ring)
            core.ring(inset(cell, 0, 5), 4);
        if (touch.hovered)
            core.report.cursor = Cursor::hand;
        if (touch.pressed)
            sort_by(index);
        if (touch.focused && !options.key.empty()) {
            auto const em = core.px(size::body);
            for (auto const key : {Key::left, Key::right}) {
                if (!core.take(key))
                    continue;
                layout->widths[index] = std::clamp(cell.width / em + (key == Key::left ? -1.0f : 1.0f), 4.0f, 60.0f);
                keep_layout();
                core.want_frame_in(0);
            }
        }
    } else {
        core.add(node);
    }
    auto const color = sorted || lit ? theme.text : theme.text_muted;
    auto const mark = column_here.sortable && (sorted || lit) ? core.px(18) : 0.0f;
    auto const words = core.text_width(column_here.label, Face::small_strong);
    auto const room = std::max(0.0f, cell.width - mark);
    auto const shown = std::min(words, room);
    auto const left = column_here.align == Align::right ? cell.right() - shown - mark : cell.x;
    core.text({left, cell.y, shown + 1, cell.height}, column_here.label, Face::small_strong, color);
    if (mark > 0)
        core.draw_icon(sorted && state.descending ? icon::arrow_down : icon::arrow_up, left + shown + core.px(4),
                       cell.y + (cell.height - core.px(13)) / 2, sorted ? theme.text : theme.text_muted, 13);
}

void DataTable::Plan::resize_column(std::size_t index, Rect const& header, bool under_pointer)
{
    // A finger has no use for an edge of a few pixels, and the last edge moves nothing.
    if (options.key.empty() || core.viewport.coarse_pointer || (menu == 0 && index + 1 == columns.size()))
        return;
    // Assistive technology and the keyboard have Shift and the arrows on the header itself, so the edge is no widget.
    auto const& theme = *core.theme;
    Rect const edge{header.right() + core.px(12) - core.px(5), header.y, core.px(10), header.height};
    auto const edge_id = core.id(std::uint64_t{index} + 500);
    auto const mouse = ImGui::GetMousePos();
    auto const hovered = under_pointer && edge.contains(mouse.x, mouse.y);
    if (hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left))
        core.resizing = edge_id;
    auto const held = core.resizing == edge_id;
    if (hovered || held)
        core.report.cursor = Cursor::resize_columns;
    if (hovered || held || under_pointer) {
        auto const strong = hovered || held;
        core.fill({edge.x + core.px(4), edge.y + core.px(8), strong ? 2.0f : 1.0f, edge.height - core.px(16)},
                  strong ? theme.accent : theme.line_strong.faded(0.6f), 1);
    }
    if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        layout->widths[index] = 0;
        core.resizing = 0;
        keep_layout();
        core.want_frame_in(0);
    } else if (held && ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
        // The edge follows the pointer, from the first move on.
        if (ImGui::IsMouseDragging(ImGuiMouseButton_Left, 2))
            layout->widths[index] = std::clamp((mouse.x - core.px(12) - header.x) / core.px(size::body), 4.0f, 60.0f);
        core.want_frame_in(0);
    } else if (held) {
        core.resizing = 0;
        keep_layout();
        core.want_frame_in(0);
    }
}

void DataTable::Plan::draw_all_box(Rect const& area)
{
    auto const chosen = state.selection.empty() ? Checked::no : all_chosen() ? Checked::yes : Checked::mixed;
    core.open({.id = core.id("choose-all-cell"), .role = AriaRole::columnheader, .rect = area, .column_index = 1});
    if (draw_check(core, area, core.id("choose-all"), tr("Select all rows"), chosen).pressed) {
        if (chosen == Checked::no)
            choose_all();
        else
            state.selection.clear();
        core.focused = 0;
        core.want_frame_in(0);
    }
    core.close();
}

void DataTable::Plan::draw_menu(Rect const& area)
{
    if (options.key.empty())
        return;
    auto plan = std::make_unique<Actions::Plan>(core, core.id("table-menu"), Actions::Plan::Place::menu);
    plan->area = area;
    plan->menu_label = core.texts[core.frame_number & 1].keep(tr("Table options: {}", name));
    plan->about = name;
    plan->cell = AriaRole::columnheader;
    plan->menu_look = {.weight = Weight::ghost, .icon = icon::columns_3, .icon_only = true, .small = true};
    Actions actions{std::move(plan)};
    if (cards) {
        actions.section(tr("Sort by"));
        for (std::size_t index = 0; index < columns.size(); ++index) {
            if (columns[index].sortable && actions.toggle(columns[index].label, state.sort_column == static_cast<int>(index)))
                sort_by(index);
        }
    }
    actions.section(tr("Columns"));
    for (std::size_t index = 1; index < columns.size(); ++index) {
        if (actions.toggle(columns[index].label, !is_hidden(index), static_cast<int>(index) + 1)) {
            layout->hidden[index] = !layout->hidden[index];
            keep_layout();
            core.want_frame_in(0);
        }
    }
    auto const touched = std::ranges::any_of(layout->widths, [](float width) { return width > 0; }) ||
                         std::ranges::any_of(layout->hidden, [](bool hidden) { return hidden; });
    if (touched && actions.button(tr("Reset columns"), {.icon = icon::refresh_cw})) {
        *layout = {std::vector<float>(columns.size(), 0.0f), std::vector<bool>(columns.size(), false)};
        keep_layout();
    }
    actions.section(tr("Rows"));
    auto const chosen = selectable() && !state.selection.empty();
    if (actions.button(chosen ? tr("Copy selected rows") : tr("Copy all rows"), {.icon = icon::copy}))
        begin_output(Output::clipboard, chosen);
    if (actions.button(chosen ? tr("Save selected rows as CSV") : tr("Save as CSV"), {.icon = icon::download}))
        begin_output(Output::file, chosen);
    if (actions.button(chosen ? tr("Print selected rows") : tr("Print"), {.icon = icon::scroll_text}))
        begin_output(Output::paper, chosen);
}

void DataTable::Plan::draw_card_header()
{
    if (options.key.empty())
        return;
    auto const& theme = *core.theme;
    auto const rect = open_header(size::header_row + 4);
    auto const height = rect.height;
    // Read like the header of a table, and not pressed: the menu has the orders.
    auto const sorted = static_cast<std::size_t>(std::max(0, state.sort_column));
    auto at = rect.x + padding + check;
    for (std::size_t index = 0; index < columns.size(); ++index) {
        if (is_hidden(index))
            continue;
        auto const by_this = index == sorted && columns[index].sortable;
        core.add({.id = core.id(columns[index].label.empty() ? std::string_view{"column"} : columns[index].label),
                  .role = AriaRole::columnheader,
                  .name = columns[index].label,
                  .rect = {at, rect.y, core.px(120), height},
                  .sorted = !columns[index].sortable ? Sorted::not_sortable
                            : !by_this               ? Sorted::none
                            : state.descending       ? Sorted::descending
                                                     : Sorted::ascending,
                  .column_index = static_cast<std::int32_t>(index) + (selectable() ? 2 : 1)});
        if (by_this) {
            auto const words = core.text_width(columns[index].label, Face::small_strong);
            core.text({at, rect.y, words + 1, height}, columns[index].label, Face::small_strong, theme.text_muted);
            core.draw_icon(state.descending ? icon::arrow_down : icon::arrow_up, at + words + core.px(4),
                           rect.y + (height - core.px(13)) / 2, theme.text_muted, 13);
        }
    }
    close_header(rect);
}

} // namespace castellan::ui
