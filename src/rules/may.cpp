#include "rules/may.hpp"

#include "rules/judgement.hpp"

#include <algorithm>

namespace castellan {

namespace {

/// What a device says of an order; the other states are given by people and by time.
bool is_of_a_device(OrderState state)
{
    return state == OrderState::sent || state == OrderState::done || state == OrderState::failed;
}

/// Whether an order in this state can still become what the device says. What was done in time may be told late, by a safe
/// that was away since.
bool is_open_for(OrderState told, OrderState present)
{
    auto const is_new = told != present;
    return present == OrderState::queued || (present == OrderState::sent && is_new) ||
           (present == OrderState::expired && told != OrderState::sent);
}

/// A device speaks of itself and of nothing else (S-16).
Decision judge_device(World const& world, SafeId device, Change const& change)
{
    auto const* report = std::get_if<ReportSafe>(&change);
    if (report == nullptr || report->safe != device || !world.safes.contains(device))
        return denied("S-16", "A safe reports on itself and on nothing else.");
    auto const& safe = world.safes[device];
    if (report->order) {
        auto const known = std::ranges::any_of(safe.orders, [&](Order const& order) {
            return order.number == static_cast<std::uint64_t>(*report->order) &&
                   report->state && is_of_a_device(*report->state) && is_open_for(*report->state, order.state);
        });
        return known ? Decision{.effect = Effect::allow, .rule = "S-16"}
                     : not_now("S-16", "The order is unknown or finished.");
    }
    if (!changes(report->online, safe.online) && !changes(report->firmware, safe.firmware))
        return unchanged;
    return {.effect = Effect::allow, .rule = "S-16"};
}

/// Who is invited or disabled can do nothing, but for an invited person's own acceptance.
bool can_act(User const& user, Change const& change)
{
    return user.status == Status::active ||
           (user.status == Status::invited && std::holds_alternative<AcceptInvitation>(change));
}

Decision decide(World const& world, Actor actor, Change const& change, Context const& context, std::vector<Step>* trace)
{
    if (actor.device)
        return judge_device(world, actor.device, change);
    if (actor.invitation)
        return judge_acceptance_by_stranger(world, actor.invitation, change, context);
    auto const* row = world.users.get(actor.user);
    if (row == nullptr || !can_act(*row, change))
        return denied("X-2", "Who is invited or disabled can do nothing.");
    auto const judgement = Judgement{world, actor.user, kind_of(change), context, trace};
    return std::visit([&](auto const& c) { return judge_kind(judgement, c); }, change);
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
