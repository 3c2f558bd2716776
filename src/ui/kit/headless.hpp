// A Ui without a window, and a Driver that uses it as a person would: by role and name. For tests of screens.
//
//   Ui ui{test_fonts()};
//   Driver driver{ui, [&] { users_screen(ui, view, state); }};
//   driver.type(AriaRole::textbox, "Name", "Ada");
//   driver.press(AriaRole::button, "Save");
//   CHECK(ui.take_changes().size() == 1);
#pragma once

#include "ui/kit/ui.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

class Driver {
public:
    /// `draw` draws one whole frame's content, between begin_frame and end_frame.
    Driver(Ui& ui, std::function<void()> draw);

    /// Draws `count` frames, a sixtieth of a second apart.
    void frames(int count = 1);

    /// The entry, after drawing what is needed; null if there is none.
    [[nodiscard]] SemanticNode const* find(AriaRole role, std::string_view name);
    [[nodiscard]] bool shows(std::string_view text); ///< Some entry has it in its name or value.

    // Each draws the frames that it needs. False: there is no such entry, or it is disabled.
    bool press(AriaRole role, std::string_view name);
    bool type(AriaRole role, std::string_view name, std::string_view text);
    /// Opens a combobox and chooses the option.
    bool choose(std::string_view combobox, std::string_view option);
    void key(Key key, Modifiers modifiers = {});
    void click(float x, float y);
    void wheel(float x, float y, float dy);

    /// The interactive ImGui items of the last frame that have no semantic entry: must be empty.
    [[nodiscard]] std::vector<std::string> items_without_entry() const;

private:
    Ui& ui_;
    std::function<void()> draw_;
    double seconds_ = 0;
};

/// The fonts that the build prepared, read from disk once.
[[nodiscard]] Fonts test_fonts();

} // namespace castellan::ui
