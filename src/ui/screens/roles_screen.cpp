#include "ui/screens/roles_screen.hpp"

#include "model/put_in_order.hpp"
#include "rules/power.hpp"
#include "ui/screens/admin_profiles.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

struct BookRow {
    Book book;
    std::string_view key;
    std::string_view title;
};

// words:
constexpr auto books = std::to_array<BookRow>({
    {Book::safes, "safes", "Safes and groups"},
    {Book::teams, "teams", "Clinical teams"},
    {Book::doors, "doors", "Doors and keys"},
    {Book::profiles, "profiles", "Admin profiles"},
    {Book::modules, "modules", "Accounts and modules"},
    {Book::all, "all", "All books"},
});
// words end
// all words:
constexpr auto role_titles = std::to_array<std::string_view>({
    "Account Administrator", "Group Administrator", "User", "Administrator", "Team Owner", "Staff", "Group owner", "Key owner", "Key admin",
    "Key user", "Full administrator", "Partial administrator", "Organization Admin", "Account Admin", "Module Admin", "Collaborator",
    "Custom role",
});
constexpr auto scope_titles = std::to_array<std::string_view>({
    "organisation", "account", "own groups", "doors of the key", "groups of the key", "team", "module",
});
// words end
static_assert(role_titles.size() == role_count);

BookRow const& book_named(std::string_view key)
{
    auto const at = std::ranges::find(books, key, &BookRow::key);
    return at == books.end() ? books.front() : *at;
}

/// The row of the tables by which a role has a permission; null if it has not.
RoleGrant const* grant_of(Role role, Permission permission)
{
    for (auto const& row : role_grants()) {
        if (row.role == role && row.permissions.has(permission))
            return &row;
    }
    return nullptr;
}

bool may_have(Role role, Permission permission)
{
    if (role == Role::partial_admin)
        return account_level_permissions().has(permission) && permission != Permission::profiles_set_type;
    if (role == Role::custom_role)
        return module_permissions().has(permission);
    return grant_of(role, permission) != nullptr;
}

template <class List, class Holds>
std::string names_where(List const& list, Holds const& holds)
{
    auto names = std::vector<std::string>{};
    for (auto const& held : list) {
        if (auto name = holds(held); !name.empty())
            names.push_back(std::move(name));
    }
    put_in_order(names, comes_before);
    names.erase(std::ranges::unique(names).begin(), names.end());
    return listed(names, 3);
}

/// Where somebody holds a role in the account that is looked at; nothing if he does not.
std::optional<std::string> held_where(Seen const& seen, UserId user, RoleColumn const& column, Permission permission)
{
    auto const& world = seen.world;
    auto const& row = world.users[user];
    auto const roles = row.roles_in(seen.account);
    auto const& assigned = *row.assigned;
    auto const somewhere = [](std::string where) { return where.empty() ? std::nullopt : std::optional{std::move(where)}; };
    auto const everywhere = [](bool holds, std::string_view where) { return holds ? std::optional{std::string{where}} : std::nullopt; };
    auto const groups_by_key = [&](KeyRole wanted) {
        return names_where(assigned.group_keys, [&](auto const& held) {
            auto const* group = world.groups.get(held.thing);
            return held.role == wanted && group != nullptr && group->account == seen.account ? group->name : std::string{};
        });
    };
    // A group's owner is a role of its own; its other keys count like those that were sent singly.
    auto const keys_of = [&](KeyRole wanted) {
        auto where = names_where(assigned.keys, [&](auto const& held) {
            auto const* door = world.doors.get(held.thing);
            return held.role == wanted && door != nullptr && door->account == seen.account ? door->name : std::string{};
        });
        if (auto const groups = wanted == KeyRole::owner ? std::string{} : groups_by_key(wanted); !groups.empty())
            where += (where.empty() ? "" : ", ") + groups;
        return somewhere(std::move(where));
    };
    auto const in_module = [&](ModuleRank rank) {
        return somewhere(names_where(assigned.modules, [&](auto const& held) {
            auto const* module = world.modules.get(held.thing);
            if (module == nullptr || module->account != seen.account || held.role.rank != rank)
                return std::string{};
            if (rank != ModuleRank::custom)
                return module->name;
            auto const* custom = world.custom_roles.get(held.role.custom);
            auto const is_it = column.custom ? held.role.custom == column.custom : custom != nullptr && custom->permissions.has(permission);
            return is_it ? module->name : std::string{};
        }));
    };
    auto const in_team = [&](TeamRole wanted) {
        return somewhere(names_where(assigned.teams, [&](auto const& held) {
            auto const* team = world.teams.get(held.thing);
            return team != nullptr && held.role == wanted ? team->name : std::string{};
        }));
    };
    switch (column.role) {
    case Role::account_admin: return everywhere(roles.safes == SafesRole::account_admin, tr("whole account"));
    case Role::group_admin:
    case Role::user: {
        if (roles.safes != (column.role == Role::user ? SafesRole::user : SafesRole::group_admin))
            return std::nullopt;
        auto where = listed(group_names(world, row.groups, seen.account), 3);
        return where.empty() ? std::string{tr("in no group")} : where;
    }
    case Role::administrator: return everywhere(row.administrator, tr("whole organisation"));
    case Role::team_owner: return in_team(TeamRole::owner);
    case Role::team_member: return in_team(TeamRole::member);
    case Role::group_owner: return somewhere(groups_by_key(KeyRole::owner));
    case Role::key_owner: return keys_of(KeyRole::owner);
    case Role::key_admin: return keys_of(KeyRole::admin);
    case Role::key_user: return keys_of(KeyRole::user);
    case Role::full_admin: return everywhere(roles.profiles == ProfilesRole::full_admin, tr("whole account"));
    case Role::partial_admin:
        return somewhere(names_where(assigned.profiles, [&](ProfileId profile) {
            auto const* of = world.profiles.get(profile);
            auto const member = of != nullptr ? of->member(user) : nullptr;
            auto const is_it = member != nullptr && of->account == seen.account && (!column.profile || column.profile == profile) && of->held_by(*member).has(permission);
            return is_it ? of->name : std::string{};
        }));
    case Role::organization_admin: return everywhere(row.organization_admin, tr("whole organisation"));
    case Role::division_admin: return everywhere(roles.modules == ModulesRole::division_admin, tr("whole account"));
    case Role::module_admin: return in_module(ModuleRank::module_admin);
    case Role::collaborator: return in_module(ModuleRank::collaborator);
    case Role::custom_role: return in_module(ModuleRank::custom);
    }
    return std::nullopt;
}

