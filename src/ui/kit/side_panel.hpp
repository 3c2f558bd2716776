// Details beside a list, at the right edge over the page: the list stays within reach. Where it is narrow it takes the
// whole page.
//
//   if (SidePanel panel{ui, line.name, state.panel_open}) {
//       Facts facts{ui}; …
//   }
#pragma once

#include "ui/kit/ui.hpp"

#include <string_view>

namespace castellan::ui {

class SidePanel {
public:
    SidePanel(Ui& ui, std::string_view title, bool& open, std::string_view subtitle = {});
    ~SidePanel();
    SidePanel(SidePanel const&) = delete;
    SidePanel& operator=(SidePanel const&) = delete;

    [[nodiscard]] explicit operator bool() const { return showing_; }

private:
    Ui& ui_;
    bool showing_ = false;
};

} // namespace castellan::ui
