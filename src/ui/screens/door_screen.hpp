// One door: how it is, its lock settings, who holds a key to it and where each comes from. And the doors side of a group.
#pragma once

#include "ui/screens/door_forms.hpp"

namespace castellan::ui {

struct DoorState {
    TableState keys;
    TableState groups;
};
void door_screen(Ui& ui, Seen const& seen, DoorId door, DoorState& state, DoorForms& forms);

/// Key roles, doors, and what the group allows.
struct DoorsSideState {
    TableState roles;
    TableState doors;
};
void doors_side(Ui& ui, Seen const& seen, GroupId group, DoorsSideState& state, DoorForms& forms);

} // namespace castellan::ui
