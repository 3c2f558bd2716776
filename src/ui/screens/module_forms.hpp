// The forms about accounts and modules: create, edit, design, give roles, invite, submit a record.
#pragma once

#include "ui/screens/accounts_screen.hpp"
#include "ui/screens/form.hpp"
#include "ui/screens/form_fields.hpp"
#include "ui/screens/invite_form.hpp"
#include "ui/screens/permission_ticks.hpp"

namespace castellan::ui {

struct NamedForm : FormState {
    std::string name;
    std::string account; // of a new module
};

struct CustomRoleForm : FormState {
    std::string account;
    std::string name;
    PermissionTicks permissions;
};

/// A role in a module (`thing`), or over many.
struct ModuleRoleForm : FormState {
    std::string user;
    std::string role;
};

struct RecordForm : FormState {
    std::string module;
    FormFill fill;
};

struct ModuleForms {
    AccountForm account;
    NamedForm create;
    NamedForm edit;
    CustomRoleForm create_role;
    CustomRoleForm edit_role;
    ModuleRoleForm role;
    ModuleRoleForm over; // over all modules of an account (`thing`), or of the organisation
    InviteForm invite;
    RecordForm submit;
    RecordForm edit_record;
};

void open_named(NamedForm& form, std::string_view thing = {}, std::string_view name = {}, std::optional<std::uint64_t> version = {});
void open_custom_role(CustomRoleForm& form, World const& world, AccountId account, CustomRoleId role = {});
void open_module_role(ModuleRoleForm& form, World const& world, ModuleId module, UserId user = {});
void open_role_over_modules(ModuleRoleForm& form, World const& world, AccountId account);
void open_record(RecordForm& form, World const& world, ModuleId module, RecordId record = {});

/// The form of a module; empty if it can't be read.
[[nodiscard]] std::vector<FieldDefinition> form_of(Module const& module);

/// The roles that can be held in a module, as keys of choices: "module_admin", "collaborator", a custom role's id.
[[nodiscard]] std::vector<ModuleRole> roles_of_module(World const& world, ModuleId module);
[[nodiscard]] std::string title_of(World const& world, ModuleRole role);
[[nodiscard]] std::string meaning_of(World const& world, ModuleRole role);
[[nodiscard]] std::string key_of(World const& world, ModuleRole role);

/// Roles in a module for people who have none there, those that are not denied.
[[nodiscard]] std::vector<Change> possible_module_roles(Seen const& seen, ModuleId module);

/// Organization Admin, and Account Admin of the account, for people who are not, those that are not denied (M-1, M-2).
[[nodiscard]] std::vector<Change> possible_roles_over_modules(Seen const& seen, AccountId account);

/// Everything that may be done with an account, a module, a record.
void account_actions(Ui& ui, Actions& actions, Seen const& seen, AccountId account, ModuleForms& forms);
void module_actions(Ui& ui, Actions& actions, Seen const& seen, ModuleId module, ModuleForms& forms);
void record_actions(Ui& ui, Actions& actions, Seen const& seen, RecordId record, ModuleForms& forms);

/// Draws whichever form is open.
void module_dialogs(Ui& ui, Seen const& seen, ModuleForms& forms);

} // namespace castellan::ui
