// A second person signs himself in for one change (S-13). He is asked for whenever a change needs him, by whichever button
// or form it was asked for.
#pragma once

#include "ui/screens/form.hpp"

namespace castellan::ui {

/// What he types is forgotten as soon as the dialog closes.
struct SecondPersonForm : FormState {
    std::optional<Change> change; // that waits for him
    std::string email;
    std::string password;
    std::string code;
    bool needs_code = false;
    bool under_way = false;
    bool wants_in = false; // once: he has typed all that there is
};

/// Asks for a second person for this change.
void open_second_person(SecondPersonForm& form, Change change);

void second_person_dialog(Ui& ui, Seen const& seen, SecondPersonForm& form);

} // namespace castellan::ui
