// How an offer is drawn, by its decision. For `Ui::offer` and `Actions::offer`.
#pragma once

#include "ui/kit/offer.hpp"

namespace castellan::ui {

class Core;

struct OfferLook {
    bool absent = false;
    bool busy = false;
    std::string_view disabled = {}; ///< Why not now.
    std::string_view hint = {};
};

[[nodiscard]] OfferLook look_of(Core& core, Decision const& decision, Change const& change,
                                OfferOptions const& options);

} // namespace castellan::ui
