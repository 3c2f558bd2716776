// The kinds of RULEBOOK 7 that are about doors and the keys sent to them singly (D-1, D-2, D-5 to D-7).
#include "rules/judgement.hpp"

namespace castellan {

namespace {

using enum Permission;

Decision on_door(Judgement const& j, DoorId door) { return j.on(door, shows_door); }

/// D-5. From afar a door is opened by its controller.
Decision from_afar(Judgement const& j, DoorId door)
{
    auto const decision = on_door(j, door);
    if (decision.effect == Effect::deny)
        return decision;
    if (!j.world().doors[door].controller)
        return not_now("D-5", "This door has no controller.");
    return j.world().doors[door].online ? decision : not_now("D-5", "This door is offline.");
}

Decision on_key(Judgement const& j, DoorId door, UserId user, KeyRole role)
{
    auto const known = role == KeyRole::none ? j.sees(user) : j.is_offered(user);
    if (!known || !j.world().doors.contains(door))
        return unseen;
    auto const present = role_in(j.world().doors[door].keys, user);
    auto subject = j.in(door);
    subject.person = user;
    subject.book = Book::doors;
    subject.present = rank_of(present);
    subject.gives = rank_of(role);
    subject.singly = true;
    auto const decision = j.judged_if_shown(subject, shows_door);
    if (decision.effect == Effect::deny)
        return decision;
    return present == role ? unchanged : j.obliged(subject, decision);
}

} // namespace

Decision judge_kind(Judgement const& j, CreateDoor const& c) { return j.make_in(c.account, j.world().doors, c.door); }

Decision judge_kind(Judgement const& j, EditDoor const& c)
{
    auto const decision = on_door(j, c.door);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& door = j.world().doors[c.door];
    return changes(c.fields.name, door.name) || changes(c.fields.controller, door.controller) ? decision : unchanged;
}

Decision judge_kind(Judgement const& j, DeleteDoor const& c) { return on_door(j, c.door); }

Decision judge_kind(Judgement const& j, SetLockSettings const& c)
{
    auto const decision = on_door(j, c.door);
    if (decision.effect != Effect::deny && j.world().doors[c.door].lock_settings == c.fields)
        return unchanged;
    return decision;
}

Decision judge_kind(Judgement const& j, UnlockDoor const& c) { return on_door(j, c.door); }
Decision judge_kind(Judgement const& j, RemoteUnlockDoor const& c) { return from_afar(j, c.door); }
Decision judge_kind(Judgement const& j, UnlockDoorFor const& c) { return from_afar(j, c.door); }

Decision judge_kind(Judgement const& j, SendKey const& c) { return on_key(j, c.door, c.user, c.role); }
Decision judge_kind(Judgement const& j, RevokeKey const& c) { return on_key(j, c.door, c.user, KeyRole::none); }

} // namespace castellan
