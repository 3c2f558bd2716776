// The forms about doors: install and edit, lock settings, unlock for somebody, and giving: key roles in groups, keys to single
// doors, doors to groups.
#pragma once

#include "ui/screens/form.hpp"
#include "ui/screens/keys.hpp"
#include "wire/lock_settings.hpp"

namespace castellan::ui {

struct DoorForm : FormState {
    std::string name;
    bool controller = true;
};

struct LockForm : FormState {
    wire::LockSettings settings;
    std::vector<std::string> days; // the blackout dates that are kept
    std::string day;               // another one, being typed
    std::string day_name;
};

struct UnlockForForm : FormState {
    std::string person; // id; empty: somebody who is not in the list
    std::string name;
    Cached<std::vector<Choice>, std::uint64_t> people;
};

enum class Give : std::uint8_t {
    key_roles, // to people, in groups
    keys,      // to people, singly to doors
    doors,     // put into groups
};

/// What such a form offers, and what will come of it.
struct GiveView {
    std::vector<Choice> places;
    std::vector<Choice> things;
    std::vector<Choice> roles;
    std::vector<Change> possible;
    struct LeftOut {
        std::string what; // "Liam in Station 3"
        std::string why;
    };
    std::vector<LeftOut> left_out;
    std::vector<Change> noted; // what else it could end with
};

/// Some things to some places in one go, each its own change: the owner of several groups works on them together (D-3).
struct GiveForm : FormState {
    Give what = Give::key_roles;
    std::vector<std::string> places; // groups; of single keys: doors
    std::vector<std::string> things; // people; of doors into groups: doors
    std::string role = "user";

    struct Key {
        std::uint64_t generation;
        AccountId account;
        std::vector<std::string> places;
        std::vector<std::string> things;
        std::string role;
        friend bool operator==(Key const&, Key const&) = default;
    };
    Cached<GiveView, Key> view;
};
[[nodiscard]] GiveView give_view(Seen const& seen, GiveForm const& form);

struct DoorForms {
    DoorForm create;
    DoorForm edit;
    LockForm lock;
    UnlockForForm unlock_for;
    GiveForm give;
};

void open_install_door(DoorForm& form);
void open_edit_door(DoorForm& form, World const& world, DoorId door);
void open_lock_settings(LockForm& form, World const& world, DoorId door);
void open_unlock_for(UnlockForForm& form, World const& world, DoorId door);
void open_give(GiveForm& form, Give what, std::vector<std::string> places, std::vector<std::string> things = {});

/// Something that giving could end with there, if it is possible at all: in a group or door, or for a person or door.
[[nodiscard]] std::optional<Change> possible_gift(Seen const& seen, Give what, std::string_view place, std::string_view thing = {});
/// The button that leads to the form, if anything is possible.
void give_action(Ui& ui, Actions& actions, Seen const& seen, std::string_view label, Give what, std::string_view place,
                 std::string_view thing, GiveForm& form);

/// Everything that may be done with a door: buttons of its page, or the menu of its row.
void door_actions(Ui& ui, Actions& actions, Seen const& seen, DoorId door, DoorForms& forms);

/// Draws whichever form is open.
void door_dialogs(Ui& ui, Seen const& seen, DoorForms& forms);

} // namespace castellan::ui
