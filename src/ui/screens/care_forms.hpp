// The forms about teams, their people, their patients, and what is to be done for them (T-1 to T-4).
#pragma once

#include "ui/screens/form.hpp"
#include "ui/screens/form_fields.hpp"

#include <string>
#include <utility>
#include <vector>

namespace castellan::ui {

/// One form for all of them: what it asks follows from the change that it ends with.
struct CareForm : FormState {
    Kind kind = Kind::team_create;
    std::string parent; // the team of a new patient or member; the patient of a task
    std::string name;   // of the team or patient; what is to be done
    std::string description;
    std::string user; // who is to do it
    std::string due;
    std::string to;   // another team
    std::vector<std::string> people;
    FormFill values; // of a patient
    Cached<std::vector<UserId>, std::pair<std::uint64_t, TeamId>> candidates;
};

void open_team(CareForm& form, World const& world, TeamId team = {});
void open_team_people(CareForm& form, World const& world, TeamId team);
void open_patient(CareForm& form, World const& world, TeamId team, PatientId patient = {});
/// `action`: its id; empty: a new one.
void open_action(CareForm& form, World const& world, PatientId patient, std::string_view action = {});
void open_move_patient(CareForm& form, World const& world, PatientId patient);

/// Who may be added to a team, by name.
[[nodiscard]] std::vector<UserId> possible_team_members(Seen const& seen, TeamId team);
[[nodiscard]] std::vector<Change> possible_patient_moves(Seen const& seen, PatientId patient);

void team_actions(Ui& ui, Actions& actions, Seen const& seen, TeamId team, CareForm& form);
void patient_actions(Ui& ui, Actions& actions, Seen const& seen, PatientId patient, CareForm& form);

void care_dialog(Ui& ui, Seen const& seen, CareForm& form);

} // namespace castellan::ui
