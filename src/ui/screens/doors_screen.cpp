#include "ui/screens/doors_screen.hpp"

#include "model/put_in_order.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

enum Sorting : int { by_name, by_state, by_groups, by_keys };

std::int64_t figure(World const& world, int column, DoorId door)
{
    auto const& row = world.doors[door];
    switch (column) {
    case by_state: return row.controller ? row.online ? 2 : 0 : 1;
    case by_groups: return static_cast<std::int64_t>(row.groups.size());
    case by_keys: return key_count(world, door);
    default: return 0; // they come by name
    }
}

bool matches(Seen const& seen, DoorsQuery const& query, DoorId door)
{
    auto const& row = seen.world.doors[door];
    if (!query.state.empty() && query.state != (!row.controller ? "none" : row.online ? "online" : "offline"))
        return false;
    if (query.group == "none" ? !row.groups.empty() : !query.group.empty() && !holds(row.groups, seen.world.groups.find(query.group)))
        return false;
    return contains_words(row.name, query.search);
}

/// The keys of everybody: people with a group's key role or a single key, by name.
std::vector<KeyLine> keys_matching(Seen const& seen, std::string_view search)
{
    auto const& world = seen.world;
    auto people = std::vector<UserId>{};
    for (auto const user : world.users.handles()) {
        if (world.users[user].assigned.is_set() && contains_words(world.users[user].name, search))
            people.push_back(user);
    }
    put_in_order(people, [&](UserId one, UserId other) { return comes_before(world.users[one].name, world.users[other].name); });
    auto lines = std::vector<KeyLine>{};
    for (auto const user : people)
        lines.append_range(keys_of(world, user, seen.account));
    return lines;
}

void doors_table(Ui& ui, Seen const& seen, DoorsView const& view, DoorsState& state, DoorForms& forms)
{
    auto const& world = seen.world;
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .second = tr("Groups")},
        {.label = tr("State"), .width = 9},
        {.label = tr("Groups"), .width = 6, .align = Align::right, .leaves_first = 2},
        {.label = tr("Keys"), .width = 6, .align = Align::right, .leaves_first = 1},
    });
    auto const none = view.total == 0 ? Notice{icon::door_closed, tr("No doors here"), tr("You see the doors that you hold a key to. A Full Administrator installs them.")}
                                      : Notice{icon::search_x, tr("No door matches"), tr("Change the search or take a filter away.")};
    DataTable table{ui, tr("Doors"), columns, state.table,
                    {.row_count = view.doors.size(), .empty = none, .two_lines = true, .fill = true, .key = "doors"}};
    while (table.next_row()) {
        auto const door = view.doors[table.row()];
        auto const& row = world.doors[door];
        auto const href = client::door_href(row.id);
        table.begin_row(row.id, {.name = row.name, .href = href});
        auto const groups = group_names(world, row.groups, row.account);
        table.icon(icon::door_closed, row.name, listed(groups));
        table.badge(tone_of(row), state_of(row));
        table.number(static_cast<std::int64_t>(groups.size()));
        if (row.name_only)
            table.skip();
        else
            table.number(key_count(world, door));
        auto actions = table.actions();
        door_actions(ui, actions, seen, door, forms);
    }
}

void groups_table(Ui& ui, Seen const& seen, DoorsView const& view, DoorsState& state, DoorForms& forms)
{
    auto const& world = seen.world;
    auto const columns = std::to_array<Column>({
        {.label = tr("Group"), .sortable = false},
        {.label = tr("Doors"), .width = 6, .align = Align::right, .sortable = false},
        {.label = tr("Key roles"), .width = 7, .align = Align::right, .sortable = false, .leaves_first = 1},
        {.label = tr("Your key"), .width = 8, .sortable = false, .leaves_first = 2},
    });
    {
        DataTable table{ui, tr("Groups"), columns, state.groups,
                        {.row_count = view.groups.size(),
                         .empty = {icon::users_round, tr("No groups here"), tr("A group gives the same key to many people, and to many doors.")},
                         .two_lines = true, .fill = true, .key = "door_groups",
                         .row_key = [&](std::size_t row) { return row_key_of(view.groups[row]); }}};
        while (table.next_row()) {
            auto const group = view.groups[table.row()];
            auto const& row = world.groups[group];
            auto const href = client::group_href(row.id);
            table.begin_row(row.id, {.name = row.name, .href = href});
            auto doors = std::vector<std::string>{};
            for (auto const door : row.doors)
                doors.push_back(world.doors[door].name);
            put_in_order(doors, comes_before);
            table.icon(icon::users_round, row.name, listed(doors));
            table.number(static_cast<std::int64_t>(row.doors.size()));
            if (row.doors_cut)
                table.skip();
            else
                table.number(static_cast<std::int64_t>(row.key_roles.size()));
            auto const mine = role_in(row.key_roles, seen.me);
            if (mine == KeyRole::none)
                table.skip();
            else
                table.text(title_of(mine));
            auto actions = table.actions();
            give_action(ui, actions, seen, tr("Give key roles…"), Give::key_roles, row.id, {}, forms.give);
        }
    }
    SelectionBar bar{ui, state.groups};
    if (!bar)
        return;
    auto chosen = std::vector<std::string>{};
    auto possible = std::optional<Change>{};
    for (auto const key : state.groups.selection.keys()) {
        if (auto const* row = world.groups.get(GroupId{static_cast<std::uint32_t>(key)})) {
            chosen.push_back(row->id);
            if (!possible)
                possible = possible_gift(seen, Give::key_roles, row->id);
        }
    }
    auto actions = bar.actions();
    if (possible && ui.may_offer(*possible) != Effect::deny &&
        actions.button(tr("Give key roles…"), {.weight = Weight::primary, .icon = icon::key_round}))
        open_give(forms.give, Give::key_roles, std::move(chosen));
}

} // namespace

