// Drawing a button at a given place, for the parts of the kit that place buttons themselves.
#pragma once

#include "ui/kit/button.hpp"
#include "ui/kit/core.hpp"

namespace castellan::ui {

[[nodiscard]] float button_width(Core& core, std::string_view label, ButtonOptions const& options);

/// `node` may bring a role other than button, and states.
Touch draw_button(Core& core, Rect const& rect, WidgetId id, std::string_view label, ButtonOptions const& options,
                  SemanticNode node = {.role = AriaRole::button}, Reach reach = {});

} // namespace castellan::ui
