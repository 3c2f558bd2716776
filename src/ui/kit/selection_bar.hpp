// What may be done with the rows that are chosen in a table: a bar at the bottom of the page, there as long as there are
// any.
//
//   { DataTable table{ui, "Users", columns, state.table, {.row_key = …}}; … }
//   if (SelectionBar bar{ui, state.table}) {
//       auto actions = bar.actions();
//       actions.offer_each("Disable", bulk.disable, {…});
//   }
#pragma once

#include "ui/kit/actions.hpp"
#include "ui/kit/table.hpp"

namespace castellan::ui {

class SelectionBar {
public:
    SelectionBar(Ui& ui, TableState& state);
    ~SelectionBar();
    SelectionBar(SelectionBar const&) = delete;
    SelectionBar& operator=(SelectionBar const&) = delete;

    [[nodiscard]] explicit operator bool() const { return showing_; }
    [[nodiscard]] Actions actions();

private:
    Ui& ui_;
    bool showing_ = false;
    Rect rect_ = {};
    float words_ = 0;
};

} // namespace castellan::ui
