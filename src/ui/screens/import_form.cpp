#include "ui/screens/import_form.hpp"

#include "ui/screens/words.hpp"
#include "wire/csv_line.hpp"

#include <algorithm>
#include <charconv>

namespace castellan::ui {

namespace {

using client::ImportWish;
using State = client::PeopleImport::State;

constexpr auto rows_most = std::size_t{10'000};
constexpr auto required_fields = std::size_t{2};

struct Field {
    std::string_view heading; // as the service calls it
    std::string_view label;
    std::array<std::string_view, 4> signs; // what people's headings have in them
};
// words:
constexpr auto fields = std::to_array<Field>({
    {"name",   "Name",           {"name", "nombre"}           },
    {"e-mail", "E-mail address", {"mail", "correo"}           },
    {"phone",  "Phone",          {"phone", "mobile", "tel"}   },
    {"role",   "Role",           {"role", "rol"}              },
    {"groups", "Groups",         {"group", "station", "grupo"}},
});
// words end
static_assert(fields.size() == import_fields);

std::optional<std::size_t> column_of(ImportForm const& form, std::size_t field)
{
    auto const& key = form.columns[field];
    auto column = std::size_t{0};
    if (key.empty() || std::from_chars(key.data(), key.data() + key.size(), column).ec != std::errc{})
        return std::nullopt;
    return column;
}

/// The file's columns, each with what stands in its first row.
std::vector<Choice> column_choices(client::CsvTable const& table, bool required)
{
    auto choices = std::vector<Choice>{};
    if (!required)
        choices.push_back({"", tr("Not in the file")});
    auto const& heading = table.rows.front().cells;
    for (std::size_t at = 0; at < heading.size(); ++at) {
        auto const sample = table.rows.size() > 1 && at < table.rows[1].cells.size() ? table.rows[1].cells[at] : std::string{};
        choices.push_back({std::to_string(at), heading[at].empty() ? tr("Column {}", at + 1) : heading[at], sample});
    }
    return choices;
}

void columns_step(Ui& ui, ImportForm& form)
{
    if (file_field(ui, tr("CSV file"), form.file, {.hint = tr("With a heading; at most 10,000 people and 4 MB, in UTF-8."), .autofocus = true}))
        take_file(form);
    if (form.table.rows.empty())
        return;
    for (std::size_t at = 0; at < fields.size(); ++at) {
        auto const required = at < required_fields;
        select(ui, tr(fields[at].label), column_choices(form.table, required), form.columns[at], {.required = required});
    }
}

/// What became of the rows; those that were rejected first.
void lines_table(Ui& ui, ImportForm& form, wire::ImportJob const& job)
{
    if (job.bad > 0 && job.good > 0)
        checkbox(ui, tr("Rejected rows only"), form.rejected_only);
    auto lines = std::vector<wire::ImportLine const*>{};
    for (auto const& line : job.lines) {
        if (!form.rejected_only || line.effect != "allow")
            lines.push_back(&line);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Line"), .width = 4.5f, .align = Align::right, .sortable = false},
        {.label = tr("E-mail"), .sortable = false},
        {.label = tr("Can be added"), .sortable = false},
    });
    DataTable table{ui, tr("People to import"), columns, form.lines, {.row_count = lines.size(), .has_actions = false}};
    while (table.next_row()) {
        auto const& line = *lines[table.row()];
        table.begin_row(table.row(), {.name = line.email});
        table.number(line.line);
        table.text(line.email);
        if (line.effect == "allow")
            table.icon(icon::circle_check, tr("Yes"), {}, Tone::good);
        else
            table.icon(icon::circle_x, line.rule.empty() ? said(line.reason) : said(line.reason) + " (" + line.rule + ")", {}, Tone::danger);
    }
}

void told_step(Ui& ui, ImportForm& form)
{
    auto const& job = form.import->job();
    auto const rejected = job.bad == 0 ? std::string{} : tr_n("{} row was rejected.", "{} rows were rejected.", job.bad);
    if (job.created > 0)
        static_cast<void>(banner(ui, Tone::good, tr_n("{} person was imported", "{} people were imported", job.created), rejected));
    else if (!job.dry_run || job.rows == 0)
        static_cast<void>(banner(ui, Tone::danger, tr("Nobody was imported"), said(job.reason)));
    else if (job.bad == 0)
        static_cast<void>(banner(ui, Tone::good, tr_n("{} person can be imported", "{} people can be imported", job.good)));
    else
        static_cast<void>(banner(ui, Tone::warning, tr("{} of {} can be imported", job.good, job.rows), rejected));
    lines_table(ui, form, job);
}

void import_actions(Ui& ui, Actions& actions, ImportForm& form)
{
    auto const state = form.import->state();
    if (state == State::idle) {
        auto const problem = import_problem(form);
        if (actions.button(tr("Check"), {.weight = Weight::primary, .disabled = problem}))
            form.wish = ImportWish::dry_run;
        return;
    }
    if (state == State::running)
        return;
    auto const& job = form.import->job();
    if (job.created == 0 && actions.button(tr("Back")))
        form.wants_back = true;
    if (state == State::failed)
        return;
    if (job.bad > 0 && actions.button(tr("Save rejected rows"), {.icon = icon::download}))
        ui.save({.name = "rejected.csv", .type = "text/csv;charset=utf-8", .content = rejected_rows(form, job)});
    auto const label = tr_n("Import {} person", "Import {} people", job.good);
    if (job.dry_run && job.good > 0 && actions.button(label, {.weight = Weight::primary, .icon = icon::user_plus}))
        form.wish = job.bad > 0 ? ImportWish::good_ones : ImportWish::all;
}

} // namespace

void open_import(ImportForm& form)
{
    form = {};
    form.open = form.filled = true;
    form.wants_back = true; // of what was imported before nothing is shown
}

void take_file(ImportForm& form)
{
    form.table = client::read_csv(form.file.content);
    form.columns = {};
    if (form.table.rows.empty())
        return;
    auto const& heading = form.table.rows.front().cells;
    for (std::size_t field = 0; field < fields.size(); ++field) {
        for (std::size_t at = 0; at < heading.size() && form.columns[field].empty(); ++at) {
            auto const key = std::to_string(at);
            auto const fits = std::ranges::any_of(fields[field].signs, [&](std::string_view sign) {
                return !sign.empty() && contains_words(heading[at], sign);
            });
            if (fits && std::ranges::find(form.columns, key) == form.columns.end())
                form.columns[field] = key;
        }
    }
}

std::string import_problem(ImportForm const& form)
{
    if (form.file.name.empty())
        return tr("Choose a file first.");
    if (form.file.content.size() > picked_bytes_most)
        return tr("The file has more than 4 MB. Import it in parts.");
    if (form.table.rows.size() < 2)
        return tr("There is nobody in this file.");
    if (form.table.rows.size() > rows_most + 1)
        return tr("There are more than 10,000 people in this file. Import it in parts.");
    for (std::size_t at = 0; at < fields.size(); ++at) {
        if (at < required_fields && form.columns[at].empty())
            return tr("Say which column has the names and which the e-mail addresses.");
        if (!form.columns[at].empty() && std::ranges::count(form.columns, form.columns[at]) > 1)
            return tr("A column is chosen twice.");
    }
    return {};
}

std::string import_table(ImportForm const& form)
{
    auto headings = std::vector<std::string_view>(form.table.rows.front().cells.size());
    for (std::size_t field = 0; field < fields.size(); ++field) {
        if (auto const column = column_of(form, field); column && *column < headings.size())
            headings[*column] = fields[field].heading;
    }
    auto text = std::string{};
    for (std::size_t at = 0; at < headings.size(); ++at) {
        if (at > 0)
            text += form.table.separator;
        text += headings[at];
    }
    // The lines of the file keep their numbers.
    auto const heading_text = std::string_view{form.file.content}.substr(0, form.table.rows_begin);
    text.append(static_cast<std::size_t>(std::max<std::ptrdiff_t>(1, std::ranges::count(heading_text, '\n'))), '\n');
    return text.append(form.file.content, form.table.rows_begin);
}

std::string rejected_rows(ImportForm const& form, wire::ImportJob const& job)
{
    auto text = std::string{"\xEF\xBB\xBF"};
    auto const write = [&](client::CsvRow const& row, std::string const& reason) {
        auto cells = std::vector<std::string_view>{row.cells.begin(), row.cells.end()};
        cells.resize(form.table.rows.front().cells.size());
        cells.push_back(reason);
        append_csv_line(text, cells);
    };
    write(form.table.rows.front(), tr("Reason"));
    for (auto const& line : job.lines) {
        auto const row = std::ranges::lower_bound(form.table.rows, line.line, {}, &client::CsvRow::line);
        if (line.effect != "allow" && row != form.table.rows.end() && row->line == line.line)
            write(*row, said(line.reason));
    }
    return text;
}

void import_dialog(Ui& ui, Seen const& seen, ImportForm& form)
{
    if (form.import == nullptr)
        return;
    auto const state = form.import->state();
    auto const over = state == State::over && !form.import->job().dry_run;
    auto const* account = seen.world.accounts.get(seen.account);
    if (Dialog dialog{ui, tr("Import people"), form.open,
                      {.body = account == nullptr ? std::string_view{} : std::string_view{account->name}, .width = 44, .closes = over}}) {
        auto const& job = form.import->job();
        switch (state) {
        case State::idle: columns_step(ui, form); break;
        case State::running:
            progress(ui, form.import->wish() == ImportWish::dry_run ? tr("Checking each row") : tr("Importing"),
                     job.rows == 0 ? -1.0f : static_cast<float>(job.judged) / static_cast<float>(job.rows) * 0.99f);
            break;
        case State::over: told_step(ui, form); break;
        case State::failed: static_cast<void>(banner(ui, Tone::danger, tr("Nobody was imported"), said(form.import->problem()))); break;
        }
        auto actions = dialog.actions();
        import_actions(ui, actions, form);
    }
}

} // namespace castellan::ui
