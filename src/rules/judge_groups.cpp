// The kinds of RULEBOOK 7 that are about groups, on both their sides (S-3, S-9, S-11, S-15; D-3, D-4, D-6, D-8).
#include "rules/judgement.hpp"

namespace castellan {

namespace {

using enum Permission;

Decision on_group(Judgement const& j, Case& subject, GroupId group)
{
    // OPTIMIZATION: who lists the group sees it, by the reach that is judged anyway.
    auto const here = j.reach(subject.place);
    if (!j.world().groups.contains(group) || (!here.all.has(groups_list) && !j.sees(group)))
        return unseen;
    return j.judged(subject, here);
}

/// What one holds in `wider` and not in `narrower`: by it one comes to reach more.
bool reaches_more(Judgement const& j, Place const& narrower, Place const& wider)
{
    return !j.reach(narrower).all.includes(j.reach(wider).all);
}

/// Whether the actor comes to reach more by joining: what his role gives in groups of his own, and what he lacks there.
bool gains_by_joining(Judgement const& j, GroupId const& group)
{
    auto const place = place_of(j.world(), group);
    auto const role = j.self().roles_in(place.account).safes;
    if (role != SafesRole::user && role != SafesRole::group_admin)
        return false;
    auto const worn = role == SafesRole::user ? Role::user : Role::group_admin;
    return !j.reach(place).all.includes(permissions_of(worn, Scope::own_groups));
}

/// Whether the actor, a member, comes to reach more of a safe that is put into the group.
bool gains_by_safe(Judgement const& j, GroupId const& group, SafeId safe)
{
    auto wider = place_of(j.world(), safe);
    auto const narrower = wider;
    if (wider.account != j.world().groups[group].account)
        return false;
    wider.groups = std::span{&group, 1};
    return reaches_more(j, narrower, wider);
}

/// Whether the actor, by a key role in the group, comes to reach more of a door that is put into it.
bool gains_by_door(Judgement const& j, GroupId const& group, DoorId door)
{
    auto wider = place_of(j.world(), door);
    auto const narrower = wider;
    if (wider.account != j.world().groups[group].account)
        return false;
    wider.key_groups = std::span{&group, 1};
    return reaches_more(j, narrower, wider);
}

/// Whether one of the toggles that are switched binds the actor's own key (D-2).
bool is_bound(Judgement const& j, GroupId group, ToggleFields const& fields)
{
    auto const& toggles = j.world().groups[group].toggles;
    switch (role_in(j.self().assigned->group_keys, group)) {
    case KeyRole::user:
        return changes(fields.users_can_remote_unlock, toggles.users_can_remote_unlock) ||
               changes(fields.users_can_unlock_for, toggles.users_can_unlock_for);
    case KeyRole::admin:
        return changes(fields.admins_can_modify_lock_settings, toggles.admins_can_modify_lock_settings);
    case KeyRole::none:
    case KeyRole::owner: break;
    }
    return false;
}

constexpr Decision doors_side_off =
    not_now("D-8", "Groups for doors are switched off in this account; a full administrator can switch them on.");

bool has_doors_side(Judgement const& j, GroupId group)
{
    return j.world().accounts[j.world().groups[group].account].groups_for_doors;
}

/// S-14: which schedule binds a group is for those who list schedules there; empty is none.
std::optional<Decision> objection_to_schedule(Judgement const& j, std::optional<std::string> const& id, AccountId account)
{
    if (!id)
        return std::nullopt;
    if (!j.reach(in_account(account)).all.has(schedules_list))
        return denied("X-1", "Which schedule binds a group is set by those who see the schedules.");
    auto const schedule = j.world().schedules.find(*id);
    if (!id->empty() && (schedule.is_none() || j.world().schedules[schedule].account != account))
        return unseen;
    return std::nullopt;
}

} // namespace

Decision judge_kind(Judgement const& j, CreateGroup const& c)
{
    auto const decision = j.make_in(c.account, j.world().groups, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    return objection_to_schedule(j, c.fields.schedule, c.account).value_or(decision);
}

Decision judge_kind(Judgement const& j, EditGroup const& c)
{
    auto subject = j.in(c.group);
    // other hours for oneself, if the membership opens anything (S-14).
    subject.widens_actor = c.fields.schedule && holds(j.self().groups, c.group) &&
                           j.self().roles_in(subject.place.account).safes != SafesRole::none;
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    auto const& group = j.world().groups[c.group];
    if (auto const objection = objection_to_schedule(j, c.fields.schedule, group.account))
        return *objection;
    auto const sets_schedule = c.fields.schedule && j.world().schedules.find(*c.fields.schedule) != group.schedule;
    if (!sets_schedule && !changes(c.fields.name, group.name) && !changes(c.fields.description, group.description) &&
        !changes(c.fields.logo, group.logo) && !changes(c.fields.notification_emails, group.notification_emails))
        return unchanged;
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, DeleteGroup const& c)
{
    auto subject = j.in(c.group);
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    auto const is_owner = role_in(j.self().assigned->group_keys, c.group) == KeyRole::owner;
    auto const is_full_admin = j.self().roles_in(subject.place.account).profiles == ProfilesRole::full_admin;
    if (uses_doors_side(j.world(), c.group) && !is_owner && !is_full_admin)
        return not_now("S-15", "The doors side of this group is in use; its owner or a full administrator can delete it.");
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, AddMember const& c)
{
    if (!j.is_offered(c.user))
        return unseen;
    auto subject = j.in(c.group);
    subject.person = c.user;
    subject.gives_membership = true;
    subject.widens_actor = c.user == j.actor() && j.world().groups.contains(c.group) && gains_by_joining(j, c.group);
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    if (holds(j.world().users[c.user].groups, c.group))
        return not_now("X-13", "This person is already a member.");
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, RemoveMember const& c)
{
    if (!j.sees(c.user))
        return unseen;
    auto subject = j.in(c.group);
    subject.person = c.user;
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    if (!holds(j.world().users[c.user].groups, c.group))
        return not_now("X-13", "This person is no member.");
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, AddSafe const& c)
{
    if (!j.sees(c.safe))
        return unseen;
    auto subject = j.in(c.group);
    subject.widens_actor = holds(j.self().groups, c.group) && gains_by_safe(j, c.group, c.safe);
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    if (j.world().safes[c.safe].account != j.world().groups[c.group].account)
        return misfit;
    if (holds(j.world().safes[c.safe].groups, c.group))
        return not_now("X-13", "The safe is already in this group.");
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, RemoveSafeFromGroup const& c)
{
    if (!j.sees(c.safe))
        return unseen;
    auto subject = j.in(c.group);
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    if (!holds(j.world().safes[c.safe].groups, c.group))
        return not_now("X-13", "The safe is not in this group.");
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, AddDoor const& c)
{
    if (!j.sees(c.door))
        return unseen;
    auto subject = j.in(c.group);
    subject.door = c.door;
    subject.widens_actor = role_in(j.self().assigned->group_keys, c.group) != KeyRole::none &&
                           gains_by_door(j, c.group, c.door);
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    if (j.world().doors[c.door].account != j.world().groups[c.group].account)
        return misfit;
    if (!has_doors_side(j, c.group))
        return doors_side_off;
    if (holds(j.world().doors[c.door].groups, c.group))
        return not_now("X-13", "The door is already in this group.");
    if (overlaps_as_door(j.world(), c.door, c.group))
        return not_now("D-4", "Somebody is user or admin here and in another group that has this door.");
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, RemoveDoorFromGroup const& c)
{
    if (!j.sees(c.door))
        return unseen;
    auto subject = j.in(c.group);
    subject.door = c.door;
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    if (!has_doors_side(j, c.group))
        return doors_side_off;
    if (!holds(j.world().doors[c.door].groups, c.group))
        return not_now("X-13", "The door is not in this group.");
    return j.obliged(subject, decision);
}

Decision judge_kind(Judgement const& j, SetKeyRole const& c)
{
    if (!j.is_offered(c.user) || !j.world().groups.contains(c.group))
        return unseen;
    auto const& group = j.world().groups[c.group];
    auto const present = role_in(group.key_roles, c.user);
    auto subject = j.in(c.group);
    subject.permission = c.role == KeyRole::none ? keys_revoke : keys_send;
    subject.person = c.user;
    subject.book = Book::doors;
    subject.present = rank_of(present);
    subject.gives = rank_of(c.role);
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    if (!has_doors_side(j, c.group))
        return doors_side_off;
    if (present == c.role)
        return unchanged;
    if (present == KeyRole::owner && is_last_owner(j.world(), c.user, c.group))
        return not_now("X-6", "This is the last owner of a group with doors; name another first.");
    auto const bound = c.role == KeyRole::user || c.role == KeyRole::admin;
    if (bound && overlaps_as_key_holder(j.world(), c.user, c.group))
        return not_now("D-4", "This person is user or admin in another group that shares a door with this one.");
    auto const top = (present == KeyRole::owner || c.role == KeyRole::owner) && !group.doors.empty();
    return j.coded(j.obliged(subject, decision), top && j.is_coded(TopRole::owner));
}

Decision judge_kind(Judgement const& j, SetToggles const& c)
{
    auto subject = j.in(c.group);
    subject.is_bound_by_toggle =
        j.world().groups.contains(c.group) && has_doors_side(j, c.group) && is_bound(j, c.group, c.toggles);
    auto const decision = on_group(j, subject, c.group);
    if (decision.effect == Effect::deny)
        return decision;
    if (!has_doors_side(j, c.group))
        return doors_side_off;
    auto const& toggles = j.world().groups[c.group].toggles;
    if (!changes(c.toggles.users_can_remote_unlock, toggles.users_can_remote_unlock) &&
        !changes(c.toggles.users_can_unlock_for, toggles.users_can_unlock_for) &&
        !changes(c.toggles.admins_can_modify_lock_settings, toggles.admins_can_modify_lock_settings))
        return unchanged;
    return j.obliged(subject, decision);
}

} // namespace castellan
