// Tables of any length: only the rows in sight are asked for, the header stays, columns sort, rows open. Where it is
// narrow the same rows are drawn as cards. Rows can be chosen (`row_key`), columns hidden and resized (`key`), and what is
// shown copied and saved as CSV: for that the same loop runs over all rows once, and is written down instead of drawn.
//
//   DataTable table{ui, "Users", columns, state, {.row_count = lines.size(), .state = TableContent::ready}};
//   while (table.next_row()) {
//       auto const& line = lines[table.row()];
//       table.begin_row(line.id, {.name = line.name, .href = line.href});
//       table.person(line.name, line.email);
//       table.badge(line.tone, line.status);
//       table.time(line.last_seen);
//       auto actions = table.actions();
//       actions.offer("Delete", DeleteUser{line.user}, {.weight = Weight::danger, .confirm = …});
//   }
#pragma once

#include "ui/kit/actions.hpp"
#include "ui/kit/row_selection.hpp"
#include "ui/kit/state.hpp"
#include "ui/kit/ui.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace castellan::ui {

struct Column {
    std::string_view label;
    /// In em; 0 shares what is left. A column with 0 shrinks down to 10 em before others leave.
    float width = 0;
    Align align = Align::left;
    bool sortable = true;
    /// 0 stays always; the higher, the sooner it is left out when the width is short.
    int leaves_first = 0;
    /// What the second line of its cells is: "E-mail". In CSV it is a column of its own.
    std::string_view second = {};
};

/// The screen keeps it and sorts by it.
struct TableState {
    int sort_column = 0;
    bool descending = false;
    std::int64_t current_row = -1; ///< Where the keyboard is.
    RowSelection selection;        ///< With `TableOptions::row_key`.
    std::int64_t anchor = -1;      ///< Where a range that is chosen begins.

    friend bool operator==(TableState const&, TableState const&) = default;
};

enum class TableContent : std::uint8_t { ready, loading, failed, denied };

struct TableOptions {
    std::size_t row_count = 0;
    TableContent content = TableContent::ready;
    /// Shown when there are no rows: what to do. With a search or filter say so: "No person matches “xyz”".
    Notice empty = {};
    /// The sentence of `failed` and `denied`.
    std::string_view problem = {};
    std::string_view rule = {};
    bool two_lines = false; ///< Rows are tall enough for a second line in cells.
    /// Fills what is left of the page and scrolls within; otherwise it is as high as its rows.
    bool fill = false;
    bool has_actions = true; ///< Keeps room for the menus at the right.
    /// Names the table, the same in every language: its columns can then be hidden and resized, which is remembered under
    /// this name for each person, and its rows saved as "<key>.csv".
    std::string_view key = {};
    /// The key of a row's thing. With it rows can be chosen; see SelectionBar.
    std::function<std::uint64_t(std::size_t row)> row_key = {};
};

struct RowOptions {
    std::string_view name = {}; ///< For assistive technology; the first cell's text if empty.
    std::string_view href = {}; ///< Activating the row goes there.
    bool selected = false;
    bool quiet = false; ///< Drawn muted: something disabled.
};

class DataTable {
public:
    DataTable(Ui& ui, std::string_view name, std::span<Column const> columns, TableState& state,
              TableOptions const& options);
    ~DataTable();
    DataTable(DataTable const&) = delete;
    DataTable& operator=(DataTable const&) = delete;

    /// True in the frame in which the person chose another order; `state` has it already.
    [[nodiscard]] bool sort_changed() const;

    /// Moves on to the next row that is in sight; `row` is its index.
    [[nodiscard]] bool next_row();
    [[nodiscard]] std::size_t row() const;

    /// `id` comes from the thing, not from its place.
    void begin_row(std::string_view id, RowOptions const& options = {});
    void begin_row(std::integral auto id, RowOptions const& options = {})
    {
        begin_row_of(static_cast<std::uint64_t>(id), options);
    }
    /// The row was clicked, or Enter pressed on it. With an `href` it has gone there already.
    [[nodiscard]] bool activated() const;

    // Cells, one call per column, in order.
    void text(std::string_view text, std::string_view second_line = {});
    void muted(std::string_view text);
    void number(std::int64_t number);
    void badge(Tone tone, std::string_view word);
    void icon(Icon icon, std::string_view text, std::string_view second_line = {}, Tone tone = Tone::neutral);
    void person(std::string_view name, std::string_view second_line = {});
    void time(std::int64_t at_ms); ///< Relative; the tooltip has the date.
    void link(std::string_view label, std::string_view href);
    void skip(); ///< An empty cell: "–".

    /// What may be done with this row, behind "…" at its end. After the last cell.
    [[nodiscard]] Actions actions();

private:
    void begin_row_of(std::uint64_t id, RowOptions const& options);
    Ui& ui_;
    struct Plan;
    std::unique_ptr<Plan> plan_;
};

} // namespace castellan::ui
