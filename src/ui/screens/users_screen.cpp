#include "ui/screens/users_screen.hpp"

#include "model/put_in_order.hpp"
#include "ui/screens/accounts_screen.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace castellan::ui {

namespace {

enum Sorting : int { by_name, by_role, by_groups, by_status };

/// Sorts people who stand by name; names decide between equals.
void sort_by_column(Seen const& seen, UsersQuery const& query, std::vector<UserId>& people)
{
    auto const& users = seen.world.users;
    auto const sort_by = [&](auto const& value_of) {
        auto const order = [&](UserId one, UserId other) {
            return query.descending ? value_of(users[other]) < value_of(users[one]) : value_of(users[one]) < value_of(users[other]);
        };
        put_in_order(people, order);
    };
    if (query.sort == by_role && !seen.account)
        sort_by([](User const& user) { return user.administrator ? 0 : user.organization_admin ? 1 : 2; });
    else if (query.sort == by_role) // the highest first
        sort_by([&](User const& user) { return -static_cast<int>(user.roles_in(seen.account).safes); });
    else if (query.sort == by_groups)
        sort_by([](User const& user) { return user.groups.size(); });
    else if (query.sort == by_status)
        sort_by([](User const& user) { return user.status; });
    else if (query.descending)
        std::ranges::reverse(people);
}

bool matches(Seen const& seen, UsersQuery const& query, UserId user)
{
    auto const& row = seen.world.users[user];
    if (!seen.account && !query.role.empty()) {
        if (query.role == "administrator" ? !row.administrator : query.role == "staff" ? row.administrator || row.organization_admin : !row.organization_admin)
            return false;
    } else if (!query.role.empty() && row.roles_in(seen.account).safes != safes_role_of(query.role))
        return false;
    if (!query.status.empty() && key_of(row.status) != query.status)
        return false;
    if (query.group == "none") {
        if (!group_names(seen.world, row.groups, seen.account).empty() || row.roles_in(seen.account).groups_beyond)
            return false;
    } else if (!query.group.empty() && !holds(row.groups, seen.world.groups.find(query.group))) {
        return false;
    }
    return contains_words(row.name, query.search) || contains_words(row.email, query.search);
}

std::vector<Choice> role_filter(bool whole)
{
    if (whole)
        return {{"", tr("Any")}, {"administrator", tr("Administrator")}, {"organization_admin", tr("Organization Admin")}, {"staff", tr("Staff")}};
    auto choices = std::vector<Choice>{{"", tr("Any")}};
    for (auto const role : {SafesRole::account_admin, SafesRole::group_admin, SafesRole::user, SafesRole::none})
        choices.push_back({std::string{key_of(role)}, std::string{title_of(role)}});
    return choices;
}

std::vector<Choice> status_filter()
{
    auto choices = std::vector<Choice>{{"", tr("Any")}};
    for (auto const status : {Status::active, Status::invited, Status::disabled})
        choices.push_back({std::string{key_of(status)}, std::string{title_of(status)}});
    return choices;
}

std::vector<Choice> group_filter(Seen const& seen)
{
    auto choices = std::vector<Choice>{{"", tr("Any")}, {"none", tr("In no group")}};
    for (auto const group : groups_of(seen.world, seen.account))
        choices.push_back({seen.world.groups[group].id, seen.world.groups[group].name});
    return choices;
}

/// The roles in all accounts, an account after the other.
std::string account_roles(World const& world, User const& row, UserId user)
{
    auto parts = std::vector<std::string>{};
    for (auto const& roles : row.accounts) {
        if (roles.any())
            parts.push_back(tr("{} in {}", hats_in(world, user, roles.account), world.accounts[roles.account].name));
    }
    return listed(parts);
}

std::string team_names(World const& world, User const& row)
{
    auto names = std::vector<std::string>{};
    for (auto const& held : row.assigned->teams)
        names.push_back(world.teams[held.thing].name);
    return listed(names);
}

/// What the table of the organisation says of a person, after the name.
void member_cells(DataTable& table, World const& world, UserId user)
{
    auto const& row = world.users[user];
    auto const role = organization_role(row);
    role.empty() ? table.muted(tr("Staff")) : table.text(role);
    if (world.accounts.size() > 0) {
        auto const here = account_roles(world, row, user);
        here.empty() ? table.skip() : table.text(here);
    }
    auto const teams = team_names(world, row);
    teams.empty() ? table.skip() : table.text(teams);
    table.badge(tone_of(row.status), title_of(row.status));
}

void account_cells(DataTable& table, Seen const& seen, UserId user)
{
    auto const& row = seen.world.users[user];
    auto const role = row.roles_in(seen.account).safes;
    role == SafesRole::none ? table.muted(tr("No role")) : table.text(title_of(role));
    auto const groups = group_names(seen.world, row.groups, seen.account);
    groups.empty() ? table.skip() : table.text(listed(groups));
    table.badge(tone_of(row.status), title_of(row.status));
}

Notice nothing_found(UsersView const& view)
{
    if (view.total == 0)
        return {icon::users, tr("Nobody here yet"), tr("Add the first person, or ask an Account Administrator to do it.")};
    return {icon::search_x, tr("Nobody matches"), tr("Change the search or take a filter away.")};
}

} // namespace

