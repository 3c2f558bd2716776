// The kinds of cells.
#include "ui/kit/table_plan.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace castellan::ui {

Rect DataTable::Plan::next_cell(std::string_view words, std::string_view detail)
{
    auto const index = column++;
    if (index >= columns.size())
        return {};
    Rect cell;
    if (cards) {
        auto const first = core.px(options.two_lines ? 62.0f : 48.0f);
        if (index == 0) {
            cell = {x + padding + check, row_rect.y, width - 2 * padding - check - menu, first};
        } else {
            if (lines_of_card[index] < 0)
                return {};
            auto const line_y =
                row_rect.y + first + core.px(24) * static_cast<float>(lines_of_card[index] - 1) - core.px(4);
            auto const label = std::min(core.px(122), width * 0.36f);
            core.text({x + padding, line_y, label - core.px(6), core.px(22)}, columns[index].label, Face::small,
                      core.theme->text_muted);
            cell = {x + padding + label, line_y, width - 2 * padding - label, core.px(22)};
        }
    } else {
        cell = {places[index].x, row_rect.y, places[index].width, row_rect.height};
        if (cell.width <= 0)
            return {};
    }
    if (index == 0 && !name_given)
        core.node(row_node).name = core.texts[core.frame_number & 1].keep(words);
    core.add({.id = core.id(std::uint64_t{index} + 1),
              .role = AriaRole::gridcell,
              .name = words,
              .description = detail,
              .rect = cell,
              .row_index = row + 2,
              .column_index = static_cast<std::int32_t>(index) + (selectable() ? 2 : 1)});
    return cell;
}

void DataTable::Plan::lines(Rect cell, std::string_view first, std::string_view second, Face face, Color color)
{
    auto const& theme = *core.theme;
    auto const align = column > 0 && !cards ? columns[column - 1].align : Align::left;
    auto cut = false;
    if (second.empty() || cell.height < core.px(40)) {
        cut = core.text(cell, first, face, color, align);
    } else {
        auto const middle = cell.y + cell.height / 2;
        cut = core.text({cell.x, middle - core.px(19), cell.width, core.px(19)}, first, face, color, align);
        cut = core.text({cell.x, middle, cell.width, core.px(18)}, second, Face::small, theme.text_muted, align) || cut;
    }
    if (cut)
        core.tooltip_over(cell, core.id(std::uint64_t{column}),
                          second.empty() ? std::string(first) : std::string(first) + " · " + std::string(second));
}

void DataTable::text(std::string_view first, std::string_view second)
{
    auto& plan = *plan_;
    if (plan.write(first, second))
        return;
    auto const cell = plan.next_cell(first.empty() ? "–" : first, second);
    if (cell.width <= 0)
        return;
    auto const& theme = *ui_.core().theme;
    plan.lines(cell, first.empty() ? "–" : first, second, plan.column == 1 ? Face::strong : Face::body,
               plan.quiet || first.empty() ? theme.text_muted : theme.text);
}

void DataTable::muted(std::string_view words)
{
    auto& plan = *plan_;
    if (plan.write(words))
        return;
    auto const cell = plan.next_cell(words);
    if (cell.width > 0)
        plan.lines(cell, words, {}, Face::body, ui_.core().theme->text_muted);
}

void DataTable::number(std::int64_t value)
{
    auto& plan = *plan_;
    if (plan.write(std::to_string(value)))
        return;
    auto const words = grouped(value);
    auto const cell = plan.next_cell(words);
    if (cell.width > 0)
        plan.lines(cell, words, {}, Face::body, plan.quiet ? ui_.core().theme->text_muted : ui_.core().theme->text);
}

void DataTable::badge(Tone tone, std::string_view word)
{
    auto& plan = *plan_;
    if (plan.write(word))
        return;
    auto const cell = plan.next_cell(word);
    if (cell.width > 0)
        ui_.core().draw_badge(cell.x, cell.y + cell.height / 2, tone, word);
}

void DataTable::icon(Icon sign, std::string_view first, std::string_view second, Tone tone)
{
    auto& core = ui_.core();
    auto& plan = *plan_;
    if (plan.write(first, second))
        return;
    auto cell = plan.next_cell(first, second);
    if (cell.width <= 0)
        return;
    auto const side = core.px(size::icon);
    core.draw_icon(sign, cell.x, cell.y + (cell.height - side) / 2,
                   tone == Tone::neutral ? core.theme->text_muted : core.theme->tone(tone).on_surface);
    cell = part(cell, side + core.px(10), cell.width - side - core.px(10));
    plan.lines(cell, first, second, plan.column == 1 ? Face::strong : Face::body,
               plan.quiet ? core.theme->text_muted : core.theme->text);
}

void DataTable::person(std::string_view name, std::string_view second)
{
    auto& core = ui_.core();
    auto& plan = *plan_;
    if (plan.write(name, second))
        return;
    auto cell = plan.next_cell(name, second);
    if (cell.width <= 0)
        return;
    auto const side = core.px(plan.options.two_lines && cell.height > core.px(40) ? 34.0f
                              : cell.height < core.px(30)                         ? 20.0f
                                                                                  : 28.0f);
    core.draw_avatar({cell.x, std::round(cell.y + (cell.height - side) / 2), side, side}, name);
    cell = part(cell, side + core.px(12), cell.width - side - core.px(12));
    plan.lines(cell, name, second, Face::strong, plan.quiet ? core.theme->text_muted : core.theme->text);
}

void DataTable::time(std::int64_t at_ms)
{
    auto& core = ui_.core();
    auto& plan = *plan_;
    if (plan.write(at_ms ? date_and_time(at_ms, core.utc_offset_minutes) : std::string{}))
        return;
    auto const words = relative_time(at_ms, core.clock_ms, core.utc_offset_minutes);
    auto const exact = at_ms ? date_and_time(at_ms, core.utc_offset_minutes) : std::string{};
    auto const cell = plan.next_cell(words, exact);
    if (cell.width <= 0)
        return;
    plan.lines(cell, words, {}, Face::body, core.theme->text_muted);
    core.tooltip_over({cell.x, cell.y, std::min(cell.width, core.px(140)), cell.height},
                      core.id(std::uint64_t{plan.column}), exact);
}

void DataTable::link(std::string_view label, std::string_view href)
{
    auto& core = ui_.core();
    auto& plan = *plan_;
    if (plan.write(label))
        return;
    auto const cell = plan.next_cell({});
    if (cell.width <= 0)
        return;
    auto const wanted = std::min(core.text_width(label, Face::body) + 1, cell.width);
    Rect const words{cell.x, cell.y + cell.height / 2 - core.px(11), wanted, core.px(22)};
    core.parents.push_back(static_cast<std::uint32_t>(core.nodes.size() - 1));
    auto const touch = core.widget(
        {.id = core.id(label), .role = AriaRole::link, .name = label, .href = href, .rect = core.target(words)}, {.stop = false});
    core.close();
    core.text(words, label, Face::body, core.theme->link);
    if (touch.hovered) {
        core.report.cursor = Cursor::hand;
        core.line(words.x, words.bottom() - core.px(4), words.right(), words.bottom() - core.px(4), core.theme->link);
    }
    if (touch.pressed)
        ui_.go(href);
}

void DataTable::skip()
{
    auto& plan = *plan_;
    if (plan.write(std::string_view{}))
        return;
    auto const cell = plan.next_cell("–");
    if (cell.width > 0)
        plan.lines(cell, "–", {}, Face::body, ui_.core().theme->text_muted);
}

} // namespace castellan::ui
