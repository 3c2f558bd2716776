#include "rules/may.hpp"

#include "rules/facts.hpp"
#include "rules/judge.hpp"
#include "rules/kinds.hpp"
#include "rules/sight.hpp"

#include <algorithm>
#include <unordered_set>

namespace castellan {

namespace {

constexpr Decision unseen{.effect = Effect::deny,
                          .rule = "X-1",
                          .reason = "This does not exist, or you may not see it.",
                          .hidden = true};

constexpr Decision misfit{.effect = Effect::deny,
                          .rule = "X-1",
                          .reason = "These do not belong to the same account."};

constexpr Decision not_now(std::string_view rule, std::string_view reason)
{
    return {.effect = Effect::not_now, .rule = rule, .reason = reason};
}

constexpr Decision unchanged = not_now("X-13", "This would change nothing.");
constexpr Decision id_taken = not_now("X-13", "This id is taken.");

template <class T>
bool changes(std::optional<T> const& given, T const& present)
{
    return given && *given != present;
}

/// Turns one kind of change after the other into a case, has it judged, and adds the preconditions of that kind.
class Judgement {
public:
    Judgement(World const& world, UserId actor, Kind kind, Context const& context, std::vector<Step>* trace)
        : world_(world), actor_(actor), permission_(permission_for(kind).value_or(Permission::users_list)),
          context_(context), trace_(trace)
    {
    }

    // Users

    Decision operator()(CreateUser const& c) const
    {
        return create(c.account, c.user, c.email, c.role, c.groups);
    }

    Decision operator()(ImportUsers const& c) const
    {
        if (!sees(world_, actor_, c.account))
            return unseen;
        auto worst = judged(in(c.account));
        // One pass with what was seen before, and an end at the first refusal: a large import must not hold up others.
        auto emails = std::unordered_set<std::string>{};
        auto ids = std::unordered_set<std::string_view>{};
        for (auto const& row : c.rows) {
            if (worst.effect == Effect::deny)
                break;
            auto decision = create(c.account, row.user, row.email, row.role, row.groups);
            auto const first_email = emails.insert(lowered(row.email)).second;
            auto const first_id = row.user.empty() || ids.insert(row.user).second;
            if (decision.effect != Effect::deny && !(first_email && first_id))
                decision = not_now("X-12", "An earlier row has the same e-mail or id.");
            if (severity(decision.effect) > severity(worst.effect))
                worst = decision;
        }
        return worst;
    }

    Decision operator()(EditUser const& c) const
    {
        if (!sees(world_, actor_, c.user))
            return unseen;
        auto const& user = world_.users[c.user];
        auto subject = about(c.user);
        subject.changes_identity = (c.fields.email && lowered(*c.fields.email) != user.email) ||
                                   changes(c.fields.phone, user.phone);
        auto const decision = judge_in_any_account(subject, trace_);
        if (decision.effect == Effect::deny)
            return decision;
        if (!subject.changes_identity && !changes(c.fields.name, user.name))
            return unchanged;
        if (c.fields.email) {
            if (auto const taken = address_taken(*c.fields.email, c.user))
                return *taken;
        }
        return obliged(subject, decision);
    }

    Decision operator()(DeleteUser const& c) const
    {
        if (!sees(world_, actor_, c.user))
            return unseen;
        auto subject = about(c.user);
        subject.ends_person = true;
        subject.deletes_person = true;
        auto const decision = judge_in_any_account(subject, trace_);
        if (decision.effect == Effect::deny)
            return decision;
        if (auto const last = last_of_account(c.user, subject.place.account))
            return *last;
        return obliged(subject, decision);
    }

    Decision operator()(SetUserRole const& c) const
    {
        if (!sees(world_, actor_, c.user) || !sees(world_, actor_, c.account))
            return unseen;
        auto subject = about(c.user);
        subject.place = Place{c.account, {}};
        subject.gives_role = c.role;
        auto const decision = judged(subject);
        if (decision.effect == Effect::deny)
            return decision;
        auto const present = world_.users[c.user].roles_in(c.account).safes;
        if (present == c.role)
            return unchanged;
        if (present == SafesRole::account_admin) {
            if (auto const last = last_of_account(c.user, c.account))
                return *last;
        }
        return obliged(subject, decision);
    }

