// Inside the rules: what the judging of one kind of change stands on. Each kind becomes a case, has it judged, and adds
// its preconditions and obligations; the files judge_*.cpp have one overload for each.
#pragma once

#include "rules/facts.hpp"
#include "rules/judge.hpp"
#include "rules/sight.hpp"

#include <optional>

namespace castellan {

inline constexpr Decision unseen{.effect = Effect::deny,
                                 .rule = "X-1",
                                 .reason = "This does not exist, or you may not see it.",
                                 .hidden = true};

inline constexpr Decision misfit{.effect = Effect::deny,
                                 .rule = "X-1",
                                 .reason = "These do not belong to the same account."};

constexpr Decision not_now(std::string_view rule, std::string_view reason)
{
    return {.effect = Effect::not_now, .rule = rule, .reason = reason};
}
constexpr Decision denied(std::string_view rule, std::string_view reason)
{
    return {.effect = Effect::deny, .rule = rule, .reason = reason};
}

inline constexpr Decision unchanged = not_now("X-13", "This would change nothing.");
inline constexpr Decision id_taken = not_now("X-13", "This id is taken.");

template <class T>
[[nodiscard]] bool changes(std::optional<T> const& given, T const& present)
{
    return given && *given != present;
}

/// One question, on its way through RULEBOOK 1's order.
class Judgement {
public:
    Judgement(World const& world, UserId actor, Kind kind, Context const& context, std::vector<Step>* trace);

    [[nodiscard]] World const& world() const { return world_; }
    [[nodiscard]] UserId actor() const { return actor_; }
    [[nodiscard]] User const& self() const { return world_.users[actor_]; }
    [[nodiscard]] Context const& context() const { return context_; }
    [[nodiscard]] Permission permission() const { return permission_; }

    template <class Handle>
    [[nodiscard]] bool sees(Handle thing) const
    {
        return castellan::sees(world_, actor_, thing);
    }
    /// Seen, or offered in a picker: for whoever gives a role or a membership.
    [[nodiscard]] bool is_offered(UserId user) const { return castellan::is_offered(world_, actor_, user); }

    // Cases.
    [[nodiscard]] Case in(Place const& place) const
    {
        return Case{.world = world_, .actor = actor_, .permission = permission_, .place = place, .person = {}};
    }
    [[nodiscard]] Case in(AccountId account) const { return in(in_account(account)); }
    [[nodiscard]] Case in(GroupId const& group) const { return in(place_of(world_, group)); }
    [[nodiscard]] Case in(TeamId team) const { return in(in_team(team)); }
    template <class Handle>
    [[nodiscard]] Case in(Handle thing) const
    {
        return in(place_of(world_, thing));
    }

    // Grants and guards.
    [[nodiscard]] Reach reach(Place const& place) const { return reach_of(world_, actor_, place); }
    [[nodiscard]] Decision judged(Case& subject) const { return judge(subject, reach(subject.place), trace_); }
    [[nodiscard]] Decision judged(Case&& subject) const { return judged(subject); }
    [[nodiscard]] Decision judged(Case& subject, Reach const& here) const { return judge(subject, here, trace_); }
    [[nodiscard]] Decision judged_in_any_account(Case& subject) const
    {
        return judge_in_any_account(subject, context_.mfa, trace_);
    }

    /// OPTIMIZATION: what shows a thing in a place and what is asked of it there come from the same reach.
    [[nodiscard]] Decision judged_if_shown(Case& subject, PermissionSet shown_by) const
    {
        auto const here = reach(subject.place);
        if ((here.all & shown_by).empty() && !world_.is_replica)
            return unseen;
        return judge(subject, here, trace_);
    }

    // Obligations.
    [[nodiscard]] static Decision obligation(Decision decision, std::string_view rule, Needs needs);

    /// While an account requires it, administrative permissions need a session with a second factor. What the
    /// organisation's administrators do is exempt.
    [[nodiscard]] Decision obliged(Case const& subject, Decision decision) const;

    /// Giving or ending a role that the organisation has put under codes, by one who has both addresses verified.
    [[nodiscard]] Decision coded(Decision decision, bool concerned) const;
    [[nodiscard]] bool is_coded(TopRole role) const;

