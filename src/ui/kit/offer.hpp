// A button is a change: what an offer is, and what the kit keeps of it. Drawn by `Ui::offer` and by `Actions::offer`.
#pragma once

#include "model/change.hpp"
#include "rules/decision.hpp"
#include "rules/may.hpp"
#include "ui/kit/basics.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace castellan::ui {

/// Whom the offers of a frame are judged for, on which world. The world must outlive the frame.
struct Viewer {
    World const* world = nullptr;
    UserId actor = {};
    Context context = {};
};

/// The question before something that can't be undone. The title names the thing: "Delete Ada Lovelace?"
struct Confirmation {
    std::string title;
    std::string body = {};
    std::string verb = {}; ///< On the button: "Delete". Empty: the offer's own label.
};

struct OfferOptions {
    Weight weight = Weight::secondary;
    Icon icon = {};
    std::optional<Confirmation> confirm = {};
    bool icon_only = false;     ///< The label becomes the tooltip and the name for assistive technology.
    std::string_view hint = {}; ///< A tooltip when it is allowed.
    /// Something of the form itself that is missing: the offer is drawn disabled with this reason.
    std::string_view incomplete = {};
};

/// What was drawn, for the sweep test: each screen, each persona, each offer held against the service.
struct Offer {
    enum class Kind : std::uint8_t {
        act,  ///< Activating it sends `change` as it is.
        form, ///< It opens a form (`may_offer`), whose final button is an offer of the completed change.
    };
    Change change;
    Decision decision;
    Kind kind = Kind::act;
    WidgetId id = 0;
};

} // namespace castellan::ui
