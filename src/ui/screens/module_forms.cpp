#include "ui/screens/module_forms.hpp"

#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "rules/power.hpp"
#include "ui/screens/words.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

struct RankWords {
    std::string_view key;
    std::string_view title;
    std::string_view meaning;
};

// words:
constexpr auto ranks = std::to_array<RankWords>({
    {"none", "No role", "Can do nothing in this module."},
    {"collaborator", "Collaborator", "Can view records and submit forms."},
    {"custom", "", ""},
    {"module_admin", "Module Admin", "Can edit and configure this module, its records and the roles in it."},
});
// words end

RankWords const& words_of(ModuleRank rank) { return ranks[static_cast<std::size_t>(rank)]; }

std::optional<ModuleRole> role_named(World const& world, std::string_view key)
{
    for (auto const rank : {ModuleRank::none, ModuleRank::collaborator, ModuleRank::module_admin}) {
        if (words_of(rank).key == key)
            return ModuleRole{rank, {}};
    }
    if (auto const custom = world.custom_roles.find(key))
        return ModuleRole{ModuleRank::custom, custom};
    return std::nullopt;
}

void open(FormState& form, std::string_view thing = {}, std::optional<std::uint64_t> version = {})
{
    form.open = form.filled = true;
    form.thing = thing;
    form.version = version;
}

std::string_view no_name(std::string_view name) { return trimmed(name).empty() ? std::string_view{tr("Type a name first.")} : std::string_view{}; }

/// A dialog with a name in it; `fields` are drawn below, and `change` is what comes of it.
template <class Fields, class Make>
void named_dialog(Ui& ui, NamedForm& form, std::string_view title, std::string_view label, std::string_view present, Fields const& fields,
                  Make const& make)
{
    if (Dialog dialog{ui, title, form.open}) {
        form_problem(ui, form);
        auto const now = now_there(form, form.name, present);
        text_field(ui, tr("Name"), form.name, {.hint = now, .required = true, .max_length = 120, .autofocus = true});
        fields();
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, label, make(trimmed(form.name)), {.incomplete = no_name(form.name)}, dialog.submitted()))
            dialog.close();
    }
}

constexpr auto no_fields = [] {};

void custom_role_dialog(Ui& ui, Seen const& seen, CustomRoleForm& form)
{
    auto const& world = seen.world;
    auto const account = world.accounts.find(form.account);
    auto const role = world.custom_roles.find(form.thing);
    if (!account || (!form.thing.empty() && !role)) {
        form.open = false;
        return;
    }
    auto const title = role ? tr("Edit {}", world.custom_roles[role].name) : std::string{tr("Create a custom role")};
    if (Dialog dialog{ui, title, form.open, {.body = tr("What whoever holds it may do in the module where it is given."), .width = 44}}) {
        form_problem(ui, form);
        text_field(ui, tr("Name"), form.name, {.required = true, .max_length = 120, .autofocus = true});
        permission_ticks(ui, form.permissions, module_permissions());
        auto actions = dialog.actions();
        auto const nothing = form.permissions.ticked.empty() ? std::string_view{tr("Choose what it may do first.")} : no_name(form.name);
        auto change = Change{CreateCustomRole{account, {}, trimmed(form.name), form.permissions.ticked}};
        if (role) {
            auto const& row = world.custom_roles[role];
            auto edit = EditCustomRole{.custom_role = role, .name = edited(form.name, row.name), .permissions = {}};
            if (form.permissions.ticked != row.permissions)
                edit.permissions = form.permissions.ticked;
            change = edit;
        }
        if (submit_offer(ui, actions, role ? tr("Save") : tr("Create role"), change, {.incomplete = nothing}, dialog.submitted()))
            dialog.close();
    }
}

