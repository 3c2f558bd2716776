#include "wire/csv_line.hpp"

namespace castellan {

namespace {

/// Also behind blanks, which some programs take off, and in the wide forms that East Asian input methods give.
bool begins_a_formula(std::string_view cell)
{
    auto const first = cell.find_first_not_of(" \n");
    if (first == cell.npos)
        return false;
    auto const rest = cell.substr(first);
    return std::string_view{"=+-@\t\r|%"}.find(rest.front()) != std::string_view::npos || rest.starts_with("＝") ||
           rest.starts_with("＋") || rest.starts_with("－") || rest.starts_with("＠");
}

} // namespace

void append_csv_line(std::string& out, std::span<std::string_view const> cells)
{
    auto is_first = true;
    for (auto const cell : cells) {
        if (!is_first)
            out += ',';
        is_first = false;
        out += '"';
        if (begins_a_formula(cell))
            out += '\'';
        for (auto const letter : cell) {
            if (letter == '"')
                out += '"';
            out += letter;
        }
        out += '"';
    }
    out += "\r\n";
}

} // namespace castellan
