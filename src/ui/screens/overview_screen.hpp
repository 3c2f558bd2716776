// What needs attention, how things stand, and what one would most likely do next.
#pragma once

#include "client/audit_trail.hpp"
#include "ui/screens/door_forms.hpp"
#include "ui/screens/group_forms.hpp"
#include "ui/screens/safe_forms.hpp"
#include "ui/screens/user_forms.hpp"

namespace castellan::ui {

/// Something that somebody should look at.
struct Attention {
    Icon icon;
    Tone tone = Tone::warning;
    std::string title;
    std::string detail;
    std::string href;
};

struct FigureLine {
    std::string label;
    std::string value;
    std::string detail;
    Tone tone = Tone::neutral;
    Icon icon;
    std::string href;
};

struct OverviewView {
    std::string greeting;
    std::vector<FigureLine> figures;
    std::vector<Attention> attention; // the gravest first
    std::vector<SafeId> safes;        // those that the viewer works with, the offline ones first
    std::size_t safes_total = 0;
    bool administers = false;         // whether there is more in the console for him than his own safes
    bool reads_audit = false;
    bool watches = false;             // whether "nothing needs you" would be true: he sees what could
    std::string advice;               // S-3: whom to ask, for somebody who reaches nothing yet
};
[[nodiscard]] OverviewView overview_view(Seen const& seen, int utc_offset_minutes);

struct OverviewState {
    TableState attention;
    TableState safes;
    TableState doors;
    TableState changes;
    struct Key {
        std::uint64_t generation;
        AccountId account;
        Instant minute; // orders expire and stock grows old by the clock
        friend bool operator==(Key const&, Key const&) = default;
    };
    Cached<OverviewView, Key> view;
};

void overview_screen(Ui& ui, Seen const& seen, OverviewState& state, client::AuditTrail const& audit, UserForms& user_forms,
                     GroupForms& group_forms, SafeForms& safe_forms, DoorForms& door_forms);

} // namespace castellan::ui
