// The import of people: read from pasted text, judged row by row before it is sent (S-6).
#include "ui/screens/user_forms.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

constexpr auto importable_roles = std::to_array({SafesRole::user, SafesRole::group_admin, SafesRole::account_admin});

std::vector<std::string_view> split(std::string_view text, char separator)
{
    auto parts = std::vector<std::string_view>{};
    while (true) {
        auto const end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

ImportLine read_line(World const& world, AccountId account, std::string_view text)
{
    auto line = ImportLine{};
    auto const cells = split(text, text.find('\t') != std::string_view::npos ? '\t' : ',');
    auto const cell = [&](std::size_t at) { return at < cells.size() ? trimmed(cells[at]) : std::string{}; };
    line.row.name = cell(0);
    line.row.email = cell(1);
    line.row.phone = cell(2);
    auto const role = lowered(cell(3));
    for (auto const known : importable_roles) {
        if (role == key_of(known) || role == lowered(title_of(known)))
            line.row.role = known;
    }
    if (!role.empty() && role != key_of(line.row.role) && role != lowered(title_of(line.row.role)))
        line.problem = tr("There is no role {}.", quoted(cell(3)));
    for (auto const part : split(cell(4), ';')) {
        auto const name = trimmed(part);
        if (name.empty())
            continue;
        auto const groups = groups_of(world, account);
        auto const match = std::ranges::find_if(groups, [&](GroupId group) {
            return world.groups[group].id == name || lowered(world.groups[group].name) == lowered(name);
        });
        if (match == groups.end())
            line.problem = tr("You see no group {}.", quoted(name));
        else
            line.row.groups.push_back(*match);
        line.group_names += (line.group_names.empty() ? "" : ", ") + name;
    }
    if (line.row.name.empty())
        line.problem = tr("No name.");
    else if (!looks_like_email(line.row.email))
        line.problem = tr("No e-mail address.");
    return line;
}

} // namespace

void import_dialog(Ui& ui, Seen const& seen, ImportForm& form)
{
    if (Dialog dialog{ui, tr("Import people"), form.open,
                      {.body = tr("One person a line: name, e-mail, phone, role, groups. Separate columns with commas or "
                               "tabs, groups with semicolons; paste from a spreadsheet."),
                       .width = 48}}) {
        form_problem(ui, form);
        text_area(ui, tr("People"), form.text, 6,
                  {.placeholder = tr("Ada Okafor, ada@example.org, +1 555 0100, user, Station 7"), .autofocus = true});
        auto const lines = read_import(seen.world, seen.account, form.text);
        auto import = ImportUsers{.account = seen.account, .rows = {}};
        auto bad = std::int64_t{0};
        auto verdicts = std::vector<std::string>{};
        for (auto const& line : lines) {
            auto verdict = line.problem;
            if (verdict.empty()) {
                auto const decision = ui.judge(ImportUsers{seen.account, {line.row}});
                if (decision.effect == Effect::deny || decision.effect == Effect::not_now)
                    verdict = tr(decision.reason);
            }
            if (!verdict.empty())
                ++bad;
            verdicts.push_back(std::move(verdict));
            import.rows.push_back(line.row);
        }
        if (!lines.empty()) {
            auto const columns = std::to_array<Column>({
                {.label = tr("Name"), .sortable = false},
                {.label = tr("Role"), .width = 10, .sortable = false, .leaves_first = 2},
                {.label = tr("Groups"), .sortable = false, .leaves_first = 3},
                {.label = tr("Can be added"), .sortable = false},
            });
            DataTable table{ui, tr("People to import"), columns, form.table,
                            {.row_count = lines.size(), .two_lines = true, .has_actions = false}};
            while (table.next_row()) {
                auto const& line = lines[table.row()];
                table.begin_row(table.row(), {.name = line.row.name});
                table.text(line.row.name, line.row.email);
                table.text(title_of(line.row.role));
                table.muted(line.group_names);
                if (verdicts[table.row()].empty())
                    table.icon(icon::circle_check, tr("Yes"), {}, Tone::good);
                else
                    table.icon(icon::circle_x, verdicts[table.row()], {}, Tone::danger);
            }
        }
        auto const problem = bad == 0 ? std::string{}
                                      : tr_n("Nothing is imported while {} line has a problem.",
                                             "Nothing is imported while {} lines have problems.", bad);
        auto actions = dialog.actions();
        auto const label = lines.empty() ? std::string{tr("Import")}
                                         : tr_n("Import {} person", "Import {} people", static_cast<std::int64_t>(lines.size()));
        static_cast<void>(submit_offer(ui, actions, label, import,
                                       {.icon = icon::download,
                                        .incomplete = lines.empty() ? std::string_view{tr("Type or paste people first.")}
                                                                    : std::string_view{problem}},
                                       false));
    }
}

std::vector<ImportLine> read_import(World const& world, AccountId account, std::string_view text)
{
    auto lines = std::vector<ImportLine>{};
    for (auto const line : split(text, '\n')) {
        if (!trimmed(line).empty())
            lines.push_back(read_line(world, account, line));
    }
    return lines;
}

void open_import(ImportForm& form)
{
    form = {};
    form.open = form.filled = true;
}

} // namespace castellan::ui
