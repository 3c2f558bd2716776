#include "ui/screens/accounts_screen.hpp"

#include "model/put_in_order.hpp"
#include "rules/sight.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

std::vector<UserId> people_of(World const& world, std::vector<std::string> const& ids)
{
    auto people = std::vector<UserId>{};
    for (auto const& id : ids) {
        if (auto const user = world.users.find(id))
            people.push_back(user);
    }
    return people;
}

/// Counts what belongs to each account, by its slot.
template <class Rows>
void count(World const& world, Rows const& table, std::vector<AccountLine>& lines, std::int64_t AccountLine::*figure)
{
    static_cast<void>(world);
    for (auto const handle : table.handles()) {
        auto const line = std::ranges::find(lines, table[handle].account, &AccountLine::account);
        if (line != lines.end())
            ++((*line).*figure);
    }
}

} // namespace

std::string hats_in(World const& world, UserId user, AccountId account)
{
    auto const roles = world.users[user].roles_in(account);
    auto hats = std::vector<std::string>{};
    for (auto const title : {roles.safes == SafesRole::none ? std::string_view{} : title_of(roles.safes), title_of(roles.profiles), title_of(roles.modules)}) {
        if (!title.empty())
            hats.emplace_back(title);
    }
    return listed(hats);
}

std::vector<AccountLine> accounts_view(Seen const& seen, std::string_view search)
{
    auto const& world = seen.world;
    auto lines = std::vector<AccountLine>{};
    for (auto const account : accounts_of(world)) {
        if (contains_words(world.accounts[account].name, search))
            lines.push_back({.account = account, .hats = hats_in(world, seen.me, account)});
    }
    count(world, world.modules, lines, &AccountLine::modules);
    for (auto const user : world.users.handles()) {
        for (auto const& roles : world.users[user].accounts) {
            auto const line = std::ranges::find(lines, roles.account, &AccountLine::account);
            if (line != lines.end() && is_listed(seen, user))
                ++line->people;
        }
    }
    return lines;
}

void open_account(AccountForm& form, World const& world, AccountId account)
{
    form = {};
    form.open = form.filled = true;
    if (auto const* row = world.accounts.get(account)) {
        form.thing = row->id;
        form.name = row->name;
    }
}

void create_account_offer(Ui& ui, Actions& actions, Seen const& seen, AccountForm& form, Weight weight)
{
    if (any_offered(ui, {CreateAccount{{}, {.name = "?"}, {}}}) && actions.button(tr("Create account…"), {.weight = weight, .icon = icon::plus}))
        open_account(form, seen.world);
}

void account_offers(Ui& ui, Actions& actions, Seen const& seen, AccountId account, AccountForm& form)
{
    auto const& row = seen.world.accounts[account];
    if (any_offered(ui, {EditAccount{account, {.name = row.name + "?"}}}) && actions.button(tr("Rename account…"), {.icon = icon::pencil}))
        open_account(form, seen.world, account);
    auto modules = std::int64_t{0};
    for (auto const module : seen.world.modules.handles())
        modules += seen.world.modules[module].account == account ? 1 : 0;
    actions.offer(tr("Delete account"), DeleteAccount{account},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Delete {}?", row.name),
                                           tr("{} with their records, its custom roles, profiles, integrations and open invitations go with it. This can't be undone.",
                                              tr_n("{} module", "{} modules", modules)),
                                           tr("Delete")}});
}

void account_dialog(Ui& ui, Seen const& seen, AccountForm& form)
{
    if (!form.open)
        return;
    auto const& world = seen.world;
    auto const account = world.accounts.find(form.thing);
    auto const* row = world.accounts.get(account);
    auto const creates = form.thing.empty();
    if (!creates && row == nullptr) {
        form.open = false;
        return;
    }
    Dialog dialog{ui, creates ? std::string{tr("Create an account")} : tr("Edit {}", row->name), form.open,
                  {.body = creates ? tr("A division with people, groups, safes, doors and modules of its own.") : std::string_view{}}};
    if (!dialog)
        return;
    form_problem(ui, form);
    text_field(ui, tr("Name"), form.name, {.required = true, .max_length = 120, .autofocus = true});
    auto const incomplete = trimmed(form.name).empty() ? std::string_view{tr("Type a name first.")} : std::string_view{};
    auto change = Change{};
    if (creates) {
        auto people = std::vector<Choice>{};
        for (auto const user : world.users.handles()) {
            auto const& person = world.users[user];
            if (user != seen.me && is_listed(seen, user) && person.status != Status::disabled)
                people.push_back({person.id, person.name, person.email});
        }
        put_in_order(people, comes_before, &Choice::label);
        paragraph(ui, tr("Who runs it first. Without them nobody but you can do anything there; it stands in the audit trail."));
        multi_select(ui, tr("Account Administrators of its safes"), people, form.first[0]);
        multi_select(ui, tr("Full administrators by profiles"), people, form.first[1]);
        multi_select(ui, tr("Account Admins of its modules"), people, form.first[2]);
        change = CreateAccount{{}, {.name = trimmed(form.name)}, {people_of(world, form.first[0]), people_of(world, form.first[1]), people_of(world, form.first[2])}};
    } else {
        change = EditAccount{account, {.name = edited(form.name, row->name)}};
    }
    auto actions = dialog.actions();
    if (submit_offer(ui, actions, creates ? tr("Create account") : tr("Save"), change, {.incomplete = incomplete}, dialog.submitted()))
        dialog.close();
}

void accounts_screen(Ui& ui, Seen const& seen, AccountsState& state, AccountForm& form)
{
    auto const& world = seen.world;
    auto const lines = accounts_view(seen, state.search);
    Page page{ui, "accounts", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("Accounts"), .subtitle = tr("The divisions of {}", world.organization.name)});
        create_account_offer(ui, actions, seen, form, Weight::primary);
    }
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search accounts"), state.search, {.placeholder = tr("Search by name")});
        toolbar.right();
        muted(ui, tr_n("{} account", "{} accounts", static_cast<std::int64_t>(lines.size())));
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .sortable = false, .second = tr("You")},
        {.label = tr("People"), .width = 6, .align = Align::right, .sortable = false},
        {.label = tr("Modules"), .width = 7, .align = Align::right, .sortable = false, .leaves_first = 1},
    });
    auto const empty = state.search.empty() ? Notice{icon::building_2, tr("No accounts yet"), tr("Create the first division.")}
                                            : Notice{icon::search_x, tr("No account matches"), tr("Change the search.")};
    DataTable table{ui, tr("Accounts"), columns, state.table, {.row_count = lines.size(), .empty = empty, .two_lines = true, .fill = true, .key = "accounts"}};
    while (table.next_row()) {
        auto const& line = lines[table.row()];
        auto const& row = world.accounts[line.account];
        table.begin_row(row.id, {.name = row.name});
        table.icon(icon::building_2, row.name, line.hats);
        table.number(line.people);
        table.number(line.modules);
        auto actions = table.actions();
        account_offers(ui, actions, seen, line.account, form);
    }
}

} // namespace castellan::ui
