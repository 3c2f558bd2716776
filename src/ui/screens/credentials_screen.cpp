#include "ui/screens/credentials_screen.hpp"

#include "rules/grants.hpp"
#include "rules/key_permissions.hpp"

#include <array>

namespace castellan::ui {

namespace {

/// What the viewer could give a key, and what it has already.
std::vector<Choice> permission_choices(Seen const& seen, PermissionSet present)
{
    auto const possible = (permissions_in(seen.world, seen.me, in_account(seen.account)) & key_permissions()) | present;
    auto choices = std::vector<Choice>{};
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        if (!possible.has(permission))
            continue;
        auto const line = lines_of(PermissionSet{permission}).front();
        choices.push_back({std::string{name_of(permission)}, line.manager + ": " + line.verbs});
    }
    return choices;
}

PermissionSet set_of(std::vector<std::string> const& names)
{
    auto set = PermissionSet{};
    for (auto const& name : names) {
        if (auto const permission = permission_named(name))
            set.add(*permission);
    }
    return set;
}

std::vector<std::string> names_of(PermissionSet set)
{
    auto names = std::vector<std::string>{};
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        if (auto const permission = static_cast<Permission>(at); set.has(permission))
            names.emplace_back(name_of(permission));
    }
    return names;
}

std::string permissions_said(PermissionSet set)
{
    auto lines = std::vector<std::string>{};
    for (auto const& line : lines_of(set))
        lines.push_back(line.manager + ": " + line.verbs);
    return lines.empty() ? std::string{tr("Nothing")} : listed(lines, 2);
}

void form_dialog(Ui& ui, Seen const& seen, CredentialForm& form)
{
    auto const words = IntegrationWords{tr("Create an API key"), tr("A program acts with it in your name, within this account. The audit trail names you and the key."),
                                        tr("Create key")};
    auto const draw = [&](Integration const& present) -> std::string_view {
        multi_select(ui, tr("What it may do"), permission_choices(seen, present.permissions), form.permissions,
                     {.hint = tr("Never more than you may yourself at that moment."), .placeholder = tr("Choose permissions")});
        date_field(ui, tr("Last day"), form.expires, {.hint = tr("Left empty it is good until it is deleted.")});
        return form.permissions.empty() ? tr("Choose what it may do first.") : std::string_view{};
    };
    auto const fill = [&](IntegrationFields& fields, Integration const& present) {
        fields.expires = edited(form.expires, present.expires);
        if (auto const set = set_of(form.permissions); !(set == present.permissions))
            fields.permissions = set;
    };
    integration_dialog(ui, seen, seen.world.credentials, form, words, tr("Night sync"), tr("Which program it is for."), draw, fill);
}

void renewal_dialog(Ui& ui, Seen const& seen, CredentialsState& state)
{
    auto const credential = seen.world.credentials.find(state.renewal);
    if (!credential) {
        state.asks_renewal = false;
        return;
    }
    if (Dialog dialog{ui, tr("New key for {}?", seen.world.credentials[credential].name), state.asks_renewal,
                      {.body = tr("It is shown once and acts in your name. The former key is void at once.")}}) {
        auto actions = dialog.actions();
        if (actions.button(tr("Make new key"), {.weight = Weight::primary, .icon = icon::refresh_cw})) {
            state.ask = {Kind::credential_edit, "/api/v1/credentials/" + state.renewal + "/key"};
            dialog.close();
        }
    }
}

void actions_of(Ui& ui, Actions& actions, Seen const& seen, CredentialId credential, CredentialsState& state, CredentialForms& forms)
{
    auto const& row = seen.world.credentials[credential];
    auto const edit = some_edit(credential, row);
    if (actions.form(tr("Edit…"), edit, {.icon = icon::pencil})) {
        open_on(forms.edit, row);
        forms.edit.permissions = names_of(row.permissions);
        forms.edit.expires = row.expires;
    }
    if (ui.judge(edit).effect != Effect::deny && actions.button(tr("New key…"), {.icon = icon::key_round})) {
        state.renewal = row.id;
        state.asks_renewal = true;
    }
    delete_offer(actions, row, DeleteCredential{credential}, tr("The key is void at once: the program that uses it is refused."), tr("Delete key"));
}

} // namespace

void credentials_screen(Ui& ui, Seen const& seen, client::Integrations const& beside, CredentialsState& state,
                        CredentialForms& forms)
{
    auto const& world = seen.world;
    auto const credentials = integrations_of(world.credentials, seen.account);
    Page page{ui, "credentials", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("API keys"), .subtitle = tr("Programs that act in somebody's name, by no more than their key carries")});
        if (creation_pressed<CredentialId>(ui, actions, seen, tr("Create key…")))
            open_new(forms.create);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .sortable = false, .second = tr("Begins with")},
        {.label = tr("What it may do"), .width = 14, .sortable = false, .leaves_first = 2},
        {.label = tr("Made by"), .width = 10, .sortable = false, .leaves_first = 3},
        {.label = tr("Last used"), .width = 7, .sortable = false, .leaves_first = 1},
        {.label = tr("Expires"), .width = 10, .sortable = false},
    });
    DataTable table{ui, tr("API keys"), columns, state.table,
                    {.row_count = credentials.size(),
                     .empty = {icon::key_round, tr("No API keys yet"),
                               tr("A key lets a program read or change what you choose, such as a nightly sync or a directory.")},
                     .two_lines = true,
                     .fill = true,
                     .key = "credentials"}};
    while (table.next_row()) {
        auto const credential = credentials[table.row()];
        auto const& row = world.credentials[credential];
        auto const* key = beside.key_of(row.id);
        table.begin_row(row.id, {.name = row.name});
        table.icon(icon::key_round, row.name, key == nullptr ? std::string_view{} : key->prefix.empty() ? std::string_view{tr("No key yet")} : std::string_view{key->prefix});
        table.text(permissions_said(row.permissions));
        if (key == nullptr || key->by.empty())
            table.skip();
        else
            table.text(name_of(world, world.users.find(key->by)));
        if (key == nullptr || key->seen.at == 0)
            table.muted(tr("Never"));
        else
            table.time(key->seen.at);
        if (row.expires.empty())
            table.muted(tr("Never"));
        else
            table.badge(expiry_tone(row.expires, seen.now), expiry_of(row.expires, seen.now));
        auto actions = table.actions();
        actions_of(ui, actions, seen, credential, state, forms);
    }
}

void credential_dialogs(Ui& ui, Seen const& seen, CredentialsState& state, CredentialForms& forms)
{
    form_dialog(ui, seen, forms.create);
    form_dialog(ui, seen, forms.edit);
    if (state.asks_renewal)
        renewal_dialog(ui, seen, state);
}

} // namespace castellan::ui
