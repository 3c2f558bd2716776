// What stands around every page: sidebar, top bar, toasts. Where the window is narrow the sidebar folds behind a menu
// button.
#pragma once

#include "ui/kit/palette.hpp"
#include "ui/kit/ui.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

struct Place {
    std::string_view label;
    std::string_view href;
    Icon icon = {};
    bool current = false;
    std::int64_t count = -1; ///< A small number behind the label if not negative.
};

struct PlaceSection {
    std::string_view label; ///< May be empty: places without a title.
    std::span<Place const> places;
};

struct AppView {
    std::string_view product = "Castellan";
    std::string_view organization;
    std::span<PlaceSection const> sections;
    std::span<Choice const> accounts; ///< Of one there is nothing to choose: its name is shown.
    std::string_view account;         ///< Key of the current one.
    std::string_view person;
    std::string_view person_detail; ///< E-mail address or role.
    std::string_view person_href;   ///< The own page (X-11).
    bool offline = false;           ///< A banner says that what is seen may be old.
    /// Adds the things that a search finds, for the palette.
    std::function<void(std::string_view query, std::vector<Hit>& found)> find = {};
};

/// What the person wants of the program itself; the caller reads it after the frame.
struct AppState {
    bool sidebar_folded = false;
    bool drawer_open = false; ///< The sidebar over the page, where it is narrow.
    std::string search;       ///< What is in the search field of the top bar.
    std::optional<std::string> chosen_account;
    bool wants_sign_out = false;
    std::string wanted_language; ///< Its tag; empty: none was chosen.
    bool wants_other_theme = false;
    bool wants_search = false; ///< Enter in the search field.
    PaletteState palette;
};

///   AppFrame frame{ui, view, state};   // what the view speaks of outlives it: the palette is drawn at its end
///   Page page{ui, route};  …
class AppFrame {
public:
    AppFrame(Ui& ui, AppView const& view, AppState& state);
    ~AppFrame();
    AppFrame(AppFrame const&) = delete;
    AppFrame& operator=(AppFrame const&) = delete;

private:
    Ui& ui_;
    AppView view_;
    AppState& state_;
};

} // namespace castellan::ui
