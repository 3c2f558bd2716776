#include "ui/kit/table.hpp"

#include "ui/kit/actions_plan.hpp"
#include "ui/kit/button_look.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/table_plan.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

/// Rows drawn above and below those in sight.
constexpr int spare_rows = 8;

} // namespace

bool DataTable::Plan::columns_fit() const
{
    auto const em = core.px(size::body);
    auto needed = 2 * padding + menu - core.px(24);
    for (auto const& one : columns)
        needed += one.leaves_first > 0 ? 0.0f : (one.width > 0 ? one.width * em : 10 * em) + core.px(24);
    return needed <= width;
}

void DataTable::Plan::place_columns()
{
    auto const em = core.px(size::body);
    auto const least = 10 * em;
    places.assign(columns.size(), {});
    std::vector<bool> shown(columns.size(), true);
    auto const room = width - 2 * padding - menu;
    auto const gap = core.px(24);
    for (;;) {
        float used = 0;
        int stretching = 0;
        for (std::size_t index = 0; index < columns.size(); ++index) {
            if (!shown[index])
                continue;
            used += (columns[index].width > 0 ? columns[index].width * em : least) + gap;
            stretching += columns[index].width == 0;
        }
        auto victim = columns.size();
        if (used - gap > room) {
            for (std::size_t index = 0; index < columns.size(); ++index) {
                if (shown[index] && columns[index].leaves_first > 0 &&
                    (victim == columns.size() || columns[index].leaves_first >= columns[victim].leaves_first))
                    victim = index;
            }
        }
        if (victim != columns.size()) {
            shown[victim] = false;
            continue;
        }
        auto const spare = std::max(0.0f, room - (used - gap));
        auto const squeeze = used - gap > room ? room / (used - gap) : 1.0f;
        auto at = x + padding;
        for (std::size_t index = 0; index < columns.size(); ++index) {
            if (!shown[index])
                continue;
            auto cell = columns[index].width > 0 ? columns[index].width * em
                                                 : least + spare / static_cast<float>(std::max(1, stretching));
            if (columns[index].width > 0 && stretching == 0)
                cell += spare / static_cast<float>(columns.size());
            cell = std::floor(cell * squeeze);
            places[index] = {at, 0, cell, 0};
            at += cell + gap;
        }
        return;
    }
}

