#include "ui/screens/teams_screen.hpp"

#include "model/put_in_order.hpp"
#include "rules/sight.hpp"
#include "ui/screens/form_fields.hpp"
#include "ui/screens/access_screen.hpp"
#include "ui/screens/words.hpp"
#include "wire/form_json.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

std::int64_t open_actions(Patient const& patient) { return std::ranges::count(patient.actions, false, &Action::done); }

std::string_view title_of(TeamRole role)
{
    return role == TeamRole::owner ? tr("Owner") : role == TeamRole::member ? tr("Member") : std::string_view{};
}

void due_cell(DataTable& table, Action const& action, Instant now)
{
    if (action.done)
        table.badge(Tone::good, tr("Done"));
    else if (action.due.empty())
        table.muted(tr("Open"));
    else if (auto const days = days_until(action.due, now); days && *days < 0)
        table.badge(Tone::danger, tr_n("{} day late", "{} days late", -*days));
    else if (days && *days == 0)
        table.badge(Tone::warning, tr("Today"));
    else
        table.text(action.due);
}

std::string_view doer_of(World const& world, Action const& action)
{
    return action.taken ? tr("Somebody of the team") : action.user ? name_of(world, action.user) : std::string_view{};
}

/// Done, open again, mine, edit, of one action: the menu of its row.
void action_offers(Ui& ui, Actions& actions, Seen const& seen, PatientId patient, Action const& action, CareForm& form)
{
    if (action.done)
        actions.offer(tr("Open again"), ActOnPatient{patient, action.id, {.done = false}}, {.icon = icon::history});
    else
        actions.offer(tr("Mark as done"), ActOnPatient{patient, action.id, {.done = true}}, {.icon = icon::check});
    if (!action.done && action.user != seen.me && role_in(seen.world.teams[seen.world.patients[patient].team].people, seen.me) != TeamRole::none)
        actions.offer(tr("I do it"), ActOnPatient{patient, action.id, {.user = seen.world.users[seen.me].id}}, {.icon = icon::user_check});
    if (any_offered(ui, {ActOnPatient{patient, action.id, {.text = action.text + "?"}}}) && actions.button(tr("Edit…"), {.icon = icon::pencil}))
        open_action(form, seen.world, patient, action.id);
}

void tasks_card(Ui& ui, Seen const& seen, TeamId team, TeamState& state, CareForm& form)
{
    auto const& world = seen.world;
    auto const tasks = open_tasks(world, team);
    Card card{ui, tr("To do"), {.subtitle = tr("What is open for the patients of this team, the most urgent first."), .icon = icon::clipboard_list, .flush = true}};
    auto const columns = std::to_array<Column>({
        {.label = tr("Action"), .sortable = false, .second = tr("Patient")},
        {.label = tr("Who"), .width = 10, .sortable = false, .leaves_first = 1},
        {.label = tr("Due"), .width = 7, .sortable = false},
    });
    DataTable table{ui, tr("To do"), columns, state.tasks,
                    {.row_count = tasks.size(), .empty = {icon::circle_check, tr("Nothing is open"), tr("Actions are added on the page of a patient.")}, .two_lines = true}};
    while (table.next_row()) {
        auto const& line = tasks[table.row()];
        auto const& patient = world.patients[line.patient];
        auto const& action = patient.actions[line.action];
        auto const href = client::patient_href(patient.id);
        table.begin_row(patient.id + '/' + action.id, {.name = action.text, .href = href});
        table.text(action.text, patient.name);
        auto const doer = doer_of(world, action);
        doer.empty() ? table.skip() : table.text(doer);
        due_cell(table, action, seen.now);
        auto actions = table.actions();
        action_offers(ui, actions, seen, line.patient, action, form);
    }
}

