// The kinds of RULEBOOK 7 that are about safes and what is in them (S-8, S-10 to S-16).
#include "rules/judgement.hpp"

#include <algorithm>

namespace castellan {

namespace {

using enum Permission;

Decision on_safe(Judgement const& j, SafeId safe) { return j.on(safe, shows_safe); }

Decision on_asset(Judgement const& j, AssetId asset)
{
    auto const* row = j.world().assets.get(asset);
    return row != nullptr ? j.on(row->safe, shows_asset) : unseen;
}

/// S-13. The second is another, active person who is authorised for that safe.
bool is_second_person(Judgement const& j, SafeId safe, TwoPerson wanted)
{
    auto const second = j.context().second_person;
    auto const* row = j.world().users.get(second);
    if (row == nullptr || second == j.actor() || row->status != Status::active)
        return false;
    auto const reach = reach_of(j.world(), second, place_of(j.world(), safe));
    return std::ranges::any_of(reach, [wanted](Reach::Hat const& hat) {
        auto const administers = hat.role == Role::account_admin || hat.role == Role::group_admin;
        return hat.permissions.has(safes_unlock) && (wanted == TwoPerson::any || administers);
    });
}

/// An order is seen through, so that none is forgotten for another one while it waits for its device.
Decision if_order_fits(Judgement const& j, SafeId safe, Decision const& decision)
{
    if (decision.effect == Effect::deny || has_place_for_order(j.world().safes[safe], j.context().now))
        return decision;
    return not_now("S-16", "Twelve orders still wait for this safe. Take one back, or wait until one is over.");
}

Permission permission_to_give(OrderKind kind)
{
    switch (kind) {
    case OrderKind::sync: return safes_sync;
    case OrderKind::upgrade: return safes_upgrade;
    case OrderKind::emergency_code: return safes_emergency_code;
    case OrderKind::enroll: return assets_enroll;
    case OrderKind::unlock: return safes_unlock;
    case OrderKind::settings: break;
    }
    return safes_edit;
}

} // namespace

Decision judge_kind(Judgement const& j, RegisterSafe const& c) { return j.make_in(c.account, j.world().safes, c.safe); }

Decision judge_kind(Judgement const& j, EditSafe const& c)
{
    auto const decision = on_safe(j, c.safe);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& safe = j.world().safes[c.safe];
    if (!changes(c.fields.name, safe.name) && !changes(c.fields.two_person, safe.two_person))
        return unchanged;
    return changes(c.fields.two_person, safe.two_person) ? if_order_fits(j, c.safe, decision) : decision;
}

Decision judge_kind(Judgement const& j, RemoveSafe const& c) { return on_safe(j, c.safe); }

Decision judge_kind(Judgement const&, ReportSafe const&)
{
    return denied("S-16", "Only the safe itself reports its state.");
}

Decision judge_kind(Judgement const& j, SyncSafe const& c) { return if_order_fits(j, c.safe, on_safe(j, c.safe)); }

// A code comes from a secret that only pairing gives. The safe may be offline, and may be busy: that is its purpose.
Decision judge_kind(Judgement const& j, IssueEmergencyCode const& c)
{
    auto const decision = on_safe(j, c.safe);
    if (decision.effect != Effect::deny && j.world().safes[c.safe].unpaired)
        return not_now("S-16", "The safe is not paired with its device yet; its emergency codes come from that.");
    return decision;
}

Decision judge_kind(Judgement const& j, UpgradeSafe const& c)
{
    auto const decision = on_safe(j, c.safe);
    if (decision.effect != Effect::deny && c.version && *c.version == j.world().safes[c.safe].firmware)
        return not_now("X-13", "The safe runs this version already.");
    return if_order_fits(j, c.safe, decision);
}

Decision judge_kind(Judgement const& j, UnlockSafe const& c)
{
    auto const decision = on_safe(j, c.safe);
    if (decision.effect == Effect::deny)
        return decision;
    if (is_kept_closed(j.world(), j.actor(), c.safe, j.context().now))
        return not_now("S-14", "By its schedule this safe is closed at this hour.");
    if (auto const fits = if_order_fits(j, c.safe, decision); fits.effect == Effect::not_now)
        return fits;
    auto const wanted = j.world().safes[c.safe].two_person;
    if (wanted == TwoPerson::off || is_second_person(j, c.safe, wanted))
        return decision;
    return Judgement::obligation(decision, "S-13", {.second_person = true});
}

Decision judge_kind(Judgement const& j, CancelOrder const& c)
{
    if (sight_of(j.world(), j.actor(), c.safe) != Sight::whole)
        return unseen; // others do not see its orders
    auto const& orders = j.world().safes[c.safe].orders;
    auto const order = std::ranges::find(orders, static_cast<std::uint64_t>(c.order), &Order::number);
    auto subject = j.in(c.safe);
    if (order != orders.end())
        subject.permission = permission_to_give(order->kind); // whoever may give it, may take it back
    auto const decision = j.settled(subject, j.judged(subject));
    if (decision.effect == Effect::deny)
        return decision;
    if (order == orders.end() || order->state != OrderState::queued)
        return not_now("S-16", "This order is under way or over; it can't be taken back.");
    return decision;
}

Decision judge_kind(Judgement const& j, CreateAsset const& c)
{
    return Judgement::unless_taken(on_safe(j, c.safe), j.world().assets, c.asset);
}

Decision judge_kind(Judgement const& j, EditAsset const& c)
{
    auto const decision = on_asset(j, c.asset);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& asset = j.world().assets[c.asset];
    if (!changes(c.fields.kind, asset.kind) && !changes(c.fields.tag, asset.tag) && !changes(c.fields.lot, asset.lot) &&
        !changes(c.fields.expires, asset.expires) && !changes(c.fields.quantity, asset.quantity))
        return unchanged;
    return decision;
}

Decision judge_kind(Judgement const& j, DeleteAsset const& c) { return on_asset(j, c.asset); }

// A count that finds what was expected changes no number, and is still an event worth keeping.
Decision judge_kind(Judgement const& j, CountAsset const& c) { return on_asset(j, c.asset); }

Decision judge_kind(Judgement const& j, EnrollAsset const& c)
{
    auto const decision = on_asset(j, c.asset);
    if (decision.effect == Effect::deny)
        return decision;
    auto const safe = j.world().assets[c.asset].safe;
    if (!j.world().safes[safe].online)
        return not_now("S-12", "The safe is offline; tags are programmed on a safe that is online.");
    return if_order_fits(j, safe, decision);
}

Decision judge_kind(Judgement const& j, MoveAsset const& c)
{
    auto const decision = on_asset(j, c.asset);
    if (decision.effect == Effect::deny)
        return decision;
    auto const there = on_safe(j, c.to);
    if (there.effect == Effect::deny)
        return there;
    auto const from = j.world().assets[c.asset].safe;
    if (j.world().safes[from].account != j.world().safes[c.to].account)
        return misfit;
    return from == c.to ? unchanged : decision;
}

Decision judge_kind(Judgement const& j, WasteAsset const& c)
{
    auto const decision = on_asset(j, c.asset);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& asset = j.world().assets[c.asset];
    if (c.quantity > asset.quantity)
        return not_now("S-10", "There is less of it than that.");
    if (is_second_person(j, asset.safe, TwoPerson::any))
        return decision;
    return Judgement::obligation(decision, "S-13", {.second_person = true});
}

} // namespace castellan
