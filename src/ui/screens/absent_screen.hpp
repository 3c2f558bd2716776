// A page that is not there, or not for this person: both look the same (RULEBOOK 6).
#pragma once

#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

namespace castellan::ui {

void absent_screen(Ui& ui, Seen const& seen);

/// Whom to ask for more: the administrators of the account whom the viewer sees, "an Account Administrator" if none.
[[nodiscard]] std::string whom_to_ask(Seen const& seen);

} // namespace castellan::ui
