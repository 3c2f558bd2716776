// Schedules of an account: when the safes of which groups are opened (S-14).
#pragma once

#include "ui/screens/integration_forms.hpp"
#include "ui/screens/schedule_view.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace castellan::ui {

struct ScheduleForm : IntegrationForm {
    std::vector<WeeklyWindow> hours;
    std::vector<TypedDay> days;
};

struct BindForm : FormState {
    std::vector<std::string> groups;
};

struct ScheduleForms {
    ScheduleForm create;
    ScheduleForm edit;
    BindForm bind;
};

struct ScheduleLine {
    ScheduleId schedule;
    std::string hours;               // of the week, in words
    std::vector<std::string> groups; // names
    OpenNow now;
};

struct SchedulesState {
    TableState table;
    Cached<std::vector<ScheduleLine>, std::tuple<std::uint64_t, AccountId, Instant>> lines; // made anew each minute
};

void schedules_screen(Ui& ui, Seen const& seen, SchedulesState& state, ScheduleForms& forms);

/// Draws whichever form is open.
void schedule_dialogs(Ui& ui, Seen const& seen, ScheduleForms& forms);

} // namespace castellan::ui
