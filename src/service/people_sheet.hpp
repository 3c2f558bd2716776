// A table of people as somebody keeps it in a spreadsheet: which column is what, and what a row means (S-6).
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "service/csv_reader.hpp"
#include "service/random.hpp"

#include <array>
#include <expected>
#include <string>
#include <unordered_map>
#include <vector>

namespace castellan {

/// The columns, by their headings: `name` and `e-mail` must be there; `phone`, `role` and `groups` may be.
class PeopleSheet {
public:
    /// Reads the heading. The problem says what is missing or not known.
    [[nodiscard]] static std::expected<PeopleSheet, CsvProblem> open(std::string text);

    /// A row as it stands in the table.
    struct Row {
        std::int64_t line = 0;
        std::string name;
        std::string email;
        std::string phone;
        std::string role;
        std::string groups;  // separated by `|`: ids, or names as the importing person sees them
        std::string problem; // it can't be taken as a row at all
    };

    /// The next row; nothing at the end.
    [[nodiscard]] std::expected<std::optional<Row>, CsvProblem> next();

private:
    static constexpr std::size_t column_count = 5;

    explicit PeopleSheet(std::string text) : reader_(std::move(text)) { columns_.fill(none); }

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    CsvReader reader_;
    std::array<std::size_t, column_count> columns_{}; // where each of ours stands
    std::size_t width_ = 0;
};

/// The groups of one account by which rows may call them: those that a person sees.
class GroupNames {
public:
    GroupNames(World const& world, UserId viewer, AccountId account);

    /// The groups in a cell, or the sentence about one that is not there.
    [[nodiscard]] std::expected<std::vector<GroupId>, std::string> read(World const& world, std::string_view cell) const;

private:
    std::unordered_map<std::string, std::vector<std::string>> ids_; // by id, and by lowered name
};

/// A row as the change has it, with an id of its own; or the sentence that says what does not fit.
[[nodiscard]] std::expected<ImportRow, std::string> import_row(PeopleSheet::Row const& row, World const& world,
                                                               GroupNames const& groups, Random& random);

} // namespace castellan
