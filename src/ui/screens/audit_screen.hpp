// The audit trail: who did what, what was refused, and by which rule.
#pragma once

#include "client/audit_trail.hpp"
#include "client/route.hpp"
#include "ui/screens/seen.hpp"
#include "ui/kit/kit.hpp"

#include <tuple>

namespace castellan::ui {

struct AuditState {
    client::AuditFilter filter;
    TableState table;
    Cached<std::vector<Choice>, std::uint64_t> people;
    Cached<std::vector<Choice>, std::pair<std::uint64_t, std::string>> things;
    std::string words;                    // searched among what was read so far
    std::string from_day;                 // of the person's own calendar
    std::string to_day;
    Cached<std::vector<std::uint32_t>, std::tuple<std::uint64_t, std::uint64_t, std::string>> found;
    std::vector<std::string> sentences;   // of the entries, for the search; as many as were looked at
    std::uint64_t sentences_of = 0;       // the generation of the trail that they were made of
    bool live = true;                     // asks for the newest every few seconds
    std::int64_t asked_ms = 0;
    std::uint64_t open_entry = 0;
    bool panel_open = false;
    bool wants_newest = false;
    bool wants_more = false; // read after the frame: the next page is asked for

    void read(client::Route const& route);
    void write(client::Route& route) const;
};

void audit_screen(Ui& ui, Seen const& seen, client::AuditTrail const& trail, AuditState& state);

} // namespace castellan::ui
