#include "ui/screens/modules_screen.hpp"

#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>
#include <deque>

namespace castellan::ui {

namespace {

void account_card(Ui& ui, Seen const& seen, AccountId account, ModuleForms& forms)
{
    auto const& world = seen.world;
    auto const modules = modules_of(world, account);
    auto const scope = ui.scope(world.accounts[account].id);
    Card card{ui, world.accounts[account].name, {.subtitle = tr_n("{} module", "{} modules", static_cast<std::int64_t>(modules.size())), .icon = icon::building_2}};
    {
        auto actions = card.actions();
        account_actions(ui, actions, seen, account, forms);
    }
    auto texts = std::deque<std::string>{};
    auto const keep = [&](std::string text) -> std::string_view { return texts.emplace_back(std::move(text)); };
    auto tiles = std::vector<Figure>{};
    for (auto const module : modules) {
        auto const& row = world.modules[module];
        auto const own = role_in(row.roles, seen.me);
        tiles.push_back({.label = row.name,
                         .value = keep(grouped(static_cast<std::int64_t>(row.records.size()))),
                         .detail = own.rank == ModuleRank::none ? std::string_view{tr("records")}
                                                                : keep(tr("records · you are {}", title_of(world, own))),
                         .icon = icon::clipboard_list,
                         .href = keep(client::module_href(row.id))});
    }
    if (tiles.empty())
        muted(ui, tr("No modules in this account yet."));
    else
        figures(ui, tiles);
}

RolesOverModules roles_over(Seen const& seen)
{
    auto roles = RolesOverModules{};
    if (auto possible = possible_roles_over_modules(seen, seen.account); !possible.empty())
        roles.first = std::move(possible.front());
    for (auto const user : seen.world.users.handles()) {
        auto const& row = seen.world.users[user];
        if (row.organization_admin)
            roles.held.push_back({user, {}, false, false});
        if (row.roles_in(seen.account).modules == ModulesRole::division_admin)
            roles.held.push_back({user, seen.account, true, false});
    }
    put_in_order(roles.held, [&](SetModulesRole const& one, SetModulesRole const& other) {
        return comes_before(seen.world.users[one.user].name, seen.world.users[other.user].name);
    });
    return roles;
}

/// M-1, M-2: who reaches more than one module, for those who give such roles.
void roles_over_card(Ui& ui, Seen const& seen, ModulesState& state, ModuleForms& forms)
{
    auto const& roles = state.roles_over.get({seen.generation, seen.account}, [&] { return roles_over(seen); });
    auto const& world = seen.world;
    if (!roles.first && std::ranges::none_of(roles.held, [&](auto const& ending) { return seen.offers(ending); }))
        return;
    Card card{ui, tr("Over all modules"), {.subtitle = tr("Organization Admins, and Account Admins of {}.", world.accounts[seen.account].name),
                                           .icon = icon::shield_user, .flush = true}};
    {
        auto actions = card.actions();
        if (roles.first && any_offered(ui, {*roles.first}) && actions.button(tr("Give a role…"), {.icon = icon::plus, .small = true}))
            open_role_over_modules(forms.over, world, seen.account);
    }
    auto const columns = std::to_array<Column>({{.label = tr("Name"), .sortable = false}, {.label = tr("Role"), .width = 14, .sortable = false}});
    DataTable table{ui, tr("Over all modules"), columns, state.over,
                    {.row_count = roles.held.size(), .empty = {icon::shield, tr("Nobody"), tr("Each module has roles of its own besides.")}}};
    while (table.next_row()) {
        auto const& ending = roles.held[table.row()];
        auto const& row = world.users[ending.user];
        auto const title = ending.in_account ? title_of(ModulesRole::division_admin) : tr("Organization Admin");
        auto const href = client::user_href(row.id);
        table.begin_row(ending.user.slot * 2 + (ending.in_account ? 1 : 0), {.name = row.name, .href = href});
        table.text(row.name);
        table.text(title);
        auto actions = table.actions();
        actions.offer(tr("End role"), ending,
                      {.weight = Weight::danger,
                       .icon = icon::user_x,
                       .confirm = Confirmation{tr("End the role of {}?", row.name), tr("They no longer run modules as {}.", title), tr("End role")}});
    }
}

void custom_roles_card(Ui& ui, Seen const& seen, ModulesState& state, ModuleForms& forms)
{
    auto const& world = seen.world;
    auto roles = std::vector<CustomRoleId>{};
    for (auto const role : world.custom_roles.handles()) {
        if (world.custom_roles[role].account == seen.account && !world.custom_roles[role].name_only)
            roles.push_back(role);
    }
    put_in_order(roles, [&](CustomRoleId one, CustomRoleId other) {
        return comes_before(world.custom_roles[one].name, world.custom_roles[other].name);
    });
    auto const can_create = any_offered(ui, {CreateCustomRole{seen.account, {}, "?", {Permission::records_list}}});
    if (roles.empty() && !can_create)
        return;
    Card card{ui, tr("Custom roles"), {.subtitle = tr("Tasks put together, to be given in modules of {}.", world.accounts[seen.account].name),
                                       .icon = icon::shield_user, .flush = true}};
    {
        auto actions = card.actions();
        if (can_create && actions.button(tr("Create custom role…"), {.icon = icon::plus, .small = true}))
            open_custom_role(forms.create_role, world, seen.account);
    }
    auto const columns = std::to_array<Column>({{.label = tr("Name"), .width = 14, .sortable = false}, {.label = tr("Tasks"), .sortable = false}});
    DataTable table{ui, tr("Custom roles"), columns, state.roles,
                    {.row_count = roles.size(),
                     .empty = {icon::shield, tr("No custom roles"), tr("Module Admin and Collaborator are always there.")},
                     .two_lines = true}};
    while (table.next_row()) {
        auto const role = roles[table.row()];
        auto const& row = world.custom_roles[role];
        table.begin_row(row.id, {.name = row.name});
        table.text(row.name);
        table.text(meaning_of(world, {ModuleRank::custom, role}));
        auto actions = table.actions();
        auto other = row.permissions;
        other.has(Permission::records_submit) ? other.remove(Permission::records_submit) : other.add(Permission::records_submit);
        if (any_offered(ui, {EditCustomRole{role, row.name + "?", {}}, EditCustomRole{role, {}, other}}) &&
            actions.button(tr("Edit…"), {.icon = icon::pencil}))
            open_custom_role(forms.edit_role, world, row.account, role);
        actions.offer(tr("Delete"), DeleteCustomRole{role},
                      {.weight = Weight::danger,
                       .icon = icon::trash_2,
                       .confirm = Confirmation{tr("Delete {}?", row.name), tr("Whoever holds it loses what it allows. This can't be undone.")}});
    }
}

} // namespace

std::vector<ModuleId> modules_of(World const& world, AccountId account)
{
    auto modules = std::vector<ModuleId>{};
    for (auto const module : world.modules.handles()) {
        if (world.modules[module].account == account)
            modules.push_back(module);
    }
    put_in_order(modules, [&](ModuleId one, ModuleId other) { return comes_before(world.modules[one].name, world.modules[other].name); });
    return modules;
}

void modules_screen(Ui& ui, Seen const& seen, ModulesState& state, ModuleForms& forms)
{
    Page page{ui, "modules"};
    {
        auto actions = page_header(ui, {.title = tr("Modules"), .subtitle = tr("Forms of the organisation, account by account")});
        create_account_offer(ui, actions, seen, forms.account, Weight::secondary);
        invite_offer(ui, actions, seen, forms.invite);
    }
    // The account that is chosen comes first; of others only what there is in them.
    auto accounts = accounts_of(seen.world);
    std::ranges::stable_partition(accounts, [&](AccountId account) { return account == seen.account; });
    for (auto const account : accounts) {
        auto const something = !modules_of(seen.world, account).empty() || seen.offers(CreateModule{account, {}, {.name = "?"}}) ||
                               seen.offers(EditAccount{account, {.name = "?"}});
        if (something)
            account_card(ui, seen, account, forms);
    }
    if (seen.world.accounts.contains(seen.account)) {
        roles_over_card(ui, seen, state, forms);
        custom_roles_card(ui, seen, state, forms);
    }
}

} // namespace castellan::ui
