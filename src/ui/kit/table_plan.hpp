// What a DataTable knows while it is drawn: its columns' places, the row and the cell it is at.
#pragma once

#include "ui/kit/core.hpp"
#include "ui/kit/layout.hpp"
#include "ui/kit/table.hpp"

#include <optional>
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
    float x = 0;
    float width = 0;
    float row_height = 0;
    float top = 0; ///< Of the first row, scrolled.
    float padding = 0;
    float menu = 0; ///< Width kept for the menus.
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

    /// Whether the columns that always stay have room beside each other.
    [[nodiscard]] bool columns_fit() const;
    void place_columns();
    void draw_header();
    void end_row();
    /// The next cell's place; no width if its column is left out.
    Rect next_cell(std::string_view name, std::string_view detail = {});
    void lines(Rect cell, std::string_view first, std::string_view second, Face face, Color color);
};

} // namespace castellan::ui
