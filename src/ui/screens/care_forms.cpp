#include "ui/screens/care_forms.hpp"

#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "rules/sight.hpp"
#include "ui/screens/words.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

void begin(CareForm& form, Kind kind, std::string_view parent, std::string_view thing = {})
{
    form = {};
    form.open = form.filled = true;
    form.kind = kind;
    form.parent = parent;
    form.thing = thing;
}

Action const* action_of(World const& world, CareForm const& form)
{
    auto const* patient = world.patients.get(world.patients.find(form.parent));
    if (patient == nullptr || form.thing.empty())
        return nullptr;
    auto const at = std::ranges::find(patient->actions, form.thing, &Action::id);
    return at == patient->actions.end() ? nullptr : &*at;
}

std::string title_of(World const& world, CareForm const& form)
{
    switch (form.kind) {
    case Kind::team_create: return tr("Create a team");
    case Kind::team_edit: return tr("Edit {}", world.teams[world.teams.find(form.thing)].name);
    case Kind::team_add_member: return tr("Add people to {}", world.teams[world.teams.find(form.parent)].name);
    case Kind::patient_create: return tr("Add a patient");
    case Kind::patient_edit: return tr("Edit {}", world.patients[world.patients.find(form.thing)].name);
    case Kind::patient_move: return tr("Move {}", world.patients[world.patients.find(form.thing)].name);
    default: return form.thing.empty() ? tr("Add an action") : tr("Edit an action");
    }
}

/// Whether what the form is about is still there.
bool is_there(World const& world, CareForm const& form)
{
    switch (form.kind) {
    case Kind::team_create: return true;
    case Kind::team_edit: return !world.teams.find(form.thing).is_none();
    case Kind::team_add_member:
    case Kind::patient_create: return !world.teams.find(form.parent).is_none();
    case Kind::patient_edit:
    case Kind::patient_move: return !world.patients.find(form.thing).is_none();
    default: return !world.patients.find(form.parent).is_none();
    }
}

struct Ending {
    Change change;
    std::string_view label;
    std::string incomplete = {};
};

