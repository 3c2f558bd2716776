// What may be done with many people, groups or safes at once: with the rows that are chosen in their lists.
#pragma once

#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

#include <array>
#include <cstdint>
#include <utility>

namespace castellan::ui {

/// The bulk actions of a list, judged; kept until the choice or the world is another.
template <std::size_t count>
using BulkActions = Cached<std::array<Bulk, count>, std::pair<std::uint64_t, unsigned>>;
using UserBulk = BulkActions<5>;
using GroupBulk = BulkActions<1>;
using SafeBulk = BulkActions<3>;

void users_bar(Ui& ui, Seen const& seen, TableState& table, UserBulk& bulk);
void groups_bar(Ui& ui, Seen const& seen, TableState& table, GroupBulk& bulk);
void safes_bar(Ui& ui, Seen const& seen, TableState& table, SafeBulk& bulk);

/// The key of a row about a thing, for `TableOptions::row_key`.
[[nodiscard]] constexpr std::uint64_t row_key_of(auto handle) { return handle.slot; }

/// Takes rows that are no longer listed out of the choice.
template <class Handles>
void keep_listed(TableState& table, Handles const& listed)
{
    if (table.selection.empty())
        return;
    auto keys = std::vector<std::uint64_t>{};
    keys.reserve(listed.size());
    for (auto const& one : listed)
        keys.push_back(row_key_of(one));
    table.selection.keep_only(std::move(keys));
}

} // namespace castellan::ui
