// What all fields share: the label above, the hint or error below, the box, and their place in a form or toolbar.
#pragma once

#include "ui/kit/core.hpp"
#include "ui/kit/field.hpp"

namespace castellan::ui {

/// Places a field and draws its label and its hint or error; returns where its control goes.
Rect place_field(Core& core, std::string_view label, FieldOptions const& options, float control_height);

/// Room for a part in the form's columns.
Rect place_in_form(Core& core, float width, float height);

/// The box of a text field or picker.
void draw_field_box(Core& core, Rect const& rect, Touch const& touch, FieldOptions const& options);

/// An entry with what every field says of itself.
[[nodiscard]] SemanticNode field_node(AriaRole role, WidgetId id, std::string_view label, FieldOptions const& options,
                                      Rect const& rect);

struct TextEdit {
    Touch touch;
    bool changed = false;
    bool submitted = false;
};
/// The text itself within `box`: value, placeholder, caret, typing.
TextEdit edit_text(Core& core, Rect const& box, Rect const& text_rect, SemanticNode node, std::string& value,
                   FieldOptions const& options, bool takes_arrows = false);

} // namespace castellan::ui
