// Buttons that act within the screen (open a form, show more). What changes the world is `Ui::offer`.
#pragma once

#include "ui/kit/ui.hpp"

namespace castellan::ui {

struct ButtonOptions {
    Weight weight = Weight::secondary;
    Icon icon = {};
    bool icon_only = false;         ///< The label becomes tooltip and accessible name.
    bool busy = false;              ///< A spinner; can't be pressed meanwhile.
    std::string_view disabled = {}; ///< Why it can't be pressed, shown as tooltip; empty: it can.
    std::string_view hint = {};     ///< A tooltip.
    bool small = false;
    bool pressed_look = false; ///< Drawn as held down: the opener of an open menu.
    bool wide = false;         ///< Fills the width, as the one button of a card or a phone's form does.
};

/// True in the frame in which it was pressed, by pointer, Enter, Space or assistive technology.
[[nodiscard]] bool button(Ui& ui, std::string_view label, ButtonOptions const& options = {});

/// A line of buttons in the flow, side by side. For a set of actions on a thing prefer `Actions`.
///   { Buttons line{ui}; if (button(ui, "Save")) …; if (button(ui, "Cancel")) …; }
class Buttons {
public:
    explicit Buttons(Ui& ui);
    ~Buttons();
    Buttons(Buttons const&) = delete;
    Buttons& operator=(Buttons const&) = delete;

private:
    Ui& ui_;
};

} // namespace castellan::ui
