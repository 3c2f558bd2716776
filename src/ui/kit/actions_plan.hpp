// What Actions collects until its scope ends, and where it then draws it.
#pragma once

#include "ui/kit/actions.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/language.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace castellan::ui {

struct Actions::Plan {
    enum class Place : std::uint8_t {
        right_aligned, ///< In `area`, the last one at its right end; what has no room goes into the menu.
        menu,          ///< All behind a button: "…" or one with a label.
        menu_only,     ///< The menu, at `area`; its opener draws itself.
        centered,      ///< Under an empty state.
    };
    struct Item {
        enum class Kind : std::uint8_t { button, offer, link, check, section } kind = Kind::button;
        WidgetId id = 0;
        std::string_view label = {};
        std::string_view href = {};
        ButtonOptions look = {};
        std::unique_ptr<std::pair<std::vector<Change>, OfferOptions>> offered = {};
        bool menu_only = false;
        bool checked = false;
    };

    Core& core;
    WidgetId id = 0;
    Place place = Place::right_aligned;
    Rect area = {};
    std::string_view menu_label = tr("More actions");
    std::string_view menu_title = {}; ///< Above the items: whose menu it is.
    std::string_view menu_subtitle = {};
    bool in_palette = true; ///< Among the palette's commands: of rows, those of the one that has the keyboard.
    std::string_view about = {}; ///< Whose they are, for the palette.
    WidgetId row = 0; ///< The table row it belongs to: arrow keys go there and back.
    /// The cell around the menu's button: what is in a row is in a cell.
    std::optional<AriaRole> cell = {};
    ButtonOptions menu_look = {};
    bool in_dialog = false;
    bool small = false;
    bool rest_in_menu = false;
    bool mute = false; ///< The row is written down: nothing is offered, nothing drawn.
    std::vector<Item> items = {};
    std::function<void(float)> measured = {}; ///< Told the width of the buttons.
    std::function<void(float)> all_widths = {}; ///< Told what they would take if there were room for each.
    std::function<void()> after = {};         ///< Called when something was drawn, for the space it took.

    void draw();

private:
    void draw_menu(WidgetId menu, Rect const& anchor, std::size_t count);
    void draw_menu_button(Rect const& rect, std::size_t count);
    Touch draw_item(Item& item, Rect const& rect);
    void act(Item& item);
    void tell_palette();
};

} // namespace castellan::ui
