// Forms and their answers in JSON (model/form.hpp):
//   [{"id":"blood","label":"Blood group","kind":"choice","required":true,"choices":["A","B"]}]     {"blood":"A"}
#pragma once

#include "model/form.hpp"
#include "wire/error.hpp"

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::wire {

/// The fields of a form as it is kept; the problem names the path ("[2].kind"). `kind` may be left out: a text.
[[nodiscard]] std::expected<std::vector<FieldDefinition>, WireError> decode_form(std::string_view json);

/// Compact JSON, for `fields`, `patient_fields` and `user_fields`.
[[nodiscard]] std::string encode_form(std::span<FieldDefinition const> form);

/// What is answered in an object of values; what is null there is left out. Nothing of what is no such object.
[[nodiscard]] std::vector<Answer> answers_in(std::string_view json);

/// Compact JSON, for `values`. Empty answers are left out.
[[nodiscard]] std::string encode_answers(std::span<Answer const> answers);

} // namespace castellan::wire
