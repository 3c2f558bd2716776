// One group: who is in it, which safes, and what those hold.
#pragma once

#include "ui/screens/door_screen.hpp"
#include "ui/screens/group_forms.hpp"
#include "ui/screens/safe_forms.hpp"
#include "ui/screens/terminal_forms.hpp"
#include "ui/screens/user_forms.hpp"

namespace castellan::ui {

/// Assets of the group's safes, summed up by what they are.
struct StockLine {
    std::string kind;
    std::int64_t quantity = 0;
    std::int64_t places = 0;  // in how many safes
    std::string expires;      // the soonest day
};

struct GroupView {
    GroupId group;
    std::vector<UserId> members; // by name
    std::vector<SafeId> safes;   // by name
    std::vector<StockLine> stock;
    std::int64_t offline = 0;
    bool inventory = false;      // whether the viewer sees inventories at all
};
[[nodiscard]] GroupView group_view(Seen const& seen, GroupId group);

struct GroupState {
    TableState members;
    TableState safes;
    TableState stock;
    DoorsSideState doors;
};

void group_screen(Ui& ui, Seen const& seen, GroupId group, GroupState& state, GroupForms& forms, UserForms& user_forms,
                  SafeForms& safe_forms, DoorForms& door_forms, TerminalForms& terminal_forms);

} // namespace castellan::ui
