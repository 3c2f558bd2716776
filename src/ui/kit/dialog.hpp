// A question or a form over the page. The rest is out of reach until it is closed, by its buttons, Escape or its cross;
// the keyboard then returns to where it was.
#pragma once

#include "ui/kit/actions.hpp"
#include "ui/kit/ui.hpp"

#include <string_view>

namespace castellan::ui {

struct DialogOptions {
    std::string_view body = {}; ///< A sentence under the title.
    float width = 34;           ///< In em; narrower where the window is.
    bool closes_on_offer =
        true;           ///< False: the screen closes it when the change was accepted, and loses nothing if not.
    bool closes = false; ///< There is nothing left to decide: its first button is "Close".
    bool alert = false; ///< A question about something serious: announced at once.
};

///   if (Dialog dialog{ui, "Edit group", state.open}) {
///       text_field(ui, "Name", state.name);
///       auto actions = dialog.actions();                       // "Cancel" stands there already
///       actions.offer("Save", EditGroup{…}, {.weight = Weight::primary});
///   }
/// An offer among its actions closes it when it is queued, unless `closes_on_offer` is off. `open` is the screen's; the
/// dialog clears it when closed.
class Dialog {
public:
    Dialog(Ui& ui, std::string_view title, bool& open, DialogOptions const& options = {});
    ~Dialog();
    Dialog(Dialog const&) = delete;
    Dialog& operator=(Dialog const&) = delete;

    [[nodiscard]] explicit operator bool() const { return showing_; }
    /// Enter was pressed in a single-line field.
    [[nodiscard]] bool submitted() const;
    [[nodiscard]] Actions actions();
    void close();

private:
    Ui& ui_;
    bool& open_;
    bool showing_ = false;
};

} // namespace castellan::ui
