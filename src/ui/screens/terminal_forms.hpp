// The forms about terminals: pairing one with a group, whose badge it is, settling what was refused. What they end with is
// no change of the world, but a request of its own.
#pragma once

#include "ui/screens/form.hpp"
#include "ui/screens/told_codes.hpp"

#include <optional>
#include <string>

namespace castellan::ui {

/// What is asked of the service after the frame.
struct Errand {
    std::string_view method;
    std::string path;
    std::string body = {};
    std::string_view done; // what is told when it is
};

struct TerminalForm : FormState { // `thing` is the group, the person, or what was refused
    enum class For : std::uint8_t { pairing, badge, settling } what = For::pairing;
    std::string text; // a name, a badge's number, a note
    bool badge_alone = false;
    bool under_way = false;
};

struct TerminalForms {
    TerminalForm form;
    ToldCode code; // for pairing with a group
    std::optional<Errand> errand; // read after the frame
};

/// "Pair a terminal…", for whoever may edit the group.
void pair_terminal_action(Ui& ui, Actions& actions, Seen const& seen, GroupId group, TerminalForms& forms);
/// "Badge…", for whoever may change who the person is.
void badge_action(Ui& ui, Actions& actions, Seen const& seen, UserId user, TerminalForms& forms);
void open_settling(TerminalForms& forms, std::string refused);

/// Draws whichever form is open, and a code that was told.
void terminal_dialogs(Ui& ui, Seen const& seen, TerminalForms& forms);

} // namespace castellan::ui
