#include "rules/sight.hpp"

#include "rules/facts.hpp"
#include "rules/judge.hpp"

#include <algorithm>

namespace castellan {

namespace {

using enum Permission;

bool is_active(World const& world, UserId viewer)
{
    auto const* row = world.users.get(viewer);
    return row != nullptr && row->status == Status::active;
}

template <class Handle>
bool exists_for(World const& world, UserId viewer, Handle thing)
{
    return world.get(thing) != nullptr && is_active(world, viewer);
}

/// Whole by what manages a thing, its name by what uses it.
Sight by_permissions(PermissionSet held, PermissionSet manages, PermissionSet uses)
{
    if (!(held & manages).empty())
        return Sight::whole;
    return (held & uses).empty() ? Sight::hidden : Sight::name;
}

bool is_in_group_of(World const& world, User const& user, AccountId account)
{
    return std::ranges::any_of(user.groups, [&](GroupId group) { return world.groups[group].account == account; });
}

/// S-4, S-11: who lists users sees those with a role on the safes side or a membership; in P's name, those with any role.
bool is_in_directory(World const& world, UserId user, AccountRoles const& mine, PermissionSet by_profiles)
{
    auto const& theirs = world.users[user];
    auto const account = mine.account;
    if (theirs.roles_in(account).safes != SafesRole::none || is_in_group_of(world, theirs, account))
        return mine.safes >= SafesRole::group_admin || by_profiles.has(users_list);
    return by_profiles.has(users_list) && holds_role_in(world, user, account);
}

/// P-1, X-10: whoever gives and ends memberships by a profile sees whose they are, without listing anybody else.
bool is_among_members(World const& world, UserId user, AccountId account, PermissionSet by_profiles)
{
    return by_profiles.has(groups_assign_members) && is_in_group_of(world, world.users[user], account);
}

/// P-4: whoever lists profiles sees who is in them and who is full administrator.
bool is_among_profiles(World const& world, UserId user, AccountId account)
{
    return world.users[user].roles_in(account).profiles != ProfilesRole::none;
}

/// M-2: a division_admin sees who has a role over the modules of his account, or in one of them.
bool is_among_modules(World const& world, UserId user, AccountId account)
{
    auto const& theirs = world.users[user];
    return theirs.roles_in(account).modules != ModulesRole::none ||
           std::ranges::any_of(theirs.assigned->modules,
                               [&](auto const& held) { return world.modules[held.thing].account == account; });
}

/// By a key, a team or a module: whoever lists those sees who has a part in them.
bool is_listed_by_what_he_holds(World const& world, UserId viewer, UserId user)
{
    auto const& theirs = *world.users[user].assigned;
    auto const listed = [&](auto const& held, auto const& place, Permission list) {
        return std::ranges::any_of(
            held, [&](auto const& one) { return reach_of(world, viewer, place(one.thing)).all.has(list); });
    };
    auto const place = [&](auto const& thing) { return place_of(world, thing); };
    return listed(theirs.keys, place, keys_list) || listed(theirs.group_keys, place, keys_list) ||
           listed(theirs.teams, in_team, teams_list) || listed(theirs.modules, place, modules_assign_roles);
}

/// Sight of a person without asking for the particulars. `viewer` is active.
Sight sight_in_directory(World const& world, UserId viewer, UserId user)
{
    auto const& mine = world.users[viewer];
    if (mine.administrator)
        return Sight::whole; // T-2
    if (mine.organization_admin)
        return Sight::directory; // M-7
    // OPTIMIZATION: one walk over the viewer's own roles, of which there are few.
    for (auto const& roles : mine.accounts) {
        auto const by_profiles =
            roles.profiles == ProfilesRole::full_admin      ? permissions_of(Role::full_admin, Scope::account)
            : roles.profiles == ProfilesRole::partial_admin ? profile_permissions(world, viewer, roles.account)
                                                            : PermissionSet{};
        if (is_in_directory(world, user, roles, by_profiles) ||
            is_among_members(world, user, roles.account, by_profiles) ||
            (by_profiles.has(profiles_list) && is_among_profiles(world, user, roles.account)) ||
            ((roles.modules == ModulesRole::division_admin || by_profiles.has(modules_assign_roles)) &&
             is_among_modules(world, user, roles.account)))
            return Sight::directory;
    }
    auto const holds_something = world.users[user].assigned.is_set() && (mine.assigned.is_set() || !mine.accounts.empty());
    return holds_something && is_listed_by_what_he_holds(world, viewer, user) ? Sight::directory : Sight::hidden;
}

/// Does the viewer give roles or memberships to people of this account whom he does not list? A group_admin gives no
/// first role (S-5), so that he is offered nobody beyond the directory.
bool gives_first_roles(World const& world, UserId viewer, AccountRoles const& roles)
{
    constexpr PermissionSet giving{users_set_role, groups_assign_members, profiles_set_type, modules_assign_roles, keys_send};
    if (roles.safes == SafesRole::account_admin || roles.profiles == ProfilesRole::full_admin ||
        roles.modules == ModulesRole::division_admin)
        return true;
    return roles.profiles == ProfilesRole::partial_admin &&
           !(profile_permissions(world, viewer, roles.account) & giving).empty();
}

bool is_candidate(World const& world, UserId viewer, UserId user)
{
    auto const& mine = world.users[viewer];
    auto const reaches = [&](AccountId account) { return can_be_reached_from(world, user, account); };
    for (auto const& roles : mine.accounts) {
        if (gives_first_roles(world, viewer, roles) && reaches(roles.account))
            return true;
    }
    auto const& assigned = *mine.assigned;
    auto const gives = [&](auto const& table, auto const& held, Permission permission) {
        return reaches(table[held.thing].account) &&
               reach_of(world, viewer, place_of(world, held.thing)).all.has(permission);
    };
    return std::ranges::any_of(assigned.teams, [](auto const& held) { return held.role == TeamRole::owner; }) || // T-3
           std::ranges::any_of(assigned.group_keys,
                               [&](auto const& held) { return gives(world.groups, held, keys_send); }) ||
           std::ranges::any_of(assigned.keys, [&](auto const& held) { return gives(world.doors, held, keys_send); }) ||
           std::ranges::any_of(assigned.modules,
                               [&](auto const& held) { return gives(world.modules, held, modules_assign_roles); });
}

/// Whoever lists accounts, or looks at the settings of this one, sees all of it.
bool manages(World const& world, UserId viewer, AccountId account)
{
    auto const held = permissions_in(world, viewer, in_account(account));
    return held.has(accounts_list) || held.has(settings_view);
}

/// Sight of a thing of an account that only its manager lists.
template <class Handle>
Sight sight_of_integration(World const& world, UserId viewer, Handle thing, Permission list)
{
    if (!exists_for(world, viewer, thing))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    auto const held = permissions_in(world, viewer, in_account(world.get(thing)->account));
    return held.has(list) ? Sight::whole : Sight::hidden;
}

} // namespace

bool sees(World const& world, UserId viewer, UserId user)
{
    if (!exists_for(world, viewer, user))
        return false;
    if (world.is_replica)
        return !world.users[user].facts.candidate;
    return viewer == user || sight_in_directory(world, viewer, user) != Sight::hidden;
}

bool sees(World const& world, UserId viewer, AccountId account)
{
    if (!exists_for(world, viewer, account))
        return false;
    return world.is_replica || belongs_to(world, viewer, account) || manages(world, viewer, account);
}

bool is_offered(World const& world, UserId viewer, UserId user)
{
    if (!exists_for(world, viewer, user))
        return false;
    return world.is_replica || viewer == user || sight_in_directory(world, viewer, user) != Sight::hidden ||
           is_candidate(world, viewer, user);
}

Sight sight_of(World const& world, UserId viewer, UserId user)
{
    if (!exists_for(world, viewer, user))
        return Sight::hidden;
    if (viewer == user)
        return Sight::whole;
    if (world.is_replica) {
        auto const& facts = world.users[user].facts;
        return facts.particulars ? Sight::whole : facts.candidate ? Sight::candidate : Sight::directory;
    }
    auto const sight = sight_in_directory(world, viewer, user);
    if (sight == Sight::hidden)
        return is_candidate(world, viewer, user) ? Sight::candidate : Sight::hidden;
    return sight == Sight::directory && may_act_on(world, viewer, user, users_edit) ? Sight::whole : sight;
}

Sight sight_of(World const& world, UserId viewer, AccountId account)
{
    if (!exists_for(world, viewer, account))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    if (manages(world, viewer, account))
        return Sight::whole;
    return belongs_to(world, viewer, account) ? Sight::name : Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, GroupId group)
{
    if (!exists_for(world, viewer, group))
        return Sight::hidden;
    if (world.is_replica)
        return world.groups[group].name_only ? Sight::name : Sight::whole;
    if (permissions_in(world, viewer, place_of(world, group)).has(groups_list))
        return Sight::whole;
    // A container shows by name to those who are in it; others of what one sees stay hidden.
    auto const& mine = world.users[viewer];
    auto const account = world.groups[group].account;
    auto const is_member = holds(mine.groups, group) && mine.roles_in(account).safes != SafesRole::none;
    return is_member || sight_of_doors_side(world, viewer, group) != Sight::hidden ? Sight::name : Sight::hidden;
}

Sight sight_of_doors_side(World const& world, UserId viewer, GroupId group)
{
    if (!exists_for(world, viewer, group))
        return Sight::hidden;
    auto const& row = world.groups[group];
    if (world.is_replica)
        return row.doors_cut ? Sight::name : Sight::whole;
    if (!world.accounts[row.account].groups_for_doors) // D-8: the doors side is not shown
        return Sight::hidden;
    auto const held = permissions_in(world, viewer, place_of(world, group));
    if (held.has(keys_list) || held.has(groups_assign_doors))
        return Sight::whole;
    return role_in(row.key_roles, viewer) != KeyRole::none ? Sight::name : Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, SafeId safe)
{
    if (!exists_for(world, viewer, safe))
        return Sight::hidden;
    if (world.is_replica)
        return world.safes[safe].name_only ? Sight::name : Sight::whole;
    return by_permissions(permissions_in(world, viewer, place_of(world, safe)), {safes_list}, shows_safe);
}

Sight sight_of(World const& world, UserId viewer, AssetId asset)
{
    if (!exists_for(world, viewer, asset))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    auto const held = permissions_in(world, viewer, place_of(world, world.assets[asset].safe));
    return by_permissions(held, shows_asset, {});
}

Sight sight_of(World const& world, UserId viewer, DoorId door)
{
    if (!exists_for(world, viewer, door))
        return Sight::hidden;
    if (world.is_replica)
        return world.doors[door].name_only ? Sight::name : Sight::whole;
    return by_permissions(permissions_in(world, viewer, place_of(world, door)), manages_door, shows_door);
}

Sight sight_of(World const& world, UserId viewer, TeamId team)
{
    if (!exists_for(world, viewer, team))
        return Sight::hidden;
    if (world.is_replica)
        return world.teams[team].name_only ? Sight::name : Sight::whole;
    return by_permissions(permissions_in(world, viewer, in_team(team)), {teams_list}, shows_team);
}

Sight sight_of(World const& world, UserId viewer, PatientId patient)
{
    if (!exists_for(world, viewer, patient))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    return by_permissions(permissions_in(world, viewer, in_team(world.patients[patient].team)), shows_patient, {});
}

Sight sight_of(World const& world, UserId viewer, ProfileId profile)
{
    if (!exists_for(world, viewer, profile))
        return Sight::hidden;
    auto const& row = world.profiles[profile];
    if (permissions_in(world, viewer, in_account(row.account)).has(profiles_list))
        return Sight::whole;
    return row.member(viewer) != nullptr ? Sight::name : Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, CustomRoleId role)
{
    if (!exists_for(world, viewer, role))
        return Sight::hidden;
    if (world.is_replica)
        return world.custom_roles[role].name_only ? Sight::name : Sight::whole;
    auto const account = world.custom_roles[role].account;
    auto const held = permissions_in(world, viewer, in_account(account));
    if (held.has(custom_roles_list) || held.has(modules_assign_roles))
        return Sight::whole;
    auto best = Sight::hidden;
    for (auto const& in : world.users[viewer].assigned->modules) {
        if (in.role.custom == role)
            best = std::max(best, Sight::name);
        // Whoever gives roles in a module is offered those of its account.
        if (world.modules[in.thing].account == account &&
            reach_of(world, viewer, place_of(world, in.thing)).all.has(modules_assign_roles))
            return Sight::whole;
    }
    return best;
}

Sight sight_of(World const& world, UserId viewer, ModuleId module)
{
    if (!exists_for(world, viewer, module))
        return Sight::hidden;
    if (world.is_replica)
        return world.modules[module].name_only ? Sight::name : Sight::whole;
    auto const sight = by_permissions(permissions_in(world, viewer, place_of(world, module)), manages_module, uses_module);
    if (sight != Sight::hidden)
        return sight;
    // a role that grants nothing just now is one's own all the same.
    return role_in(world.users[viewer].assigned->modules, module) != ModuleRole{} ? Sight::name : Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, RecordId record)
{
    if (!exists_for(world, viewer, record))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    return by_permissions(permissions_in(world, viewer, place_of(world, world.records[record].module)), shows_record, {});
}

Sight sight_of(World const& world, UserId viewer, ScheduleId schedule)
{
    if (!exists_for(world, viewer, schedule))
        return Sight::hidden;
    if (world.is_replica)
        return world.schedules[schedule].name_only ? Sight::name : Sight::whole;
    if (sight_of_integration(world, viewer, schedule, schedules_list) == Sight::whole)
        return Sight::whole;
    // S-14: whom it binds is told when he is, and no more.
    return is_bound_by(world, viewer, schedule) ? Sight::name : Sight::hidden;
}

Sight sight_of(World const& world, UserId viewer, CredentialId credential)
{
    return sight_of_integration(world, viewer, credential, credentials_list);
}

Sight sight_of(World const& world, UserId viewer, WebhookId webhook)
{
    return sight_of_integration(world, viewer, webhook, webhooks_list);
}

Sight sight_of(World const& world, UserId viewer, InvitationId invitation)
{
    if (!exists_for(world, viewer, invitation))
        return Sight::hidden;
    if (world.is_replica)
        return Sight::whole;
    auto const& row = world.invitations[invitation];
    auto const& mine = world.users[viewer];
    if (!mine.email.empty() && row.email == mine.email)
        return Sight::whole;
    return may_offer(world, viewer, row) ? Sight::whole : Sight::hidden;
}

RolesSeen roles_seen(World const& world, UserId viewer, AccountId account)
{
    auto const& mine = world.users[viewer];
    if (world.is_replica)
        return {.safes = true, .profiles = true, .modules = true};
    auto const held = permissions_in(world, viewer, in_account(account));
    auto const by_profiles = mine.roles_in(account).profiles == ProfilesRole::partial_admin && held.has(users_list);
    auto gives_in_a_module = held.has(modules_assign_roles);
    for (auto const& in : mine.assigned->modules)
        gives_in_a_module = gives_in_a_module ||
                            (world.modules[in.thing].account == account &&
                             reach_of(world, viewer, place_of(world, in.thing)).all.has(modules_assign_roles));
    return {.safes = held.has(users_list),
            .profiles = held.has(profiles_list) || by_profiles,
            .modules = gives_in_a_module};
}

} // namespace castellan
