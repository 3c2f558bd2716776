#include "ui/screens/safes_screen.hpp"

#include "model/put_in_order.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

enum Sorting : int { by_name, by_state, by_group, by_firmware };

bool comes_first(Seen const& seen, int column, SafeId one, SafeId other)
{
    auto const& a = seen.world.safes[one];
    auto const& b = seen.world.safes[other];
    switch (column) {
    case by_state: return !a.online && b.online;
    case by_group:
        return comes_before(listed(group_names(seen.world, a.groups, a.account)), listed(group_names(seen.world, b.groups, b.account)));
    case by_firmware: return comes_before(a.firmware, b.firmware);
    default: return false; // they come by name
    }
}

bool matches(Seen const& seen, SafesQuery const& query, SafeId safe)
{
    auto const& row = seen.world.safes[safe];
    if (query.state == "online" && !row.online)
        return false;
    if (query.state == "offline" && row.online)
        return false;
    if (query.group == "none" && !row.groups.empty())
        return false;
    if (!query.group.empty() && query.group != "none" && !holds(row.groups, seen.world.groups.find(query.group)))
        return false;
    return contains_words(row.name, query.search) || contains_words(row.serial, query.search);
}

std::vector<Choice> state_filter() { return {{"", tr("Any")}, {"online", tr("Online")}, {"offline", tr("Offline")}}; }

std::vector<Choice> group_filter(Seen const& seen)
{
    auto choices = std::vector<Choice>{{"", tr("Any")}, {"none", tr("In no group")}};
    for (auto const group : groups_of(seen.world, seen.account))
        choices.push_back({seen.world.groups[group].id, seen.world.groups[group].name});
    return choices;
}

Notice nothing_found(Seen const& seen, SafesView const& view)
{
    if (view.total == 0) {
        auto const registrations = possible_registrations(seen);
        if (!registrations.empty() && seen.offers(registrations.front()))
            return {icon::vault, tr("No safes yet"), tr("Register the first one, and put it into a group.")};
        return {icon::vault, tr("No safes here"),
                tr("You see the safes of your groups. If one is missing, ask an Account Administrator to put it into a group of "
                "yours.")};
    }
    return {icon::search_x, tr("No safe matches"), tr("Change the search or take a filter away.")};
}

} // namespace

SafesView safes_view(Seen const& seen, SafesQuery const& query)
{
    auto view = SafesView{};
    for (auto const safe : safes_of(seen.world, seen.account)) {
        ++view.total;
        if (!seen.world.safes[safe].online)
            ++view.offline;
        if (matches(seen, query, safe))
            view.safes.push_back(safe);
    }
    put_in_order(view.safes, [&](SafeId one, SafeId other) { return comes_first(seen, query.sort, one, other); });
    if (query.descending)
        std::ranges::reverse(view.safes);
    return view;
}

Order const* notable_order(Safe const& safe)
{
    for (auto order = safe.orders.rbegin(); order != safe.orders.rend(); ++order) {
        if (order->state == OrderState::queued || order->state == OrderState::sent)
            return &*order;
    }
    return safe.orders.empty() ? nullptr : &safe.orders.back();
}

void SafesState::read(client::Route const& route)
{
    table.selection.clear();
    query.search = route.get("q");
    query.state = route.get("state");
    query.group = route.get("group");
}

void SafesState::write(client::Route& route) const
{
    route.set("q", query.search);
    route.set("state", query.state);
    route.set("group", query.group);
}

void safes_screen(Ui& ui, Seen const& seen, SafesState& state, OrderBatch& orders, SafeForms& forms)
{
    auto const& world = seen.world;
    state.query.sort = state.table.sort_column;
    state.query.descending = state.table.descending;
    auto const view = safes_view(seen, state.query);
    keep_listed(state.table, view.safes);

    Page page{ui, "safes", PageWidth::full};
    {
        auto const subtitle = view.offline == 0 ? std::string{tr("All are online")}
                                                : tr("{} of {} are offline", view.offline, view.total);
        auto actions = page_header(ui, {.title = tr("Safes"), .subtitle = view.total == 0 ? std::string_view{} : std::string_view{subtitle}});
        if (!orders.rows.empty() && !orders.open && actions.button(tr("Show progress"), {.icon = icon::activity}))
            orders.open = true;
        if (any_offered(ui, possible_registrations(seen)) &&
            actions.button(tr("Register safe…"), {.weight = Weight::primary, .icon = icon::plus}))
            open_register_safe(forms.create);
    }
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search safes"), state.query.search, {.placeholder = tr("Search by name or serial")});
        select(ui, tr("State"), state_filter(), state.query.state, {.label_hidden = true});
        select(ui, tr("Group"), group_filter(seen), state.query.group, {.label_hidden = true});
        toolbar.right();
        muted(ui, tr_n("{} safe", "{} safes", static_cast<std::int64_t>(view.safes.size())));
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .second = tr("Serial")},
        {.label = tr("State"), .width = 8},
        {.label = tr("Groups"), .leaves_first = 2},
        {.label = tr("Firmware"), .width = 8, .leaves_first = 4},
        {.label = tr("Last order"), .width = 14, .sortable = false, .leaves_first = 3},
    });
    {
        DataTable table{ui, tr("Safes"), columns, state.table,
                        {.row_count = view.safes.size(), .empty = nothing_found(seen, view), .two_lines = true, .fill = true,
                         .key = "safes",
                         .row_key = [&](std::size_t row) { return row_key_of(view.safes[row]); }}};
        while (table.next_row()) {
            auto const safe = view.safes[table.row()];
            auto const& row = world.safes[safe];
            auto const href = client::safe_href(row.id);
            table.begin_row(row.id, {.name = row.name, .href = href});
            table.icon(icon::vault, row.name, row.serial);
            table.badge(tone_of(row), title_of(row));
            auto const groups = group_names(world, row.groups, row.account);
            if (groups.empty())
                table.skip();
            else
                table.text(listed(groups));
            if (row.firmware.empty())
                table.skip();
            else
                table.text(row.firmware);
            if (auto const* order = notable_order(row)) {
                auto const order_state = state_at(*order, seen.now);
                table.text(title_of(order->kind), title_of(order_state));
            } else {
                table.skip();
            }
            auto actions = table.actions();
            safe_actions(ui, actions, seen, safe, forms);
        }
    }
    safes_bar(ui, seen, state.table, state.bulk);
}

} // namespace castellan::ui
