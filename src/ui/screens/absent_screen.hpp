// A page that is not there, or not for this person: both look the same (RULEBOOK 6).
#pragma once

#include "client/route.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

namespace castellan::ui {

/// Of a place it says what would lead to it, and what the viewer holds instead; of a thing nothing that would tell whether
/// it is there.
void absent_screen(Ui& ui, Seen const& seen, client::Route const& route);

/// Whom to ask for more: the administrators of the account whom the viewer sees, "an Account Administrator" if none.
[[nodiscard]] std::string whom_to_ask(Seen const& seen);

} // namespace castellan::ui
