// The actions on one thing: in a page header or card as buttons, in a table row as a menu behind "…". They are
// collected first and drawn when the scope ends, so that buttons which have no room move into the menu, and a row on
// which nothing is allowed shows no menu at all.
#pragma once

#include "ui/kit/bulk.hpp"
#include "ui/kit/button.hpp"

#include <memory>

namespace castellan::ui {

/// Obtained from what it belongs to:
///   auto actions = page_header(ui, {.title = view.title});
///   if (actions.button("Edit…", {.icon = icon::pencil})) state.editing = true;
///   actions.offer("Sync now", SyncSafe{view.id}, {.icon = icon::refresh_cw});
/// Order: the most important last, as it then stands at the right end. In menus dangerous ones stand last, after a
/// line.
class Actions {
public:
    struct Plan;
    explicit Actions(std::unique_ptr<Plan> plan);
    Actions(Actions&& other) noexcept;
    Actions& operator=(Actions&&) = delete;
    ~Actions();

    /// True in the frame after it was pressed.
    [[nodiscard]] bool button(std::string_view label, ButtonOptions const& options = {});
    /// A button that is there if `change` may be offered (`Ui::may_offer`), disabled with its reason if not now; it
    /// opens the form that completes the change.
    [[nodiscard]] bool form(std::string_view label, Change const& change, ButtonOptions const& options = {});
    void offer(std::string_view label, Change const& change, OfferOptions const& options = {});
    /// One change for each of many things, judged one by one: absent if none of them is allowed. It asks first, and says
    /// there what is left out and why. `options.confirm` has the question.
    void offer_each(std::string_view label, Bulk const& bulk, OfferOptions const& options);
    void link(std::string_view label, std::string_view href, Icon icon = {});
    /// In a menu: with a check mark where it is on; the menu stays open. True in the frame after it was pressed. `salt`
    /// tells apart entries with the same label.
    [[nodiscard]] bool toggle(std::string_view label, bool on, int salt = 0);
    /// In a menu: a title over what follows.
    void section(std::string_view label);
    /// In the menu only, however much room there is.
    void rest_in_menu();

private:
    std::unique_ptr<Plan> plan_;
};

/// A button that opens a menu, in the flow.
[[nodiscard]] Actions menu_button(Ui& ui, std::string_view label, ButtonOptions const& options = {});

} // namespace castellan::ui
