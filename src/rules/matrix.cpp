#include "rules/matrix.hpp"

#include "rules/grants.hpp"
#include "rules/power.hpp"

#include <array>
#include <vector>

namespace castellan {

namespace {

struct BookTitle {
    Book book;
    std::string_view title;
    std::string_view note;
};

constexpr auto books = std::to_array<BookTitle>({
    {Book::safes, "S · safes and groups", ""},
    {Book::teams, "T · teams", ""},
    {Book::doors, "D · doors and keys",
     "A cell that names a toggle holds for keys that come from a group: the toggle of that group must be on. Keys that "
     "were sent singly go by what a group begins with."},
    {Book::profiles, "P · admin profiles", ""},
    {Book::modules, "M · accounts, modules, invitations", ""},
    {Book::all, "All books", ""},
});

/// "account, S-11", with the toggle that binds it; empty where the role has no such permission.
std::string cell(Role role, Permission permission)
{
    // What these two hold stands in the profile and in the custom role.
    if (role == Role::partial_admin)
        return account_level_permissions().has(permission) && permission != Permission::profiles_set_type ? "if in a profile, P-1" : "";
    if (role == Role::custom_role)
        return module_permissions().has(permission) ? "if in the role, M-5" : "";
    for (auto const& row : role_grants()) {
        if (row.role != role || !row.permissions.has(permission))
            continue;
        auto text = std::string{name_of(row.scope)} + ", " + std::string{row.rule};
        if (row.toggle != nullptr)
            text += ", if `" + std::string{name_of(row.toggle)} + "`";
        return text;
    }
    return {};
}

/// The permissions of a book, and the roles that have any of them.
struct Table {
    std::vector<Permission> rows;
    std::vector<Role> columns;
};

Table table_of(Book book)
{
    auto result = Table{};
    for (std::size_t at = 0; at < permission_count; ++at) {
        if (row_of(static_cast<Permission>(at)).book == book)
            result.rows.push_back(static_cast<Permission>(at));
    }
    for (std::size_t at = 0; at < role_count; ++at) {
        auto const role = static_cast<Role>(at);
        for (auto const permission : result.rows) {
            if (!cell(role, permission).empty()) {
                result.columns.push_back(role);
                break;
            }
        }
    }
    return result;
}

void write_book(std::string& text, BookTitle const& book)
{
    auto const table = table_of(book.book);
    text.append("\n## ").append(book.title).append("\n\n");
    if (!book.note.empty())
        text.append(book.note).append("\n\n");
    text += "| permission |";
    for (auto const role : table.columns)
        text.append(" ").append(title_of(role)).append(" |");
    text += "\n|---|";
    for ([[maybe_unused]] auto const role : table.columns)
        text += "---|";
    text += "\n";
    for (auto const permission : table.rows) {
        text.append("| `").append(name_of(permission)).append("` |");
        for (auto const role : table.columns) {
            auto const says = cell(role, permission);
            text.append(" ").append(says.empty() ? "–" : says).append(" |");
        }
        text += "\n";
    }
}

} // namespace

std::string matrix()
{
    auto text = std::string{"# Who may do what\n\nPrinted by `castellan matrix` from the tables that decide. A cell says how "
                            "far the role reaches and by which rule; guards may still forbid, and some things have to be "
                            "confirmed first. Roles that have nothing in a book are left out of its table.\n"};
    for (auto const& book : books)
        write_book(text, book);
    return text;
}

} // namespace castellan
