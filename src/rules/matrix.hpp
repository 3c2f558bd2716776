// Who may do what, as a table for people, printed from the tables that decide.
#pragma once

#include <string>

namespace castellan {

/// Markdown: one section per book, a row per permission, a column per role that has something in it.
/// docs/PERMISSIONS.md is its output.
[[nodiscard]] std::string matrix();

} // namespace castellan
