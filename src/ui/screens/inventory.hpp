// What is in safes, as a table: of an account, a group, one safe, or what of it asks for attention.
#pragma once

#include "ui/screens/safe_forms.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

struct InventoryQuery {
    std::string search;
    std::string group;   // id
    std::string expires; // "past", or within so many days: "30", "60", "90"
    std::string count;   // "differs": from what was expected; "never": not counted yet
    int sort = 0;
    bool descending = false;
    friend bool operator==(InventoryQuery const&, InventoryQuery const&) = default;
};

/// What the viewer may list of it, in order.
[[nodiscard]] std::vector<AssetId> inventory_view(Seen const& seen, InventoryQuery const& query);

/// Whether he lists what is in any safe of the account.
[[nodiscard]] bool lists_inventory(Seen const& seen);

struct InventoryTable {
    std::string_view name;
    std::string_view key = {}; // as of TableOptions
    Notice empty = {};
    bool of_one_safe = false;  // so that the safe need not be said
    bool fill = false;
};
void inventory_table(Ui& ui, Seen const& seen, std::vector<AssetId> const& assets, TableState& state, SafeForms& forms,
                     InventoryTable const& options);

/// What the columns of the table sort by.
void sort_inventory(World const& world, std::vector<AssetId>& assets, TableState const& state);

[[nodiscard]] std::vector<Choice> expiry_filter();

} // namespace castellan::ui
