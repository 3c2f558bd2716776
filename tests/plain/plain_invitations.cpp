// Invitations (T-2, T-3, T-6, M-7, M-8, X-12).
#include "tests/plain/plain_judge.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

bool looks_like_an_address(std::string_view text)
{
    auto const at = text.find('@');
    return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos &&
           text.find('.', at) != std::string_view::npos && text.find(' ') == std::string_view::npos;
}

bool is_in_module(OfferedRole role)
{
    return role == OfferedRole::module_admin || role == OfferedRole::collaborator || role == OfferedRole::custom;
}

/// The account in which a change about such an invitation happens; none for T's, and for the organisation's.
AccountId account_of(World const& world, Invitation const& invitation)
{
    if (invitation.offer.role == OfferedRole::division_admin)
        return invitation.account;
    return is_in_module(invitation.offer.role) ? world.modules[invitation.module].account : AccountId{};
}

/// what an invitation gives is given when it is sent.
bool gives_top_role(Judge const& judge, Offer offer)
{
    return offer.role == OfferedRole::administrator ||
           (offer.role == OfferedRole::organization_admin && judge.needs_code(TopRole::organization_admin));
}

} // namespace

/// what the invitation offers is his already.
bool Judge::has_already(UserId person, Invitation const& invitation) const
{
    switch (invitation.offer.role) {
    case OfferedRole::administrator: return is_administrator(world, person);
    case OfferedRole::staff:
        return invitation.team.is_none() || team_role(world, person, invitation.team) != TeamRole::none;
    case OfferedRole::organization_admin: return is_organization_admin(world, person);
    case OfferedRole::division_admin: return is_division_admin(world, person, invitation.account);
    case OfferedRole::module_admin:
    case OfferedRole::collaborator:
    case OfferedRole::custom: return module_role(world, person, invitation.module) == module_role_of(invitation.offer);
    }
    return false;
}

Answer Judge::operator()(SendInvitation const& c) const
{
    if (c.in_team && !sees(world, me, c.team))
        return hidden();
    if (c.in_account && !sees(world, me, c.account))
        return hidden();
    if (c.in_module && !sees(world, me, c.module))
        return hidden();
    if (c.offer.role == OfferedRole::custom && !sees(world, me, c.offer.custom))
        return hidden();
    if (c.offer.role == OfferedRole::custom &&
        world.custom_roles[c.offer.custom].account != world.modules[c.module].account)
        return denied({"M-5", "M-7", "X-5"});
    auto const wanted =
        Invitation{.offer = c.offer, .account = c.account, .module = c.module, .team = c.team, .by = me};
    if (!reaches_invitations_like(world, me, wanted))
        return denied({"X-1", "X-5", "T-*", "M-*"});
    if (!may_offer(world, me, wanted))
        return denied({"X-5", "M-*"});
    for (auto const& email : c.emails) {
        auto const person = world.find_by_email(email);
        if (person == me)
            return denied({"X-3"});
    }
    if (c.emails.empty())
        return not_now({"X-13", "M-7"});
    auto offers_something = false;
    for (std::size_t at = 0; at < c.emails.size(); ++at) {
        if (!looks_like_an_address(c.emails[at]))
            return not_now({"M-7"});
        for (std::size_t before = 0; before < at; ++before) {
            if (lowered(c.emails[before]) == lowered(c.emails[at]))
                return not_now({"M-7"});
        }
        auto const person = world.find_by_email(c.emails[at]);
        if (person && world.users[person].status == Status::disabled)
            return not_now({"X-2", "X-12"});
        offers_something = offers_something || !is_active(world, person) || !has_already(person, wanted);
        if (at < c.invitations.size() && world.invitations.find(c.invitations[at]))
            return not_now({"X-13"});
    }
    if (!offers_something)
        return not_now({"X-13", "M-7"});
    auto const code = gives_top_role(*this, c.offer);
    auto const account = account_of(world, wanted);
    return account ? granted(people_invite, account) : granted_without_mfa(people_invite, {.code = code});
}

Answer Judge::operator()(ResendInvitation const& c) const
{
    if (!sees(world, me, c.invitation))
        return hidden();
    auto const& invitation = world.invitations[c.invitation];
    if (!reaches_invitations_like(world, me, invitation))
        return denied({"X-1", "X-5", "T-*", "M-*"});
    if (invitation.state != InvitationState::pending)
        return not_now({"M-8", "X-13"});
    if (!may_offer(world, me, invitation))
        return denied({"X-5", "M-*"});
    auto const person = world.find_by_email(invitation.email);
    if (person && world.users[person].status == Status::disabled)
        return not_now({"X-2", "X-12"});
    auto const code = gives_top_role(*this, invitation.offer);
    auto const account = account_of(world, invitation);
    return account ? granted(people_invite, account) : granted_without_mfa(people_invite, {.code = code});
}

Answer Judge::operator()(WithdrawInvitation const& c) const
{
    if (!sees(world, me, c.invitation))
        return hidden();
    auto const& invitation = world.invitations[c.invitation];
    if (!reaches_invitations_like(world, me, invitation))
        return denied({"X-1", "X-5", "T-*", "M-*"});
    if (invitation.state != InvitationState::pending)
        return not_now({"M-8", "X-13"});
    if (!may_offer(world, me, invitation))
        return denied({"X-5", "M-*"});
    auto const account = account_of(world, invitation);
    return account ? granted(people_invite, account) : granted_without_mfa(people_invite);
}

Answer Judge::operator()(AcceptInvitation const& c) const
{
    auto const* invitation = world.get(c.invitation);
    auto const is_stranger = world.get(actor.invitation) != nullptr;
    if (invitation == nullptr || (is_stranger && actor.invitation != c.invitation))
        return {.effect = Effect::deny, .hidden_is_open = true, .rules = {"X-1", "X-2", "M-8"}};
    auto const known = world.find_by_email(invitation->email);
    if (is_stranger) {
        if (known)
            return not_now({"X-12", "X-2", "M-8"}); // he signs in and accepts as himself
    } else {
        if (world.get(me) == nullptr)
            return {.effect = Effect::deny, .hidden_is_open = true, .rules = {"X-1", "X-2"}};
        if (world.users[me].status == Status::disabled)
            return {.effect = Effect::deny, .hidden_is_open = true, .rules = {"X-1", "X-2"}};
        if (known != me) {
            return {.effect = Effect::deny, .hidden_is_open = true, .rules = {"X-1", "X-2", "M-8"}};
        }
        if (invitation->by == me)
            return denied({"X-3"});
    }
    if (invitation->state != InvitationState::pending)
        return not_now({"M-8"});
    if (context.now != 0 && context.now >= invitation->expires)
        return not_now({"M-8"});
    if (!may_offer(world, invitation->by, *invitation))
        return not_now({"M-8"});
    if (is_stranger && world.users.find(c.user))
        return not_now({"X-13"});
    if (!is_stranger && has_already(me, *invitation) && is_active(world, me))
        return not_now({"X-13", "M-7"});
    if (!is_stranger && is_in_module(invitation->offer.role) && !has_already(me, *invitation) &&
        module_role(world, me, invitation->module).rank != ModuleRank::none &&
        (module_role(world, me, invitation->module).rank == ModuleRank::module_admin ||
         module_role_of(invitation->offer).rank != ModuleRank::module_admin))
        return not_now({"M-7", "X-13"}); // a role is never changed silently
    return {.effect = Effect::allow, .rules = {"M-8", "T-6", "X-2", "X-12"}};
}

} // namespace castellan::plain
