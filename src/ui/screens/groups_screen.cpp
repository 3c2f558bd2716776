#include "ui/screens/groups_screen.hpp"

#include "model/put_in_order.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

enum Sorting : int { by_name, by_members, by_safes, by_state };

std::int64_t figure(GroupLine const& line, int column)
{
    switch (column) {
    case by_members: return line.members;
    case by_safes: return line.safes;
    case by_state: return -line.offline;
    default: return 0;
    }
}

Notice nothing_found(GroupsView const& view)
{
    if (view.total == 0) {
        return {icon::users_round, tr("No groups here"),
                tr("A group brings people and safes together. An Account Administrator creates them and puts you into yours.")};
    }
    return {icon::search_x, tr("No group matches"), tr("Change the search.")};
}

} // namespace

GroupsView groups_view(Seen const& seen, GroupsQuery const& query)
{
    auto view = GroupsView{};
    for (auto const group : groups_of(seen.world, seen.account)) {
        auto const& row = seen.world.groups[group];
        ++view.total;
        if (!contains_words(row.name, query.search) && !contains_words(row.description, query.search))
            continue;
        auto const offline = std::ranges::count_if(row.safes, [&](SafeId safe) { return !seen.world.safes[safe].online; });
        view.lines.push_back({group, static_cast<std::int64_t>(row.members.size()),
                              static_cast<std::int64_t>(row.safes.size()), static_cast<std::int64_t>(offline)});
    }
    put_in_order(view.lines, [&](GroupLine const& one, GroupLine const& other) {
        return figure(one, query.sort) < figure(other, query.sort);
    });
    if (query.descending)
        std::ranges::reverse(view.lines);
    return view;
}

void groups_screen(Ui& ui, Seen const& seen, GroupsState& state, GroupForms& forms)
{
    auto const& world = seen.world;
    state.query.sort = state.table.sort_column;
    state.query.descending = state.table.descending;
    auto const view = groups_view(seen, state.query);
    auto listed_groups = std::vector<GroupId>{};
    for (auto const& line : view.lines)
        listed_groups.push_back(line.group);
    keep_listed(state.table, listed_groups);

    Page page{ui, "groups", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("Groups"), .subtitle = tr("Stations, units, sites: who works where with which safes")});
        if (any_offered(ui, {CreateGroup{seen.account, {}, {.name = "?"}}}) &&
            actions.button(tr("Create group…"), {.weight = Weight::primary, .icon = icon::plus}))
            open_create_group(forms.create);
    }
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search groups"), state.query.search, {.placeholder = tr("Search by name")});
        toolbar.right();
        muted(ui, tr_n("{} group", "{} groups", static_cast<std::int64_t>(view.lines.size())));
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .second = tr("Description")},
        {.label = tr("Members"), .width = 8, .align = Align::right},
        {.label = tr("Safes"), .width = 7, .align = Align::right},
        {.label = tr("State"), .width = 11, .leaves_first = 1},
    });
    {
        DataTable table{ui, tr("Groups"), columns, state.table,
                        {.row_count = view.lines.size(), .empty = nothing_found(view), .two_lines = true, .fill = true,
                         .key = "groups",
                         .row_key = [&](std::size_t row) { return row_key_of(view.lines[row].group); }}};
        while (table.next_row()) {
            auto const& line = view.lines[table.row()];
            auto const& row = world.groups[line.group];
            auto const href = client::group_href(row.id);
            table.begin_row(row.id, {.name = row.name, .href = href});
            table.icon(icon::users_round, row.name, row.description);
            table.number(line.members);
            table.number(line.safes);
            if (line.safes == 0)
                table.muted(tr("No safes"));
            else if (line.offline == 0)
                table.badge(Tone::good, tr("All online"));
            else
                table.badge(Tone::warning, tr_n("{} offline", "{} offline", line.offline));
            auto actions = table.actions();
            add_members_action(ui, actions, seen, line.group, forms);
            add_safes_action(ui, actions, seen, line.group, forms);
            group_actions(ui, actions, seen, line.group, forms);
        }
    }
    groups_bar(ui, seen, state.table, state.bulk);
}

} // namespace castellan::ui
