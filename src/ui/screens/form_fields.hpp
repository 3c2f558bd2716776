// A form that an organisation has made itself (model/form.hpp), filled in and shown: records of modules, fields of
// people and patients.
#pragma once

#include "model/form.hpp"
#include "ui/kit/kit.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

/// What was typed, as the JSON object of a record; what the form has no field for is left out.
[[nodiscard]] std::string values_of(std::span<FieldDefinition const> form, std::span<Answer const> answers);

/// A value as a person reads it: "Yes", "3 December 2026".
[[nodiscard]] std::string shown_value(FieldDefinition const& field, std::string_view text);

/// A form that is being filled in.
struct FormFill {
    std::vector<Answer> answers; // their texts as they are typed
    bool tried = false;        // somebody wanted to send it: each field that lacks something says so
    std::string attaching;     // the field whose picture is on its way to the service
    PickedFile attachment;     // to be sent; whoever sends it takes it, and sets the field's value when it is kept
    std::string problem;       // why the last picture was not kept
    std::string problem_field;

    /// The text of a field, which is there from now on.
    [[nodiscard]] std::string& at(std::string_view field);
};

/// Draws the fields. `record`: whose pictures they are; empty: of one's own
/// that are in no record yet.
void form_fields(Ui& ui, std::span<FieldDefinition const> form, FormFill& fill, std::string_view record = {});

/// What keeps it from being sent, as a sentence; empty if nothing does.
[[nodiscard]] std::string incomplete_form(std::span<FieldDefinition const> form, FormFill const& fill);

/// The filled form, to be read.
void form_facts(Ui& ui, std::span<FieldDefinition const> form, std::span<Answer const> answers, std::string_view record);

/// Where the service has the picture that a value names; empty for none.
[[nodiscard]] std::string picture_address(std::string_view record, std::string_view value);

} // namespace castellan::ui
