// The audit trail: who did what, what was refused, and by which rule.
#pragma once

#include "client/audit_trail.hpp"
#include "client/route.hpp"
#include "ui/screens/seen.hpp"
#include "ui/kit/kit.hpp"

namespace castellan::ui {

struct AuditState {
    client::AuditFilter filter;
    TableState table;
    Cached<std::vector<Choice>, std::uint64_t> people;
    Cached<std::vector<Choice>, std::uint64_t> things;
    bool wants_more = false; // read after the frame: the next page is asked for

    void read(client::Route const& route);
    void write(client::Route& route) const;
};

void audit_screen(Ui& ui, Seen const& seen, client::AuditTrail const& trail, AuditState& state);

} // namespace castellan::ui