void role_dialog(Ui& ui, Seen const& seen, ModuleRoleForm& form)
{
    auto const& world = seen.world;
    auto const module = world.modules.find(form.thing);
    if (!module) {
        form.open = false;
        return;
    }
    auto const& row = world.modules[module];
    auto const user = world.users.find(form.user);
    auto const present = user ? role_in(row.roles, user) : ModuleRole{};
    auto const title = present.rank == ModuleRank::none ? tr("Give a role in {}", row.name) : tr("Role of {}", world.users[user].name);
    if (Dialog dialog{ui, title, form.open}) {
        form_problem(ui, form);
        if (present.rank == ModuleRank::none) {
            auto people = std::vector<Choice>{};
            for (auto const& change : possible_module_roles(seen, module)) {
                static_cast<void>(ui.may_offer(change));
                auto const& person = world.users[std::get<SetModuleRole>(change).user];
                if (people.empty() || people.back().key != person.id)
                    people.push_back({person.id, person.name, person.email});
            }
            put_in_order(people, comes_before, &Choice::label);
            select(ui, tr("Person"), people, form.user, {.placeholder = tr("Choose a person"), .required = true, .autofocus = true});
        }
        auto roles = std::vector<Choice>{};
        for (auto const role : roles_of_module(world, module)) {
            auto const change = SetModuleRole{module, user, role};
            auto const decision = user ? ui.judge(change) : Decision{.effect = Effect::allow};
            if (decision.effect == Effect::deny)
                continue;
            if (user)
                static_cast<void>(ui.may_offer(change));
            roles.push_back({key_of(world, role), title_of(world, role), meaning_of(world, role)});
        }
        radio_group(ui, tr("Role"), roles, form.role);
        auto const role = role_named(world, form.role);
        if (user && role)
            ui.consequences(std::to_array<Change>({SetModuleRole{module, user, *role}}));
        auto actions = dialog.actions();
        auto const incomplete = !user ? std::string_view{tr("Choose a person first.")}
                                : !role ? std::string_view{tr("Choose a role first.")}
                                        : std::string_view{};
        if (submit_offer(ui, actions, tr("Set role"), SetModuleRole{module, user, role.value_or(ModuleRole{})},
                         {.icon = icon::shield_user, .incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

void role_over_dialog(Ui& ui, Seen const& seen, ModuleRoleForm& form)
{
    auto const& world = seen.world;
    auto const account = world.accounts.find(form.thing);
    form.open = account && form.open;
    if (!form.open)
        return;
    if (Dialog dialog{ui, tr("Give a role over modules"), form.open}) {
        form_problem(ui, form);
        auto people = std::vector<Choice>{};
        auto roles = std::vector<Choice>{};
        auto wanted = std::optional<Change>{};
        for (auto const& change : possible_roles_over_modules(seen, account)) {
            static_cast<void>(ui.may_offer(change));
            auto const& given = std::get<SetModulesRole>(change);
            auto const& person = world.users[given.user];
            if (people.empty() || people.back().key != person.id)
                people.push_back({person.id, person.name, person.email});
            if (person.id != form.user)
                continue;
            auto const key = std::string{given.in_account ? "division_admin" : "organization_admin"};
            if (form.role.empty())
                form.role = key;
            if (form.role == key)
                wanted = change;
            roles.push_back(given.in_account ? Choice{key, std::string{title_of(ModulesRole::division_admin)}, tr("Runs the modules of {}, and none elsewhere.", world.accounts[account].name)}
                                             : Choice{key, tr("Organization Admin"), tr("Runs accounts and modules everywhere.")});
        }
        put_in_order(people, comes_before, &Choice::label);
        if (select(ui, tr("Person"), people, form.user, {.placeholder = tr("Choose a person"), .required = true, .autofocus = true}))
            form.role.clear();
        if (!roles.empty())
            radio_group(ui, tr("Role"), roles, form.role);
        auto actions = dialog.actions();
        if (!wanted) {
            static_cast<void>(actions.button(tr("Give role"), {.weight = Weight::primary, .disabled = tr("Choose a person first.")}));
            return;
        }
        ui.consequences({&*wanted, 1});
        if (submit_offer(ui, actions, tr("Give role"), *wanted, {.icon = icon::shield_user}, dialog.submitted()))
            dialog.close();
    }
}

void record_dialog(Ui& ui, Seen const& seen, RecordForm& form)
{
    auto const& world = seen.world;
    auto const module = world.modules.find(form.module);
    auto const record = world.records.find(form.thing);
    if (!module || (!form.thing.empty() && !record)) {
        form.open = false;
        return;
    }
    auto const fields = form_of(world.modules[module]);
    if (Dialog dialog{ui, record ? tr("Edit record") : std::string{world.modules[module].name}, form.open}) {
        form_problem(ui, form);
        if (fields.empty())
            paragraph(ui, tr("This form asks for nothing yet."));
        form_fields(ui, fields, form.fill, form.thing);
        auto const values = values_of(fields, form.fill.answers);
        auto const change = record ? Change{EditRecord{record, values}} : Change{SubmitRecord{module, {}, values}};
        auto const incomplete = incomplete_form(fields, form.fill);
        if (!incomplete.empty())
            muted(ui, incomplete);
        auto actions = dialog.actions();
        if (submit_offer(ui, actions, record ? tr("Save") : tr("Submit"), change, {.icon = icon::send, .incomplete = incomplete}, dialog.submitted()))
            dialog.close();
    }
}

} // namespace

void open_named(NamedForm& form, std::string_view thing, std::string_view name, std::optional<std::uint64_t> version)
{
    form = {};
    open(form, thing, version);
    form.name = name;
}

void open_custom_role(CustomRoleForm& form, World const& world, AccountId account, CustomRoleId role)
{
    form = {};
    open(form);
    form.account = world.accounts[account].id;
    if (role) {
        auto const& row = world.custom_roles[role];
        open(form, row.id, row.version);
        form.name = row.name;
        form.permissions.ticked = row.permissions;
    } else {
        form.permissions.ticked.add(Permission::records_list);
    }
}

void open_module_role(ModuleRoleForm& form, World const& world, ModuleId module, UserId user)
{
    form = {};
    open(form, world.modules[module].id);
    form.role = key_of(world, {ModuleRank::collaborator, {}});
    if (user) {
        form.user = world.users[user].id;
        form.role = key_of(world, role_in(world.modules[module].roles, user));
    }
}

void open_role_over_modules(ModuleRoleForm& form, World const& world, AccountId account)
{
    form = {};
    open(form, world.accounts[account].id);
}

void open_record(RecordForm& form, World const& world, ModuleId module, RecordId record)
{
    form = {};
    open(form);
    form.module = world.modules[module].id;
    if (record) {
        auto const& row = world.records[record];
        open(form, row.id, row.version);
        form.fill.answers = wire::answers_in(row.values);
    }
}

std::vector<FieldDefinition> form_of(Module const& module)
{
    auto form = wire::decode_form(module.fields);
    return form ? std::move(*form) : std::vector<FieldDefinition>{};
}

std::vector<ModuleRole> roles_of_module(World const& world, ModuleId module)
{
    auto roles = std::vector<ModuleRole>{{ModuleRank::collaborator, {}}, {ModuleRank::module_admin, {}}};
    for (auto const custom : world.custom_roles.handles()) {
        if (world.custom_roles[custom].account == world.modules[module].account)
            roles.push_back({ModuleRank::custom, custom});
    }
    return roles;
}

std::string title_of(World const& world, ModuleRole role)
{
    if (role.rank != ModuleRank::custom)
        return tr(words_of(role.rank).title);
    auto const* custom = world.custom_roles.get(role.custom);
    return custom == nullptr ? std::string{tr("Custom role")} : custom->name;
}

std::string meaning_of(World const& world, ModuleRole role)
{
    if (role.rank != ModuleRank::custom)
        return tr(words_of(role.rank).meaning);
    auto text = std::string{};
    if (auto const* custom = world.custom_roles.get(role.custom)) {
        for (auto const& line : lines_of(custom->permissions))
            text += (text.empty() ? "" : " · ") + line.manager + ": " + line.verbs;
    }
    return text;
}

std::string key_of(World const& world, ModuleRole role)
{
    auto const* custom = world.custom_roles.get(role.custom);
    return role.rank == ModuleRank::custom && custom != nullptr ? custom->id : std::string{words_of(role.rank).key};
}

std::vector<Change> possible_module_roles(Seen const& seen, ModuleId module)
{
    auto changes = std::vector<Change>{};
    auto const& holders = seen.world.modules[module].roles;
    for (auto const user : seen.world.users.handles()) {
        if (role_in(holders, user).rank != ModuleRank::none)
            continue;
        for (auto const role : roles_of_module(seen.world, module)) {
            if (auto const change = SetModuleRole{module, user, role}; seen.offers(change))
                changes.emplace_back(change);
        }
    }
    return changes;
}

std::vector<Change> possible_roles_over_modules(Seen const& seen, AccountId account)
{
    auto changes = std::vector<Change>{};
    if (!permissions_in(seen.world, seen.me, in_account(account)).has(Permission::modules_assign_roles))
        return changes;
    for (auto const user : seen.world.users.handles()) {
        auto const& row = seen.world.users[user];
        if (auto const change = SetModulesRole{user, account, true, true}; row.roles_in(account).modules == ModulesRole::none && seen.offers(change))
            changes.emplace_back(change);
        if (auto const change = SetModulesRole{user, {}, false, true}; !row.organization_admin && seen.offers(change))
            changes.emplace_back(change);
    }
    return changes;
}

void account_actions(Ui& ui, Actions& actions, Seen const& seen, AccountId account, ModuleForms& forms)
{
    auto const& row = seen.world.accounts[account];
    if (any_offered(ui, {CreateModule{account, {}, {.name = "?"}}}) && actions.button(tr("Add module…"), {.icon = icon::plus, .small = true})) {
        open_named(forms.create);
        forms.create.account = row.id;
    }
    actions.rest_in_menu();
    account_offers(ui, actions, seen, account, forms.account);
}

void module_actions(Ui& ui, Actions& actions, Seen const& seen, ModuleId module, ModuleForms& forms)
{
    auto const& row = seen.world.modules[module];
    actions.rest_in_menu();
    if (any_offered(ui, {EditModule{module, {.name = row.name + "?"}}}) && actions.button(tr("Rename…"), {.icon = icon::pencil}))
        open_named(forms.edit, row.id, row.name, row.version);
    if (!row.records.empty())
        actions.offer(tr("Clear all records"), ClearRecords{module, {}, false},
                      {.weight = Weight::danger,
                       .icon = icon::circle_x,
                       .confirm = Confirmation{tr("Clear all records of {}?", row.name),
                                               tr("What was filled in is taken out of each of them, photos and signatures too. That they were submitted stays. This can't be undone.")}});
    actions.offer(tr("Delete module"), DeleteModule{module},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Delete {}?", row.name), tr("All of its records go with it. This can't be undone.")}});
}

void record_actions(Ui& ui, Actions& actions, Seen const& seen, RecordId record, ModuleForms& forms)
{
    auto const& row = seen.world.records[record];
    if (any_offered(ui, {EditRecord{record, "{\"?\":0}"}}) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_record(forms.edit_record, seen.world, row.module, record);
    actions.rest_in_menu();
    actions.offer(tr("Clear"), ClearRecords{row.module, record, true},
                  {.icon = icon::circle_x,
                   .confirm = Confirmation{tr("Clear this record?"), tr("What was filled in is taken out; that it was submitted stays. This can't be undone.")}});
    actions.offer(tr("Delete"), DeleteRecord{record},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Delete this record?"), tr("This can't be undone."), tr("Delete record")}});
}

void module_dialogs(Ui& ui, Seen const& seen, ModuleForms& forms)
{
    auto const& world = seen.world;
    account_dialog(ui, seen, forms.account);
    if (auto& form = forms.create; form.open) {
        if (auto const account = world.accounts.find(form.account))
            named_dialog(ui, form, tr("Add a module to {}", world.accounts[account].name), tr("Add module"), {}, no_fields,
                         [&](std::string name) { return CreateModule{account, {}, {.name = std::move(name)}}; });
    }
    if (auto& form = forms.edit; form.open) {
        if (auto const module = world.modules.find(form.thing))
            named_dialog(ui, form, tr("Rename {}", world.modules[module].name), tr("Save"), world.modules[module].name, no_fields,
                         [&](std::string name) { return EditModule{module, {.name = std::move(name)}}; });
    }
    if (forms.create_role.open)
        custom_role_dialog(ui, seen, forms.create_role);
    if (forms.edit_role.open)
        custom_role_dialog(ui, seen, forms.edit_role);
    if (forms.role.open)
        role_dialog(ui, seen, forms.role);
    role_over_dialog(ui, seen, forms.over);
    if (forms.invite.open)
        invite_dialog(ui, seen, forms.invite);
    if (forms.submit.open)
        record_dialog(ui, seen, forms.submit);
    if (forms.edit_record.open)
        record_dialog(ui, seen, forms.edit_record);
}

} // namespace castellan::ui