Ending name_fields(Ui& ui, World const& world, CareForm& form)
{
    auto const is_team = form.kind == Kind::team_create || form.kind == Kind::team_edit;
    auto const team = world.teams.find(is_team ? form.thing : form.parent);
    auto const patient = is_team ? PatientId{} : world.patients.find(form.thing);
    auto const present = is_team ? (team ? world.teams[team].name : std::string{}) : (patient ? world.patients[patient].name : std::string{});
    auto const hint = now_there(form, form.name, present);
    text_field(ui, tr("Name"), form.name, {.hint = hint, .required = true, .max_length = 120, .autofocus = true});
    auto const incomplete = trimmed(form.name).empty() ? std::string_view{tr("Type a name first.")} : std::string_view{};
    if (is_team) {
        text_area(ui, tr("Description"), form.description, 3, {.max_length = 2'000});
        if (form.kind == Kind::team_create)
            return {CreateTeam{{}, {.name = trimmed(form.name), .description = trimmed(form.description)}}, tr("Create team"), std::string{incomplete}};
        return {EditTeam{team, {.name = edited(form.name, present), .description = edited(form.description, world.teams[team].description)}}, tr("Save"), std::string{incomplete}};
    }
    auto const fields = wire::decode_form(world.organization.patient_fields).value_or(std::vector<FieldDefinition>{});
    form_fields(ui, fields, form.values);
    auto values = std::optional<std::string>{};
    if (auto given = values_of(fields, form.values.answers); given != (patient ? world.patients[patient].values : "{}"))
        values = std::move(given);
    auto lacking = incomplete.empty() ? incomplete_form(fields, form.values) : std::string{incomplete};
    if (form.kind == Kind::patient_create)
        return {CreatePatient{team, {}, {.name = trimmed(form.name), .values = values}}, tr("Add patient"), std::move(lacking)};
    return {EditPatient{patient, {.name = edited(form.name, present), .values = values}}, tr("Save"), std::move(lacking)};
}

Ending action_fields(Ui& ui, Seen const& seen, CareForm& form)
{
    auto const& world = seen.world;
    auto const patient = world.patients.find(form.parent);
    auto const& row = world.patients[patient];
    auto const* present = action_of(world, form);
    text_field(ui, tr("What is to be done"), form.name, {.required = true, .max_length = 200, .autofocus = true});
    auto who = std::vector<Choice>{{"", tr("Nobody in particular")}};
    if (present != nullptr && present->taken)
        who.front() = {"?", tr("Somebody else of the team")};
    for (auto const& [user, role] : world.teams[row.team].people) {
        auto const change = ActOnPatient{patient, form.thing, {.user = world.users[user].id}};
        if (ui.may_offer(change) != Effect::deny)
            who.push_back({world.users[user].id, user == seen.me ? tr("{} (you)", world.users[user].name) : world.users[user].name});
    }
    select(ui, tr("Who"), who, form.user);
    date_field(ui, tr("Due"), form.due);
    auto fields = ActionFields{.text = trimmed(form.name)};
    auto const doer = present == nullptr || !present->user ? std::string{} : world.users[present->user].id;
    if (form.user != "?" && (form.user != doer || (present != nullptr && present->taken)))
        fields.user = form.user;
    if (form.due != (present == nullptr ? std::string{} : present->due))
        fields.due = form.due;
    if (present != nullptr && *fields.text == present->text)
        fields.text.reset();
    return {ActOnPatient{patient, form.thing, std::move(fields)}, form.thing.empty() ? tr("Add action") : tr("Save"),
            trimmed(form.name).empty() ? std::string{tr("Say what is to be done first.")} : std::string{}};
}

Ending move_fields(Ui& ui, Seen const& seen, CareForm& form)
{
    auto const patient = seen.world.patients.find(form.thing);
    auto teams = std::vector<Choice>{};
    for (auto const& change : possible_patient_moves(seen, patient)) {
        static_cast<void>(ui.may_offer(change));
        auto const& team = seen.world.teams[std::get<MovePatient>(change).to];
        teams.push_back({team.id, team.name});
    }
    put_in_order(teams, comes_before, &Choice::label);
    select(ui, tr("To the team"), teams, form.to, {.placeholder = tr("Choose a team"), .required = true, .autofocus = true});
    auto const to = seen.world.teams.find(form.to);
    return {MovePatient{patient, to ? to : seen.world.patients[patient].team}, tr("Move patient"),
            to ? std::string{} : std::string{tr("Choose a team first.")}};
}

void people_fields(Ui& ui, Seen const& seen, CareForm& form, Dialog& dialog)
{
    auto const& world = seen.world;
    auto const team = world.teams.find(form.parent);
    auto const& candidates = form.candidates.get({seen.generation, team}, [&] { return possible_team_members(seen, team); });
    auto choices = std::vector<Choice>{};
    for (auto const user : candidates) {
        static_cast<void>(ui.may_offer(AddTeamMember{team, user}));
        choices.push_back({world.users[user].id, world.users[user].name, world.users[user].email});
    }
    multi_select(ui, tr("People"), choices, form.people, {.placeholder = tr("Choose people"), .autofocus = true});
    auto joins = std::vector<Change>{};
    for (auto const& id : form.people)
        joins.emplace_back(AddTeamMember{team, world.users.find(id)});
    ui.consequences(joins);
    auto actions = dialog.actions();
    if (actions.button(tr("Add"), {.weight = Weight::primary,
                                   .icon = icon::user_plus,
                                   .disabled = form.people.empty() ? std::string_view{tr("Choose a person first.")} : std::string_view{}})) {
        for (auto const& id : form.people)
            ui.request(AddTeamMember{team, world.users.find(id)});
        dialog.close();
    }
}

} // namespace

void open_team(CareForm& form, World const& world, TeamId team)
{
    auto const* row = world.teams.get(team);
    begin(form, row == nullptr ? Kind::team_create : Kind::team_edit, {}, row == nullptr ? std::string_view{} : row->id);
    if (row == nullptr)
        return;
    form.version = row->version;
    form.name = row->name;
    form.description = row->description;
}

void open_team_people(CareForm& form, World const& world, TeamId team)
{
    begin(form, Kind::team_add_member, world.teams[team].id);
}

void open_patient(CareForm& form, World const& world, TeamId team, PatientId patient)
{
    auto const* row = world.patients.get(patient);
    begin(form, row == nullptr ? Kind::patient_create : Kind::patient_edit, world.teams[team].id, row == nullptr ? std::string_view{} : row->id);
    if (row == nullptr)
        return;
    form.version = row->version;
    form.name = row->name;
    form.values.answers = wire::answers_in(row->values);
}

void open_action(CareForm& form, World const& world, PatientId patient, std::string_view action)
{
    begin(form, Kind::patient_act, world.patients[patient].id, action);
    auto const* row = action_of(world, form);
    if (row == nullptr)
        return;
    form.name = row->text;
    form.user = row->taken ? "?" : row->user ? world.users[row->user].id : std::string{};
    form.due = row->due;
}

void open_move_patient(CareForm& form, World const& world, PatientId patient)
{
    begin(form, Kind::patient_move, {}, world.patients[patient].id);
}

std::vector<UserId> possible_team_members(Seen const& seen, TeamId team)
{
    auto people = std::vector<UserId>{};
    for (auto const user : seen.world.users.handles()) {
        if (role_in(seen.world.teams[team].people, user) == TeamRole::none && seen.offers(AddTeamMember{team, user}))
            people.push_back(user);
    }
    put_in_order(people, [&](UserId one, UserId other) {
        return comes_before(seen.world.users[one].name, seen.world.users[other].name);
    });
    return people;
}

std::vector<Change> possible_patient_moves(Seen const& seen, PatientId patient)
{
    auto possible = std::vector<Change>{};
    for (auto const team : seen.world.teams.handles()) {
        if (auto const change = MovePatient{patient, team}; team != seen.world.patients[patient].team && seen.offers(change))
            possible.emplace_back(change);
    }
    return possible;
}

void team_actions(Ui& ui, Actions& actions, Seen const& seen, TeamId team, CareForm& form)
{
    auto const& row = seen.world.teams[team];
    if (any_offered(ui, {EditTeam{team, {.name = row.name + "?"}}}) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_team(form, seen.world, team);
    actions.rest_in_menu();
    auto open_tasks = std::int64_t{0};
    for (auto const patient : row.patients)
        open_tasks += std::ranges::count(seen.world.patients[patient].actions, false, &Action::done);
    actions.offer(tr("Delete"), DeleteTeam{team},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Delete {}?", row.name),
                                           tr("{} and {} go with it. The people stay. This can't be undone.",
                                              tr_n("{} patient", "{} patients", static_cast<std::int64_t>(row.patients.size())),
                                              tr_n("{} open action", "{} open actions", open_tasks)),
                                           tr("Delete")}});
}

