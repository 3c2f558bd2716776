// The kinds of RULEBOOK 7 that are about teams and their patients (T-1 to T-5).
#include "rules/judgement.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace castellan {

namespace {

using enum Permission;

Decision on_team(Judgement const& j, Case& subject, TeamId team)
{
    return j.world().teams.contains(team) ? j.judged_if_shown(subject, shows_team) : unseen;
}

Decision on_patients(Judgement const& j, TeamId team) { return j.on(team, shows_patient); }

Decision on_patient(Judgement const& j, PatientId patient)
{
    auto const* row = j.world().patients.get(patient);
    return row != nullptr ? on_patients(j, row->team) : unseen;
}

TeamRole role_there(Judgement const& j, TeamId team, UserId user)
{
    auto const* row = j.world().teams.get(team);
    return row != nullptr ? role_in(row->people, user) : TeamRole::none;
}

/// Somebody in a team.
Case about(Judgement const& j, TeamId team, UserId user)
{
    auto subject = j.in(team);
    subject.person = user;
    return subject;
}

/// Somebody whose role in a team is touched. Plain membership is no role, so that it can be ended for whoever
/// stands higher.
Case re_roled(Judgement const& j, TeamId team, UserId user, TeamRole role)
{
    auto subject = about(j, team, user);
    subject.book = Book::teams;
    subject.present = j.world().users[user].administrator ? administrator_rank : rank_of(role_there(j, team, user));
    subject.gives = rank_of(role);
    return subject;
}

/// T-4: a task is for oneself, or, from whoever lists the people of the team, for one of them.
std::optional<Decision> objection_to_doer(Judgement const& j, std::optional<std::string> const& id, TeamId team)
{
    if (!id || id->empty())
        return std::nullopt;
    auto const user = j.world().users.find(*id);
    if (user.is_none() || (user != j.actor() && !(j.reach(in_team(team)).all.has(teams_list) && j.sees(user))))
        return unseen;
    if (role_there(j, team, user) == TeamRole::none)
        return not_now("T-4", "Who is to do it must be in the team.");
    return std::nullopt;
}

} // namespace

Decision judge_kind(Judgement const& j, CreateTeam const& c)
{
    return Judgement::unless_taken(j.judged(j.in(in_organization())), j.world().teams, c.team);
}

Decision judge_kind(Judgement const& j, EditTeam const& c)
{
    auto subject = j.in(c.team);
    auto const decision = on_team(j, subject, c.team);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& team = j.world().teams[c.team];
    return changes(c.fields.name, team.name) || changes(c.fields.description, team.description) ? decision : unchanged;
}

Decision judge_kind(Judgement const& j, DeleteTeam const& c)
{
    auto subject = j.in(c.team);
    return on_team(j, subject, c.team);
}

Decision judge_kind(Judgement const& j, AddTeamMember const& c)
{
    if (!j.is_offered(c.user))
        return unseen;
    auto subject = about(j, c.team, c.user);
    auto const decision = on_team(j, subject, c.team);
    if (decision.effect == Effect::deny)
        return decision;
    auto const is_there = role_there(j, c.team, c.user) != TeamRole::none;
    return is_there ? not_now("X-13", "This person is already in the team.") : decision;
}

Decision judge_kind(Judgement const& j, RemoveTeamMember const& c)
{
    if (!j.sees(c.user))
        return unseen;
    auto const role = role_there(j, c.team, c.user);
    auto subject = role == TeamRole::owner ? re_roled(j, c.team, c.user, TeamRole::none) : about(j, c.team, c.user);
    auto const decision = on_team(j, subject, c.team);
    if (decision.effect == Effect::deny)
        return decision;
    return role == TeamRole::none ? not_now("X-13", "This person is not in the team.") : decision;
}

Decision judge_kind(Judgement const& j, SetTeamOwner const& c)
{
    if (!j.is_offered(c.user))
        return unseen;
    auto subject = re_roled(j, c.team, c.user, c.owner ? TeamRole::owner : TeamRole::member);
    auto const decision = on_team(j, subject, c.team);
    if (decision.effect == Effect::deny)
        return decision;
    auto const role = role_there(j, c.team, c.user);
    if ((role == TeamRole::owner) == c.owner)
        return unchanged;
    if (role == TeamRole::none)
        return not_now("T-3", "An owner is made of a member; add the person to the team first.");
    return decision;
}

Decision judge_kind(Judgement const& j, MovePatient const& c)
{
    auto const decision = on_patient(j, c.patient);
    if (decision.effect == Effect::deny)
        return decision;
    auto const there = on_patients(j, c.to);
    if (there.effect == Effect::deny)
        return there;
    return j.world().patients[c.patient].team == c.to ? unchanged : decision;
}

Decision judge_kind(Judgement const& j, CreatePatient const& c)
{
    return Judgement::unless_taken(on_patients(j, c.team), j.world().patients, c.patient);
}

Decision judge_kind(Judgement const& j, EditPatient const& c)
{
    auto const decision = on_patient(j, c.patient);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& patient = j.world().patients[c.patient];
    return changes(c.fields.name, patient.name) || changes(c.fields.values, patient.values) ? decision : unchanged;
}

Decision judge_kind(Judgement const& j, DeletePatient const& c) { return on_patient(j, c.patient); }

Decision judge_kind(Judgement const& j, ActOnPatient const& c)
{
    auto const decision = on_patient(j, c.patient);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& patient = j.world().patients[c.patient];
    if (auto const objection = objection_to_doer(j, c.fields.user, patient.team))
        return *objection;
    auto const at = std::ranges::find(patient.actions, c.action, &Action::id);
    if (c.action.empty() || at == patient.actions.end()) {
        return patient.actions.size() < actions_kept ? decision : not_now("T-4", "This patient has as many actions as are kept.");
    }
    auto const other_doer = c.fields.user && (at->taken || j.world().users.find(*c.fields.user) != at->user);
    auto const says_more = c.fields.text || c.fields.user || c.fields.due;
    auto const done = c.fields.done.value_or(at->done || !says_more);
    auto const differs = changes(c.fields.text, at->text) || other_doer || changes(c.fields.due, at->due) || done != at->done;
    return differs ? decision : unchanged;
}

} // namespace castellan