void DataTable::Plan::draw_header()
{
    auto const& theme = *core.theme;
    auto const height = core.px(size::header_row);
    auto const rect = core.place(0, height);
    auto const under_corners = !core.cards.empty() && core.cards.back().bare_top && rect.y <= core.cards.back().top + 2;
    core.list().AddRectFilled(corner(rect), far_corner(rect), packed(theme.sunken), core.px(size::card_radius - 1),
                              under_corners ? ImDrawFlags_RoundCornersTop : ImDrawFlags_RoundCornersNone);
    core.line(rect.x, rect.bottom() - 1, rect.right(), rect.bottom() - 1, theme.line);
    core.open({.id = core.id("header"), .role = AriaRole::row, .rect = rect, .row_index = 1});
    core.begin_group(core.id("headers"), Axis::horizontal);
    for (std::size_t index = 0; index < columns.size(); ++index) {
        auto const& column_here = columns[index];
        if (places[index].width <= 0)
            continue;
        Rect const cell{places[index].x, rect.y, places[index].width, height};
        auto const sorted = state.sort_column == static_cast<int>(index) && column_here.sortable;
        SemanticNode node{.id = core.id(column_here.label.empty() ? std::string_view{"column"} : column_here.label),
                          .role = AriaRole::columnheader,
                          .name = column_here.label,
                          .rect = cell,
                          .column_index = static_cast<std::int32_t>(index) + 1};
        auto lit = false;
        if (column_here.sortable) {
            node.sorted = !sorted ? Sorted::none : state.descending ? Sorted::descending : Sorted::ascending;
            auto const touch = core.widget(node, {.preferred = sorted});
            lit = touch.hovered;
            if (touch.ring)
                core.ring(inset(cell, 0, 5), 4);
            if (touch.hovered)
                core.report.cursor = Cursor::hand;
            if (touch.pressed) {
                state.descending = sorted ? !state.descending : false;
                state.sort_column = static_cast<int>(index);
                sort_changed = true;
                core.want_frame_in(0);
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
    core.end_group();
    core.close();
}

DataTable::DataTable(Ui& ui, std::string_view name, std::span<Column const> columns, TableState& state,
                     TableOptions const& options)
    : ui_(ui),
      plan_(std::make_unique<Plan>(ui.core(), name, columns, state, options))
{
    auto& core = ui.core();
    auto& plan = *plan_;
    plan.id = core.id(name);
    if (core.cards.empty())
        plan.card.emplace(ui, std::string_view{}, CardOptions{.flush = true});
    plan.width = core.region().width;
    plan.padding = core.px(plan.width < core.px(560) ? 14.0f : 20.0f);
    plan.menu = options.has_actions ? core.small_control_height() + core.px(8) : 0;
    plan.cards = ui.is_narrow() ? plan.width < core.px(560) : !plan.columns_fit();
    plan.row_height = core.viewport.coarse_pointer
                          ? std::max(size::touch + 4, core.px(options.two_lines ? size::tall_row : size::row))
                          : core.px(options.two_lines ? size::tall_row : size::row);
    if (plan.cards) {
        // Title, then one line for each further column.
        auto const further = columns.empty() ? 0.0f : static_cast<float>(columns.size() - 1);
        plan.row_height = core.px(options.two_lines ? 62.0f : 48.0f) + core.px(24) * further + core.px(10);
    }

    core.open({.id = plan.id,
               .role = AriaRole::grid,
               .name = name,
               .busy = options.content == TableContent::loading,
               .row_count = static_cast<std::int32_t>(options.row_count) + 1,
               .column_count = static_cast<std::int32_t>(columns.size())});
    core.push_id(plan.id);

    plan.x = core.region().x;
    plan.width = core.region().width;
    auto const ready = options.content == TableContent::ready && options.row_count > 0;
    plan.scrolls = options.fill && ready && !plan.cards;
    if (plan.scrolls)
        plan.width -= ImGui::GetStyle().ScrollbarSize;
    plan.place_columns();
    if (!plan.cards && (ready || options.content == TableContent::loading)) {
        plan.width = core.region().width;
        plan.draw_header();
    }
    if (!ready) {
        core.close(); // A grid has rows; what stands in their place is beside it.
        switch (options.content) {
        case TableContent::ready: {
            auto const nothing =
                empty_state(ui, {.icon = options.empty.icon ? options.empty.icon : icon::search_x,
                                 .title = options.empty.title.empty() ? tr("Nothing here yet") : options.empty.title,
                                 .body = options.empty.body});
            break;
        }
        case TableContent::loading:
            loading_state(ui);
            break;
        case TableContent::failed: {
            auto const failed = failed_state(ui, options.problem);
            break;
        }
        case TableContent::denied:
            denied_state(ui, options.problem, options.rule);
            break;
        }
        return;
    }
    plan.showing = true;

    auto const total = plan.row_height * static_cast<float>(options.row_count);
    if (plan.scrolls) {
        // What is left of the window under the header, but at least five rows.
        auto const left = core.page_rect.bottom() - core.region().y - core.px(25);
        core.page_filled = total > left && left >= plan.row_height * 5;
        auto const height = std::min(total, std::max(left, plan.row_height * 5));
        auto const rect = core.place_close(0, height);
        core.begin_scroller(core.id("rows"), rect);
        plan.width = core.region().width;
    }
    plan.top = core.region().y;
    core.begin_group(core.id("rows"), Axis::vertical);

    // The keyboard's row is always drawn, however far it is scrolled away; arrows take the keyboard to another.
    auto const count = static_cast<std::int64_t>(options.row_count);
    auto* const window = ImGui::GetCurrentWindow();
    auto const here = plan.state.current_row;
    auto const last = core.table_row_focus.find(plan.id);
    auto const focused_here =
        here >= 0 && core.focused != 0 && last != core.table_row_focus.end() && last->second == core.focused;
    if (focused_here) {
        auto const page =
            std::max<std::int64_t>(1, static_cast<std::int64_t>(window->InnerRect.GetHeight() / plan.row_height) - 1);
        auto next = here;
        if (core.took(Key::down))
            next = here + 1;
        else if (core.took(Key::up))
            next = here - 1;
        else if (core.took(Key::page_down))
            next = here + page;
        else if (core.took(Key::page_up))
            next = here - page;
        else if (core.took(Key::home))
            next = 0;
        else if (core.took(Key::end))
            next = count - 1;
        next = std::clamp<std::int64_t>(next, 0, count - 1);
        if (next != here) {
            plan.state.current_row = next;
            plan.wanted_row = next;
            core.want_frame_in(0);
        }
    }

    // Rows are placed by the kit; the clipper is only asked which ones are in sight.
    ImGui::SetCursorScreenPos({plan.x, plan.top});
    plan.clipper.Begin(static_cast<int>(count), plan.row_height);
    if (plan.state.current_row >= 0 && plan.state.current_row < count && (focused_here || plan.wanted_row >= 0))
        plan.clipper.IncludeItemByIndex(static_cast<int>(plan.state.current_row));
    // A few more on each side, for whoever reads or searches the page: what comes next is there before one has scrolled.
    auto const in_sight = ImGui::GetCurrentWindow()->ClipRect;
    auto const row_at = [&](float y) {
        auto const passed = static_cast<std::int64_t>((static_cast<double>(y) - static_cast<double>(plan.top)) /
                                                      static_cast<double>(plan.row_height));
        return static_cast<int>(std::clamp<std::int64_t>(passed, 0, count));
    };
    plan.clipper.IncludeItemsByIndex(std::max(row_at(in_sight.Min.y) - spare_rows, 0),
                                     std::min(row_at(in_sight.Max.y) + 1 + spare_rows, static_cast<int>(count)));
}

DataTable::~DataTable()
{
    auto& core = ui_.core();
    auto& plan = *plan_;
    plan.end_row();
    if (plan.showing) {
        core.end_group();
        auto const bottom = plan.top + plan.row_height * static_cast<float>(plan.options.row_count);
        core.extend(bottom);
        if (plan.scrolls)
            core.end_scroller();
        else
            core.region().y = bottom;
        core.region().first = false;
        core.close();
    }
    core.pop_id();
    plan.card.reset();
}

bool DataTable::sort_changed() const
{
    return plan_->sort_changed;
}

bool DataTable::next_row()
{
    auto& plan = *plan_;
    plan.end_row();
    if (!plan.showing)
        return false;
    if (plan.stepped && plan.row + 1 < plan.clipper.DisplayEnd) {
        ++plan.row;
        return true;
    }
    while (plan.clipper.Step()) {
        plan.stepped = true;
        if (plan.clipper.DisplayStart < plan.clipper.DisplayEnd) {
            plan.row = plan.clipper.DisplayStart;
            return true;
        }
    }
    plan.stepped = false;
    return false;
}

std::size_t DataTable::row() const
{
    return static_cast<std::size_t>(plan_->row);
}

void DataTable::begin_row(std::string_view id, RowOptions const& options)
{
    begin_row_of(ui_.core().id(id), options);
}

void DataTable::begin_row_of(std::uint64_t key, RowOptions const& options)
{
    auto& core = ui_.core();
    auto const& theme = *core.theme;
    auto& plan = *plan_;
    auto const y = plan.top + plan.row_height * static_cast<float>(plan.row);
    plan.row_rect = {plan.x, y, plan.width, plan.row_height};
    plan.in_row = true;
    plan.column = 0;
    plan.quiet = options.quiet;
    plan.name_given = !options.name.empty();
    plan.card_y = y;

    auto const id = core.id(key);
    auto const opens = !options.href.empty();
    auto const is_wanted = plan.wanted_row == plan.row;
    if (is_wanted)
        core.set_focus(id, true);
    auto const touch = core.widget({.id = id,
                                    .role = AriaRole::row,
                                    .name = options.name,
                                    .href = options.href,
                                    .rect = plan.row_rect,
                                    .selected = options.selected,
                                    .row_index = plan.row + 2},
                                   {.preferred = plan.state.current_row == plan.row, .takes_arrows = true});
    plan.row_node = touch.node;
    plan.activated = touch.pressed;
    if (touch.focused) {
        plan.state.current_row = plan.row;
        core.table_row_focus[plan.id] = id;
    }
    if (options.selected || touch.hovered) {
        auto const last =
            static_cast<std::size_t>(plan.row) + 1 == plan.options.row_count && !plan.scrolls && !core.cards.empty();
        core.list().AddRectFilled(
            corner(plan.row_rect), far_corner(plan.row_rect), packed(options.selected ? theme.selected : theme.hover),
            core.px(size::card_radius - 1), last ? ImDrawFlags_RoundCornersBottom : ImDrawFlags_RoundCornersNone);
    }
    if (plan.row > 0)
        core.line(plan.x, y, plan.x + plan.width, y, theme.line);
    if (touch.ring)
        core.list().AddRect(corner(inset(plan.row_rect, 2)), far_corner(inset(plan.row_rect, 2)), packed(theme.focus),
                            4, 0, 2);
    if (touch.hovered && opens)
        core.report.cursor = Cursor::hand;
    core.parents.push_back(touch.node);
    core.push_id(id);
    if (touch.pressed && opens)
        ui_.go(options.href);
}

bool DataTable::activated() const
{
    return plan_->activated;
}

void DataTable::Plan::end_row()
{
    if (!in_row)
        return;
    in_row = false;
    core.pop_id();
    core.close();
}

Actions DataTable::actions()
{
    auto& core = ui_.core();
    auto& plan = *plan_;
    auto actions = std::make_unique<Actions::Plan>(core, core.id("row-actions"), Actions::Plan::Place::menu);
    auto const side = core.small_control_height();
    auto const first = plan.cards ? core.px(plan.options.two_lines ? 62.0f : 48.0f) : plan.row_rect.height;
    actions->area = {plan.x + plan.width - plan.padding - side + core.px(8),
                     std::round(plan.row_rect.y + (first - side) / 2), side, side};
    auto const row_name = core.node(plan.row_node).name;
    actions->menu_label = core.texts[core.frame_number & 1].keep(tr("Actions for {}", row_name));
    actions->row = core.node(plan.row_node).id;
    actions->menu_look = {.weight = Weight::ghost, .icon = icon::ellipsis, .icon_only = true, .small = true};
    return Actions{std::move(actions)};
}

} // namespace castellan::ui