    Decision operator()(DisableUser const& c) const
    {
        if (!sees(world_, actor_, c.user))
            return unseen;
        auto subject = about(c.user);
        subject.ends_person = true;
        auto const decision = judged(subject);
        if (decision.effect == Effect::deny)
            return decision;
        if (world_.users[c.user].status == Status::disabled)
            return unchanged;
        if (is_last_of_organization(world_, c.user)) {
            return not_now("X-6", "The last administrator or Organization Admin can't be disabled; name another first.");
        }
        auto result = obliged(subject, decision);
        if (world_.users[c.user].administrator && !context_.otp)
            result = obligation(result, "X-8", {.otp = true});
        return result;
    }

    Decision operator()(EnableUser const& c) const
    {
        if (!sees(world_, actor_, c.user))
            return unseen;
        auto subject = about(c.user);
        auto const decision = judged(subject);
        if (decision.effect == Effect::deny)
            return decision;
        if (world_.users[c.user].status != Status::disabled)
            return unchanged;
        return obliged(subject, decision);
    }

    Decision operator()(EditSelf const& c) const
    {
        if (!changes(c.fields.name, world_.users[actor_].name))
            return unchanged;
        return {.effect = Effect::allow, .rule = "X-11"};
    }

    Decision operator()(ClearPin const& c) const { return clear(c.user, &User::pin, "No PIN is enrolled."); }

    Decision operator()(ClearFingerprint const& c) const
    {
        return clear(c.user, &User::fingerprint, "No fingerprint is enrolled.");
    }

    // Groups

    Decision operator()(CreateGroup const& c) const { return make_in(c.account, !world_.groups.find(c.group).is_none()); }

    Decision operator()(EditGroup const& c) const
    {
        auto subject = in(c.group);
        auto const decision = on_group(subject, c.group);
        if (decision.effect == Effect::deny)
            return decision;
        auto const& group = world_.groups[c.group];
        if (!changes(c.fields.name, group.name) && !changes(c.fields.description, group.description) &&
            !changes(c.fields.logo, group.logo) && !changes(c.fields.notification_emails, group.notification_emails))
            return unchanged;
        return obliged(subject, decision);
    }

    Decision operator()(DeleteGroup const& c) const
    {
        auto subject = in(c.group);
        auto const decision = on_group(subject, c.group);
        return decision.effect == Effect::deny ? decision : obliged(subject, decision);
    }

    Decision operator()(AddMember const& c) const
    {
        if (!sees(world_, actor_, c.user))
            return unseen;
        auto subject = in(c.group);
        subject.person = c.user;
        subject.widens_actor = c.user == actor_;
        auto const decision = on_group(subject, c.group);
        if (decision.effect == Effect::deny)
            return decision;
        if (holds(world_.groups[c.group].members, c.user))
            return not_now("X-13", "This person is already a member.");
        return obliged(subject, decision);
    }

    Decision operator()(RemoveMember const& c) const
    {
        if (!sees(world_, actor_, c.user))
            return unseen;
        auto subject = in(c.group);
        subject.person = c.user;
        auto const decision = on_group(subject, c.group);
        if (decision.effect == Effect::deny)
            return decision;
        if (!holds(world_.groups[c.group].members, c.user))
            return not_now("X-13", "This person is no member.");
        return obliged(subject, decision);
    }

    Decision operator()(AddSafe const& c) const
    {
        if (!sees(world_, actor_, c.safe))
            return unseen;
        auto subject = in(c.group);
        subject.widens_actor = holds(world_.users[actor_].groups, c.group);
        auto const decision = on_group(subject, c.group);
        if (decision.effect == Effect::deny)
            return decision;
        if (world_.safes[c.safe].account != world_.groups[c.group].account)
            return misfit;
        if (holds(world_.safes[c.safe].groups, c.group))
            return not_now("X-13", "The safe is already in this group.");
        return obliged(subject, decision);
    }

