#include "ui/screens/group_screen.hpp"

#include "ui/screens/access_screen.hpp"
#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

std::vector<StockLine> stock_of(World const& world, std::vector<SafeId> const& safes)
{
    auto stock = std::vector<StockLine>{};
    for (auto const safe : safes) {
        auto counted_here = std::vector<std::string_view>{};
        for (auto const asset : world.safes[safe].assets) {
            auto const* row = world.assets.get(asset);
            if (row == nullptr)
                continue;
            auto line = std::ranges::find(stock, row->kind, &StockLine::kind);
            if (line == stock.end())
                line = stock.insert(stock.end(), StockLine{.kind = row->kind});
            line->quantity += row->quantity;
            if (std::ranges::find(counted_here, row->kind) == counted_here.end()) {
                ++line->places;
                counted_here.push_back(row->kind);
            }
            if (!row->expires.empty() && (line->expires.empty() || row->expires < line->expires))
                line->expires = row->expires;
        }
    }
    put_in_order(stock, comes_before, &StockLine::kind);
    return stock;
}

void members_card(Ui& ui, Seen const& seen, GroupView const& view, GroupState& state, GroupForms& forms,
                  UserForms& user_forms)
{
    auto const& world = seen.world;
    auto const& group = world.groups[view.group];
    Card card{ui, tr("Members"), {.icon = icon::users, .flush = true}};
    {
        auto actions = card.actions();
        add_members_action(ui, actions, seen, view.group, forms);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .width = 18, .sortable = false},
        {.label = tr("Role"), .width = 11, .sortable = false, .leaves_first = 1},
        {.label = tr("Status"), .width = 7, .sortable = false, .leaves_first = 2},
    });
    DataTable table{ui, tr("Members"), columns, state.members,
                    {.row_count = view.members.size(),
                     .empty = {icon::users, tr("Nobody is in this group"), tr("Add members, and they reach its safes.")},
                     .two_lines = true}};
    while (table.next_row()) {
        auto const user = view.members[table.row()];
        auto const& row = world.users[user];
        auto const href = client::user_href(row.id);
        table.begin_row(row.id, {.name = row.name, .href = href, .quiet = row.status == Status::disabled});
        table.person(row.name, row.email);
        table.text(title_of(row.roles_in(group.account).safes));
        table.badge(tone_of(row.status), title_of(row.status));
        auto actions = table.actions();
        actions.offer(tr("Remove from group"), RemoveMember{view.group, user},
                      {.weight = Weight::danger,
                       .icon = icon::user_minus,
                       .confirm = Confirmation{tr("Remove {} from {}?", row.name, group.name),
                                               tr("They no longer reach the safes of this group."), tr("Remove")}});
        person_actions(ui, actions, seen, user, user_forms);
    }
}

void safes_card(Ui& ui, Seen const& seen, GroupView const& view, GroupState& state, GroupForms& forms, SafeForms& safe_forms)
{
    auto const& world = seen.world;
    auto const& group = world.groups[view.group];
    Card card{ui, tr("Safes"), {.icon = icon::vault, .flush = true}};
    {
        auto actions = card.actions();
        add_safes_action(ui, actions, seen, view.group, forms);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Safe"), .sortable = false},
        {.label = tr("State"), .width = 8, .sortable = false},
    });
    DataTable table{ui, tr("Safes"), columns, state.safes,
                    {.row_count = view.safes.size(),
                     .empty = {icon::vault, tr("No safes in this group"), tr("Which safes are in a group is decided by an Account Administrator.")},
                     .two_lines = true}};
    while (table.next_row()) {
        auto const safe = view.safes[table.row()];
        auto const& row = world.safes[safe];
        auto const href = client::safe_href(row.id);
        table.begin_row(row.id, {.name = row.name, .href = href});
        auto const detail = row.firmware.empty() ? row.serial : tr("{} · firmware {}", row.serial, row.firmware);
        table.icon(icon::vault, row.name, detail);
        table.badge(tone_of(row), title_of(row));
        auto actions = table.actions();
        safe_actions(ui, actions, seen, safe, safe_forms);
        actions.offer(tr("Take out of group"), RemoveSafeFromGroup{view.group, safe},
                      {.weight = Weight::danger,
                       .icon = icon::minus,
                       .confirm = Confirmation{tr("Take {} out of {}?", row.name, group.name),
                                               tr("Members of the group no longer reach this safe through it."), tr("Take out")}});
    }
}