void patients_card(Ui& ui, Seen const& seen, TeamId team, TeamState& state, CareForm& form)
{
    auto const& world = seen.world;
    auto const& row = world.teams[team];
    Card card{ui, tr("Patients"), {.icon = icon::users, .flush = true}};
    {
        auto actions = card.actions();
        if (any_offered(ui, {CreatePatient{team, {}, {.name = "?"}}}) && actions.button(tr("Add patient…"), {.weight = Weight::primary, .icon = icon::plus, .small = true}))
            open_patient(form, world, team);
    }
    auto patients = std::vector<PatientId>{row.patients};
    put_in_order(patients, [&](PatientId one, PatientId other) { return comes_before(world.patients[one].name, world.patients[other].name); });
    if (patients.size() > 10) {
        search_field(ui, tr("Search patients"), state.search, {.placeholder = tr("Search by name")});
        std::erase_if(patients, [&](PatientId patient) { return !contains_words(world.patients[patient].name, state.search); });
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .sortable = false},
        {.label = tr("Open actions"), .width = 8, .align = Align::right, .sortable = false},
    });
    DataTable table{ui, tr("Patients"), columns, state.patients,
                    {.row_count = patients.size(), .empty = {icon::users, tr("No patients"), tr("Add the first one, and what is to be done.")}}};
    while (table.next_row()) {
        auto const patient = patients[table.row()];
        auto const& line = world.patients[patient];
        auto const href = client::patient_href(line.id);
        table.begin_row(line.id, {.name = line.name, .href = href});
        table.person(line.name);
        table.number(open_actions(line));
        auto actions = table.actions();
        patient_actions(ui, actions, seen, patient, form);
    }
}

void people_card(Ui& ui, Seen const& seen, TeamId team, TeamState& state, CareForm& form, InviteForm& invite)
{
    auto const& world = seen.world;
    auto const& row = world.teams[team];
    Card card{ui, tr("People"), {.icon = icon::users_round, .flush = true}};
    {
        auto actions = card.actions();
        if (any_offered(ui, possible_invitations_to(seen, team)) && actions.button(tr("Invite…"), {.icon = icon::mail, .small = true}))
            open_invite(invite, "staff", row.id);
        auto const& candidates = form.candidates.get({seen.generation, team}, [&] { return possible_team_members(seen, team); });
        if (!candidates.empty() && any_offered(ui, {AddTeamMember{team, candidates.front()}}) && actions.button(tr("Add people…"), {.icon = icon::user_plus, .small = true}))
            open_team_people(form, world, team);
    }
    auto people = row.people;
    put_in_order(people, [&](auto const& one, auto const& other) {
        return one.role != other.role ? one.role > other.role : comes_before(world.users[one.thing].name, world.users[other.thing].name);
    });
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .sortable = false},
        {.label = tr("Role"), .width = 6, .sortable = false},
    });
    DataTable table{ui, tr("People"), columns, state.people,
                    {.row_count = people.size(), .empty = {icon::users_round, tr("Nobody is in this team"), tr("Add people, or invite them.")}, .two_lines = true}};
    while (table.next_row()) {
        auto const& [user, role] = people[table.row()];
        auto const& person = world.users[user];
        auto const href = client::user_href(person.id);
        table.begin_row(person.id, {.name = person.name, .href = href, .quiet = person.status == Status::disabled});
        table.person(person.name, user == seen.me ? std::string_view{tr("You")} : std::string_view{person.email});
        table.text(title_of(role));
        auto actions = table.actions();
        if (role == TeamRole::owner)
            actions.offer(tr("End ownership"), SetTeamOwner{team, user, false},
                          {.icon = icon::user_minus, .confirm = Confirmation{tr("End the ownership of {}?", person.name), {}, tr("End ownership")}});
        else
            actions.offer(tr("Make owner"), SetTeamOwner{team, user, true},
                          {.icon = icon::user_check, .confirm = Confirmation{tr("Make {} an owner?", person.name), {}, tr("Make owner")}});
        actions.offer(tr("Remove from team"), RemoveTeamMember{team, user},
                      {.weight = Weight::danger,
                       .icon = icon::user_minus,
                       .confirm = Confirmation{tr("Remove {} from {}?", person.name, row.name),
                                               tr("They see the team and its patients no more, and what they were to do is nobody's."), tr("Remove")}});
    }
}

} // namespace