    Decision operator()(RemoveSafeFromGroup const& c) const
    {
        if (!sees(world_, actor_, c.safe))
            return unseen;
        auto subject = in(c.group);
        auto const decision = on_group(subject, c.group);
        if (decision.effect == Effect::deny)
            return decision;
        if (!holds(world_.safes[c.safe].groups, c.group))
            return not_now("X-13", "The safe is not in this group.");
        return obliged(subject, decision);
    }

    // Safes

    Decision operator()(RegisterSafe const& c) const { return make_in(c.account, !world_.safes.find(c.safe).is_none()); }

    Decision operator()(EditSafe const& c) const
    {
        auto const decision = on_safe(c.safe);
        if (decision.effect == Effect::deny)
            return decision;
        auto const& safe = world_.safes[c.safe];
        if (!changes(c.fields.name, safe.name) && !changes(c.fields.two_person, safe.two_person))
            return unchanged;
        return decision;
    }

    Decision operator()(RemoveSafe const& c) const { return on_safe(c.safe); }
    Decision operator()(SyncSafe const& c) const { return on_safe(c.safe); }
    Decision operator()(IssueEmergencyCode const& c) const { return on_safe(c.safe); }

    Decision operator()(UpgradeSafe const& c) const
    {
        auto const decision = on_safe(c.safe);
        if (decision.effect != Effect::deny && changes_nothing(c))
            return not_now("X-13", "The safe runs this version already.");
        return decision;
    }

    Decision operator()(UnlockSafe const& c) const
    {
        auto const decision = on_safe(c.safe);
        if (decision.effect == Effect::deny || decision.effect == Effect::not_now)
            return decision;
        auto const wanted = world_.safes[c.safe].two_person;
        if (wanted == TwoPerson::off || is_second_person(c.safe, wanted))
            return decision;
        return obligation(decision, "S-13", {.second_person = true});
    }

    Decision operator()(ReportSafe const&) const
    {
        return {.effect = Effect::deny, .rule = "S-16", .reason = "Only the safe itself reports its state."};
    }

    // Assets

    Decision operator()(CreateAsset const& c) const
    {
        auto const decision = on_safe(c.safe);
        if (decision.effect != Effect::deny && !c.asset.empty() && world_.assets.find(c.asset))
            return id_taken;
        return decision;
    }

    Decision operator()(EditAsset const& c) const
    {
        auto const decision = on_asset(c.asset);
        if (decision.effect == Effect::deny)
            return decision;
        auto const& asset = world_.assets[c.asset];
        if (!changes(c.fields.kind, asset.kind) && !changes(c.fields.tag, asset.tag) &&
            !changes(c.fields.lot, asset.lot) && !changes(c.fields.expires, asset.expires) &&
            !changes(c.fields.quantity, asset.quantity))
            return unchanged;
        return decision;
    }

    Decision operator()(DeleteAsset const& c) const { return on_asset(c.asset); }

    // A count that finds what was expected changes no number, and is still an event worth keeping.
    Decision operator()(CountAsset const& c) const { return on_asset(c.asset); }

    Decision operator()(EnrollAsset const& c) const
    {
        auto const decision = on_asset(c.asset);
        if (decision.effect != Effect::deny && !world_.safes[world_.assets[c.asset].safe].online)
            return not_now("S-12", "The safe is offline; tags are programmed on a safe that is online.");
        return decision;
    }

    Decision operator()(MoveAsset const& c) const
    {
        auto const decision = on_asset(c.asset);
        if (decision.effect == Effect::deny)
            return decision;
        auto const there = on_safe(c.to);
        if (there.effect == Effect::deny)
            return there;
        auto const from = world_.assets[c.asset].safe;
        if (world_.safes[from].account != world_.safes[c.to].account)
            return misfit;
        if (from == c.to)
            return unchanged;
        return decision;
    }

private:
    static int severity(Effect effect)
    {
        switch (effect) {
        case Effect::allow: return 0;
        case Effect::after: return 1;
        case Effect::not_now: return 2;
        case Effect::deny: return 3;
        }
        return 3;
    }

