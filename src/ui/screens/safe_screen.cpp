#include "ui/screens/safe_screen.hpp"

#include "ui/screens/access_screen.hpp"
#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "ui/screens/inventory.hpp"
#include "ui/screens/order_progress.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

void inventory_card(Ui& ui, Seen const& seen, SafeView const& view, SafeState& state, SafeForms& forms)
{
    auto const& world = seen.world;
    Card card{ui, tr("Inventory"), {.icon = icon::package, .flush = true}};
    {
        auto actions = card.actions();
        if (any_offered(ui, {CreateAsset{view.safe, {}, {.kind = "?", .quantity = 1}}}) &&
            actions.button(tr("Add asset…"), {.icon = icon::plus, .small = true}))
            open_create_asset(forms.create_asset, world, view.safe);
        auto const counts = view.assets.empty() ? std::vector<Change>{} : std::vector<Change>{CountAsset{view.assets.front(), 0}};
        if (any_offered(ui, counts) && actions.button(tr("Count all…"), {.icon = icon::clipboard_list, .small = true}))
            open_count(forms.count, world, view.assets);
    }
    inventory_table(ui, seen, view.assets, state.assets, forms,
                    {.name = tr("Inventory"),
                     .empty = {icon::package, tr("Nothing tracked in this safe"), tr("Add what is in it, so that it can be counted.")},
                     .of_one_safe = true});
}

void orders_card(Ui& ui, Seen const& seen, SafeView const& view, SafeState& state)
{
    Card card{ui, tr("Orders"), {.subtitle = tr("What this safe was told to do, and how far it is."), .icon = icon::send, .flush = true}};
    auto const columns = std::to_array<Column>({
        {.label = tr("Order"), .sortable = false},
        {.label = tr("State"), .width = 8, .sortable = false},
        {.label = tr("When"), .width = 9, .sortable = false, .leaves_first = 1},
    });
    DataTable table{ui, tr("Orders"), columns, state.orders,
                    {.row_count = view.orders.size(),
                     .empty = {icon::send, tr("No orders yet"), tr("What is ordered from this safe appears here.")},
                     .two_lines = true}};
    while (table.next_row()) {
        auto const& order = view.orders[table.row()];
        auto const order_state = state_at(order, seen.now);
        table.begin_row(order.number, {.name = title_of(order.kind)});
        auto const by = std::string{name_of(seen.world, order.by)};
        table.text(title_of(order.kind), order.detail.empty() ? by : by + ": " + order.detail);
        table.badge(tone_of(order_state), title_of(order_state));
        table.time(order.at);
        auto actions = table.actions();
        if (order_state == OrderState::queued)
            actions.offer(tr("Take back the order"), CancelOrder{view.safe, static_cast<std::int64_t>(order.number)}, {.icon = icon::x});
        auto const is_repeatable = order.kind == OrderKind::sync || order.kind == OrderKind::upgrade;
        if (is_repeatable && (order_state == OrderState::failed || order_state == OrderState::expired))
            actions.offer(tr("Order again"), order_again(order.kind, view.safe), {.icon = icon::refresh_cw});
    }
}

void groups_card(Ui& ui, Seen const& seen, SafeView const& view, SafeState& state, SafeForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.safes[view.safe];
    Card card{ui, tr("Groups"), {.subtitle = tr("Who reaches it"), .icon = icon::users_round, .flush = true}};
    {
        auto actions = card.actions();
        if (any_offered(ui, possible_groupings(world, view.safe)) && actions.button(tr("Add…"), {.icon = icon::plus, .small = true}))
            open_safe_groups(forms.groups, world, view.safe);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Group"), .sortable = false},
        {.label = tr("Members"), .width = 7, .align = Align::right, .sortable = false, .leaves_first = 1},
    });
    DataTable table{ui, tr("Groups"), columns, state.groups,
                    {.row_count = view.groups.size(),
                     .empty = {icon::users_round, tr("In no group"), tr("Only Account Administrators reach this safe.")}}};
    while (table.next_row()) {
        auto const group = view.groups[table.row()];
        auto const& line = world.groups[group];
        auto const href = client::group_href(line.id);
        table.begin_row(line.id, {.name = line.name, .href = href});
        table.icon(icon::users_round, line.name);
        if (line.name_only)
            table.skip();
        else
            table.number(static_cast<std::int64_t>(line.members.size()));
        auto actions = table.actions();
        actions.offer(tr("Take out of group"), RemoveSafeFromGroup{group, view.safe},
                      {.weight = Weight::danger,
                       .icon = icon::minus,
                       .confirm = Confirmation{tr("Take {} out of {}?", row.name, line.name),
                                               tr("Members of the group no longer reach this safe through it."), tr("Take out")}});
    }
}

