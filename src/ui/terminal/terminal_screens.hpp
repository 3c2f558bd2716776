// The few screens of a terminal: state in, changes out. Each leads on by putting a place on the path; Back takes it off.
#pragma once

#include "ui/kit/kiosk.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/form_fields.hpp"
#include "ui/terminal/at_terminal.hpp"

#include <optional>
#include <string>
#include <vector>

namespace castellan::ui {

enum class Stage : std::uint8_t { home, safes, safe, asset, amount, move_to, doors, door, unlock_for, forms, form, tasks, clear_pin, add_member };

/// What is done with an asset, and how many of it.
enum class Amount : std::uint8_t { none, count, take_out, put_back, waste };

struct TerminalPlace {
    Stage at = Stage::home;
    std::string thing = {}; // its id
    Amount amount = Amount::none;
};

struct TerminalState {
    std::vector<TerminalPlace> path = {{}};
    KioskState frame;

    // What is being entered at the last place; gone with it.
    std::string digits;
    std::string reason;
    FormFill fill;
    std::string about; // of a defect: what is broken

    /// What has become of what was done last, until something else is touched.
    struct Notice {
        Tone tone = Tone::good;
        std::string title;
        std::string body;
    };
    std::optional<Notice> notice;

    std::optional<Change> wanted; // to be sent

    [[nodiscard]] TerminalPlace const& place() const { return path.back(); }
    void go(TerminalPlace next);
    void back();
    /// Back to where things are chosen, once something was done.
    void done();
};

/// The title of the bar.
[[nodiscard]] std::string title_of(AtTerminal const& at, TerminalPlace const& place);

void home_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void safes_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void safe_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void asset_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void amount_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void move_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void doors_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void door_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void unlock_for_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void forms_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void form_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void tasks_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void clear_pin_stage(Ui& ui, AtTerminal const& at, TerminalState& state);
void add_member_stage(Ui& ui, AtTerminal const& at, TerminalState& state);

/// A tile that does something: absent if the rules deny it, with the reason if it is not now. What is pressed becomes
/// `state.wanted`; a tile with `leads_on` only says that it was pressed.
bool act_tile(Ui& ui, Tiles& tiles, AtTerminal const& at, TerminalState& state, Change const& change, Tile tile,
              std::string_view key = {}, bool leads_on = false);

} // namespace castellan::ui
