#include "client/csv_table.hpp"

#include <algorithm>

namespace castellan::client {

namespace {

constexpr auto byte_order_mark = std::string_view{"\xEF\xBB\xBF"};

char separator_of(std::string_view first_line)
{
    auto best = ',';
    for (auto const candidate : {';', '\t'}) {
        if (std::ranges::count(first_line, candidate) > std::ranges::count(first_line, best))
            best = candidate;
    }
    return best;
}

} // namespace

CsvTable read_csv(std::string_view text)
{
    auto at = text.starts_with(byte_order_mark) ? byte_order_mark.size() : std::size_t{0};
    auto table = CsvTable{.separator = separator_of(text.substr(at, text.find_first_of("\r\n", at) - at))};
    auto line = std::int64_t{1};
    while (at < text.size()) {
        auto row = CsvRow{.line = line, .cells = {std::string{}}};
        auto is_quoted = false;
        for (; at < text.size(); ++at) {
            auto const letter = text[at];
            auto const ends_line = letter == '\n' || letter == '\r';
            if (letter == '\n' || (letter == '\r' && text.substr(at + 1, 1) != "\n"))
                ++line;
            if (ends_line && !is_quoted)
                break;
            if (letter == '"' && is_quoted && text.substr(at + 1, 1) == "\"")
                row.cells.back() += text[at++];
            else if (letter == '"')
                is_quoted = !is_quoted;
            else if (letter == table.separator && !is_quoted)
                row.cells.emplace_back();
            else
                row.cells.back() += letter;
        }
        // Both bytes of the end of a line that has two.
        if (text.substr(at, 2) == "\r\n") {
            ++at;
            ++line;
        }
        ++at;
        if (std::ranges::all_of(row.cells, &std::string::empty))
            continue;
        table.rows.push_back(std::move(row));
        if (table.rows.size() == 1)
            table.rows_begin = std::min(at, text.size());
    }
    return table;
}

} // namespace castellan::client
