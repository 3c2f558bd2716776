// One safe: how it is, what was ordered, what is in it, which groups reach it.
#pragma once

#include "ui/screens/safe_forms.hpp"

namespace castellan::ui {

struct SafeView {
    SafeId safe;
    bool whole = false;          // otherwise only name and state are the viewer's to see: he may open it
    bool inventory = false;      // whether he sees what is in it
    std::vector<AssetId> assets; // by kind, then by expiry
    std::vector<Order> orders;   // the latest first
    std::vector<GroupId> groups; // by name
};
[[nodiscard]] SafeView safe_view(Seen const& seen, SafeId safe, TableState const& assets);

struct SafeState {
    TableState assets;
    TableState orders;
    TableState groups;
};

void safe_screen(Ui& ui, Seen const& seen, SafeId safe, SafeState& state, SafeForms& forms);

} // namespace castellan::ui
