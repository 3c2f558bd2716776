// Forms: the extra fields of patients and of people (Organization), and what a module asks (Module::fields). What a form
// is made of, and whether answers fit it. The rules stay blind to it; the interface and the service ask here. The JSON of
// both is wire/form_json.hpp's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

enum class FieldKind : std::uint8_t { text, number, date, choice, yes_no, signature, photo };

/// One question of a form.
struct FieldDefinition {
    std::string id; // what its answers are kept under; stays when the label changes
    std::string label;
    FieldKind kind = FieldKind::text;
    bool required = false;
    std::string help;
    std::vector<std::string> choices; // of FieldKind::choice
    friend bool operator==(FieldDefinition const&, FieldDefinition const&) = default;
};

inline constexpr std::size_t most_fields = 100;   // of a form
inline constexpr std::size_t most_choices = 100;  // of a field
inline constexpr std::size_t most_answer = 2'000; // bytes of an answer

/// A picture is answered by the name under which it is kept beside the world: the hash of its content.
inline constexpr std::size_t picture_id_length = 64;
[[nodiscard]] bool is_picture_id(std::string_view text);

/// How an answer stands in JSON.
enum class AnswerType : std::uint8_t { text, number, yes_no, other };

/// What was answered to a field. A number is as it was written, a yes is "true", a day YYYY-MM-DD, a picture (signature,
/// photo) the name under which it is kept.
struct Answer {
    std::string field;
    AnswerType type = AnswerType::text;
    std::string text;
    friend bool operator==(Answer const&, Answer const&) = default;
};

/// The type that answers to fields of a kind have.
[[nodiscard]] AnswerType answer_type_of(FieldKind kind);

/// What was typed, picked or drawn for a field, with blanks taken off its ends; a number that is none stays a text.
[[nodiscard]] Answer answer_of(FieldDefinition const& field, std::string_view given);

/// What is wrong in a form or with an answer: where, and what, as the end of a sentence ("is required").
struct FormProblem {
    std::string path; // of a form: "[2].label"; of answers: the field
    std::string problem;
    friend bool operator==(FormProblem const&, FormProblem const&) = default;
};

/// What is wrong first with a form: a repeated id, no label, no choices or a repeated one, too many of something.
[[nodiscard]] std::optional<FormProblem> problem_in(std::span<FieldDefinition const> form);

/// What is wrong with one answer to this field by itself; empty if nothing is. An empty text is no answer.
[[nodiscard]] std::string problem_of(FieldDefinition const& field, Answer const& answer);

/// What is wrong first with answers: required ones that are missing, and whatever does not fit its field or has none.
/// What stands in `kept` already and stays is not looked at: the form may have changed since.
[[nodiscard]] std::optional<FormProblem> problem_in(std::span<FieldDefinition const> form, std::span<Answer const> answers,
                                                    std::span<Answer const> kept = {});

/// The answer to a field; null if there is none.
[[nodiscard]] Answer const* answer_to(std::span<Answer const> answers, std::string_view field);

/// An id for a new field that the form does not have yet: "f1", "f2" …
[[nodiscard]] std::string free_field_id(std::span<FieldDefinition const> form);

} // namespace castellan
