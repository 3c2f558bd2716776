// What all forms of the console have in common: they keep what was typed until it has taken effect.
#pragma once

#include "model/change.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

/// A form over the page. It is filled when it is opened, closes when its change is sent, and comes back with what was
/// typed and a `problem` if the change did not take effect.
struct FormState {
    bool open = false;
    bool filled = false;        // it was opened, and holds what was typed then
    std::string thing;          // the id of what is edited; empty for a creation
    std::optional<std::uint64_t> version = {}; // of the thing as it was when the form was opened
    std::string problem;        // why the last attempt did not take effect
    std::string rule;
    bool conflict = false;      // somebody else changed the thing meanwhile
};

/// Whether a button that leads to a form is shown: one of the changes that it could end with is not denied. Each is
/// noted among the frame's offers.
[[nodiscard]] bool any_offered(Ui& ui, std::vector<Change> const& changes);

/// The banner of a form that came back.
void form_problem(Ui& ui, FormState const& form);

/// What stands now where the person typed something else, after a conflict: "Now: Station 7". Empty otherwise.
[[nodiscard]] std::string now_there(FormState const& form, std::string_view typed, std::string_view present);

/// The last button of a form. Where the change as it stands would be denied it is drawn disabled, with the reason:
/// the form is on the screen because some completion of it is allowed. `submitted`: Enter was pressed in a field, which
/// does the same; true if that sent the change, so that the dialog is to be closed.
bool submit_offer(Ui& ui, Actions& actions, std::string_view label, Change const& change, OfferOptions options,
                  bool submitted);

/// The field's value if it differs from what is there, so that an edit carries what was edited and nothing else.
[[nodiscard]] std::optional<std::string> edited(std::string_view typed, std::string_view present);

[[nodiscard]] std::string trimmed(std::string_view text);
[[nodiscard]] bool looks_like_email(std::string_view text);

} // namespace castellan::ui
