// The kinds of RULEBOOK 7 that are about invitations (M-7, M-8, T-6).
#include "model/address.hpp"
#include "rules/judgement.hpp"

#include <algorithm>
#include <unordered_set>

namespace castellan {

namespace {

bool is_in_module(OfferedRole role)
{
    return role == OfferedRole::module_admin || role == OfferedRole::collaborator || role == OfferedRole::custom;
}

bool is_top(Judgement const& j, OfferedRole role)
{
    return role == OfferedRole::administrator ||
           (role == OfferedRole::organization_admin && j.is_coded(TopRole::organization_admin));
}

/// What stands against one line; the outcome of each is shown to the sender (M-7).
std::optional<Decision> line_problem(Judgement const& j, std::string const& email)
{
    if (!is_address(email))
        return not_now("M-7", "A line is no e-mail address.");
    auto const known = j.world().find_by_email(email);
    if (known && j.world().users[known].status == Status::disabled) {
        return j.sees(known) ? not_now("X-2", "An address belongs to a disabled person, whom an administrator can enable.")
                             : not_now("X-12", "An e-mail address can't be used.");
    }
    return std::nullopt;
}

std::optional<Decision> lines_problem(Judgement const& j, SendInvitation const& c)
{
    if (c.emails.empty())
        return not_now("M-7", "There is no e-mail address to invite.");
    auto seen = std::unordered_set<std::string>{};
    for (auto const& email : c.emails) {
        if (auto const problem = line_problem(j, email))
            return problem;
        if (!seen.insert(lowered(email)).second)
            return not_now("M-7", "An e-mail address stands there twice.");
    }
    return std::nullopt;
}

Decision on_pending(Judgement const& j, InvitationId invitation, bool gives_again)
{
    if (!j.sees(invitation))
        return unseen;
    auto const& row = j.world().invitations[invitation];
    auto subject = case_of_offer(j.world(), j.actor(), {row.offer, row.account, row.module, row.team});
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (row.state != InvitationState::pending)
        return not_now("M-8", "This invitation was accepted or withdrawn.");
    if (auto const problem = gives_again ? line_problem(j, row.email) : std::nullopt)
        return *problem;
    return j.coded(j.obliged(subject, decision), gives_again && is_top(j, row.offer.role));
}

constexpr Decision held_already = not_now("M-7", "You hold a role there already, which an invitation does not change.");

/// M-7: a role that is held is never changed silently; what is held already is no change.
std::optional<Decision> held_problem(World const& world, User const& self, UserId person, Invitation const& row)
{
    auto const unchanged_if = [&](bool held) -> std::optional<Decision> {
        return held && self.status == Status::active ? std::optional{unchanged} : std::nullopt;
    };
    switch (row.offer.role) {
    case OfferedRole::administrator: return unchanged_if(self.administrator);
    case OfferedRole::staff:
        return unchanged_if(!row.team || role_in(world.teams[row.team].people, person) != TeamRole::none);
    case OfferedRole::organization_admin: return unchanged_if(self.organization_admin);
    case OfferedRole::division_admin:
        return unchanged_if(self.roles_in(row.account).modules == ModulesRole::division_admin);
    case OfferedRole::module_admin:
    case OfferedRole::collaborator:
    case OfferedRole::custom: break;
    }
    auto const offered = ModuleRole{row.offer.role == OfferedRole::module_admin   ? ModuleRank::module_admin
                                    : row.offer.role == OfferedRole::collaborator ? ModuleRank::collaborator
                                                                                  : ModuleRank::custom,
                                    row.offer.custom};
    auto const* module = world.modules.get(row.module); // cut away from who holds no role in it
    auto const held = module == nullptr ? ModuleRole{} : role_in(module->roles, person);
    if (held == offered)
        return unchanged_if(true);
    if (held.rank != ModuleRank::none && rank_of(held.rank) >= rank_of(offered.rank))
        return held_already;
    return std::nullopt;
}

std::optional<Decision> acceptance_problem(World const& world, Invitation const& row, Instant now)
{
    if (row.state != InvitationState::pending)
        return not_now("M-8", "This invitation was accepted or withdrawn.");
    if (now >= row.expires)
        return not_now("M-8", "This invitation has expired; ask for a new one.");
    auto const is_given_no_more =
        world.is_replica ? row.void_now : is_void(world, row) || !may_offer(world, row.by, row);
    if (is_given_no_more)
        return not_now("M-8", "Who sent this invitation may no longer give what it offers.");
    return std::nullopt;
}

constexpr Decision accepted{.effect = Effect::allow, .rule = "M-8"};

/// one new id for each address, or none at all.
std::optional<Decision> ids_problem(Judgement const& j, SendInvitation const& c)
{
    auto seen = std::unordered_set<std::string_view>{};
    for (auto const& id : c.invitations) {
        if (!id.empty() && (j.world().invitations.find(id) || !seen.insert(id).second))
            return id_taken;
    }
    if (!c.invitations.empty() && c.invitations.size() != c.emails.size())
        return not_now("X-13", "There is one id for each e-mail address, or none.");
    return std::nullopt;
}

/// nobody among the addressees would be offered anything new.
bool all_hold_it(Judgement const& j, SendInvitation const& c)
{
    auto const offered = Invitation{.offer = c.offer, .account = c.account, .module = c.module, .team = c.team};
    return std::ranges::all_of(c.emails, [&](std::string const& email) {
        auto const known = j.world().find_by_email(email);
        return known && j.sees(known) && held_problem(j.world(), j.world().users[known], known, offered) == unchanged;
    });
}

} // namespace

Decision judge_kind(Judgement const& j, SendInvitation const& c)
{
    auto const in_module = is_in_module(c.offer.role);
    auto const in_account = c.offer.role == OfferedRole::division_admin;
    auto const unknown = (c.in_account && !j.sees(c.account)) || (c.in_module && !j.sees(c.module)) ||
                         (c.in_team && !j.sees(c.team)) || (in_module && !c.module) || (in_account && !c.account);
    if (unknown || (c.offer.role == OfferedRole::custom && !j.sees(c.offer.custom)))
        return unseen;
    auto subject = case_of_offer(j.world(), j.actor(), {c.offer, c.account, c.module, c.team});
    auto const decision = j.judged(subject);
    if (decision.effect == Effect::deny)
        return decision;
    if (c.offer.role == OfferedRole::custom &&
        j.world().custom_roles[c.offer.custom].account != j.world().modules[c.module].account)
        return denied("M-5", "A custom role is given in modules of its own account.");
    for (auto const& email : c.emails) {
        if (lowered(email) == j.self().email)
            return denied("X-3", "Nobody can invite himself to a role.");
    }
    if (auto const problem = lines_problem(j, c))
        return *problem;
    if (all_hold_it(j, c))
        return unchanged;
    if (auto const problem = ids_problem(j, c))
        return *problem;
    return j.coded(j.obliged(subject, decision), is_top(j, c.offer.role));
}

Decision judge_kind(Judgement const& j, ResendInvitation const& c) { return on_pending(j, c.invitation, true); }
Decision judge_kind(Judgement const& j, WithdrawInvitation const& c) { return on_pending(j, c.invitation, false); }

Decision judge_kind(Judgement const& j, AcceptInvitation const& c)
{
    auto const* row = j.world().invitations.get(c.invitation);
    if (row == nullptr || j.self().email.empty() || row->email != j.self().email)
        return unseen;
    if (row->by == j.actor())
        return denied("X-3", "Nobody can accept his own invitation.");
    if (auto const problem = acceptance_problem(j.world(), *row, j.context().now))
        return *problem;
    // Who is in a team sees it: in a replica, one that was cut away is not his. That staff of the organisation have
    // nothing to accept was told by `void_now`.
    auto const is_cut_away = j.world().is_replica && row->offer.role == OfferedRole::staff && !row->team;
    if (auto const problem = held_problem(j.world(), j.self(), j.actor(), *row); problem && !is_cut_away)
        return *problem;
    return accepted;
}

Decision judge_acceptance_by_stranger(World const& world, InvitationId invitation, Change const& change,
                                      Context const& context)
{
    auto const* acceptance = std::get_if<AcceptInvitation>(&change);
    auto const* row = world.invitations.get(invitation);
    if (acceptance == nullptr || row == nullptr || acceptance->invitation != invitation)
        return denied("M-8", "An invitation accepts itself and does nothing else.");
    if (auto const known = world.find_by_email(row->email)) {
        if (world.users[known].status == Status::disabled)
            return not_now("X-2", "This e-mail address can't be used.");
        return not_now("X-12", "There is a person with this e-mail address; sign in to accept.");
    }
    if (auto const problem = acceptance_problem(world, *row, context.now))
        return *problem;
    if (!acceptance->user.empty() && world.users.find(acceptance->user))
        return id_taken;
    return accepted;
}

} // namespace castellan
