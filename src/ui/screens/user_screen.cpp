#include "ui/screens/user_screen.hpp"

#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "ui/screens/access_screen.hpp"
#include "rules/grants.hpp"
#include "rules/sight.hpp"
#include "ui/screens/form_fields.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

std::string other_roles(AccountRoles const& roles)
{
    auto text = std::string{title_of(roles.profiles)};
    if (roles.modules != ModulesRole::none)
        text += (text.empty() ? "" : ", ") + std::string{title_of(roles.modules)};
    return text;
}

std::string reach_of(Seen const& seen, SafesRole role, std::vector<GroupId> const& groups)
{
    if (role == SafesRole::account_admin)
        return tr("In the whole account");
    auto names = std::vector<std::string>{};
    for (auto const group : groups)
        names.push_back(seen.world.groups[group].name);
    if (role == SafesRole::none)
        return {};
    return names.empty() ? std::string{tr("In no group yet, so nowhere")} : tr("In {}", listed(names, 4));
}

void roles_card(Ui& ui, Seen const& seen, UserView const& view, UserState& state, UserForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.users[view.user];
    Card card{ui, tr("Roles"), {.subtitle = tr("One role per account; nobody changes a role of their own."), .icon = icon::shield_user, .flush = true}};
    auto const columns = std::to_array<Column>({
        {.label = tr("Account"), .width = 13, .sortable = false},
        {.label = tr("Role"), .sortable = false},
    });
    DataTable table{ui, tr("Roles"), columns, state.roles,
                    {.row_count = view.roles.size(),
                     .empty = {icon::shield, seen.account ? tr("No role") : tr("Not shown to you"),
                               seen.account ? tr("Without a role in an account a person can do nothing there.") : tr("Roles within accounts are of other books than yours (X-10).")},
                     .two_lines = true}};
    while (table.next_row()) {
        auto const& line = view.roles[table.row()];
        table.begin_row(line.account.slot, {.name = line.account_name});
        table.text(line.account_name, line.others);
        table.text(title_of(line.safes), meaning_of(line.safes));
        auto actions = table.actions();
        if (any_offered(ui, possible_roles(world, view.user, line.account)) &&
            actions.button(tr("Set role…"), {.icon = icon::shield_user}))
            open_role(forms.role, world, view.user, line.account);
        if (line.safes != SafesRole::none)
            actions.offer(tr("End role"), SetUserRole{view.user, line.account, SafesRole::none},
                          {.weight = Weight::danger,
                           .icon = icon::user_x,
                           .confirm = Confirmation{tr("End the role of {} in {}?", row.name, line.account_name),
                                                   tr("They can no longer work with the safes there."), tr("End role")}});
    }
}

void groups_card(Ui& ui, Seen const& seen, UserView const& view, UserState& state, UserForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.users[view.user];
    Card card{ui, tr("Groups"), {.icon = icon::users_round, .flush = true}};
    {
        auto actions = card.actions();
        if (any_offered(ui, possible_joins(world, view.user)) && actions.button(tr("Add to groups…"), {.icon = icon::plus, .small = true}))
            open_join_groups(forms.join, world, view.user);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Group"), .sortable = false},
        {.label = tr("Safes"), .width = 6, .align = Align::right, .sortable = false, .leaves_first = 1},
        {.label = tr("Members"), .width = 7, .align = Align::right, .sortable = false, .leaves_first = 2},
    });
    DataTable table{ui, tr("Groups"), columns, state.groups,
                    {.row_count = view.groups.size(),
                     .empty = {icon::users_round, tr("In no group that you see"), tr("Safes are reached through groups.")}}};
    while (table.next_row()) {
        auto const group = view.groups[table.row()];
        auto const& line = world.groups[group];
        auto const href = client::group_href(line.id);
        table.begin_row(line.id, {.name = line.name, .href = href});
        table.icon(icon::users_round, line.name);
        table.number(static_cast<std::int64_t>(line.safes.size()));
        table.number(static_cast<std::int64_t>(line.members.size()));
        auto actions = table.actions();
        actions.offer(tr("Remove from group"), RemoveMember{group, view.user},
                      {.weight = Weight::danger,
                       .icon = icon::user_minus,
                       .confirm = Confirmation{tr("Remove {} from {}?", row.name, line.name),
                                               tr("They no longer reach the safes of this group."), tr("Remove")}});
    }
}

void powers_card(Ui& ui, UserView const& view, User const& row)
{
    auto const title = tr("What {} can do", row.name.substr(0, row.name.find(' ')));
    Card card{ui, title, {.subtitle = view.reach, .icon = icon::badge_check}};
    if (view.powers.empty()) {
        switch (row.status) {
        case Status::invited: muted(ui, tr("Nothing before the first sign-in.")); break;
        case Status::disabled: muted(ui, tr("Nothing while disabled.")); break;
        case Status::active: muted(ui, tr("Nothing here: no role in this account gives a permission.")); break;
        }
        return;
    }
    powers_of(ui, view.powers);
}

