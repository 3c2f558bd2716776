// Settings of an account: its name, what its administrators must show, its clock, and the doors side of groups (D-8, X-9).
#pragma once

#include "ui/screens/form.hpp"

#include <string>

namespace castellan::ui {

struct SettingsState {
    std::string name;
    std::string name_of; // whose and which name the field was filled with, to fill it again when that changes
    std::string zone;
    std::string zone_of;
    std::vector<Choice> zones; // asked of the browser once
};

void settings_screen(Ui& ui, Seen const& seen, SettingsState& state);

} // namespace castellan::ui
