// Where a form is made: fields are added, described, put into order and removed, and beside them stands what whoever
// fills it in will see.
#pragma once

#include "ui/screens/form_fields.hpp"

namespace castellan::ui {

/// A form while it is being made.
struct FormDesign {
    std::vector<FieldDefinition> fields;
    std::string open;           // the id of the field whose particulars are in sight
    std::string choices;        // of that field, one a line, as typed
    std::string choices_of;     // its id
    FormFill preview;
};

/// The kinds that a form for paper-like records may have, in the order in which they are offered.
[[nodiscard]] std::span<FieldKind const> all_field_kinds();

[[nodiscard]] std::string_view title_of(FieldKind kind);

/// Draws the fields and the preview, side by side where there is room. Only `kinds` are offered.
void form_designer(Ui& ui, FormDesign& design, std::span<FieldKind const> kinds);

/// Why it can't be saved as it is; empty if it can.
[[nodiscard]] std::string incomplete_design(FormDesign const& design);

} // namespace castellan::ui
