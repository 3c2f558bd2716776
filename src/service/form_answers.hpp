// Whether what a change answers to the fields of a form fits it (model/form.hpp). The rules are blind to forms.
#pragma once

#include "model/change.hpp"
#include "service/complete.hpp"
#include "wire/error.hpp"

#include <optional>

namespace castellan {

/// What is wrong first with the values that a change sets, by the form as it is now: the organisation's for patients and
/// people, the module's for records. `actor` is who edits himself. To be asked once the change is not denied: the problem
/// tells of the form.
[[nodiscard]] std::optional<wire::WireError> unfit_answer(World const& world, UserId actor, Change const& change,
                                                          FieldsAt fields_at);

} // namespace castellan
