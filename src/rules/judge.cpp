#include "rules/judge.hpp"

namespace castellan {

namespace {

void note(std::vector<Step>* trace, Step::Kind kind, bool passed, std::string_view rule, std::string_view who,
          std::string_view what)
{
    if (trace == nullptr)
        return;
    auto text = std::string{who};
    if (!who.empty())
        text += ": ";
    text += what;
    trace->push_back({kind, passed, rule, std::move(text)});
}

/// What a person is told whom no grant reaches.
Decision no_grant(Case const& c, Reach const& reach)
{
    auto const& actor = c.world.users[c.actor];
    auto const& row = row_of(c.permission);
    auto const safes = actor.roles_in(c.place.account).safes;
    auto rule = row.refusal_rule;
    if (row.book == Book::safes && safes == SafesRole::user && c.permission != Permission::safes_unlock)
        rule = "S-1";
    else if (reach.count == 0 && (c.place.account || actor.accounts.empty()))
        rule = "X-1";
    return {.effect = Effect::deny, .rule = rule, .reason = row.refusal};
}

} // namespace

Decision judge(Case& c, Reach const& reach, std::vector<Step>* trace)
{
    auto refused = std::optional<Refusal>{};
    for (auto const& [role, granted] : reach) {
        if (!granted.has(c.permission)) {
            note(trace, Step::Kind::grant, false, "X-1", title_of(role), "gives no such permission here");
            continue;
        }
        auto const rule = rule_of(role, c.permission);
        note(trace, Step::Kind::grant, true, rule, title_of(role), name_of(c.permission));
        c.hat = role;
        auto const refusal = objection(c);
        if (!refusal)
            return {.effect = Effect::allow, .rule = rule};
        note(trace, Step::Kind::guard, false, refusal->rule, title_of(role), refusal->reason);
        if (!refused)
            refused = refusal;
    }
    if (refused)
        return {.effect = Effect::deny, .rule = refused->rule, .reason = refused->reason};
    return no_grant(c, reach);
}

Decision judge_in_any_account(Case& c, std::vector<Step>* trace)
{
    auto first = std::optional<Decision>{};
    auto first_place = Place{};
    for (auto const& roles : c.world.users[c.person].accounts) {
        if (!roles.any())
            continue;
        c.place = Place{roles.account, {}};
        auto const decision = judge(c, reach_of(c.world.users[c.actor], c.place), trace);
        if (decision.effect == Effect::allow)
            return decision;
        auto const tells_more = decision.rule != "X-1" && (!first || first->rule == "X-1");
        if (!first || tells_more) {
            first = decision;
            first_place = c.place;
        }
    }
    c.place = first_place;
    if (first)
        return *first;
    auto const& row = row_of(c.permission);
    if (permissions_anywhere(c.world, c.actor).has(c.permission))
        return {.effect = Effect::deny, .rule = "S-11", .reason = "This person has no role in an account of yours."};
    return {.effect = Effect::deny, .rule = "X-1", .reason = row.refusal};
}

bool may_edit_person(World const& world, UserId viewer, UserId user)
{
    auto c = Case{.world = world, .actor = viewer, .permission = Permission::users_edit, .place = {}, .person = user};
    return judge_in_any_account(c).effect == Effect::allow;
}

} // namespace castellan
