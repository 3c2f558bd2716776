// The organisation itself (T-2): its name, which top roles ask for a one-time code, and what it wants to know of
// patients and of people.
#pragma once

#include "ui/screens/form.hpp"
#include "ui/screens/form_designer.hpp"

#include <string>
#include <vector>

namespace castellan::ui {

struct OrganizationState : FormState {
    std::string name;
    std::vector<std::string> code_for;
    bool is_read = false; // name and codes were taken from the world
    FormDesign design;
    bool designs = false;     // a form is being made
    bool of_patients = false; // that one; else that of people
};

void organization_screen(Ui& ui, Seen const& seen, OrganizationState& state);

} // namespace castellan::ui