    Case in(Place place) const
    {
        return Case{.world = world_, .actor = actor_, .permission = permission_, .place = place, .person = {}};
    }
    Case in(AccountId account) const { return in(Place{account, {}}); }
    Case in(GroupId const& group) const { return in(place_of(world_, group)); }
    Case in(SafeId safe) const { return in(place_of(world_, safe)); }
    Case about(UserId person) const
    {
        auto result = in(Place{});
        result.person = person;
        return result;
    }

    Reach reach(Place place) const { return reach_of(world_.users[actor_], place); }

    Decision judged(Case& subject) const { return judge(subject, reach(subject.place), trace_); }
    Decision judged(Case&& subject) const { return judged(subject); }

    /// OPTIMIZATION: what shows a thing in a place and what is asked of it there come from the same reach.
    Decision judged_if_shown(Case& subject, PermissionSet shown_by) const
    {
        auto const here = reach(subject.place);
        if ((here.all & shown_by).empty() && !world_.is_replica)
            return unseen;
        return judge(subject, here, trace_);
    }

    static Decision obligation(Decision decision, std::string_view rule, Needs needs)
    {
        constexpr std::string_view reason = "Something has to be confirmed first.";
        auto const first = decision.effect == Effect::allow;
        return {.effect = Effect::after,
                .rule = first ? rule : decision.rule,
                .reason = reason,
                .needs = {.otp = needs.otp || decision.needs.otp,
                          .mfa = needs.mfa || decision.needs.mfa,
                          .second_person = needs.second_person || decision.needs.second_person}};
    }

    /// While an account requires it, administrative permissions need a session with a second factor. What the
    /// organisation's administrators do is exempt.
    Decision obliged(Case const& subject, Decision decision) const
    {
        auto const account = subject.place.account;
        if (context_.mfa || !account || !world_.accounts[account].require_admin_mfa ||
            everyday_permissions().has(subject.permission) ||
            !has_administrative_role(world_.users[actor_], account))
            return decision;
        return obligation(decision, "X-9", {.mfa = true});
    }

    /// A new thing of an account, whose id must be free; an id left out is in no table.
    Decision make_in(AccountId account, bool taken) const
    {
        if (!sees(world_, actor_, account))
            return unseen;
        auto subject = in(account);
        auto const decision = judged(subject);
        if (decision.effect == Effect::deny)
            return decision;
        return taken ? id_taken : obliged(subject, decision);
    }

    Decision on_safe(SafeId safe, PermissionSet shown_by = shows_safe) const
    {
        if (!world_.safes.contains(safe))
            return unseen;
        auto subject = in(safe);
        auto const decision = judged_if_shown(subject, shown_by);
        return decision.effect == Effect::deny ? decision : obliged(subject, decision);
    }

    Decision on_asset(AssetId asset) const
    {
        return world_.assets.contains(asset) ? on_safe(world_.assets[asset].safe, shows_asset) : unseen;
    }

    Decision on_group(Case& subject, GroupId group) const
    {
        return world_.groups.contains(group) ? judged_if_shown(subject, shows_group) : unseen;
    }

    bool changes_nothing(UpgradeSafe const& c) const
    {
        return c.version && *c.version == world_.safes[c.safe].firmware;
    }

    Decision create(AccountId account, std::string const& id, std::string const& email, SafesRole role,
                    std::vector<GroupId> const& groups) const
    {
        if (!sees(world_, actor_, account))
            return unseen;
        for (auto const group : groups) {
            if (!sees(world_, actor_, group))
                return unseen;
        }
        auto subject = in(account);
        subject.gives_role = role;
        subject.groups_given = groups.size();
        auto const decision = judged(subject);
        if (decision.effect == Effect::deny)
            return decision;
        for (auto const group : groups) {
            if (world_.groups[group].account != account)
                return misfit;
            auto membership = in(group);
            membership.permission = Permission::groups_assign_members;
            if (auto const assigned = judged(membership); assigned.effect == Effect::deny)
                return assigned;
        }
        if (!id.empty() && world_.users.find(id))
            return id_taken;
        if (auto const taken = address_taken(email, {}))
            return *taken;
        return obliged(subject, decision);
    }

