// One person: roles, groups, particulars, credentials, and what she can do.
#pragma once

#include "rules/permission.hpp"
#include "ui/screens/door_forms.hpp"
#include "ui/screens/access_view.hpp"
#include "ui/screens/terminal_forms.hpp"
#include "ui/screens/user_forms.hpp"
#include "ui/screens/words.hpp"

namespace castellan::ui {

/// What a person is in one account.
struct RoleLine {
    AccountId account;
    std::string account_name;
    SafesRole safes = SafesRole::none;
    std::string others; // roles of the other books there
};

/// What the page shows, ready to draw.
struct UserView {
    UserId user;
    std::vector<RoleLine> roles;     // per account in which she has one, and the present account
    std::vector<GroupId> groups;     // by name
    std::vector<SafeId> safes;       // those that she reaches, as far as the viewer sees
    std::vector<WornLine> powers;    // what her roles let her do in the present account, role by role
    std::string reach;               // "In Station 7 and Station 9" or "In the whole account"
    bool particulars = false;        // whether e-mail and phone are shown to the viewer
};
[[nodiscard]] UserView user_view(Seen const& seen, UserId user);

struct UserState {
    TableState roles;
    TableState groups;
    TableState keys;
};

/// Draws what a person can do, and by what.
void powers_of(Ui& ui, std::vector<WornLine> const& powers);

void user_screen(Ui& ui, Seen const& seen, UserId user, UserState& state, UserForms& forms, DoorForms& door_forms,
                 TerminalForms& terminal_forms);

} // namespace castellan::ui
