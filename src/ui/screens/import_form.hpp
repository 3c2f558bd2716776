// The import of people from a file (S-6): chosen, its columns named, judged row by row, and then carried out.
#pragma once

#include "client/csv_table.hpp"
#include "client/people_import.hpp"
#include "ui/screens/form.hpp"

#include <array>

namespace castellan::ui {

inline constexpr std::size_t import_fields = 5; // name, e-mail, phone, role, groups

struct ImportForm : FormState {
    PickedFile file;
    client::CsvTable table;
    std::array<std::string, import_fields> columns; // the index of the file's column; empty: it has none
    bool rejected_only = false;
    TableState lines;
    client::PeopleImport const* import = nullptr; // as far as it is
    std::optional<client::ImportWish> wish;       // once: to be begun
    bool wants_back = false;                      // once: to the columns
};

void open_import(ImportForm& form);

/// Takes a file in, and guesses by its heading which column is what.
void take_file(ImportForm& form);
/// Why the file can't be judged yet; empty if it can.
[[nodiscard]] std::string import_problem(ImportForm const& form);
/// The file under headings that the service knows; columns that are not wanted have none.
[[nodiscard]] std::string import_table(ImportForm const& form);
/// The rows that were rejected as the file has them, each with the reason.
[[nodiscard]] std::string rejected_rows(ImportForm const& form, wire::ImportJob const& job);

void import_dialog(Ui& ui, Seen const& seen, ImportForm& form);

} // namespace castellan::ui