std::vector<TeamId> own_teams(World const& world, UserId me)
{
    auto teams = std::vector<TeamId>{};
    if (auto const* row = world.users.get(me)) {
        for (auto const& held : row->assigned->teams)
            teams.push_back(held.thing);
    }
    put_in_order(teams, [&](TeamId one, TeamId other) { return comes_before(world.teams[one].name, world.teams[other].name); });
    return teams;
}

std::vector<TeamLine> teams_view(Seen const& seen, TeamsQuery const& query)
{
    auto lines = std::vector<TeamLine>{};
    for (auto const team : seen.world.teams.handles()) {
        auto const& row = seen.world.teams[team];
        if (!contains_words(row.name, query.search) && !contains_words(row.description, query.search))
            continue;
        auto line = TeamLine{.team = team,
                             .mine = role_in(row.people, seen.me),
                             .people = static_cast<std::int64_t>(row.people.size()),
                             .patients = static_cast<std::int64_t>(row.patients.size())};
        for (auto const patient : row.patients)
            line.open += open_actions(seen.world.patients[patient]);
        lines.push_back(line);
    }
    auto const figure = [&](TeamLine const& line) {
        return query.sort == 1 ? line.people : query.sort == 2 ? line.patients : query.sort == 3 ? line.open : std::int64_t{0};
    };
    put_in_order(lines, [&](TeamLine const& one, TeamLine const& other) {
        if ((one.mine == TeamRole::none) != (other.mine == TeamRole::none))
            return one.mine != TeamRole::none;
        auto const& first = query.descending ? other : one;
        auto const& second = query.descending ? one : other;
        if (figure(first) != figure(second))
            return figure(first) < figure(second);
        return comes_before(seen.world.teams[first.team].name, seen.world.teams[second.team].name);
    });
    return lines;
}

std::vector<TaskLine> open_tasks(World const& world, TeamId team)
{
    auto lines = std::vector<TaskLine>{};
    for (auto const patient : world.teams[team].patients) {
        auto const& actions = world.patients[patient].actions;
        for (auto at = std::size_t{0}; at < actions.size(); ++at) {
            if (!actions[at].done)
                lines.push_back({patient, at});
        }
    }
    auto const due_of = [&](TaskLine const& line) { return std::string_view{world.patients[line.patient].actions[line.action].due}; };
    put_in_order(lines, [&](TaskLine const& one, TaskLine const& other) {
        auto const left = due_of(one);
        auto const right = due_of(other);
        return left.empty() != right.empty() ? right.empty() : left < right;
    });
    return lines;
}

void teams_screen(Ui& ui, Seen const& seen, TeamsState& state, CareForm& form)
{
    auto const& world = seen.world;
    state.query.sort = state.table.sort_column;
    state.query.descending = state.table.descending;
    auto const lines = teams_view(seen, state.query);
    Page page{ui, "teams", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("Teams"), .subtitle = tr("Clinical teams of the organisation; your own first")});
        if (any_offered(ui, {CreateTeam{{}, {.name = "?"}}}) && actions.button(tr("Create team…"), {.weight = Weight::primary, .icon = icon::plus}))
            open_team(form, world);
    }
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search teams"), state.query.search, {.placeholder = tr("Search by name")});
        toolbar.right();
        muted(ui, tr_n("{} team", "{} teams", static_cast<std::int64_t>(lines.size())));
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Name"), .second = tr("Description")},
        {.label = tr("People"), .width = 6, .align = Align::right, .leaves_first = 2},
        {.label = tr("Patients"), .width = 7, .align = Align::right},
        {.label = tr("Open actions"), .width = 9, .align = Align::right, .leaves_first = 1},
        {.label = tr("You"), .width = 6, .sortable = false, .leaves_first = 3},
    });
    auto const empty = state.query.search.empty() ? Notice{icon::users_round, tr("No teams yet"), tr("A team has people, patients, and what is to be done for them.")}
                                                  : Notice{icon::search_x, tr("No team matches"), tr("Change the search.")};
    DataTable table{ui, tr("Teams"), columns, state.table, {.row_count = lines.size(), .empty = empty, .two_lines = true, .fill = true, .key = "teams"}};
    while (table.next_row()) {
        auto const& line = lines[table.row()];
        auto const& row = world.teams[line.team];
        auto const href = client::team_href(row.id);
        table.begin_row(row.id, {.name = row.name, .href = href});
        table.icon(icon::users_round, row.name, row.description);
        table.number(line.people);
        table.number(line.patients);
        table.number(line.open);
        line.mine == TeamRole::none ? table.skip() : table.text(title_of(line.mine));
        auto actions = table.actions();
        team_actions(ui, actions, seen, line.team, form);
    }
}