    /// X-9 and nothing else for what was allowed; what was refused stays refused.
    [[nodiscard]] Decision settled(Case const& subject, Decision decision) const
    {
        return decision.effect == Effect::deny ? decision : obliged(subject, decision);
    }

    /// On a thing that shows itself by its place, for what needs no more than a grant there.
    template <class Handle>
    [[nodiscard]] Decision on(Handle thing, PermissionSet shown_by) const
    {
        if (world_.get(thing) == nullptr)
            return unseen;
        auto subject = in(thing);
        return settled(subject, judged_if_shown(subject, shown_by));
    }

    /// The id of a new thing must be free; one that was left out is in no table.
    template <class Table>
    [[nodiscard]] static Decision unless_taken(Decision decision, Table const& table, std::string const& id)
    {
        return decision.effect != Effect::deny && !id.empty() && table.find(id) ? id_taken : decision;
    }

    /// A new thing of an account; `content` are the permissions that it names.
    template <class Table>
    [[nodiscard]] Decision make_in(AccountId account, Table const& table, std::string const& id,
                                   PermissionSet const* content = nullptr) const
    {
        if (!sees(account))
            return unseen;
        auto subject = in(account);
        subject.content = content;
        return unless_taken(settled(subject, judged(subject)), table, id);
    }

    /// Same e-mail, same person: a known address is refused, with advice to whoever may see its person.
    [[nodiscard]] std::optional<Decision> address_taken(std::string_view email, UserId except) const;

private:
    World const& world_;
    UserId actor_;
    Permission permission_;
    Context const& context_;
    std::vector<Step>* trace_;
};

/// The verdict on a change of two parts: the worse of theirs. What has to be confirmed for one, has to be for both.
[[nodiscard]] Decision joined(Decision const& one, Decision const& other);

// One overload per kind, in the order of RULEBOOK 7.
[[nodiscard]] Decision judge_kind(Judgement const& j, EditOrganization const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateAccount const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditAccount const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteAccount const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetAccountSettings const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateUser const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, ImportUsers const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditUser const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteUser const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetUserRole const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetAdministrator const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DisableUser const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EnableUser const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditSelf const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, ClearPin const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, ClearFingerprint const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetAdminType const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetModulesRole const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SendInvitation const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, ResendInvitation const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, WithdrawInvitation const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, AcceptInvitation const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateGroup const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditGroup const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteGroup const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, AddMember const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RemoveMember const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, AddSafe const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RemoveSafeFromGroup const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, AddDoor const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RemoveDoorFromGroup const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetKeyRole const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetToggles const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RegisterSafe const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditSafe const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RemoveSafe const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, ReportSafe const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SyncSafe const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, UpgradeSafe const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, IssueEmergencyCode const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, UnlockSafe const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CancelOrder const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateAsset const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditAsset const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteAsset const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CountAsset const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EnrollAsset const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, MoveAsset const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, WasteAsset const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateDoor const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditDoor const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteDoor const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetLockSettings const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, UnlockDoor const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RemoteUnlockDoor const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, UnlockDoorFor const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SendKey const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RevokeKey const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateTeam const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditTeam const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteTeam const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, AddTeamMember const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RemoveTeamMember const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetTeamOwner const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, MovePatient const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreatePatient const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditPatient const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeletePatient const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, ActOnPatient const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateModule const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditModule const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteModule const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetModuleRole const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SubmitRecord const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditRecord const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteRecord const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, ClearRecords const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateCustomRole const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditCustomRole const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteCustomRole const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateProfile const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditProfile const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteProfile const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, AddProfileMember const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, SetProfileMember const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RemoveProfileMember const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateSchedule const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditSchedule const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteSchedule const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateCredential const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditCredential const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteCredential const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, CreateWebhook const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, EditWebhook const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, DeleteWebhook const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, RunWebhook const& c);
[[nodiscard]] Decision judge_kind(Judgement const& j, ExportAudit const& c);

/// Somebody whom nobody knows yet accepts the invitation that reached his address.
[[nodiscard]] Decision judge_acceptance_by_stranger(World const& world, InvitationId invitation, Change const& change,
                                                    Context const& context);

} // namespace castellan