std::vector<UserId> listed_people(Seen const& seen)
{
    struct Line {
        SortKey key;
        UserId user;
    };
    auto const& users = seen.world.users;
    auto lines = std::vector<Line>{};
    for (auto const user : users.handles()) {
        auto const& row = users[user];
        auto const of_nowhere = row.accounts.empty() && row.groups.empty();
        auto const of_here = is_of(seen.world, user, seen.account) || !row.roles_in(seen.account).empty();
        if (is_listed(seen, user) && (!seen.account || of_nowhere || of_here))
            lines.push_back({sort_key(row.name), user});
    }
    put_in_order(lines, [&](Line const& one, Line const& other) {
        return one.key != other.key ? one.key < other.key : comes_before(users[one.user].name, users[other.user].name);
    });
    auto people = std::vector<UserId>{};
    people.reserve(lines.size());
    for (auto const& line : lines)
        people.push_back(line.user);
    return people;
}

std::string organization_role(User const& user)
{
    auto text = std::string{user.administrator ? tr("Administrator") : std::string_view{}};
    if (user.organization_admin)
        text += (text.empty() ? "" : ", ") + std::string{tr("Organization Admin")};
    return text;
}

UsersView users_view(Seen const& seen, UsersQuery const& query, std::vector<UserId> const& listed)
{
    auto view = UsersView{.total = listed.size()};
    for (auto const user : listed) {
        if (matches(seen, query, user))
            view.people.push_back(user);
    }
    sort_by_column(seen, query, view.people);
    return view;
}

void UsersState::read(client::Route const& route)
{
    table.selection.clear();
    asked_sign_ins = false;
    query.search = route.get("q");
    query.role = route.get("role");
    query.status = route.get("status");
    query.group = route.get("group");
}

void UsersState::write(client::Route& route) const
{
    route.set("q", query.search);
    route.set("role", query.role);
    route.set("status", query.status);
    route.set("group", query.group);
}

