#include "rules/judgement.hpp"

#include "rules/kinds.hpp"

namespace castellan {

namespace {

/// How much worse than allowed.
int severity(Effect effect)
{
    switch (effect) {
    case Effect::allow: return 0;
    case Effect::after: return 1;
    case Effect::not_now: return 2;
    case Effect::deny: return 3;
    }
    return 3;
}

} // namespace

Judgement::Judgement(World const& world, UserId actor, Kind kind, Context const& context, std::vector<Step>* trace)
    : world_(world), actor_(actor), permission_(permission_for(kind).value_or(Permission::users_list)), context_(context),
      trace_(trace)
{
}

Decision Judgement::obligation(Decision decision, std::string_view rule, Needs needs)
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

Decision Judgement::obliged(Case const& subject, Decision decision) const
{
    if (context_.mfa || !asks_for_second_factor(world_, actor_, subject.place.account, subject.permission))
        return decision;
    return obligation(decision, "X-9", {.mfa = true});
}

bool Judgement::is_coded(TopRole role) const
{
    return castellan::is_coded(world_, role);
}

Decision Judgement::coded(Decision decision, bool concerned) const
{
    auto const allowed = decision.effect == Effect::allow || decision.effect == Effect::after;
    if (!concerned || context_.otp || !allowed)
        return decision;
    if (!self().email_verified || !self().phone_verified)
        return not_now("X-8", "This takes a one-time code; add and verify your e-mail and phone first.");
    return obligation(decision, "X-8", {.otp = true});
}

std::optional<Decision> Judgement::address_taken(std::string_view email, UserId except) const
{
    auto const known = world_.find_by_email(email);
    if (!known || known == except)
        return std::nullopt;
    if (!sees(known))
        return not_now("X-12", "This e-mail address can't be used.");
    if (world_.users[known].status == Status::disabled)
        return not_now("X-2", "This e-mail address belongs to a disabled person, whom an administrator can enable.");
    return not_now("X-12", "This e-mail address is known; give the person a role instead.");
}

Decision joined(Decision const& one, Decision const& other)
{
    auto result = severity(other.effect) > severity(one.effect) ? other : one;
    if (one.effect == Effect::after && other.effect == Effect::after)
        result.needs = {.otp = one.needs.otp || other.needs.otp,
                        .mfa = one.needs.mfa || other.needs.mfa,
                        .second_person = one.needs.second_person || other.needs.second_person};
    return result;
}

} // namespace castellan
