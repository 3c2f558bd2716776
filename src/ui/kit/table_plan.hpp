// What a DataTable knows while it is drawn: its columns' places, the row and the cell it is at.
#pragma once

#include "ui/kit/core.hpp"
#include "ui/kit/layout.hpp"
#include "ui/kit/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace castellan::ui {

struct DataTable::Plan {
    Core& core;
    std::string_view name;
    std::span<Column const> columns;
    TableState& state;
    TableOptions options;
    std::optional<Card> card = {}; ///< The surface, if the table is not in a card already.
    WidgetId id = 0;
    bool cards = false;       ///< Narrow: rows as cards.
    std::vector<Rect> places; ///< Of columns, x and width; width 0: left out.
    std::vector<int> lines_of_card; ///< Of columns: which line of a card is theirs, 0 the first; -1: hidden.
    TableLayout* layout = nullptr;
    float x = 0;
    float width = 0;
    float row_height = 0;
    float top = 0; ///< Of the first row, scrolled.
    float padding = 0;
    float check = 0; ///< Width kept for the check boxes.
    float menu = 0;  ///< Width kept for the menus.
    bool showing = false;
    bool scrolls = false;
    bool sort_changed = false;
    std::int64_t wanted_row = -1; ///< Where an arrow key took the keyboard.
    ImGuiListClipper clipper;
    int row = -1;
    bool stepped = false;

    // The row being drawn.
    bool in_row = false;
    Rect row_rect = {};
    std::uint32_t row_node = 0;
    bool activated = false;
    bool quiet = false;
    bool name_given = false;
    std::size_t column = 0;
    float card_y = 0;

    // Writing rows down instead of drawing them, for the clipboard or a file (table_output.cpp).
    enum class Output : std::uint8_t { none, clipboard, file, paper } output = Output::none;
    bool only_chosen = false;
    std::int64_t written_row = -1;
    std::size_t written_rows = 0;
    std::vector<std::string> cells = {};
    std::string written = {};

    [[nodiscard]] bool selectable() const { return static_cast<bool>(options.row_key); }
    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(options.row_count); }

    // table_columns.cpp
    void find_layout();
    void keep_layout();
    [[nodiscard]] bool is_hidden(std::size_t index) const;
    [[nodiscard]] float width_of(std::size_t index) const; ///< In em, 0 shares what is left.
    /// Whether the columns that always stay have room beside each other.
    [[nodiscard]] bool columns_fit() const;
    void place_columns();

    // table_header.cpp
    /// The ground of the header, its row and the box that chooses all; `close_header` ends it with the table's menu.
    Rect open_header(float least_height);
    void close_header(Rect const& rect);
    void draw_header();
    void draw_card_header();
    void draw_column_header(std::size_t index, Rect const& cell);
    void resize_column(std::size_t index, Rect const& header, bool under_pointer);
    void sort_by(std::size_t index);
    void draw_all_box(Rect const& area);
    void draw_menu(Rect const& area);

    // table_keys.cpp
    /// What the keys do to the row that has the keyboard; true if one of the table's rows has it.
    bool take_keys(float visible_height);
    void choose_range(std::int64_t from, std::int64_t to);
    void choose_all();
    [[nodiscard]] bool all_chosen() const;
    void toggle_row(std::int64_t at);
    void draw_row_box(WidgetId id, std::string_view name, bool chosen);

    // table_output.cpp
    void begin_output(Output kind, bool chosen_only);
    [[nodiscard]] bool next_written_row();
    /// True while rows are written down: the cell is.
    bool write(std::string_view first, std::string_view second = {});
    void write_line();
    void end_output();

    void end_row();
    /// The next cell's place; no width if its column is left out.
    Rect next_cell(std::string_view name, std::string_view detail = {});
    void lines(Rect cell, std::string_view first, std::string_view second, Face face, Color color);
};

/// A check box of a table, in the middle of `area`.
Touch draw_check(Core& core, Rect const& area, WidgetId id, std::string_view name, Checked state);

} // namespace castellan::ui
