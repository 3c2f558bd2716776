// A bulk action: one change for each of many things, each judged by itself.
#pragma once

#include "ui/kit/offer.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

class Ui;

///   Bulk disable;
///   for (auto const user : chosen) disable.add(ui, DisableUser{user}, name_of(user));
///   actions.offer_each("Disable", disable, {.confirm = Confirmation{"Disable " + … + "?"}});
/// Judging costs; a screen keeps it until the choice or the world is another.
class Bulk {
public:
    void add(Ui const& ui, Change change, std::string_view name);

    /// Those that may be done, at once or after an obligation.
    [[nodiscard]] std::span<Change const> possible() const { return possible_; }
    /// How many were asked for.
    [[nodiscard]] std::size_t size() const { return size_; }
    /// "2 of 5 are left out. Ada Okafor: Nobody disables himself. (X-3)"; empty if all are possible.
    [[nodiscard]] std::string left_out_sentence() const;

    /// Notes what is offered with it, for `Ui::offers`.
    void note(std::vector<Offer>& offers, WidgetId widget) const;

private:
    struct LeftOut {
        std::string_view reason; ///< Of a decision: a literal.
        std::string_view rule;
        std::vector<std::string> names; ///< The first few.
        std::size_t count = 0;
    };
    std::vector<Change> possible_;
    std::vector<Decision> decisions_; ///< Of the first of them.
    std::vector<LeftOut> left_out_;
    std::size_t size_ = 0;
};

} // namespace castellan::ui
