#include "service/people_sheet.hpp"

#include "rules/sight.hpp"
#include "service/complete.hpp"
#include "wire/schema.hpp"
#include "wire/text.hpp"

#include <algorithm>
#include <format>
#include <tuple>

namespace castellan {

namespace {

enum Column : std::size_t { name_column, email_column, phone_column, role_column, groups_column };

/// What people call the columns; compared in lower case, with letters and digits only.
struct Heading {
    std::string_view text;
    Column column;
};
constexpr auto headings = std::to_array<Heading>({
    {"name", name_column},         {"fullname", name_column},      {"username", name_column},
    {"email", email_column},       {"mail", email_column},         {"emailaddress", email_column},
    {"phone", phone_column},       {"telephone", phone_column},    {"phonenumber", phone_column},
    {"mobile", phone_column},      {"role", role_column},          {"userrole", role_column},
    {"groups", groups_column},     {"group", groups_column},       {"stations", groups_column},
});
constexpr auto column_names = std::to_array<std::string_view>({"name", "e-mail", "phone", "role", "groups"});

/// The roles as the wire calls them, and as the screens do.
struct RoleName {
    std::string_view text;
    SafesRole role;
};
constexpr auto role_names = std::to_array<RoleName>({
    {"", SafesRole::user},
    {"user", SafesRole::user},
    {"groupadmin", SafesRole::group_admin},
    {"groupadministrator", SafesRole::group_admin},
    {"accountadmin", SafesRole::account_admin},
    {"accountadministrator", SafesRole::account_admin},
    {"none", SafesRole::none},
});

std::string plain(std::string_view text)
{
    auto result = std::string{};
    for (auto const letter : lowered(text)) {
        if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || (letter & 0x80) != 0)
            result += letter;
    }
    return result;
}

std::string_view trimmed(std::string_view text)
{
    auto const first = text.find_first_not_of(" \t");
    if (first == text.npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// What is wrong with a text of the row, as a sentence; empty if nothing.
std::string problem_in(std::string_view what, std::string_view text, wire::TextLimits limits)
{
    auto const problem = wire::problem_of(text, limits);
    return problem.empty() ? std::string{} : std::format("The {} {}.", what, problem);
}

} // namespace

std::expected<PeopleSheet, CsvProblem> PeopleSheet::open(std::string text)
{
    if (auto problem = CsvReader::problem_of(text))
        return std::unexpected(std::move(*problem));
    auto sheet = PeopleSheet{std::move(text)};
    auto heading = sheet.reader_.next();
    if (!heading)
        return std::unexpected(std::move(heading.error()));
    if (!*heading)
        return std::unexpected(CsvProblem{1, "The table is empty."});
    auto const line = (*heading)->line;
    auto const& cells = (*heading)->cells;
    for (std::size_t at = 0; at < cells.size(); ++at) {
        if (plain(cells[at]).empty())
            continue; // A column without a heading is nothing to us.
        auto const found = std::ranges::find(headings, plain(cells[at]), &Heading::text);
        if (found == headings.end())
            return std::unexpected(CsvProblem{line, std::format("The column {} is not known. The first row names the columns: name, e-mail, phone, role, groups.", wire::quoted_id(cells[at]))});
        if (sheet.columns_[found->column] != none)
            return std::unexpected(CsvProblem{line, std::format("The column {} stands here twice.", column_names[found->column])});
        sheet.columns_[found->column] = at;
    }
    for (auto const needed : {name_column, email_column}) {
        if (sheet.columns_[needed] == none)
            return std::unexpected(CsvProblem{line, std::format("There is no column {}. The first row names the columns: name, e-mail, phone, role, groups.", column_names[needed])});
    }
    sheet.width_ = cells.size();
    return sheet;
}

std::expected<std::optional<PeopleSheet::Row>, CsvProblem> PeopleSheet::next()
{
    for (;;) {
        auto record = reader_.next();
        if (!record)
            return std::unexpected(std::move(record.error()));
        if (!*record)
            return std::nullopt;
        auto& cells = (*record)->cells;
        // Spreadsheets keep rows in which nothing stands (any more).
        if (std::ranges::all_of(cells, [](auto const& cell) { return trimmed(cell).empty(); }))
            continue;
        auto row = Row{.line = (*record)->line};
        auto const take = [&](Column column) {
            return columns_[column] < cells.size() ? std::move(cells[columns_[column]]) : std::string{};
        };
        if (std::ranges::any_of(cells.begin() + static_cast<std::ptrdiff_t>(std::min(width_, cells.size())), cells.end(),
                                [](auto const& cell) { return !cell.empty(); }))
            row.problem = std::format("The row has {} cells where the heading has {}.", cells.size(), width_);
        row.name = take(name_column);
        row.email = take(email_column);
        row.phone = take(phone_column);
        row.role = take(role_column);
        row.groups = take(groups_column);
        return row;
    }
}

GroupNames::GroupNames(World const& world, UserId viewer, AccountId account)
{
    for (auto const handle : world.groups.handles()) {
        auto const& group = world.groups[handle];
        if (group.account != account || !sees(world, viewer, handle))
            continue;
        ids_[group.id].push_back(group.id);
        auto& same_name = ids_[lowered(group.name)];
        if (!std::ranges::contains(same_name, group.id))
            same_name.push_back(group.id);
    }
}

std::expected<std::vector<GroupId>, std::string> GroupNames::read(World const& world, std::string_view cell) const
{
    auto groups = std::vector<GroupId>{};
    while (!cell.empty()) {
        auto const end = std::min(cell.find('|'), cell.size());
        auto const name = trimmed(cell.substr(0, end));
        cell.remove_prefix(std::min(end + 1, cell.size()));
        if (name.empty())
            continue;
        auto found = ids_.find(std::string{name});
        if (found == ids_.end())
            found = ids_.find(lowered(name));
        // What is hidden and what does not exist look the same.
        if (found == ids_.end())
            return std::unexpected(std::format("There is no group {}, or you may not see it.", wire::quoted_id(name)));
        if (found->second.size() > 1)
            return std::unexpected(std::format("There are several groups {}: name it by its id.", wire::quoted_id(name)));
        auto const group = world.groups.find(found->second.front());
        if (!group)
            return std::unexpected(std::format("There is no group {}, or you may not see it.", wire::quoted_id(name)));
        if (std::ranges::contains(groups, group))
            return std::unexpected(std::format("The group {} stands here twice.", wire::quoted_id(name)));
        groups.push_back(group);
    }
    return groups;
}

std::expected<ImportRow, std::string> import_row(PeopleSheet::Row const& row, World const& world,
                                                 GroupNames const& groups, Random& random)
{
    if (!row.problem.empty())
        return std::unexpected(row.problem);
    for (auto const& [what, text, limits] : std::to_array<std::tuple<std::string_view, std::string_view, wire::TextLimits>>(
             {{"name", row.name, wire::name_text}, {"e-mail", row.email, wire::email_text}, {"phone", row.phone, wire::phone_text}})) {
        if (auto problem = problem_in(what, text, limits); !problem.empty())
            return std::unexpected(std::move(problem));
    }
    auto const role = std::ranges::find(role_names, plain(row.role), &RoleName::text);
    if (role == role_names.end() || (role->text.empty() && !trimmed(row.role).empty()))
        return std::unexpected(std::format("There is no role {}: it is user, group_admin or account_admin.", wire::quoted_id(row.role)));
    auto members_of = groups.read(world, row.groups);
    if (!members_of)
        return std::unexpected(std::move(members_of.error()));

    auto change = Change{ImportUsers{.account = {}, .rows = {ImportRow{.user = {}, .name = row.name, .email = row.email, .phone = row.phone, .role = role->role, .groups = std::move(*members_of)}}}};
    if (auto const unfit = complete(change, random, FieldsAt::beside)) {
        auto const path = unfit->path.substr(unfit->path.rfind('.') + 1); // "rows[0].email"
        return std::unexpected(std::format("The {} {}.", path == "email" ? "e-mail" : path, unfit->problem));
    }
    return std::move(std::get<ImportUsers>(change).rows.front());
}

} // namespace castellan