std::string_view state_of(Door const& door)
{
    return !door.controller ? tr("No controller") : door.online ? tr("Online") : tr("Offline");
}
Tone tone_of(Door const& door) { return !door.controller ? Tone::neutral : door.online ? Tone::good : Tone::warning; }

DoorsView doors_view(Seen const& seen, DoorsQuery const& query)
{
    auto const& world = seen.world;
    auto view = DoorsView{};
    for (auto const door : doors_of(world, seen.account)) {
        ++view.total;
        view.offline += world.doors[door].controller && !world.doors[door].online;
        if (matches(seen, query, door))
            view.doors.push_back(door);
    }
    if (query.sort != by_name) {
        auto figures = std::vector<std::pair<std::int64_t, DoorId>>{};
        for (auto const door : view.doors)
            figures.emplace_back(figure(world, query.sort, door), door);
        put_in_order(figures, {}, &std::pair<std::int64_t, DoorId>::first);
        std::ranges::transform(figures, view.doors.begin(), &std::pair<std::int64_t, DoorId>::second);
    }
    if (query.descending)
        std::ranges::reverse(view.doors);
    view.groups = door_groups_of(seen, seen.account);
    std::erase_if(view.groups, [&](GroupId group) { return !contains_words(world.groups[group].name, query.search); });
    if (query.view == "keys")
        view.keys = keys_matching(seen, query.search);
    return view;
}

void DoorsState::read(client::Route const& route)
{
    groups.selection.clear();
    query.view = route.get("view");
    query.search = route.get("q");
    query.state = route.get("state");
    query.group = route.get("group");
}

void DoorsState::write(client::Route& route) const
{
    route.set("view", query.view);
    route.set("q", query.search);
    route.set("state", query.state);
    route.set("group", query.group);
}

void doors_screen(Ui& ui, Seen const& seen, DoorsState& state, DoorForms& forms)
{
    auto& query = state.query;
    query.sort = state.table.sort_column;
    query.descending = state.table.descending;
    auto const& view = state.view.get({seen.generation, seen.account, query}, [&] { return doors_view(seen, query); });
    keep_listed(state.groups, view.groups);
    Page page{ui, "doors", PageWidth::full};
    {
        auto const subtitle = view.offline == 0 ? std::string{tr("All controllers are online")} : tr("{} of {} are offline", view.offline, view.total);
        auto actions = page_header(ui, {.title = tr("Doors"), .subtitle = view.total == 0 ? std::string_view{} : std::string_view{subtitle}});
        if (actions.form(tr("Install door…"), CreateDoor{seen.account, {}, {.name = "?"}}, {.weight = Weight::primary, .icon = icon::plus}))
            open_install_door(forms.create);
    }
    tabs(ui, tr("Doors"), std::array{Tab{"", tr("Doors")}, Tab{"groups", tr("Groups")}, Tab{"keys", tr("Keys")}}, query.view);
    {
        Toolbar toolbar{ui};
        auto const of_keys = query.view == "keys";
        search_field(ui, tr("Search doors"), query.search, {.placeholder = of_keys ? tr("Search by person") : tr("Search by name")});
        if (query.view.empty()) {
            select(ui, tr("State"), std::array{Choice{"", tr("Any")}, Choice{"online", tr("Online")}, Choice{"offline", tr("Offline")}, Choice{"none", tr("No controller")}},
                   query.state, {.label_hidden = true});
            auto groups = std::vector<Choice>{{"", tr("Any")}, {"none", tr("In no group")}};
            for (auto const group : door_groups_of(seen, seen.account))
                groups.push_back({seen.world.groups[group].id, seen.world.groups[group].name});
            select(ui, tr("Group"), groups, query.group, {.label_hidden = true});
        }
        toolbar.right();
        muted(ui, of_keys ? tr_n("{} key", "{} keys", static_cast<std::int64_t>(view.keys.size()))
                  : query.view.empty() ? tr_n("{} door", "{} doors", static_cast<std::int64_t>(view.doors.size()))
                                       : tr_n("{} group", "{} groups", static_cast<std::int64_t>(view.groups.size())));
    }
    if (query.view == "groups")
        groups_table(ui, seen, view, state, forms);
    else if (query.view == "keys")
        key_table(ui, seen, view.keys, state.keys,
                  {.name = tr("Keys"), .empty = {icon::key_round, tr("Nobody holds a key"), tr("Send one on the page of a door, or give a key role in a group.")}, .fill = true});
    else
        doors_table(ui, seen, view, state, forms);
}

void own_doors_card(Ui& ui, Seen const& seen, TableState& state, DoorForms& forms)
{
    auto const& world = seen.world;
    auto const doors = doors_of(world, seen.account);
    if (doors.empty() || seen.manages("doors") || seen.manages("keys"))
        return;
    Card card{ui, tr("Your doors"), {.icon = icon::door_closed, .flush = true}};
    auto const columns = std::to_array<Column>({{.label = tr("Door"), .sortable = false}, {.label = tr("State"), .width = 9, .sortable = false}});
    DataTable table{ui, tr("Doors"), columns, state, {.row_count = doors.size(), .two_lines = true}};
    while (table.next_row()) {
        auto const& row = world.doors[doors[table.row()]];
        auto const href = client::door_href(row.id);
        table.begin_row(row.id, {.name = row.name, .href = href});
        table.icon(icon::door_closed, row.name, listed(group_names(world, row.groups, row.account)));
        table.badge(tone_of(row), state_of(row));
        auto actions = table.actions();
        door_actions(ui, actions, seen, doors[table.row()], forms);
    }
}

} // namespace castellan::ui
