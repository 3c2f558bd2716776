// What happened to assets, entry by entry: who, what, where, how much before and after.
#pragma once

#include "client/audit_trail.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

#include <optional>
#include <string_view>

namespace castellan::ui {

/// By how much an entry altered what is in a safe, or in all of them together (none); nothing if not at all.
[[nodiscard]] std::optional<std::int64_t> quantity_change(client::AuditEntry const& entry, std::string_view safe);

struct MovementTable {
    std::string_view name;
    std::string_view key = {}; // as of TableOptions
    std::string_view safe = {}; // id: what changed there
    bool of_one_asset = false;
    bool by_account_clock = false; // when: as days are counted in the account, not in the browser
};
void movement_table(Ui& ui, Seen const& seen, client::AuditTrail const& movements, TableState& state,
                    MovementTable const& options);

} // namespace castellan::ui
