// Reading comma-separated values (RFC 4180, and what spreadsheets make of it), record by record, with the lines where they
// stand. The parsing is libcsv's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

struct CsvRecord {
    std::int64_t line = 0; // where it begins, from 1
    std::vector<std::string> cells;
};

/// Why the text can't be read on.
struct CsvProblem {
    std::int64_t line = 0;
    std::string text; // "a sentence without the line"
};

class CsvReader {
public:
    /// `text` is UTF-8, with or without a byte order mark; lines end as on any system. Cells are separated by commas,
    /// semicolons or tabs: by whatever the first line has most of.
    explicit CsvReader(std::string text);
    CsvReader(CsvReader&&) noexcept;
    CsvReader& operator=(CsvReader&&) noexcept;
    ~CsvReader();

    /// The next record that is not empty; nothing at the end.
    [[nodiscard]] std::expected<std::optional<CsvRecord>, CsvProblem> next();

    /// What must be said of a text before it is read at all; empty if nothing.
    [[nodiscard]] static std::optional<CsvProblem> problem_of(std::string_view text);

private:
    struct Parser;

    [[nodiscard]] std::string_view take_line();

    std::string text_;
    std::size_t at_ = 0;
    std::int64_t line_ = 0; // that was taken last
    std::unique_ptr<Parser> parser_;
};

} // namespace castellan
