// Teams, patients and their tasks (RULEBOOK 5, T).
#include "tests/plain/plain_judge.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

} // namespace

Answer Judge::operator()(CreateTeam const& c) const
{
    if (!is_administrator(world, me))
        return not_granted(teams_create);
    if (world.teams.find(c.team))
        return not_now({"X-13"});
    return granted_without_mfa(teams_create);
}

Answer Judge::operator()(EditTeam const& c) const
{
    if (auto const refusal = refused(c.team, teams_edit))
        return *refusal;
    auto const& team = world.teams[c.team];
    if (!alters(c.fields.name, team.name) && !alters(c.fields.description, team.description))
        return not_now({"X-13"});
    return granted_without_mfa(teams_edit);
}

Answer Judge::operator()(DeleteTeam const& c) const
{
    if (auto const refusal = refused(c.team, teams_delete))
        return *refusal;
    return granted_without_mfa(teams_delete);
}

Answer Judge::operator()(AddTeamMember const& c) const
{
    if (!sees(world, me, c.team))
        return hidden();
    auto const has_grant = holds(world, me, teams_assign_members, c.team);
    if (!knows(world, me, c.user))
        return hidden();
    if (!has_grant)
        return not_granted(teams_assign_members);
    if (team_role(world, c.user, c.team) != TeamRole::none)
        return not_now({"X-13"});
    return granted_without_mfa(teams_assign_members);
}

Answer Judge::operator()(RemoveTeamMember const& c) const
{
    if (!sees(world, me, c.team) || !sees(world, me, c.user))
        return hidden();
    if (!holds(world, me, teams_assign_members, c.team))
        return not_granted(teams_assign_members);
    auto const present = team_role(world, c.user, c.team);
    if (present == TeamRole::owner && c.user == me)
        return denied({"X-3"});
    if (present == TeamRole::owner && !is_administrator(world, me))
        return denied({"T-3", "X-4"});
    if (present == TeamRole::none)
        return not_now({"X-13"});
    return granted_without_mfa(teams_assign_members);
}

Answer Judge::operator()(SetTeamOwner const& c) const
{
    if (!sees(world, me, c.team) || !knows(world, me, c.user))
        return hidden();
    if (!holds(world, me, teams_assign_members, c.team))
        return not_granted(teams_assign_members);
    if (c.user == me)
        return denied({"X-3"});
    if (!c.owner && !is_administrator(world, me))
        return denied({"T-3", "X-4"});
    if (is_administrator(world, c.user) && !is_administrator(world, me))
        return denied({"X-4"});
    auto const present = team_role(world, c.user, c.team);
    if (c.owner ? present == TeamRole::owner : present != TeamRole::owner)
        return not_now({"X-13"});
    if (present == TeamRole::none)
        return not_now({"T-3"}); // he makes a member co-owner
    return granted_without_mfa(teams_assign_members);
}

Answer Judge::operator()(MovePatient const& c) const
{
    if (!sees(world, me, c.patient) || !sees(world, me, c.to))
        return hidden();
    auto const from = world.patients[c.patient].team;
    if (!holds(world, me, patients_edit, from) || !holds(world, me, patients_edit, c.to))
        return not_granted(patients_edit);
    if (from == c.to)
        return not_now({"X-13"});
    return granted_without_mfa(patients_edit);
}

Answer Judge::operator()(CreatePatient const& c) const
{
    if (auto const refusal = refused(c.team, patients_create))
        return *refusal;
    if (world.patients.find(c.patient))
        return not_now({"X-13"});
    return granted_without_mfa(patients_create);
}

Answer Judge::operator()(EditPatient const& c) const
{
    if (!sees(world, me, c.patient))
        return hidden();
    auto const& patient = world.patients[c.patient];
    if (!holds(world, me, patients_edit, patient.team))
        return not_granted(patients_edit);
    if (!alters(c.fields.name, patient.name) && !alters(c.fields.values, patient.values))
        return not_now({"X-13"});
    return granted_without_mfa(patients_edit);
}

Answer Judge::operator()(DeletePatient const& c) const
{
    if (!sees(world, me, c.patient))
        return hidden();
    if (!holds(world, me, patients_delete, world.patients[c.patient].team))
        return not_granted(patients_delete);
    return granted_without_mfa(patients_delete);
}

Answer Judge::operator()(ActOnPatient const& c) const
{
    if (!sees(world, me, c.patient))
        return hidden();
    auto const& patient = world.patients[c.patient];
    if (!holds(world, me, patients_act, patient.team))
        return not_granted(patients_act);
    auto doer = UserId{};
    if (c.fields.user && !c.fields.user->empty()) {
        doer = world.users.find(*c.fields.user);
        // A colleague is named by who sees who is in the team; anybody names himself.
        auto const may_name = doer == me || (holds(world, me, teams_list, patient.team) && sees(world, me, doer));
        if (!may_name)
            return hidden();
        if (team_role(world, doer, patient.team) == TeamRole::none)
            return not_now({"T-4"});
    }
    for (auto const& action : patient.actions) {
        if (action.id != c.action)
            continue;
        auto const only_ticks = !c.fields.text && !c.fields.user && !c.fields.due;
        auto const done = c.fields.done.value_or(action.done || only_ticks);
        auto const other_doer = c.fields.user && doer != action.user;
        if (done == action.done && !alters(c.fields.text, action.text) && !alters(c.fields.due, action.due) && !other_doer)
            return not_now({"X-13"});
    }
    return granted_without_mfa(patients_act);
}

} // namespace castellan::plain
