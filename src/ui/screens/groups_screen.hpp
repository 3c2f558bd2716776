// The groups of an account.
#pragma once

#include "client/route.hpp"
#include "ui/screens/bulk_actions.hpp"
#include "ui/screens/group_forms.hpp"

namespace castellan::ui {

struct GroupsQuery {
    std::string search;
    int sort = 0;
    bool descending = false;
    friend bool operator==(GroupsQuery const&, GroupsQuery const&) = default;
};

struct GroupLine {
    GroupId group;
    std::int64_t members = 0;
    std::int64_t safes = 0;
    std::int64_t offline = 0;
};

struct GroupsView {
    std::vector<GroupLine> lines;
    std::size_t total = 0;
};
[[nodiscard]] GroupsView groups_view(Seen const& seen, GroupsQuery const& query);

struct GroupsState {
    GroupsQuery query;
    TableState table;
    GroupBulk bulk;

    void read(client::Route const& route)
    {
        query.search = route.get("q");
        table.selection.clear();
    }
    void write(client::Route& route) const { route.set("q", query.search); }
};

void groups_screen(Ui& ui, Seen const& seen, GroupsState& state, GroupForms& forms);

} // namespace castellan::ui
