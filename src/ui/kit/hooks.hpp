// Watching that no interactive ImGui item lacks its semantic entry. For tests.
#pragma once

#include "ui/kit/ui.hpp"

#include <string>
#include <vector>

namespace castellan::ui {

void watch_items(Ui& ui, bool on);
void forget_items();
/// Ids of the items since `forget_items` that have no entry.
[[nodiscard]] std::vector<std::string> unmirrored_items(Ui& ui);

} // namespace castellan::ui
