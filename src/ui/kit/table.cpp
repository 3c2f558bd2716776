#include "ui/kit/table.hpp"

#include "ui/kit/actions_plan.hpp"
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
    // In a card with a title, what the rows say begins where the title does.
    auto const& around = core.cards.back();
    plan.padding = around.flush && !around.bare_top ? around.padding - 1 : core.px(plan.width < core.px(560) ? 14.0f : 20.0f);
    plan.check = plan.selectable() ? core.px(30) : 0;
    plan.menu = options.has_actions || !options.key.empty() ? core.small_control_height() + core.px(8) : 0;
    plan.find_layout();
    plan.cards = ui.is_narrow() ? plan.width < core.px(560) : !plan.columns_fit();
    plan.row_height = core.viewport.coarse_pointer
                          ? std::max(size::touch + 4, core.px(options.two_lines ? size::tall_row : size::row))
                          : core.px(options.two_lines ? size::tall_row : size::row);
    if (plan.cards) {
        // Title, then one line for each further column.
        auto const shown = std::ranges::count(plan.layout->hidden, false);
        auto const further = static_cast<float>(std::max<std::ptrdiff_t>(shown, 1) - 1);
        plan.row_height = core.px(options.two_lines ? 62.0f : 48.0f) + core.px(24) * further + core.px(10);
    }

    core.open({.id = plan.id,
               .role = AriaRole::grid,
               .name = name,
               .busy = options.content == TableContent::loading,
               .multiselectable = plan.selectable(),
               .row_count = static_cast<std::int32_t>(options.row_count) + 1,
               .column_count = static_cast<std::int32_t>(columns.size()) + (plan.selectable() ? 1 : 0)});
    core.push_id(plan.id);

    plan.x = core.region().x;
    plan.width = core.region().width;
    auto const ready = options.content == TableContent::ready && options.row_count > 0;
    plan.scrolls = options.fill && ready && !plan.cards;
    if (plan.scrolls)
        plan.width -= ImGui::GetStyle().ScrollbarSize;
    plan.place_columns();
    if (ready || options.content == TableContent::loading) {
        plan.width = core.region().width;
        if (plan.cards)
            plan.draw_card_header();
        else
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
        auto const left = core.page_rect.bottom() - core.region().y - core.px(25) - core.last_bottom_bar;
        core.page_filled = total > left && left >= plan.row_height * 5;
        auto const height = std::min(total, std::max(left, plan.row_height * 5));
        auto const rect = core.place_close(0, height);
        core.begin_scroller(core.id("rows"), rect);
        plan.width = core.region().width;
    }
    plan.top = core.region().y;
    core.begin_group(core.id("rows"), Axis::vertical);

    // The keyboard's row is always drawn, however far it is scrolled away; arrows take the keyboard to another.
    auto const count = plan.count();
    auto const focused_here = plan.take_keys(ImGui::GetCurrentWindow()->InnerRect.GetHeight());

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
    if (plan.output != Plan::Output::none && plan.next_written_row())
        return true;
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
    plan.in_row = true;
    if (plan.output != Plan::Output::none)
        return;
    // In double: four million pixels down a float knows no halves any more, and rows would wander.
    auto const y = static_cast<float>(static_cast<double>(plan.top) +
                                      static_cast<double>(plan.row_height) * static_cast<double>(plan.row));
    plan.row_rect = {plan.x, y, plan.width, plan.row_height};
    plan.column = 0;
    plan.quiet = options.quiet;
    plan.name_given = !options.name.empty();
    plan.card_y = y;

    auto const id = core.id(key);
    auto const opens = !options.href.empty();
    auto const chosen =
        options.selected ||
        (plan.selectable() && plan.state.selection.has(plan.options.row_key(static_cast<std::size_t>(plan.row))));
    auto const is_wanted = plan.wanted_row == plan.row;
    if (is_wanted)
        core.set_focus(id, true);
    auto const touch = core.widget({.id = id,
                                    .role = AriaRole::row,
                                    .name = options.name,
                                    .href = options.href,
                                    .rect = plan.row_rect,
                                    .selected = chosen,
                                    .row_index = plan.row + 2},
                                   {.preferred = plan.state.current_row == plan.row,
                                    .takes_arrows = true,
                                    .takes_row_keys = true,
                                    .takes_escape = !plan.state.selection.empty()});
    plan.row_node = touch.node;
    auto const held = touch.by_pointer ? core.press_modifiers : Modifiers{};
    auto const chooses = plan.selectable() && touch.pressed && (held.shift || held.control);
    plan.activated = touch.pressed && !chooses;
    if (chooses && held.shift && plan.state.anchor >= 0)
        plan.choose_range(plan.state.anchor, plan.row);
    else if (chooses)
        plan.toggle_row(plan.row);
    else if (touch.by_pointer)
        plan.state.anchor = plan.row;
    if (touch.focused) {
        plan.state.current_row = plan.row;
        core.table_row_focus[plan.id] = id;
    }
    if (chosen || touch.hovered) {
        auto const last =
            static_cast<std::size_t>(plan.row) + 1 == plan.options.row_count && !plan.scrolls && !core.cards.empty();
        core.list().AddRectFilled(
            corner(plan.row_rect), far_corner(plan.row_rect), packed(chosen ? theme.selected : theme.hover),
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
    if (plan.selectable())
        plan.draw_row_box(id, options.name, chosen);
    if (plan.activated && opens)
        ui_.go(options.href);
}

bool DataTable::activated() const
{
    return plan_->output == Plan::Output::none && plan_->activated;
}

void DataTable::Plan::end_row()
{
    if (!in_row)
        return;
    in_row = false;
    if (output != Output::none) {
        write_line();
        return;
    }
    core.pop_id();
    core.close();
}

Actions DataTable::actions()
{
    auto& core = ui_.core();
    auto& plan = *plan_;
    auto actions = std::make_unique<Actions::Plan>(core, core.id("row-actions"), Actions::Plan::Place::menu);
    if (plan.output != Plan::Output::none) {
        actions->mute = true;
        return Actions{std::move(actions)};
    }
    auto const side = core.small_control_height();
    auto const first = plan.cards ? core.px(plan.options.two_lines ? 62.0f : 48.0f) : plan.row_rect.height;
    actions->area = {plan.x + plan.width - plan.padding - side + core.px(8),
                     std::round(plan.row_rect.y + (first - side) / 2), side, side};
    auto const row_name = core.node(plan.row_node).name;
    actions->menu_label = core.texts[core.frame_number & 1].keep(tr("Actions for {}", row_name));
    actions->row = core.node(plan.row_node).id;
    actions->cell = AriaRole::gridcell;
    actions->about = row_name;
    actions->in_palette = plan.state.current_row == plan.row;
    actions->menu_look = {.weight = Weight::ghost, .icon = icon::ellipsis, .icon_only = true, .small = true};
    return Actions{std::move(actions)};
}

} // namespace castellan::ui