void holders_panel(Ui& ui, Seen const& seen, std::vector<RoleColumn> const& columns, RolesState& state)
{
    auto const permission = permission_named(state.who);
    auto const column = std::ranges::find(columns, state.of, &RoleColumn::key);
    if (!permission || column == columns.end()) {
        state.who.clear();
        state.of.clear();
        return;
    }
    auto open = true;
    auto const& words = row_of(*permission);
    auto const title = tr("{}: {}", manager_word(words.manager), verb_word(words.verb));
    if (SidePanel panel{ui, title, open, tr("Who has it as {}", column->title)}) {
        auto const holders = holders_of(seen, *column, *permission);
        auto const shown = std::to_array<Column>({{.label = tr("Name"), .sortable = false}});
        DataTable table{ui, tr("Who has it"), shown, state.holders,
                        {.row_count = holders.size(), .empty = {icon::users, tr("Nobody whom you see"), {}}, .two_lines = true, .has_actions = false}};
        while (table.next_row()) {
            auto const& holder = holders[table.row()];
            auto const& person = seen.world.users[holder.user];
            auto const href = is_listed(seen, holder.user) ? client::user_href(person.id) : std::string{};
            table.begin_row(person.id, {.name = person.name, .href = href, .quiet = person.status != Status::active});
            table.person(person.name, holder.where);
        }
    }
    if (!open) {
        state.who.clear();
        state.of.clear();
    }
}

} // namespace

std::vector<RoleColumn> role_columns(Seen const& seen, Book book, std::span<std::string const> shown)
{
    auto columns = std::vector<RoleColumn>{};
    auto const permissions = permissions_of(book, {});
    for (auto at = std::size_t{0}; at < role_count; ++at) {
        auto const role = static_cast<Role>(at);
        if (std::ranges::any_of(permissions, [&](Permission permission) { return may_have(role, permission); }))
            columns.push_back({.key = std::string{name_of(role)}, .title = std::string{tr(role_titles[at])}, .role = role});
    }
    for (auto const& id : shown) {
        if (auto const profile = seen.world.profiles.find(id))
            columns.push_back({.key = id, .title = seen.world.profiles[profile].name, .role = Role::partial_admin, .profile = profile});
        else if (auto const custom = seen.world.custom_roles.find(id))
            columns.push_back({.key = id, .title = seen.world.custom_roles[custom].name, .role = Role::custom_role, .custom = custom});
    }
    return columns;
}

std::vector<Permission> permissions_of(Book book, std::string_view search)
{
    auto permissions = std::vector<Permission>{};
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        auto const& row = row_of(permission);
        if (row.book == book && (contains_words(manager_word(row.manager), search) || contains_words(verb_word(row.verb), search) || contains_words(name_of(permission), search)))
            permissions.push_back(permission);
    }
    return permissions;
}

