// Empty, loading, failed, denied: drawn on purpose wherever a thing or a list would be. Also banners and progress.
#pragma once

#include "ui/kit/actions.hpp"
#include "ui/kit/ui.hpp"

namespace castellan::ui {

struct Notice {
    Icon icon = {};
    std::string_view title;     ///< "No safes yet"
    std::string_view body = {}; ///< What to do: "Register a safe to see it here."
};
/// In place of content, centred. The actions below it are drawn where the person may do them.
[[nodiscard]] Actions empty_state(Ui& ui, Notice const& notice);
[[nodiscard]] Actions failed_state(Ui& ui, std::string_view sentence);
/// "You can't see this page", with the reason and its rule.
void denied_state(Ui& ui, std::string_view reason, std::string_view rule);
/// Grey bars in the shape of lines or rows; quiet if motion is reduced.
void loading_state(Ui& ui, int lines = 6);

/// A message over the width, with an icon: what is different now, and what can be done.
[[nodiscard]] Actions banner(Ui& ui, Tone tone, std::string_view title, std::string_view body = {});

/// `fraction` 0 to 1; below 0 it is not known how far it is.
void progress(Ui& ui, std::string_view label, float fraction);
void spinner(Ui& ui, std::string_view label);

} // namespace castellan::ui
