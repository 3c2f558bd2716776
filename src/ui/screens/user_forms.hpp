// The forms about people: add, edit, give a role, put into groups, import. Reached from the list and from the person's
// page, so they stand apart from both.
#pragma once

#include "ui/screens/form.hpp"
#include "ui/screens/form_fields.hpp"
#include "ui/screens/import_form.hpp"

namespace castellan::ui {

struct CreateUserForm : FormState {
    std::string name;
    std::string email;
    std::string phone;
    std::string role = "user";
    std::vector<std::string> groups;
};

struct EditUserForm : FormState {
    std::string name;
    std::string email;
    std::string phone;
    FormFill values; // of the organisation's fields
};

struct RoleForm : FormState {
    std::string account;
    std::string role;
};

/// A first role for somebody who has none here: chosen by name, since he is in no list of the viewer's.
struct GiveRoleForm : FormState {
    std::string user;
    std::string role = "user";
    Cached<std::vector<Change>, std::pair<std::uint64_t, AccountId>> possible;
};

struct JoinGroupsForm : FormState {
    std::vector<std::string> groups;
};

/// An administrator ends somebody's sessions: no change of the world, so it is sent apart.
struct EndSessionsForm {
    bool open = false;
    std::string user;
    bool wants = false; // read after the frame
};

struct UserForms {
    CreateUserForm create;
    EditUserForm edit;
    RoleForm role;
    GiveRoleForm give;
    JoinGroupsForm join;
    ImportForm import;
    EndSessionsForm end_sessions;
};

void open_create_user(CreateUserForm& form, std::string_view group = {});
void open_edit_user(EditUserForm& form, World const& world, UserId user);
void open_role(RoleForm& form, World const& world, UserId user, AccountId account);
void open_give_role(GiveRoleForm& form);
void open_join_groups(JoinGroupsForm& form, World const& world, UserId user);

// What a form could end with: each is noted when its button is drawn, so that a button is there if one is possible.
[[nodiscard]] std::vector<Change> possible_creations(Seen const& seen);
[[nodiscard]] std::vector<Change> possible_edits(World const& world, UserId user);
[[nodiscard]] std::vector<Change> possible_roles(World const& world, UserId user, AccountId account);
/// First roles for people who have none in the account, those that are not denied.
[[nodiscard]] std::vector<Change> possible_first_roles(Seen const& seen);
[[nodiscard]] std::vector<Change> possible_joins(World const& world, UserId user);

/// Everything that may be done with a person: buttons of his page, or the menu of his row.
void person_actions(Ui& ui, Actions& actions, Seen const& seen, UserId user, UserForms& forms);

/// Draws whichever form is open.
void user_dialogs(Ui& ui, Seen const& seen, UserForms& forms);

} // namespace castellan::ui
