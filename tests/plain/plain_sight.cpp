#include "tests/plain/plain_sight.hpp"

#include "tests/plain/plain_giving.hpp"
#include "tests/plain/plain_powers.hpp"

namespace castellan::plain {

namespace {

using enum Permission;

/// who is not active sees nothing; a thing that is not there is seen by nobody.
template <class Handle>
bool could_be_seen(World const& world, UserId viewer, Handle thing)
{
    return is_active(world, viewer) && world.get(thing) != nullptr;
}

/// Any of the manager's permissions, account-wide: using a thing makes it visible.
bool carries_any(World const& world, UserId viewer, AccountId account, std::initializer_list<Permission> permissions)
{
    for (auto const permission : permissions) {
        if (carries(world, viewer, account, permission))
            return true;
    }
    return false;
}

bool sees_person_in(World const& world, UserId viewer, UserId person, AccountId account)
{
    // S-4: the directory, which is S's: whoever has a role of S there, or is in a group.
    if (safes_role(world, viewer, account) >= SafesRole::group_admin &&
        (safes_role(world, person, account) != SafesRole::none || !groups_in(world, person, account).empty()))
        return true;
    // S-11: through P, any role there.
    if (carries_any(world, viewer, account, {users_list, users_create, users_edit, users_delete, users_import,
                                             users_set_role, users_clear_pin, users_clear_fingerprint}) &&
        belongs_to(world, person, account))
        return true;
    // P-1: whose memberships he gives and ends.
    if (carries(world, viewer, account, groups_assign_members) && !groups_in(world, person, account).empty())
        return true;
    // P's and M's roles, to whoever lists or gives them.
    auto const roles = world.users[person].roles_in(account);
    if (roles.profiles != ProfilesRole::none && carries(world, viewer, account, profiles_list))
        return true;
    return roles.modules != ModulesRole::none && holds(world, viewer, modules_assign_roles, account);
}

bool holds_any_key_in(World const& world, UserId person, AccountId account)
{
    auto const& assigned = *world.users[person].assigned;
    for (auto const& [group, role] : assigned.group_keys) {
        if (world.groups[group].account == account)
            return true;
    }
    for (auto const& [door, role] : assigned.keys) {
        if (world.doors[door].account == account)
            return true;
    }
    return false;
}

} // namespace

bool sees(World const& world, UserId viewer, AccountId account)
{
    if (!could_be_seen(world, viewer, account))
        return false;
    return is_organization_admin(world, viewer) || belongs_to(world, viewer, account);
}

bool sees(World const& world, UserId viewer, UserId person)
{
    if (!could_be_seen(world, viewer, person))
        return false;
    if (viewer == person || holds(world, viewer, people_list))
        return true; // X-11, T-2, M
    for (auto const account : world.accounts.handles()) {
        if (sees_person_in(world, viewer, person, account))
            return true;
        if (carries(world, viewer, account, keys_list) && holds_any_key_in(world, person, account))
            return true;
    }
    auto const& assigned = *world.users[person].assigned;
    for (auto const& [group, role] : assigned.group_keys) {
        if (working_group_key(world, viewer, group) >= KeyRole::admin)
            return true; // D-2: whose key roles he sets
    }
    for (auto const& [door, role] : assigned.keys) {
        if (holds(world, viewer, keys_list, door))
            return true;
    }
    for (auto const& [team, role] : assigned.teams) {
        if (holds(world, viewer, teams_list, team))
            return true; // T-3
    }
    for (auto const& [module, role] : assigned.modules) {
        if (holds(world, viewer, modules_assign_roles, module))
            return true; // M-3
    }
    return false;
}

bool sees(World const& world, UserId viewer, GroupId group)
{
    if (!could_be_seen(world, viewer, group))
        return false;
    auto const account = world.groups[group].account;
    auto const is_user = safes_role(world, viewer, account) != SafesRole::none && is_member(world, viewer, group);
    return is_user || holds(world, viewer, groups_list, group) ||
           (world.accounts[account].groups_for_doors && holds(world, viewer, keys_list, group)) ||
           working_group_key(world, viewer, group) != KeyRole::none;
}

bool sees(World const& world, UserId viewer, SafeId safe)
{
    if (!could_be_seen(world, viewer, safe))
        return false;
    return holds(world, viewer, safes_list, safe) || holds(world, viewer, safes_unlock, safe) ||
           holds(world, viewer, assets_list, safe);
}

bool sees(World const& world, UserId viewer, AssetId asset)
{
    return could_be_seen(world, viewer, asset) && holds(world, viewer, assets_list, world.assets[asset].safe);
}

bool sees(World const& world, UserId viewer, DoorId door)
{
    if (!could_be_seen(world, viewer, door))
        return false;
    return holds(world, viewer, doors_list, door) || holds(world, viewer, doors_unlock, door) ||
           holds(world, viewer, keys_list, door);
}

bool sees(World const& world, UserId viewer, TeamId team)
{
    return could_be_seen(world, viewer, team) &&
           (is_administrator(world, viewer) || team_role(world, viewer, team) != TeamRole::none); // T-5
}

bool sees(World const& world, UserId viewer, PatientId patient)
{
    return could_be_seen(world, viewer, patient) && holds(world, viewer, patients_list, world.patients[patient].team);
}

bool sees(World const& world, UserId viewer, ProfileId profile)
{
    if (!could_be_seen(world, viewer, profile))
        return false;
    auto const& row = world.profiles[profile];
    for (auto const& member : row.members) {
        if (member.user == viewer)
            return true; // his own
    }
    return carries(world, viewer, row.account, profiles_list); // P-4
}

bool sees(World const& world, UserId viewer, CustomRoleId role)
{
    if (!could_be_seen(world, viewer, role))
        return false;
    auto const account = world.custom_roles[role].account;
    if (holds(world, viewer, custom_roles_list, account) || holds(world, viewer, modules_assign_roles, account))
        return true;
    for (auto const module : world.modules.handles()) {
        if (module_role(world, viewer, module).custom == role)
            return true;
        if (world.modules[module].account == account && holds(world, viewer, modules_assign_roles, module))
            return true; // M-3: what may be given there
    }
    return false;
}

bool sees(World const& world, UserId viewer, ModuleId module)
{
    if (!could_be_seen(world, viewer, module))
        return false;
    return holds(world, viewer, modules_list, module) || holds(world, viewer, records_list, module) ||
           module_role(world, viewer, module).rank != ModuleRank::none; // his own role, whatever it holds
}

bool sees(World const& world, UserId viewer, RecordId record)
{
    if (!could_be_seen(world, viewer, record))
        return false;
    auto const module = world.records[record].module;
    return holds(world, viewer, records_list, module) || holds(world, viewer, records_edit, module) ||
           holds(world, viewer, records_delete, module) || holds(world, viewer, records_clear, module); // M-5
}

bool sees(World const& world, UserId viewer, ScheduleId schedule)
{
    if (!could_be_seen(world, viewer, schedule))
        return false;
    auto const is_bound = std::ranges::any_of(world.groups.handles(), [&](GroupId group) {
        auto const& members = world.groups[group].members;
        return world.groups[group].schedule == schedule && std::ranges::find(members, viewer) != members.end();
    });
    auto const opens_safes = safes_role(world, viewer, world.schedules[schedule].account) != SafesRole::none;
    return (opens_safes && is_bound) || holds(world, viewer, schedules_list, world.schedules[schedule].account);
}

bool sees(World const& world, UserId viewer, CredentialId credential)
{
    return could_be_seen(world, viewer, credential) &&
           holds(world, viewer, credentials_list, world.credentials[credential].account);
}

bool sees(World const& world, UserId viewer, WebhookId webhook)
{
    return could_be_seen(world, viewer, webhook) && holds(world, viewer, webhooks_list, world.webhooks[webhook].account);
}

bool reaches_invitations_like(World const& world, UserId viewer, Invitation const& invitation)
{
    switch (invitation.offer.role) {
    case OfferedRole::administrator: return is_administrator(world, viewer);
    case OfferedRole::staff:
        if (is_administrator(world, viewer))
            return true;
        return world.get(invitation.team) != nullptr && holds(world, viewer, teams_assign_members, invitation.team);
    case OfferedRole::organization_admin: return is_organization_admin(world, viewer);
    case OfferedRole::division_admin:
        return is_organization_admin(world, viewer) ||
               (world.get(invitation.account) != nullptr && is_division_admin(world, viewer, invitation.account));
    case OfferedRole::module_admin:
    case OfferedRole::collaborator:
    case OfferedRole::custom:
        return is_organization_admin(world, viewer) ||
               (world.get(invitation.module) != nullptr && holds(world, viewer, people_invite, invitation.module));
    }
    return false;
}

ModuleRole module_role_of(Offer offer)
{
    switch (offer.role) {
    case OfferedRole::module_admin: return {ModuleRank::module_admin, {}};
    case OfferedRole::collaborator: return {ModuleRank::collaborator, {}};
    case OfferedRole::custom: return {ModuleRank::custom, offer.custom};
    default: return {};
    }
}

bool may_offer(World const& world, UserId sender, Invitation const& invitation)
{
    if (!is_active(world, sender) || !reaches_invitations_like(world, sender, invitation))
        return false;
    auto const role = module_role_of(invitation.offer);
    if (invitation.offer.role == OfferedRole::staff && !invitation.team.is_none())
        return world.get(invitation.team) != nullptr;
    if (invitation.offer.role == OfferedRole::division_admin)
        return world.get(invitation.account) != nullptr;
    if (role.rank == ModuleRank::none)
        return true;
    if (world.get(invitation.module) == nullptr)
        return false;
    if (role.rank != ModuleRank::custom || (is_organization_admin(world, sender) && world.get(role.custom) != nullptr))
        return true;
    return world.get(role.custom) != nullptr &&
           module_admin_permissions().includes(world.custom_roles[role.custom].permissions);
}

/// Whether he gives roles in that account to people whom he need not see: the names of candidates (RULEBOOK 4, X-12).
bool gives_roles_in(World const& world, UserId me, AccountId account)
{
    if (is_account_admin(world, me, account) || carries_any(world, me, account, {users_set_role, keys_send, profiles_set_type, groups_assign_members}))
        return true;
    if (holds(world, me, modules_assign_roles, account))
        return true;
    auto const& assigned = *world.users[me].assigned;
    for (auto const& [group, role] : assigned.group_keys) {
        if (world.groups[group].account == account && holds(world, me, keys_send, group))
            return true;
    }
    for (auto const& [door, role] : assigned.keys) {
        if (world.doors[door].account == account && role >= KeyRole::admin)
            return true;
    }
    for (auto const& [module, role] : assigned.modules) {
        if (world.modules[module].account == account && holds(world, me, modules_assign_roles, module))
            return true;
    }
    return false;
}

bool knows(World const& world, UserId viewer, UserId person)
{
    if (sees(world, viewer, person))
        return true;
    if (!could_be_seen(world, viewer, person))
        return false;
    for (auto const team : world.teams.handles()) {
        if (holds(world, viewer, teams_assign_members, team))
            return true; // teams are of the organisation
    }
    for (auto const account : world.accounts.handles()) {
        if (gives_roles_in(world, viewer, account) &&
            (belongs_to(world, person, account) || belongs_nowhere(world, person)))
            return true;
        if (carries(world, viewer, account, profiles_assign_members) && is_partial_admin(world, person, account))
            return true; // P-3
    }
    return false;
}

bool sees(World const& world, UserId viewer, InvitationId invitation)
{
    if (!could_be_seen(world, viewer, invitation))
        return false;
    auto const& row = world.invitations[invitation];
    if (world.users[viewer].email == row.email)
        return true;
    // What it would give may be gone by now: then who could have offered it sees it still.
    auto const is_homeless = (row.offer.custom && world.get(row.offer.custom) == nullptr) ||
                             (row.module && world.get(row.module) == nullptr) ||
                             (row.team && world.get(row.team) == nullptr) ||
                             (row.account && world.get(row.account) == nullptr);
    return may_offer(world, viewer, row) || (is_homeless && reaches_invitations_like(world, viewer, row));
}

} // namespace castellan::plain
