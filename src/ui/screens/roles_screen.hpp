// Who may do what: the permission matrix of a book, from the tables that decide, with profiles and custom roles beside the
// built-in roles, and behind each cell the people who have it.
#pragma once

#include "client/route.hpp"
#include "rules/grants.hpp"
#include "ui/screens/seen.hpp"
#include "ui/kit/kit.hpp"

namespace castellan::ui {

/// A column: a built-in role, a profile, or a custom role.
struct RoleColumn {
    std::string key; // "group_admin", or an id
    std::string title;
    Role role = Role::user;
    ProfileId profile;
    CustomRoleId custom;
    friend bool operator==(RoleColumn const&, RoleColumn const&) = default;
};

struct RoleCell {
    std::string reach; // "own groups · S-8"; empty: it has it not
    std::string detail; // a toggle that binds it
};

/// Somebody who holds a role, as far as the viewer sees, and where.
struct RoleHolder {
    UserId user;
    std::string where;
};

struct RolesState {
    std::string book;
    std::string search;
    std::vector<std::string> shown; // ids of profiles and custom roles
    std::string who;                // the permission of a cell, and its column
    std::string of;
    TableState table;
    TableState holders;

    void read(client::Route const& route)
    {
        book = route.get("book");
        search = route.get("q");
        who = route.get("who");
        of = route.get("of");
    }
    void write(client::Route& route) const
    {
        route.set("book", book);
        route.set("q", search);
        route.set("who", who);
        route.set("of", of);
    }
};

[[nodiscard]] std::vector<RoleColumn> role_columns(Seen const& seen, Book book, std::span<std::string const> shown);
[[nodiscard]] std::vector<Permission> permissions_of(Book book, std::string_view search);
[[nodiscard]] RoleCell role_cell(Seen const& seen, RoleColumn const& column, Permission permission);
[[nodiscard]] std::vector<RoleHolder> holders_of(Seen const& seen, RoleColumn const& column, Permission permission);

void roles_screen(Ui& ui, Seen const& seen, RolesState& state);

} // namespace castellan::ui
