// The doors of an account with how they are, the groups that give keys to them, and who holds which key.
#pragma once

#include "client/route.hpp"
#include "ui/screens/bulk_actions.hpp"
#include "ui/screens/door_forms.hpp"

namespace castellan::ui {

struct DoorsQuery {
    std::string view;   // "" doors, "groups", "keys"
    std::string search;
    std::string state;  // "online", "offline", "none": no controller
    std::string group;  // id, or "none": in no group
    int sort = 0;
    bool descending = false;
    friend bool operator==(DoorsQuery const&, DoorsQuery const&) = default;
};

struct DoorsView {
    std::vector<DoorId> doors;
    std::vector<GroupId> groups;
    std::vector<KeyLine> keys;
    std::size_t total = 0;
    std::int64_t offline = 0;
};
[[nodiscard]] DoorsView doors_view(Seen const& seen, DoorsQuery const& query);

struct DoorsState {
    DoorsQuery query;
    TableState table;
    TableState groups;
    TableState keys;
    struct Key {
        std::uint64_t generation;
        AccountId account;
        DoorsQuery query;
        friend bool operator==(Key const&, Key const&) = default;
    };
    Cached<DoorsView, Key> view;

    void read(client::Route const& route);
    void write(client::Route& route) const;
};

void doors_screen(Ui& ui, Seen const& seen, DoorsState& state, DoorForms& forms);

/// "Online", "Offline", "No controller".
[[nodiscard]] std::string_view state_of(Door const& door);
[[nodiscard]] Tone tone_of(Door const& door);

/// On the overview of somebody who opens doors and has no place for them.
void own_doors_card(Ui& ui, Seen const& seen, TableState& state, DoorForms& forms);

} // namespace castellan::ui
