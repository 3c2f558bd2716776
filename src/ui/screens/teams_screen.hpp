// Clinical teams (T): the list, one team with its patients and what is to be done for them, one patient.
#pragma once

#include "client/route.hpp"
#include "ui/screens/care_forms.hpp"
#include "ui/screens/invite_form.hpp"

namespace castellan::ui {

struct TeamsQuery {
    std::string search;
    int sort = 0; // column
    bool descending = false;
};

struct TeamLine {
    TeamId team;
    TeamRole mine = TeamRole::none;
    std::int64_t people = 0;
    std::int64_t patients = 0;
    std::int64_t open = 0; // actions that are not done
    friend bool operator==(TeamLine const&, TeamLine const&) = default;
};
/// One's own teams first, then the others (T-1); within, as it is sorted.
[[nodiscard]] std::vector<TeamLine> teams_view(Seen const& seen, TeamsQuery const& query);

/// One's own teams by name, for the sidebar.
[[nodiscard]] std::vector<TeamId> own_teams(World const& world, UserId me);

/// Something to be done for a patient.
struct TaskLine {
    PatientId patient;
    std::size_t action = 0; // its place among the patient's
    friend bool operator==(TaskLine const&, TaskLine const&) = default;
};
/// What is open in a team, the most urgent first; what has no day comes last.
[[nodiscard]] std::vector<TaskLine> open_tasks(World const& world, TeamId team);

struct TeamsState {
    TeamsQuery query;
    TableState table;
};
struct TeamState {
    TableState patients;
    TableState tasks;
    TableState people;
    TableState invitations;
    std::string search;
};
struct PatientState {
    TableState actions;
};

void teams_screen(Ui& ui, Seen const& seen, TeamsState& state, CareForm& form);
void team_screen(Ui& ui, Seen const& seen, TeamId team, TeamState& state, CareForm& form, InviteForm& invite);
void patient_screen(Ui& ui, Seen const& seen, PatientId patient, PatientState& state, CareForm& form);

} // namespace castellan::ui
