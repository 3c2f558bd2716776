#include "rules/guards.hpp"

#include "model/apply.hpp"
#include "rules/facts.hpp"

#include <algorithm>
#include <tuple>

namespace castellan {

namespace {

using enum Permission;
using Answer = std::optional<Refusal>;
using RoleSet = std::uint32_t; // bits by Role
static_assert(role_count <= 32);

/// What guards are concerned with; a case is about some of these.
using Concerns = std::uint32_t;
namespace concern {
constexpr Concerns person = 1;    // somebody's rights, identity or membership
constexpr Concerns role = 2;      // a role that is given
constexpr Concerns reach = 4;     // the actor comes to reach more
constexpr Concerns door = 8;      // a door that changes its groups
constexpr Concerns toggle = 16;   // one that binds the actor
constexpr Concerns feature = 32;  // the switch of groups for doors
constexpr Concerns content = 64;  // permissions that are named, a custom role
constexpr Concerns offer = 128;   // an invitation
constexpr Concerns people = 256;  // making and editing people, also where none is named
constexpr Concerns profiles = 512;
} // namespace concern

constexpr PermissionSet on_people{users_edit, users_delete, users_set_role, users_clear_pin, users_clear_fingerprint};
constexpr PermissionSet making_and_editing{users_create, users_edit, users_import, users_set_role};
constexpr PermissionSet clearing{users_clear_pin, users_clear_fingerprint};
constexpr PermissionSet of_credentials{credentials_create, credentials_edit};
constexpr PermissionSet of_profiles{profiles_create, profiles_edit, profiles_delete, profiles_assign_members};

SafesRole role_of(Case const& c)
{
    return c.person ? c.world.users[c.person].roles_in(c.place.account).safes : SafesRole::none;
}

bool gives(Case const& c, SafesRole role) { return c.book == Book::safes && c.gives == rank_of(role); }

bool is_of_profiles(Role role) { return role == Role::full_admin || role == Role::partial_admin; }

// X: across all books

/// Nobody changes a role of his own, and nobody deletes or disables himself.
Answer nobody_changes_his_own_role(Case const& c)
{
    if (c.person == c.actor) {
        if (c.ends_person)
            return Refusal{"X-3", "Nobody can delete or disable himself; somebody else has to do it."};
        if (c.gives)
            return Refusal{"X-3", "Nobody can change a role of his own; somebody else has to do it."};
    }
    return std::nullopt;
}

/// A change of groups by which the actor himself comes to reach more counts as one of his own role.
Answer nobody_widens_his_own_reach(Case const& c)
{
    auto const by_owner = c.door && c.hat.role == Role::group_owner; // D-6, which has a guard of its own
    if (c.widens_actor && !by_owner)
        return Refusal{"X-3", "You would come to reach more by this; somebody else has to do it."};
    return std::nullopt;
}

/// Nobody touches the role of a person who stands higher, nor, in S, his name and credentials.
Answer nobody_touches_who_stands_higher(Case const& c)
{
    if (!c.gives && !on_people.has(c.permission))
        return std::nullopt;
    if (c.present > power_to_touch(c.book, c.hat.role, c.singly))
        return Refusal{"X-4", "This person stands higher than you can act here."};
    // Whoever acts by a profile stands below a full administrator.
    if (c.hat.role == Role::partial_admin && c.book == Book::safes && c.place.account &&
        c.world.users[c.person].roles_in(c.place.account).profiles == ProfilesRole::full_admin)
        return Refusal{"X-4", "This person is a full administrator of the account."};
    return std::nullopt;
}

/// Ranked roles are given up to one's own.
Answer nobody_gives_more_than_he_has(Case const& c)
{
    if (!c.gives || *c.gives <= power_over(c.book, c.hat.role, c.held, c.singly))
        return std::nullopt;
    if (c.book == Book::doors) {
        if (*c.gives == rank_of(KeyRole::owner))
            return Refusal{"X-5", "Only who owns the door, or a full administrator, gives an owner key."};
        return Refusal{"X-5", "Who may not change a door's lock settings can't give an admin key."};
    }
    return Refusal{"X-5", "Nobody can give a role that stands above what he holds here."};
}

/// Giving a role or a membership reaches persons of that account, or of none; for an organization_admin, everybody.
Answer gives_to_people_of_the_account(Case const& c)
{
    auto const is_given = c.gives_membership || (c.gives && *c.gives != 0);
    if (is_given && c.place.account && !can_be_reached_from(c.world, c.person, c.place.account))
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

// S: safes and groups

/// S-11. An account_admin is made, edited and demoted by account_admins only; full_admin acts on everybody else.
Answer account_admins_are_for_account_admins(Case const& c)
{
    if (gives(c, SafesRole::account_admin))
        return Refusal{"S-11", "Only an Account Administrator can make somebody Account Administrator."};
    // S-9 says it of groups to a group_admin.
    auto const touches = on_people.has(c.permission) ||
                         (c.permission == groups_assign_members && c.hat.role != Role::group_admin);
    if (touches && role_of(c) == SafesRole::account_admin) {
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
    auto const reached = is_of_profiles(c.hat.role) ? holds_role_in(c.world, c.person, c.place.account)
                                                    : role_of(c) != SafesRole::none;
    if (!reached)
        return Refusal{"S-11", "This person has no role in this account."};
    return std::nullopt;
}

/// S-5, S-6. What a group_admin may do with people: users, and group_admins all of whose groups are his.
Answer group_admin_edits_his_own_people(Case const& c)
{
    if (!making_and_editing.has(c.permission))
        return std::nullopt;
    auto const account = c.place.account;
    if (!in_any_group(c.world, c.actor, account)) {
        return Refusal{"S-5", "You are in no group yet; ask an Account Administrator to add you to yours."};
    }
    auto const standard = [](Rank role) {
        return role == rank_of(SafesRole::user) || role == rank_of(SafesRole::group_admin);
    };
    if (c.gives && !standard(*c.gives))
        return Refusal{"S-5", "A Group Administrator gives the roles User and Group Administrator."};
    auto const creates = c.permission == users_create || c.permission == users_import;
    if (creates) {
        if (gives(c, SafesRole::group_admin) && (c.groups_given == 0 || c.groups_given_beyond))
            return Refusal{"S-5", "A new Group Administrator has to be in groups of yours, and in no others."};
        return std::nullopt;
    }
    auto const theirs = role_of(c);
    if (!standard(rank_of(theirs)))
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
    if (!clearing.has(c.permission))
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
    if (c.permission != groups_assign_members)
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

/// P-1, X-4. Whoever acts by a profile works with persons whose role is user or none, also where groups are filled.
Answer a_profile_reaches_users_only(Case const& c)
{
    if (c.permission != groups_assign_members)
        return std::nullopt;
    if (stands_above_users(c.world, c.person, c.place.account))
        return Refusal{"X-4", "This person stands higher than you can act here."};
    return std::nullopt;
}

// T: teams

/// T-3. Ending an ownership is for administrators.
Answer ownership_is_ended_by_administrators(Case const& c)
{
    if (c.book == Book::teams && c.gives && *c.gives < rank_of(TeamRole::owner))
        return Refusal{"T-3", "Ending an ownership is for an administrator."};
    return std::nullopt;
}

// D: doors and keys

/// D-6. A key puts a door into and out of a group only in the hand of who owns both.
Answer a_door_is_moved_by_its_owner(Case const& c)
{
    if (role_in(c.world.users[c.actor].assigned->keys, c.door) != KeyRole::owner)
        return Refusal{"D-6", "Only the owner of the door's own key can do this; an owner of the group alone can't."};
    return std::nullopt;
}

/// D-2, X-3. Whoever holds a key that a toggle binds does not switch it, by whatever right.
Answer a_toggle_is_not_switched_by_whom_it_binds(Case const& c)
{
    if (c.is_bound_by_toggle)
        return Refusal{"D-2", "This toggle binds your own key; somebody else has to switch it."};
    return std::nullopt;
}

/// D-8. Whether an account has groups for doors is for its full administrators.
Answer doors_feature_is_for_full_admins(Case const& c)
{
    if (c.sets_doors_feature)
        return Refusal{"D-8", "Only a full administrator switches groups for doors on or off."};
    return std::nullopt;
}

// P: admin profiles

/// P-5, P-6. Who is no full administrator works on profiles of which he is a member, for others, within what he holds
/// there.
Answer a_profile_is_worked_on_from_within(Case const& c)
{
    if (c.permission == profiles_create) {
        if (c.content && !c.hat.permissions.includes(*c.content))
            return Refusal{"X-5", "A profile carries at most what you hold yourself."};
        return std::nullopt;
    }
    if (!c.profile)
        return std::nullopt; // asked of none in particular
    auto const& profile = c.world.profiles[c.profile];
    auto const is_member = profile.member(c.actor) != nullptr;
    if (c.permission == profiles_delete) {
        if (is_member)
            return Refusal{"X-3", "Your own permissions would change; somebody else has to do it."};
        if (!c.hat.permissions.includes(profile.permissions) || (c.world.is_replica && profile.beyond))
            return Refusal{"P-5", "This profile carries more than you hold."};
        return std::nullopt;
    }
    if (!is_member)
        return Refusal{"P-5", "You can work on profiles of which you are a member."};
    auto const mine = profile.held_by(c.actor);
    // What he does not hold stays as it is, named or not; what nobody holds there can't be ticked.
    if (c.content) {
        auto const* member = c.member ? profile.member(c.member) : nullptr;
        auto const there = c.member ? (member ? profile.held_by(*member) : PermissionSet{}) : profile.permissions;
        if (!(mine | there).includes(*c.content))
            return Refusal{"X-5", "You can tick only permissions that you hold in this profile."};
    } else if (c.member && !c.removes && carries_beyond(c.world, c.actor, c.profile)) {
        return Refusal{"X-5", "You do not hold all of this profile, and can't give all of it."};
    }
    if (c.member) {
        auto const* member = profile.member(c.member);
        if (member != nullptr && holds_beyond(c.world, c.actor, c.profile, *member))
            return Refusal{"P-5", "This member holds more there than you do."};
    }
    return std::nullopt;
}

/// A change of a profile by which one's own permissions would change.
Answer nobody_edits_his_own_permissions(Case const& c)
{
    if (c.permission != profiles_edit || !c.content || !c.profile)
        return std::nullopt;
    auto const& profile = c.world.profiles[c.profile];
    auto const* self = profile.member(c.actor);
    if (self == nullptr)
        return std::nullopt;
    auto const after = ticked(profile.permissions, *c.content, ticked_by(c.world, c.actor, c.profile));
    auto const before_here = profile.held_by(*self);
    auto const after_here = self->restricted ? before_here & after : after;
    auto others = PermissionSet{};
    for (auto const other : c.world.users[c.actor].assigned->profiles) {
        auto const& row = c.world.profiles[other];
        if (other != c.profile && row.account == profile.account)
            others |= row.held_by(c.actor);
    }
    if ((others | before_here) != (others | after_here))
        return Refusal{"X-3", "Your own permissions would change; somebody else has to do it."};
    return std::nullopt;
}

/// P-6, P-1. Profiles carry account-level permissions, and never who is full and who is partial administrator.
Answer a_profile_carries_account_level_permissions(Case const& c)
{
    auto const names = c.permission == profiles_create || c.permission == profiles_edit;
    if (!names || !c.content)
        return std::nullopt;
    if (c.content->has(profiles_set_type))
        return Refusal{"P-6", "Who is full or partial administrator is set by full administrators only."};
    if (!account_level_permissions().includes(*c.content))
        return Refusal{"X-5", "A profile carries permissions of the account only."};
    return std::nullopt;
}

// S: integrations

/// A credential carries account-level permissions, at most those of the role by which it is made.
Answer a_credential_stays_within_its_maker(Case const& c)
{
    if (!c.content || !of_credentials.has(c.permission))
        return std::nullopt;
    if (!(c.hat.permissions & account_level_permissions()).includes(*c.content))
        return Refusal{"X-5", "An API key carries at most what you hold by the role that lets you make it."};
    return std::nullopt;
}

// M: accounts, modules, invitations

/// M-5. A custom role is made of module permissions, at most one's own; its holder never edits it.
Answer a_custom_role_stays_within_its_maker(Case const& c)
{
    if (c.custom_role) {
        for (auto const& held : c.world.users[c.actor].assigned->modules) {
            if (held.role.custom == c.custom_role)
                return Refusal{"M-5", "Who holds a custom role never edits it."};
        }
    }
    if (!c.content || of_profiles.has(c.permission) || of_credentials.has(c.permission))
        return std::nullopt;
    if (!custom_role_limit(c.hat).includes(*c.content))
        return Refusal{"M-5", "A custom role holds at most the module permissions that you hold yourself."};
    return std::nullopt;
}

/// M-7, T-6. Each book's roles are offered in the name of that book.
Answer an_invitation_stays_in_its_book(Case const& c)
{
    auto const of_teams = c.offer->role == OfferedRole::administrator || c.offer->role == OfferedRole::staff;
    if (of_teams != (book_of(c.hat.role) == Book::teams))
        return Refusal{of_teams ? "T-2" : "M-7", "This role is not yours to offer."};
    return std::nullopt;
}

/// A guard, the roles in whose name it is asked, and what a case is about (one of these) for it to be asked at all.
struct Guard {
    Answer (*asks)(Case const&);
    RoleSet hats;
    Concerns concerns;
};

constexpr RoleSet of(std::initializer_list<Role> roles)
{
    auto result = RoleSet{0};
    for (auto const role : roles)
        result |= RoleSet{1} << static_cast<unsigned>(role);
    return result;
}
constexpr RoleSet everybody = ~RoleSet{0};

// The guards in the order in which they are asked.
constexpr auto guards = std::to_array<Guard>({
    {nobody_changes_his_own_role,                 everybody,                                    concern::person},
    {nobody_widens_his_own_reach,                 ~of({Role::account_admin, Role::full_admin}), concern::reach},
    {account_admins_are_for_account_admins,       ~of({Role::account_admin}),                   concern::person | concern::role},
    {reaches_people_of_the_account,               everybody,                                    concern::person},
    {gives_to_people_of_the_account,              ~of({Role::organization_admin}),              concern::person},
    {group_admin_edits_his_own_people,            of({Role::group_admin}),                      concern::people},
    {clearing_needs_a_common_group,               of({Role::group_admin}),                      concern::person},
    {group_admin_assigns_standard_users,          of({Role::group_admin}),                      concern::person},
    {a_profile_reaches_users_only,                of({Role::partial_admin}),                    concern::person},
    {ownership_is_ended_by_administrators,        of({Role::team_owner}),                       concern::person},
    {nobody_touches_who_stands_higher,            everybody,                                    concern::person},
    {nobody_gives_more_than_he_has,               everybody,                                    concern::role},
    {a_door_is_moved_by_its_owner,                of({Role::group_owner}),                      concern::door},
    {a_toggle_is_not_switched_by_whom_it_binds,   ~of({Role::full_admin}),                      concern::toggle},
    {doors_feature_is_for_full_admins,            ~of({Role::full_admin}),                      concern::feature},
    {a_profile_carries_account_level_permissions, everybody,                                    concern::content},
    {nobody_edits_his_own_permissions,            everybody,                                    concern::content},
    {a_profile_is_worked_on_from_within,          of({Role::partial_admin}),                    concern::profiles},
    {a_credential_stays_within_its_maker,         everybody,                                    concern::content},
    {a_custom_role_stays_within_its_maker,        everybody,                                    concern::content},
    {an_invitation_stays_in_its_book,             everybody,                                    concern::offer},
    {identity_is_for_whoever_could_give_it,       everybody,                                    concern::person},
    {deletion_needs_a_person_without_other_roles, everybody,                                    concern::person},
});

/// What a case is about. Most are about a thing, and nobody's rights or reach change by them: no guard's business.
Concerns concerns_of(Case const& c)
{
    auto const when = [](bool is, Concerns concern) { return is ? concern : Concerns{0}; };
    return when(static_cast<bool>(c.person), concern::person) | when(c.gives.has_value(), concern::role) |
           when(c.widens_actor, concern::reach) | when(static_cast<bool>(c.door), concern::door) |
           when(c.is_bound_by_toggle, concern::toggle) | when(c.sets_doors_feature, concern::feature) |
           when(c.content != nullptr || c.custom_role, concern::content) | when(c.offer != nullptr, concern::offer) |
           when(making_and_editing.has(c.permission), concern::people) |
           when(of_profiles.has(c.permission), concern::profiles);
}

} // namespace

#ifdef CASTELLAN_GUARD_SWITCH
// A build for tests, in which one guard after the other is left out: its absence must be noticed (tests/escalation).
extern std::size_t left_out_guard;
std::size_t guard_count();
constinit std::size_t left_out_guard = guards.size(); // NOLINT: set by the test
std::size_t guard_count()
{
    return guards.size();
}
#endif

std::optional<Refusal> objection(Case const& c)
{
    auto const concerns = concerns_of(c);
    if (concerns == 0)
        return std::nullopt;
    auto const hat = RoleSet{1} << static_cast<unsigned>(c.hat.role);
    // OPTIMIZATION: a fold instead of a loop, so that each guard is inlined.
    auto found = Answer{};
    auto const asks = [&]<std::size_t number>() {
#ifdef CASTELLAN_GUARD_SWITCH
        if (number == left_out_guard)
            return false;
#endif
        constexpr auto guard = guards[number];
        if ((guard.hats & hat) == 0 || (guard.concerns & concerns) == 0)
            return false;
        found = guard.asks(c);
        return found.has_value();
    };
    [&]<std::size_t... numbers>(std::index_sequence<numbers...>) {
        std::ignore = (asks.template operator()<numbers>() || ...);
    }(std::make_index_sequence<guards.size()>{});
    return found;
}

} // namespace castellan
