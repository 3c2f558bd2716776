// Reports: how all safes are, what differs from what was counted, what expires, and a month's movements. Each is a table
// that can be saved and printed.
#pragma once

#include "client/audit_trail.hpp"
#include "client/route.hpp"
#include "ui/screens/inventory.hpp"

#include <array>

namespace castellan::ui {

/// A safe's line in the report of all of them.
struct SafeLine {
    SafeId safe;
    std::int64_t assets = 0;
    std::int64_t differing = 0; // of these, by their last count
    std::int64_t expired = 0;
};
[[nodiscard]] std::vector<SafeLine> safe_lines(Seen const& seen);

/// How many of a group's safes are online, in percent.
struct OnlineShare {
    GroupId group;
    double percent = 0;
};
/// The worst first.
[[nodiscard]] std::vector<OnlineShare> online_shares(Seen const& seen);

/// A month by the clock of the account (its zone's rule), day by day: how much was put in and taken out, in one safe or in all.
struct DailyMovement {
    std::vector<double> in;
    std::vector<double> out;
};
[[nodiscard]] DailyMovement daily_movement(std::vector<client::AuditEntry> const& entries, std::string_view month,
                                           std::string_view safe, std::string_view clock);

struct ReportsState {
    std::string tab = "safes"; // "differs", "expires", "movements"
    std::string expires = "30";
    std::string month;         // "2026-11"; empty: this one
    std::string safe;          // id; empty: all
    TableState table;          // of whichever is shown
    bool wants_more = false;

    void read(client::Route const& route);
    void write(client::Route& route) const;
};

/// What has to be asked for, if it is the report of movements.
[[nodiscard]] std::optional<client::AuditFilter> report_movements(ReportsState const& state, Seen const& seen);

void reports_screen(Ui& ui, Seen const& seen, client::AuditTrail const& movements, ReportsState& state, SafeForms& forms);

} // namespace castellan::ui
