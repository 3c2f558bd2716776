// Rows written down instead of drawn: as tab-separated text for the clipboard, as CSV for a file or the printer. What is written is what
// is shown: the rows in their order, the columns that are not hidden.
#include "ui/kit/language.hpp"
#include "ui/kit/table_plan.hpp"
#include "ui/kit/text.hpp"
#include "wire/csv_line.hpp"

#include <algorithm>

namespace castellan::ui {

void DataTable::Plan::begin_output(Output kind, bool chosen_only)
{
    output = kind;
    only_chosen = chosen_only;
    written_row = -1;
    written_rows = 0;
    core.writing = true;
    cells.clear();
    if (kind == Output::clipboard)
        return;
    if (kind == Output::file)
        written = "\xEF\xBB\xBF"; // Spreadsheets take it for UTF-8 then.
    for (std::size_t index = 0; index < columns.size(); ++index) {
        if (is_hidden(index))
            continue;
        cells.emplace_back(columns[index].label);
        if (!columns[index].second.empty())
            cells.emplace_back(columns[index].second);
    }
    write_line();
}

bool DataTable::Plan::next_written_row()
{
    // Of the clipboard without a choice: the row that has the keyboard.
    auto const one = output == Output::clipboard && !only_chosen;
    for (++written_row; written_row < count(); ++written_row) {
        auto const wanted = one           ? written_row == state.current_row
                            : only_chosen ? state.selection.has(options.row_key(static_cast<std::size_t>(written_row)))
                                          : true;
        if (wanted) {
            row = static_cast<int>(written_row);
            column = 0;
            ++written_rows;
            return true;
        }
    }
    end_output();
    return false;
}

bool DataTable::Plan::write(std::string_view first, std::string_view second)
{
    if (output == Output::none)
        return false;
    auto const index = column++;
    if (index >= columns.size() || is_hidden(index))
        return true;
    cells.emplace_back(first);
    if (!columns[index].second.empty())
        cells.emplace_back(second);
    else if (!second.empty())
        cells.back().append(first.empty() ? "" : " · ").append(second);
    return true;
}

void DataTable::Plan::write_line()
{
    if (output != Output::clipboard) {
        std::vector<std::string_view> const views(cells.begin(), cells.end());
        append_csv_line(written, views);
    } else {
        for (std::size_t index = 0; index < cells.size(); ++index) {
            auto& cell = cells[index];
            std::ranges::replace_if(cell, [](char letter) { return letter == '\t' || letter == '\n' || letter == '\r'; }, ' ');
            written.append(index > 0 ? "\t" : "").append(cell);
        }
        written += '\n';
    }
    cells.clear();
}

void DataTable::Plan::end_output()
{
    auto const rows = static_cast<std::int64_t>(written_rows);
    if (output == Output::paper) {
        core.report.download = Download{.name = std::string(name), .type = std::string(printed), .content = std::move(written)};
    } else if (output == Output::file) {
        core.report.download =
            Download{.name = std::string(options.key.empty() ? "table" : options.key) + ".csv",
                     .type = "text/csv;charset=utf-8",
                     .content = std::move(written)};
    } else {
        if (written.ends_with('\n'))
            written.pop_back();
        core.report.copy = std::move(written);
        core.ui.toast({.tone = Tone::neutral, .title = tr_n("{} row copied", "{} rows copied", rows)});
    }
    written.clear();
    output = Output::none;
    core.writing = false;
    row = -1;
}

} // namespace castellan::ui
