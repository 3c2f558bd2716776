// A table of comma-separated values (RFC 4180) as somebody's spreadsheet wrote it, for looking into it. What it means, and
// whether it is sound, the service says.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::client {

struct CsvRow {
    std::int64_t line = 0; // of the file, from 1, where the row begins
    std::vector<std::string> cells;
};

struct CsvTable {
    char separator = ',';
    std::vector<CsvRow> rows;    // the first is the heading
    std::size_t rows_begin = 0;  // where in the text the second begins
};

/// Separated by whatever of `,`, `;` and tab stands in the first line most often. Lines without anything are left out.
[[nodiscard]] CsvTable read_csv(std::string_view text);

} // namespace castellan::client