RoleCell role_cell(Seen const& seen, RoleColumn const& column, Permission permission)
{
    if (column.profile)
        return {seen.world.profiles[column.profile].permissions.has(permission) ? tr("{} · {}", tr(scope_titles[1]), "P-1") : std::string{}, {}};
    if (column.custom)
        return {seen.world.custom_roles[column.custom].permissions.has(permission) ? tr("{} · {}", tr(scope_titles[6]), "M-5") : std::string{}, {}};
    if (!may_have(column.role, permission))
        return {};
    if (column.role == Role::partial_admin)
        return {tr("if in a profile · {}", "P-1"), {}};
    if (column.role == Role::custom_role)
        return {tr("if in the role · {}", "M-5"), {}};
    auto const& grant = *grant_of(column.role, permission);
    return {tr("{} · {}", tr(scope_titles[static_cast<std::size_t>(grant.scope)]), grant.rule),
            grant.toggle == nullptr ? std::string{} : std::string{tr("if its toggle is on")}};
}

std::vector<RoleHolder> holders_of(Seen const& seen, RoleColumn const& column, Permission permission)
{
    auto holders = std::vector<RoleHolder>{};
    for (auto const user : seen.world.users.handles()) {
        if (auto where = held_where(seen, user, column, permission))
            holders.push_back({user, std::move(*where)});
    }
    put_in_order(holders, [&](RoleHolder const& one, RoleHolder const& other) {
        return comes_before(seen.world.users[one.user].name, seen.world.users[other.user].name);
    });
    return holders;
}

void roles_screen(Ui& ui, Seen const& seen, RolesState& state)
{
    auto const& world = seen.world;
    auto const& book = book_named(state.book);
    state.book = book.key;
    auto choices = std::vector<Choice>{};
    for (auto const profile : profiles_of(world, seen.account))
        choices.push_back({world.profiles[profile].id, world.profiles[profile].name, std::string{tr("Admin profile")}});
    for (auto const custom : world.custom_roles.handles()) {
        if (world.custom_roles[custom].account == seen.account)
            choices.push_back({world.custom_roles[custom].id, world.custom_roles[custom].name, std::string{tr("Custom role")}});
    }
    auto const columns = role_columns(seen, book.book, state.shown);
    auto const permissions = permissions_of(book.book, state.search);

    Page page{ui, "roles", PageWidth::full};
    static_cast<void>(page_header(ui, {.title = tr("Roles"), .subtitle = tr("Who may do what, from the tables that decide. Press a cell to see who has it")}));
    auto sections = std::vector<Tab>{};
    for (auto const& row : books)
        sections.push_back({row.key, tr(row.title)});
    tabs(ui, tr("Books"), sections, state.book);
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search permissions"), state.search, {.placeholder = tr("Search by name")});
        if (!choices.empty())
            multi_select(ui, tr("Profiles and custom roles"), choices, state.shown, {.placeholder = tr("Beside them: profiles, custom roles"), .label_hidden = true, .width = 20});
    }
    // A matrix as long as there is room for it: five roles stand side by side at 1280 pixels, each under its whole name.
    constexpr auto gap = 1.6f; // between columns
    auto const even = std::clamp(50.0f / static_cast<float>(columns.size()) - gap, 6.0f, 11.0f);
    auto shown = std::vector<Column>{{.label = tr("Permission"), .width = 11.2f, .sortable = false}};
    for (auto const& column : columns) {
        auto const of_title = std::max(8.0f, 0.465f * static_cast<float>(column.title.size()));
        shown.push_back({.label = column.title, .width = columns.size() <= 5 ? of_title : even, .sortable = false});
    }
    DataTable table{ui, tr("Roles"), shown, state.table,
                    {.row_count = permissions.size(),
                     .empty = {icon::search_x, tr("No permission matches"), tr("Change the search.")},
                     .fill = true,
                     .has_actions = false,
                     .key = "roles"}};
    while (table.next_row()) {
        auto const permission = permissions[table.row()];
        auto const& words = row_of(permission);
        auto const name = tr("{}: {}", manager_word(words.manager), verb_word(words.verb));
        table.begin_row(static_cast<std::uint64_t>(permission), {.name = name});
        table.text(name);
        for (auto const& column : columns) {
            auto const cell = role_cell(seen, column, permission);
            if (cell.reach.empty()) {
                table.skip();
                continue;
            }
            auto route = client::Route{.page = client::Page::roles};
            route.set("book", state.book);
            route.set("q", state.search);
            route.set("who", name_of(permission));
            route.set("of", column.key);
            table.link(cell.detail.empty() ? cell.reach : cell.reach + " · " + cell.detail, route.text());
        }
    }
    if (!state.who.empty())
        holders_panel(ui, seen, columns, state);
}

} // namespace castellan::ui
