// Writing comma-separated values (RFC 4180) that people open in spreadsheets.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace castellan {

/// Appends one line. Every cell is quoted. One that a spreadsheet would take for a formula gets an apostrophe in front:
/// names and addresses come from outside, and must not run anything where an auditor opens them.
void append_csv_line(std::string& out, std::span<std::string_view const> cells);

} // namespace castellan