void users_screen(Ui& ui, Seen const& chosen, UsersState& state, UserForms& forms, InviteForm* invite)
{
    auto seen = chosen;
    if (state.whole)
        seen.account = {};
    auto const& world = seen.world;
    state.query.sort = state.table.sort_column;
    state.query.descending = state.table.descending;
    auto const& everybody = state.everybody.get({seen.generation, seen.account}, [&] { return listed_people(seen); });
    auto const& view = state.view.get({seen.generation, seen.account, state.query}, [&] {
        auto made = users_view(seen, state.query, everybody);
        keep_listed(state.table, made.people);
        return made;
    });

    auto const title = state.whole ? tr("Members") : tr("Users");
    Page page{ui, state.whole ? "members" : "users", PageWidth::full};
    {
        auto const* account = world.accounts.get(seen.account);
        auto const subtitle = state.whole        ? tr("Everybody in {} whom you may see", world.organization.name)
                              : account == nullptr ? std::string{}
                                                   : tr("Everybody in {} whom you may see", account->name);
        auto actions = page_header(ui, {.title = title, .subtitle = subtitle});
        if (invite != nullptr) {
            invite_offer(ui, actions, seen, *invite);
        } else {
            auto const& first_role = state.first_role.get({seen.generation, seen.account}, [&] {
                auto possible = possible_first_roles(seen);
                return possible.empty() ? std::nullopt : std::optional<Change>{std::move(possible.front())};
            });
            if (first_role && any_offered(ui, {*first_role}) && actions.button(tr("Give a role…"), {.icon = icon::shield_user}))
                open_give_role(forms.give);
            if (any_offered(ui, {ImportUsers{seen.account, {}}}) && actions.button(tr("Import…"), {.icon = icon::download}))
                open_import(forms.import);
            if (any_offered(ui, possible_creations(seen)) &&
                actions.button(tr("Add person…"), {.weight = Weight::primary, .icon = icon::user_plus}))
                open_create_user(forms.create);
        }
    }
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search people"), state.query.search, {.placeholder = tr("Search by name or e-mail")});
        select(ui, tr("Role"), role_filter(state.whole), state.query.role, {.label_hidden = true});
        select(ui, tr("Status"), status_filter(), state.query.status, {.label_hidden = true});
        if (!groups_of(seen.world, seen.account).empty() || !state.query.group.empty())
            select(ui, tr("Group"), group_filter(seen), state.query.group, {.label_hidden = true});
        toolbar.right();
        auto const shown = static_cast<std::int64_t>(view.people.size());
        auto const total = static_cast<std::int64_t>(view.total);
        if (state.arriving)
            muted(ui, tr_n("{} person so far", "{} people so far", total));
        else
            muted(ui, shown == total ? tr_n("{} person", "{} people", shown) : tr_n("{1} of {0} person", "{1} of {0} people", total, shown));
    }

    auto const of_account = std::to_array<Column>({
        {.label = tr("Name"), .second = tr("E-mail")},
        {.label = tr("Role"), .width = 13},
        {.label = tr("Groups"), .leaves_first = 2},
        {.label = tr("Status"), .width = 8, .leaves_first = 1},
    });
    auto of_organization = std::vector<Column>{
        {.label = tr("Name"), .second = tr("E-mail")},
        {.label = tr("Organisation"), .width = 11},
        {.label = tr("Accounts"), .sortable = false, .leaves_first = 2},
        {.label = tr("Teams"), .width = 11, .sortable = false, .leaves_first = 3},
        {.label = tr("Status"), .width = 8, .sortable = false, .leaves_first = 1},
        {.label = tr("Last sign-in"), .width = 9, .sortable = false, .leaves_first = 4},
    };
    if (world.accounts.size() == 0) // An administrator of teams sees no accounts.
        of_organization.erase(of_organization.begin() + 2);
    if (state.whole)
        muted(ui, tr("Roles within accounts are shown to you as far as your own roles there show them (X-10)."));
    state.wants_sign_ins = state.whole && !std::exchange(state.asked_sign_ins, true);
    {
        DataTable table{ui, title, state.whole ? std::span<Column const>{of_organization} : std::span<Column const>{of_account}, state.table,
                        {.row_count = view.people.size(), .empty = nothing_found(view), .two_lines = true, .fill = true,
                         .key = state.whole ? "members" : "users",
                         .row_key = [&](std::size_t row) { return row_key_of(view.people[row]); }}};
        while (table.next_row()) {
            auto const user = view.people[table.row()];
            auto const& row = world.users[user];
            auto const href = client::user_href(row.id);
            table.begin_row(row.id, {.name = row.name, .href = href, .quiet = row.status == Status::disabled});
            // why nothing of the kind is offered in one's own row.
            auto const is_me = state.whole && user == seen.me;
            table.person(row.name, is_me ? std::string_view{tr("You: only another administrator changes your role")} : std::string_view{row.email});
            state.whole ? member_cells(table, world, user) : account_cells(table, seen, user);
            if (state.whole)
                table.time(state.last_sign_in ? state.last_sign_in(row.id) : 0);
            auto actions = table.actions();
            person_actions(ui, actions, seen, user, forms);
        }
    }
    users_bar(ui, seen, state.table, state.bulk);
}

} // namespace castellan::ui