void state_card(Ui& ui, Safe const& row)
{
    Card card{ui, tr("Safe"), {.icon = icon::vault}};
    Facts facts{ui};
    facts.badge(tr("State"), tone_of(row), title_of(row));
    facts.text(tr("Serial number"), row.serial);
    facts.text(tr("Firmware"), row.firmware);
    facts.text(tr("Who opens it"), title_of(row.two_person));
}

} // namespace

SafeView safe_view(Seen const& seen, SafeId safe, TableState const& assets)
{
    auto const& world = seen.world;
    auto const& row = world.safes[safe];
    auto view = SafeView{.safe = safe, .whole = !row.name_only, .assets = row.assets, .groups{row.groups.begin(), row.groups.end()}};
    view.inventory = permissions_in(world, seen.me, place_of(world, safe)).has(Permission::assets_list);
    sort_inventory(world, view.assets, assets);
    view.orders.assign(row.orders.rbegin(), row.orders.rend());
    put_in_order(view.groups, [&](GroupId one, GroupId other) {
        return comes_before(world.groups[one].name, world.groups[other].name);
    });
    return view;
}

void safe_screen(Ui& ui, Seen const& seen, SafeId safe, SafeState& state, SafeForms& forms)
{
    auto const& row = seen.world.safes[safe];
    auto const view = safe_view(seen, safe, state.assets);
    Page page{ui, client::safe_href(row.id)};
    {
        auto const listed_trail = std::to_array<Crumb>({{tr("Safes"), "#/safes"}});
        auto const home_trail = std::to_array<Crumb>({{tr("Overview"), "#/"}});
        auto const groups = listed(group_names(seen.world, row.groups, row.account));
        auto actions = page_header(ui, {.breadcrumb = view.whole ? std::span<Crumb const>{listed_trail} : std::span<Crumb const>{home_trail},
                                        .title = row.name,
                                        .subtitle = groups,
                                        .status = title_of(row),
                                        .status_tone = tone_of(row),
                                        .icon = icon::vault});
        links_about(actions, seen, safe);
        safe_actions(ui, actions, seen, safe, forms);
    }
    if (!row.online && row.unpaired) {
        static_cast<void>(banner(ui, Tone::neutral, tr("This safe is not paired with its device yet"),
                                 tr("It comes online when the pairing code was typed into the device. Until then orders wait, and "
                                    "there are no emergency codes.")));
    } else if (!row.online && view.whole) {
        static_cast<void>(banner(ui, Tone::warning, tr("This safe is offline"),
                                 tr("Orders wait until it is back. An emergency code works now: that is its purpose.")));
    }
    if (!view.whole) {
        // Who may only open it sees how it is, through whom he reaches it, and what he ordered himself.
        Columns columns{ui, {1, 1}};
        groups_card(ui, seen, view, state, forms);
        columns.next();
        orders_card(ui, seen, view, state);
        return;
    }
    Columns columns{ui, {5, 2}};
    if (view.inventory)
        inventory_card(ui, seen, view, state, forms);
    orders_card(ui, seen, view, state);
    columns.next();
    state_card(ui, row);
    groups_card(ui, seen, view, state, forms);
}

} // namespace castellan::ui
