#include "rules/judge.hpp"

#include "rules/facts.hpp"

namespace castellan {

namespace {

void note(std::vector<Step>& trace, Step::Kind kind, bool passed, std::string_view rule, std::string_view who,
          std::string_view what)
{
    auto text = std::string{who};
    if (!who.empty())
        text += ": ";
    text += what;
    trace.push_back({kind, passed, rule, std::move(text)});
}

/// What a person is told whom no grant reaches.
Decision no_grant(Case const& c, Reach const& reach)
{
    auto const& actor = c.world.users[c.actor];
    auto const& row = row_of(c.permission);
    auto const safes = actor.roles_in(c.place.account).safes;
    auto reason = row.refusal;
    auto rule = c.book == Book::modules ? std::string_view{"M-7"} : row.refusal_rule;
    if (c.permission != Permission::people_invite)
        rule = row.refusal_rule;
    if (c.permission == Permission::groups_set_toggles && (reach.has(Role::key_admin) || reach.has(Role::key_user)))
        rule = "D-2"; // the role that a toggle binds can't switch it
    else if (row.book == Book::safes && safes == SafesRole::user && c.permission != Permission::safes_unlock) {
        rule = "S-1";
        if (row.manager == "safes") // he sees those of his groups only
            reason = "You may use the safes of your groups; settings and orders are for administrators.";
    } else if (reach.count == 0 && (c.place.account || actor.accounts.empty()))
        rule = "X-1";
    return {.effect = Effect::deny, .rule = rule, .reason = reason};
}

} // namespace

Decision judge(Case& c, Reach const& reach, std::vector<Step>* trace)
{
    auto refused = std::optional<Refusal>{};
    c.held = reach.all;
    for (auto const& hat : reach) {
        if (!hat.permissions.has(c.permission)) {
            if (trace != nullptr)
                note(*trace, Step::Kind::grant, false, "X-1", title_of(hat.role), "gives no such permission here");
            continue;
        }
        auto const rule = rule_of(hat.role, c.permission);
        if (trace != nullptr)
            note(*trace, Step::Kind::grant, true, rule, title_of(hat.role), name_of(c.permission));
        c.hat = hat;
        auto const refusal = objection(c);
        if (!refusal)
            return {.effect = Effect::allow, .rule = rule};
        if (trace != nullptr)
            note(*trace, Step::Kind::guard, false, refusal->rule, title_of(hat.role), refusal->reason);
        if (!refused)
            refused = refusal;
    }
    if (refused)
        return {.effect = Effect::deny, .rule = refused->rule, .reason = refused->reason};
    return no_grant(c, reach);
}

bool asks_for_second_factor(World const& world, UserId actor, AccountId account, Permission permission)
{
    return account && world.accounts[account].require_admin_mfa && !everyday_permissions().has(permission) &&
           has_administrative_role(world, actor, account);
}

Decision judge_in_any_account(Case& c, bool has_second_factor, std::vector<Step>* trace)
{
    auto first = std::optional<Decision>{};
    auto first_place = in_organization();
    for (auto const& mine : c.world.users[c.actor].accounts) {
        auto const reach = reach_of(c.world, c.actor, in_account(mine.account));
        if (!reach.all.has(c.permission))
            continue;
        c.place = in_account(mine.account);
        c.present = rank_of(c.world.users[c.person].roles_in(mine.account).safes);
        auto const decision = judge(c, reach, trace);
        auto const is_allowed = decision.effect == Effect::allow;
        // one that allows without more is enough.
        if (is_allowed && (has_second_factor || !asks_for_second_factor(c.world, c.actor, mine.account, c.permission)))
            return decision;
        // A refusal where the person is somebody tells more than one where he is not.
        auto const tells_more = first && first->effect != Effect::allow && first_place.account &&
                                !belongs_to(c.world, c.person, first_place.account) &&
                                belongs_to(c.world, c.person, mine.account);
        if (!first || tells_more || (is_allowed && first->effect != Effect::allow)) {
            first = decision;
            first_place = c.place;
        }
    }
    if (first) {
        c.place = first_place;
        return *first;
    }
    // Nowhere a grant: told as in an account that both know, if there is one.
    for (auto const& mine : c.world.users[c.actor].accounts) {
        if (belongs_to(c.world, c.person, mine.account)) {
            c.place = in_account(mine.account);
            break;
        }
    }
    return no_grant(c, reach_of(c.world, c.actor, c.place));
}

bool may_act_on(World const& world, UserId viewer, UserId user, Permission permission)
{
    auto c = Case{.world = world, .actor = viewer, .permission = permission, .place = in_organization(), .person = user};
    return judge_in_any_account(c, true).effect == Effect::allow;
}

Case case_of_offer(World const& world, UserId sender, Offered const& offered)
{
    auto c = Case{.world = world,
                  .actor = sender,
                  .permission = Permission::people_invite,
                  .place = in_organization(),
                  .person = {},
                  .book = Book::modules,
                  .offer = &offered.offer};
    switch (offered.offer.role) {
    case OfferedRole::administrator:
        c.book = Book::teams;
        c.gives = administrator_rank;
        break;
    case OfferedRole::staff:
        c.book = Book::teams;
        c.gives = Rank{0};
        if (offered.team) {
            c.place = in_team(offered.team);
            c.permission = Permission::teams_assign_members;
            c.gives = rank_of(TeamRole::member);
        }
        break;
    case OfferedRole::organization_admin: c.gives = organization_admin_rank; break;
    case OfferedRole::division_admin:
        c.place = in_account(offered.account);
        c.gives = division_admin_rank;
        break;
    case OfferedRole::module_admin:
        c.place = place_of(world, offered.module);
        c.gives = rank_of(ModuleRank::module_admin);
        break;
    case OfferedRole::collaborator:
    case OfferedRole::custom:
        c.place = place_of(world, offered.module);
        c.gives = rank_of(ModuleRank::custom); // which stands beside the collaborator
        break;
    }
    if (auto const* custom = world.custom_roles.get(offered.offer.custom))
        c.content = &custom->permissions;
    return c;
}

bool is_void(World const& world, Invitation const& invitation)
{
    switch (invitation.offer.role) {
    case OfferedRole::administrator:
    case OfferedRole::organization_admin: return false;
    case OfferedRole::staff: return invitation.team && !world.teams.contains(invitation.team);
    case OfferedRole::division_admin: return !world.accounts.contains(invitation.account);
    case OfferedRole::module_admin:
    case OfferedRole::collaborator: return !world.modules.contains(invitation.module);
    case OfferedRole::custom: break;
    }
    return !world.modules.contains(invitation.module) || !world.custom_roles.contains(invitation.offer.custom);
}

bool may_offer(World const& world, UserId sender, Invitation const& invitation)
{
    auto const* row = world.users.get(sender);
    if (row == nullptr || row->status != Status::active)
        return false;
    auto c = case_of_offer(world, sender, {invitation.offer, invitation.account, invitation.module, invitation.team});
    return judge(c, reach_of(world, sender, c.place)).effect == Effect::allow;
}

} // namespace castellan
