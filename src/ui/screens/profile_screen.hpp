// Oneself: name, password, one's roles and what they mean.
#pragma once

#include "ui/screens/form.hpp"
#include "ui/screens/sessions_card.hpp"
#include "ui/screens/terminal_forms.hpp"
#include "ui/screens/user_screen.hpp"

namespace castellan::ui {

struct PasswordForm : FormState {
    std::string current;
    std::string wanted;
    std::string again;
};

struct PinForm : FormState {
    std::string pin;
    std::string password;
    bool under_way = false;
};

struct ProfileState {
    std::string name;
    std::string email;
    std::string phone;
    std::string filled_with; // whose fields, and what stood in them, to fill them again when that changes
    FormFill values; // of the organisation's fields
    PasswordForm password;
    PinForm pin;
    std::optional<Errand> errand; // about the PIN; read after the frame
    TableState roles;
    SessionsState sessions;
    bool wants_sign_out = false;  // read after the frame, like the password below
    bool wants_password = false;  // `password` is complete and is to be sent
};

void profile_screen(Ui& ui, Seen const& seen, ProfileState& state);

} // namespace castellan::ui