void stock_card(Ui& ui, Seen const& seen, GroupView const& view, GroupState& state)
{
    Card card{ui, tr("Inventory"), {.subtitle = tr("What the safes of the group hold together."), .icon = icon::package, .flush = true}};
    {
        auto actions = card.actions();
        actions.link(tr("By lot"), "#/assets?group=" + seen.world.groups[view.group].id, icon::arrow_right);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Asset"), .sortable = false},
        {.label = tr("Quantity"), .width = 5.5f, .align = Align::right, .sortable = false},
        {.label = tr("Soonest expiry"), .width = 8, .sortable = false, .leaves_first = 1},
    });
    DataTable table{ui, tr("Inventory"), columns, state.stock,
                    {.row_count = view.stock.size(),
                     .empty = {icon::package, tr("Nothing tracked yet"), tr("Add assets on the page of a safe.")},
                     .two_lines = true,
                     .has_actions = false}};
    while (table.next_row()) {
        auto const& line = view.stock[table.row()];
        table.begin_row(line.kind);
        table.icon(icon::pill, line.kind, tr_n("{} safe", "{} safes", line.places));
        table.number(line.quantity);
        auto const expiry = expiry_of(line.expires, seen.now);
        if (expiry.empty())
            table.skip();
        else if (expiry_tone(line.expires, seen.now) == Tone::neutral)
            table.text(line.expires);
        else
            table.badge(expiry_tone(line.expires, seen.now), line.expires);
    }
}

void notifications_card(Ui& ui, Group const& row)
{
    if (row.name_only || row.notification_emails.empty())
        return;
    Card card{ui, tr("Notifications"), {.subtitle = tr("These addresses are told what happens in this group."), .icon = icon::mail}};
    for (auto const& email : row.notification_emails)
        paragraph(ui, email);
}

} // namespace

GroupView group_view(Seen const& seen, GroupId group)
{
    auto const& world = seen.world;
    auto const& row = world.groups[group];
    auto view = GroupView{.group = group, .members = row.members, .safes = row.safes};
    put_in_order(view.members, [&](UserId one, UserId other) {
        return comes_before(world.users[one].name, world.users[other].name);
    });
    put_in_order(view.safes, [&](SafeId one, SafeId other) {
        return comes_before(world.safes[one].name, world.safes[other].name);
    });
    view.stock = stock_of(world, view.safes);
    view.inventory = permissions_in(world, seen.me, place_of(world, group)).has(Permission::assets_list);
    view.offline = static_cast<std::int64_t>(
        std::ranges::count_if(view.safes, [&](SafeId safe) { return !world.safes[safe].online; }));
    return view;
}

void group_screen(Ui& ui, Seen const& seen, GroupId group, GroupState& state, GroupForms& forms, UserForms& user_forms,
                  SafeForms& safe_forms, DoorForms& door_forms, TerminalForms& terminal_forms)
{
    auto const& row = seen.world.groups[group];
    auto const view = group_view(seen, group);
    Page page{ui, client::group_href(row.id)};
    {
        // Somebody comes from where he has a list of groups.
        auto const trail = std::to_array<Crumb>({seen.manages("groups") ? Crumb{tr("Groups"), "#/groups"}
                                                 : seen.manages("keys") ? Crumb{tr("Doors"), "#/doors?view=groups"}
                                                                        : Crumb{tr("Overview"), "#/"}});
        auto const status = view.offline > 0 ? tr_n("{} safe offline", "{} safes offline", view.offline) : std::string{};
        auto actions = page_header(ui, {.breadcrumb = trail,
                                        .title = row.name,
                                        .subtitle = row.description,
                                        .status = status,
                                        .status_tone = Tone::warning,
                                        .icon = icon::users_round});
        links_about(actions, seen, group);
        group_actions(ui, actions, seen, group, forms);
        pair_terminal_action(ui, actions, seen, group, terminal_forms);
    }
    // neither side shows anything of the other.
    auto const doors = has_doors_side(seen, group);
    if (has_safes_side(seen, group)) {
        if (doors)
            heading(ui, tr("Safes"));
        Columns columns{ui, {6, 5}};
        members_card(ui, seen, view, state, forms, user_forms);
        columns.next();
        safes_card(ui, seen, view, state, forms, safe_forms);
        if (view.inventory)
            stock_card(ui, seen, view, state);
        notifications_card(ui, row);
    }
    if (doors && has_safes_side(seen, group))
        heading(ui, tr("Doors"));
    if (doors)
        doors_side(ui, seen, group, state.doors, door_forms);
}

} // namespace castellan::ui