    Decision clear(UserId user, bool User::*enrolled, std::string_view nothing_there) const
    {
        if (!sees(world_, actor_, user))
            return unseen;
        auto subject = about(user);
        auto const decision = judge_in_any_account(subject, trace_);
        if (decision.effect == Effect::deny)
            return decision;
        if (!(world_.users[user].*enrolled))
            return not_now("X-13", nothing_there);
        return obliged(subject, decision);
    }

    /// Same e-mail, same person: a known address is refused, with advice to whoever may see its person.
    std::optional<Decision> address_taken(std::string_view email, UserId except) const
    {
        auto const known = world_.find_by_email(email);
        if (!known || known == except)
            return std::nullopt;
        if (!sees(world_, actor_, known))
            return not_now("X-12", "This e-mail address can't be used.");
        if (world_.users[known].status == Status::disabled)
            return not_now("X-2", "This e-mail address belongs to a disabled person, whom an administrator can enable.");
        return not_now("X-12", "This e-mail address is known; give the person a role instead.");
    }

    /// The last active holder of an account's top role can't lose it or be deleted.
    std::optional<Decision> last_of_account(UserId user, AccountId account) const
    {
        if (!account || !is_last_account_admin(world_, user, account))
            return std::nullopt;
        return not_now("X-6", "This is the last Account Administrator of the account; name another first.");
    }

    /// S-13. The second is another, active person who is authorised for that safe.
    bool is_second_person(SafeId safe, TwoPerson wanted) const
    {
        auto const second = context_.second_person;
        auto const* row = world_.users.get(second);
        if (row == nullptr || second == actor_ || row->status != Status::active)
            return false;
        auto const place = place_of(world_, safe);
        if (granting_rule(world_, second, Permission::safes_unlock, place).empty())
            return false;
        auto const role = row->roles_in(place.account).safes;
        return wanted == TwoPerson::any || role == SafesRole::account_admin || role == SafesRole::group_admin;
    }

    World const& world_;
    UserId actor_;
    Permission permission_;
    Context const& context_;
    std::vector<Step>* trace_;
};

/// A device speaks of itself and of nothing else (S-16).
Decision judge_device(World const& world, SafeId device, Change const& change)
{
    auto const* report = std::get_if<ReportSafe>(&change);
    if (report == nullptr || report->safe != device || !world.safes.contains(device))
        return {.effect = Effect::deny, .rule = "S-16", .reason = "A safe reports on itself and on nothing else."};
    auto const& safe = world.safes[device];
    if (report->order) {
        auto const known = std::ranges::any_of(safe.orders, [&](Order const& order) {
            return order.number == static_cast<std::uint64_t>(*report->order) &&
                   (order.state == OrderState::queued || order.state == OrderState::sent) &&
                   report->state && *report->state != order.state;
        });
        return known ? Decision{.effect = Effect::allow, .rule = "S-16"}
                     : not_now("S-16", "The order is unknown or finished.");
    }
    if (!changes(report->online, safe.online) && !changes(report->firmware, safe.firmware))
        return unchanged;
    return {.effect = Effect::allow, .rule = "S-16"};
}

Decision decide(World const& world, Actor actor, Change const& change, Context const& context, std::vector<Step>* trace)
{
    if (actor.device)
        return judge_device(world, actor.device, change);
    auto const* row = world.users.get(actor.user);
    if (row == nullptr || row->status != Status::active)
        return {.effect = Effect::deny, .rule = "X-2", .reason = "Who is invited or disabled can do nothing."};
    return std::visit(Judgement{world, actor.user, kind_of(change), context, trace}, change);
}

} // namespace

Decision may(World const& world, Actor actor, Change const& change, Context const& context)
{
    return decide(world, actor, change, context, nullptr);
}

Explanation explain(World const& world, Actor actor, Change const& change, Context const& context)
{
    auto result = Explanation{};
    result.decision = decide(world, actor, change, context, &result.steps);
    auto const& decision = result.decision;
    if (decision.effect == Effect::not_now)
        result.steps.push_back({Step::Kind::precondition, false, decision.rule, std::string{decision.reason}});
    if (decision.effect == Effect::after)
        result.steps.push_back({Step::Kind::obligation, false, decision.rule, std::string{decision.reason}});
    return result;
}

} // namespace castellan
