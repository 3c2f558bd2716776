#include "rules/matrix.hpp"

#include "rules/grants.hpp"

#include <array>

namespace castellan {

namespace {

struct BookTitle {
    Book book;
    std::string_view title;
};

constexpr auto books = std::to_array<BookTitle>({
    {Book::safes, "S · safes and groups"},
    {Book::teams, "T · teams"},
    {Book::doors, "D · doors and keys"},
    {Book::profiles, "P · admin profiles"},
    {Book::modules, "M · accounts, modules, invitations"},
    {Book::all, "All books"},
});

/// "account (S-11)", or a dash where the role has no such permission.
std::string cell(Role role, Permission permission)
{
    for (auto const& row : role_grants()) {
        if (row.role == role && row.permissions.has(permission))
            return std::string{name_of(row.scope)} + " (" + std::string{row.rule} + ")";
    }
    return "–";
}

void write_book(std::string& text, BookTitle const& book)
{
    text += "\n## ";
    text += book.title;
    text += "\n\n| permission |";
    for (std::size_t role = 0; role < role_count; ++role)
        text.append(" ").append(title_of(static_cast<Role>(role))).append(" |");
    text += "\n|---|";
    for (std::size_t role = 0; role < role_count; ++role)
        text += "---|";
    text += "\n";
    for (std::size_t at = 0; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        if (row_of(permission).book != book.book)
            continue;
        text.append("| `").append(name_of(permission)).append("` |");
        for (std::size_t role = 0; role < role_count; ++role)
            text.append(" ").append(cell(static_cast<Role>(role), permission)).append(" |");
        text += "\n";
    }
}

} // namespace

std::string matrix()
{
    auto text = std::string{"# Who may do what\n\nPrinted by `castellan matrix` from the tables that decide. A cell says how "
                            "far the role reaches and by which rule; guards may still forbid, and some things have to be "
                            "confirmed first.\n"};
    for (auto const& book : books)
        write_book(text, book);
    return text;
}

} // namespace castellan