void team_screen(Ui& ui, Seen const& seen, TeamId team, TeamState& state, CareForm& form, InviteForm& invite)
{
    auto const& row = seen.world.teams[team];
    Page page{ui, client::team_href(row.id)};
    {
        auto const trail = std::to_array<Crumb>({{tr("Teams"), "#/teams"}});
        auto const crumbs = seen.manages("teams") ? std::span<Crumb const>{trail} : std::span<Crumb const>{};
        auto const mine = title_of(role_in(row.people, seen.me));
        auto actions = page_header(ui, {.breadcrumb = crumbs, .title = row.name, .subtitle = row.description, .status = mine, .icon = icon::users_round});
        links_about(actions, seen, team);
        team_actions(ui, actions, seen, team, form);
    }
    Columns columns{ui, {3, 2}};
    tasks_card(ui, seen, team, state, form);
    columns.next();
    patients_card(ui, seen, team, state, form);
    if (row.name_only)
        return;
    people_card(ui, seen, team, state, form, invite);
    auto const out = invitations_view(seen, {}, team);
    if (out.empty())
        return;
    Card card{ui, tr("Invitations"), {.icon = icon::mail, .flush = true}};
    invitations_table(ui, seen, out, state.invitations, false);
}

void patient_screen(Ui& ui, Seen const& seen, PatientId patient, PatientState& state, CareForm& form)
{
    auto const& world = seen.world;
    auto const& row = world.patients[patient];
    auto const& team = world.teams[row.team];
    auto const team_href = client::team_href(team.id);
    Page page{ui, client::patient_href(row.id)};
    {
        auto const trail = std::to_array<Crumb>({{team.name, team_href}});
        auto actions = page_header(ui, {.breadcrumb = trail, .title = row.name, .avatar = row.name});
        patient_actions(ui, actions, seen, patient, form);
    }
    if (auto const fields = wire::decode_form(world.organization.patient_fields).value_or(std::vector<FieldDefinition>{}); !fields.empty()) {
        Card card{ui, tr("Particulars"), {.icon = icon::user_round}};
        form_facts(ui, fields, wire::answers_in(row.values), {});
    }
    Card card{ui, tr("Actions"), {.subtitle = tr("Who does what, and by when."), .icon = icon::clipboard_list, .flush = true}};
    {
        auto actions = card.actions();
        if (any_offered(ui, {ActOnPatient{patient, {}, {.text = "?"}}}) && actions.button(tr("Add action…"), {.weight = Weight::primary, .icon = icon::plus, .small = true}))
            open_action(form, world, patient);
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("What"), .sortable = false},
        {.label = tr("Who"), .width = 11, .sortable = false, .leaves_first = 1},
        {.label = tr("State"), .width = 8, .sortable = false},
    });
    DataTable table{ui, tr("Actions"), columns, state.actions,
                    {.row_count = row.actions.size(), .empty = {icon::clipboard_list, tr("Nothing to do yet"), tr("Add what is to be done for this patient.")}}};
    while (table.next_row()) {
        auto const& action = row.actions[table.row()];
        table.begin_row(action.id, {.name = action.text, .quiet = action.done});
        table.text(action.text);
        auto const doer = doer_of(world, action);
        doer.empty() ? table.skip() : table.text(doer);
        due_cell(table, action, seen.now);
        auto actions = table.actions();
        action_offers(ui, actions, seen, patient, action, form);
    }
}

} // namespace castellan::ui