void patient_actions(Ui& ui, Actions& actions, Seen const& seen, PatientId patient, CareForm& form)
{
    auto const& row = seen.world.patients[patient];
    if (any_offered(ui, {EditPatient{patient, {.name = row.name + "?"}}}) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_patient(form, seen.world, row.team, patient);
    if (any_offered(ui, possible_patient_moves(seen, patient)) && actions.button(tr("Move to another team…"), {.icon = icon::arrow_right}))
        open_move_patient(form, seen.world, patient);
    actions.rest_in_menu();
    actions.offer(tr("Delete"), DeletePatient{patient},
                  {.weight = Weight::danger,
                   .icon = icon::trash_2,
                   .confirm = Confirmation{tr("Delete {}?", row.name),
                                           tr_n("{} action goes with the patient. This can't be undone.", "{} actions go with the patient. This can't be undone.",
                                                static_cast<std::int64_t>(row.actions.size())),
                                           tr("Delete")}});
}

void care_dialog(Ui& ui, Seen const& seen, CareForm& form)
{
    if (!form.open)
        return;
    if (!is_there(seen.world, form)) {
        form.open = false;
        return;
    }
    Dialog dialog{ui, title_of(seen.world, form), form.open};
    if (!dialog)
        return;
    form_problem(ui, form);
    if (form.kind == Kind::team_add_member) {
        people_fields(ui, seen, form, dialog);
        return;
    }
    auto const ending = form.kind == Kind::patient_act    ? action_fields(ui, seen, form)
                        : form.kind == Kind::patient_move ? move_fields(ui, seen, form)
                                                          : name_fields(ui, seen.world, form);
    auto actions = dialog.actions();
    if (submit_offer(ui, actions, ending.label, ending.change, {.incomplete = ending.incomplete}, dialog.submitted()))
        dialog.close();
}

} // namespace castellan::ui
