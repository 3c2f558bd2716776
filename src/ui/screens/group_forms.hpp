// The forms about groups: create, edit, add members, add safes.
#pragma once

#include "ui/screens/form.hpp"

namespace castellan::ui {

struct GroupForm : FormState {
    std::string name;
    std::string description;
    std::string emails; // one a line
};

struct AddMembersForm : FormState {
    std::vector<std::string> users;
    Cached<std::vector<Choice>, std::pair<std::uint64_t, std::string>> choices;
};

struct AddSafesForm : FormState {
    std::vector<std::string> safes;
};

struct GroupForms {
    GroupForm create;
    GroupForm edit;
    AddMembersForm members;
    AddSafesForm safes;
};

void open_create_group(GroupForm& form);
void open_edit_group(GroupForm& form, World const& world, GroupId group);
void open_add_members(AddMembersForm& form, World const& world, GroupId group);
void open_add_safes(AddSafesForm& form, World const& world, GroupId group);

/// The people who could be added to a group, and the safes: those for whom it is not denied.
[[nodiscard]] std::vector<UserId> possible_members(Seen const& seen, GroupId group);
[[nodiscard]] std::vector<SafeId> possible_safes(Seen const& seen, GroupId group);

/// Everything that may be done with a group: buttons of its page, or the menu of its row.
void group_actions(Ui& ui, Actions& actions, Seen const& seen, GroupId group, GroupForms& forms);
void add_members_action(Ui& ui, Actions& actions, Seen const& seen, GroupId group, GroupForms& forms);
void add_safes_action(Ui& ui, Actions& actions, Seen const& seen, GroupId group, GroupForms& forms);

/// Draws whichever form is open.
void group_dialogs(Ui& ui, Seen const& seen, GroupForms& forms);

} // namespace castellan::ui