void particulars_card(Ui& ui, World const& world, User const& row, bool shown)
{
    Card card{ui, tr("Particulars"), {.icon = icon::user_round}};
    Facts facts{ui};
    facts.badge(tr("Status"), tone_of(row.status), title_of(row.status));
    if (shown) {
        facts.text(tr("E-mail"), row.email);
        facts.text(tr("Phone"), row.phone);
    } else {
        facts.text(tr("E-mail, phone"), tr("Shown only to those who may edit this person"));
    }
    if (row.administrator)
        facts.text(tr("Organisation"), tr("Administrator"));
    if (row.organization_admin)
        facts.text(tr("Modules"), tr("Organization Admin"));
    if (!shown)
        return;
    auto const answers = wire::answers_in(row.values->json);
    for (auto const& field : wire::decode_form(world.organization.user_fields).value_or(std::vector<FieldDefinition>{})) {
        auto const* answer = answer_to(answers, field.id);
        facts.text(field.label, answer == nullptr ? std::string{} : shown_value(field, answer->text));
    }
}

void credentials_card(Ui& ui, Seen const& seen, UserView const& view)
{
    auto const& row = seen.world.users[view.user];
    Card card{ui, tr("At the safe"), {.subtitle = tr("How this person opens a safe."), .icon = icon::fingerprint}};
    {
        Facts facts{ui};
        facts.badge(tr("PIN"), row.pin ? Tone::good : Tone::neutral, row.pin ? tr("Enrolled") : tr("Not enrolled"));
        facts.badge(tr("Fingerprint"), row.fingerprint ? Tone::good : Tone::neutral, row.fingerprint ? tr("Enrolled") : tr("Not enrolled"));
    }
}

/// His keys, for whoever lists or sends keys here; one's own are seen anyway.
void keys_card(Ui& ui, Seen const& seen, UserId user, UserState& state, DoorForms& forms)
{
    auto const lines = keys_of(seen.world, user, seen.account);
    if (lines.empty() && !seen.manages("keys"))
        return;
    Card card{ui, tr("Keys"), {.subtitle = tr("Where each comes from"), .icon = icon::key_round, .flush = true}};
    {
        auto actions = card.actions();
        auto const& id = seen.world.users[user].id;
        if (seen.manages("keys")) {
            give_action(ui, actions, seen, tr("Send keys…"), Give::keys, {}, id, forms.give);
            give_action(ui, actions, seen, tr("Give key roles…"), Give::key_roles, {}, id, forms.give);
        }
    }
    key_table(ui, seen, lines, state.keys, {.name = tr("Keys"), .empty = {icon::key_round, tr("No key"), tr("They open no door here.")}, .of_one_person = true});
}

} // namespace

void powers_of(Ui& ui, std::vector<WornLine> const& powers)
{
    for (auto const& worn : powers) {
        heading(ui, worn.where.empty() ? worn.role : tr("{} of {}", worn.role, worn.where), 3);
        Facts facts{ui};
        for (auto const& line : lines_of(worn.permissions))
            facts.text(line.manager, line.verbs);
    }
}

UserView user_view(Seen const& seen, UserId user)
{
    auto const& world = seen.world;
    auto const& row = world.users[user];
    auto view = UserView{.user = user};
    view.particulars = sight_of(world, seen.me, user) == Sight::whole;
    for (auto const account : accounts_of(world)) {
        auto const roles = row.roles_in(account);
        if (roles.any() || account == seen.account)
            view.roles.push_back({account, world.accounts[account].name, roles.safes, other_roles(roles)});
    }
    for (auto const group : row.groups) {
        if (world.groups.contains(group))
            view.groups.push_back(group);
    }
    put_in_order(view.groups, [&](GroupId one, GroupId other) {
        return comes_before(world.groups[one].name, world.groups[other].name);
    });
    view.powers = worn_view(seen, user);
    auto here = view.groups;
    std::erase_if(here, [&](GroupId group) { return world.groups[group].account != seen.account; });
    view.reach = reach_of(seen, row.roles_in(seen.account).safes, here);
    return view;
}

void user_screen(Ui& ui, Seen const& seen, UserId user, UserState& state, UserForms& forms, DoorForms& door_forms,
                 TerminalForms& terminal_forms)
{
    auto const& row = seen.world.users[user];
    auto const view = user_view(seen, user);
    Page page{ui, client::user_href(row.id)};
    {
        auto const trail = std::to_array<Crumb>({seen.manages("users")    ? Crumb{tr("Users"), "#/users"}
                                                 : seen.manages("people") ? Crumb{tr("Members"), "#/members"}
                                                 : seen.manages("keys")   ? Crumb{tr("Doors"), "#/doors?view=keys"}
                                                                          : Crumb{tr("Overview"), "#/"}});
        auto role = std::string{title_of(row.roles_in(seen.account).safes)};
        if (!seen.account) // who sees no account is shown what there is besides
            role = row.administrator ? tr("Administrator") : tr("Staff");
        auto actions = page_header(ui, {.breadcrumb = trail,
                                        .title = row.name,
                                        .subtitle = role,
                                        .status = title_of(row.status),
                                        .status_tone = tone_of(row.status),
                                        .avatar = row.name});
        links_about(actions, seen, user);
        person_actions(ui, actions, seen, user, forms);
        badge_action(ui, actions, seen, user, terminal_forms);
    }
    if (user == seen.me)
        static_cast<void>(banner(ui, Tone::accent, tr("This is you"), tr("What you may change of yourself is in your profile.")));
    Columns columns{ui, {2, 1}};
    roles_card(ui, seen, view, state, forms);
    if (seen.account || !view.groups.empty())
        groups_card(ui, seen, view, state, forms);
    keys_card(ui, seen, user, state, door_forms);
    columns.next();
    particulars_card(ui, seen.world, row, view.particulars);
    if (seen.account)
        credentials_card(ui, seen, view);
    powers_card(ui, view, row);
}

} // namespace castellan::ui
