#include "rules/guards.hpp"

#include "rules/facts.hpp"

#include <algorithm>
#include <tuple>

namespace castellan {

namespace {

using enum Permission;
using Answer = std::optional<Refusal>;

constexpr PermissionSet on_people{users_edit, users_delete, users_set_role, users_clear_pin, users_clear_fingerprint};
constexpr PermissionSet making_and_editing{users_create, users_edit, users_import, users_set_role};
constexpr PermissionSet clearing{users_clear_pin, users_clear_fingerprint};

SafesRole role_of(Case const& c)
{
    return c.person ? c.world.users[c.person].roles_in(c.place.account).safes : SafesRole::none;
}

/// Nobody changes a role of his own, and nobody deletes or disables himself.
Answer nobody_changes_his_own_role(Case const& c)
{
    if (c.person == c.actor && c.person) {
        if (c.ends_person)
            return Refusal{"X-3", "Nobody can delete or disable himself; somebody else has to do it."};
        if (c.gives_role)
            return Refusal{"X-3", "Nobody can change a role of his own; somebody else has to do it."};
    }
    return std::nullopt;
}

/// A change of groups by which the actor himself comes to reach more counts as one of his own role.
Answer nobody_widens_his_own_reach(Case const& c)
{
    if (c.widens_actor && c.hat != Role::account_admin && c.hat != Role::full_admin)
        return Refusal{"X-3", "You would come to reach more by this; somebody else has to do it."};
    return std::nullopt;
}

/// S-11. An account_admin is made, edited and demoted by account_admins only; full_admin acts on everybody else.
Answer account_admins_are_for_account_admins(Case const& c)
{
    if (c.hat == Role::account_admin)
        return std::nullopt;
    if (c.gives_role == SafesRole::account_admin)
        return Refusal{"S-11", "Only an Account Administrator can make somebody Account Administrator."};
    if (on_people.has(c.permission) && role_of(c) == SafesRole::account_admin) {
        return Refusal{clearing.has(c.permission) ? "X-4" : "S-11",
                       "Only an Account Administrator can change an Account Administrator."};
    }
    return std::nullopt;
}

/// S-11. These reach people with a role on the safes side of the account; in P's name, with any role there.
Answer reaches_people_of_the_account(Case const& c)
{
    constexpr PermissionSet bound = PermissionSet{users_edit, users_delete} | clearing;
    if (!bound.has(c.permission))
        return std::nullopt;
    auto const roles = c.world.users[c.person].roles_in(c.place.account);
    auto const reached = c.hat == Role::full_admin ? roles.any() : roles.safes != SafesRole::none;
    if (!reached)
        return Refusal{"S-11", "This person has no role in this account."};
    return std::nullopt;
}

/// Giving a role or a membership reaches persons of that account, or of none.
Answer gives_to_people_of_the_account(Case const& c)
{
    auto const gives = c.permission == users_set_role || c.permission == groups_assign_members;
    if (gives && c.person && !can_be_reached_from(c.world, c.person, c.place.account))
        return Refusal{"X-12", "This person belongs to another account."};
    return std::nullopt;
}

/// Codes, links and keys go to a person's addresses, so only one who could give all that he holds changes them.
Answer identity_is_for_whoever_could_give_it(Case const& c)
{
    if (!c.changes_identity)
        return std::nullopt;
    if (c.person == c.actor)
        return Refusal{"X-4", "Your own e-mail and phone are changed in your profile, where they are verified."};
    if (!could_give_everything(c.world, c.actor, c.person)) {
        return Refusal{"X-4", "This person holds roles or memberships that you could not give; only he can change his "
                              "e-mail and phone."};
    }
    return std::nullopt;
}

/// A person is deleted by one who could give all that he holds, and only when nothing else is left.
Answer deletion_needs_a_person_without_other_roles(Case const& c)
{
    if (!c.deletes_person)
        return std::nullopt;
    if (has_roles_elsewhere(c.world, c.person))
        return Refusal{"X-4", "This person has roles elsewhere; only the role in this account can be ended."};
    if (!could_give_everything(c.world, c.actor, c.person))
        return Refusal{"X-4", "This person holds roles or memberships that you could not give."};
    return std::nullopt;
}

/// S-5, S-6. What a group_admin may do with people: users, and group_admins all of whose groups are his.
Answer group_admin_edits_his_own_people(Case const& c)
{
    if (c.hat != Role::group_admin || !making_and_editing.has(c.permission))
        return std::nullopt;
    auto const account = c.place.account;
    if (!in_any_group(c.world, c.actor, account)) {
        return Refusal{"S-5", "You are in no group yet; ask an Account Administrator to add you to yours."};
    }
    auto const standard = [](SafesRole role) { return role == SafesRole::user || role == SafesRole::group_admin; };
    if (c.gives_role && !standard(*c.gives_role))
        return Refusal{"S-5", "A Group Administrator gives the roles User and Group Administrator."};
    auto const creates = c.permission == users_create || c.permission == users_import;
    if (creates) {
        if (c.gives_role == SafesRole::group_admin && c.groups_given == 0)
            return Refusal{"S-5", "A new Group Administrator has to be in one of your groups."};
        return std::nullopt;
    }
    auto const theirs = role_of(c);
    if (!standard(theirs))
        return Refusal{"S-5", "A Group Administrator works with Users and Group Administrators."};
    auto const all_mine = in_any_group(c.world, c.person, account) &&
                          !in_groups_beyond(c.world, c.actor, c.person, account);
    if (c.permission == users_set_role && !all_mine)
        return Refusal{"S-5", "This person is not only in groups of yours; an Account Administrator can set the role."};
    if (theirs == SafesRole::group_admin && !all_mine) {
        return Refusal{"S-5", "This Group Administrator is not only in groups of yours; an Account Administrator can "
                              "change him."};
    }
    return std::nullopt;
}

/// S-7. Clearing needs a person whom one may edit and with whom one shares a group.
Answer clearing_needs_a_common_group(Case const& c)
{
    if (c.hat != Role::group_admin || !clearing.has(c.permission))
        return std::nullopt;
    auto as_edit = c;
    as_edit.permission = users_edit;
    if (auto refusal = group_admin_edits_his_own_people(as_edit))
        return Refusal{"S-7", refusal->reason};
    auto const& mine = c.world.users[c.actor].groups;
    auto const shared = std::ranges::any_of(c.world.users[c.person].groups, [&](GroupId group) {
        return c.world.groups[group].account == c.place.account && holds(mine, group);
    });
    if (!shared)
        return Refusal{"S-7", "This person shares no group with you."};
    return std::nullopt;
}

/// S-9. A group_admin adds and removes users and group_admins; never account_admins, nor a group_admin in no group.
Answer group_admin_assigns_standard_users(Case const& c)
{
    if (c.hat != Role::group_admin || c.permission != groups_assign_members || !c.person)
        return std::nullopt;
    switch (role_of(c)) {
    case SafesRole::account_admin:
        return Refusal{"S-9", "Account Administrators are put into groups by Account Administrators."};
    case SafesRole::none:
        return Refusal{"S-9", "This person has no role on the safes side; an Account Administrator can give one."};
    case SafesRole::group_admin:
        if (!in_any_group(c.world, c.person, c.place.account)) {
            return Refusal{"S-9", "This Group Administrator is in no group yet; the first one comes from an Account "
                                  "Administrator."};
        }
        return std::nullopt;
    case SafesRole::user: return std::nullopt;
    }
    return std::nullopt;
}

// The guards in the order in which they are asked.
constexpr auto guards = std::tuple{
    nobody_changes_his_own_role,
    nobody_widens_his_own_reach,
    account_admins_are_for_account_admins,
    reaches_people_of_the_account,
    gives_to_people_of_the_account,
    group_admin_edits_his_own_people,
    clearing_needs_a_common_group,
    group_admin_assigns_standard_users,
    identity_is_for_whoever_could_give_it,
    deletion_needs_a_person_without_other_roles,
};

} // namespace

std::optional<Refusal> objection(Case const& c)
{
    // OPTIMIZATION: a change about nobody, by which nobody's reach changes, is none of the guards' business.
    if (!c.person && !c.widens_actor && !making_and_editing.has(c.permission))
        return std::nullopt;
    // OPTIMIZATION: a fold instead of a loop, so that each guard is inlined.
    auto found = Answer{};
    std::apply([&](auto... guard) { std::ignore = ((found = guard(c)).has_value() || ...); }, guards);
    return found;
}

} // namespace castellan
