#include "rules/cut.hpp"

#include "model/apply.hpp"
#include "model/put_in_order.hpp"
#include "rules/facts.hpp"
#include "rules/judge.hpp"
#include "rules/sight.hpp"

#include <algorithm>

namespace castellan {

namespace {

template <HandleList List>
void keep_seen(World const& world, UserId viewer, List& handles)
{
    erase_if(handles, [&](auto handle) { return !sees(world, viewer, handle); });
}

/// What gives somebody a role or a membership, and so lets one sense who is of which account.
constexpr PermissionSet gives_roles{Permission::users_set_role,       Permission::groups_assign_members,
                                    Permission::profiles_set_type,    Permission::profiles_assign_members,
                                    Permission::modules_assign_roles, Permission::keys_send};

/// In a list of people with roles, those who are seen.
template <class Role>
void keep_seen(World const& world, UserId viewer, Holdings<UserId, Role>& people)
{
    std::erase_if(people, [&](auto const& held) { return !sees(world, viewer, held.thing); });
}

/// In a list of people with roles, the viewer alone.
template <class Role>
void keep_own(UserId viewer, Holdings<UserId, Role>& people)
{
    std::erase_if(people, [viewer](auto const& held) { return held.thing != viewer; });
}

/// Whether the viewer gets to know that somebody is of this account: he is shown some of its roles.
bool knows_people_of(World const& world, UserId viewer, AccountId account)
{
    auto const seen = roles_seen(world, viewer, account);
    return seen.safes || seen.profiles || seen.modules;
}

/// The roles of one account as they are shown, and the facts in place of the rest.
AccountRoles cut_roles(World const& world, UserId viewer, UserId user, AccountId account)
{
    auto result = world.users[user].roles_in(account);
    result.account = account;
    auto const seen = roles_seen(world, viewer, account);
    if (!seen.safes)
        result.safes = SafesRole::none;
    if (!seen.profiles)
        result.profiles = ProfilesRole::none;
    if (!seen.modules)
        result.modules = ModulesRole::none;
    result.belongs = true;
    result.holds_role = seen.safes && seen.profiles && holds_role_in(world, user, account);
    auto const mine = world.users[viewer].roles_in(account);
    auto const by_groups = mine.safes == SafesRole::group_admin; // S-5
    result.groups_beyond = by_groups && in_groups_beyond(world, viewer, user, account);
    auto const fills_groups = mine.profiles == ProfilesRole::partial_admin &&
                              profile_permissions(world, viewer, account).has(Permission::groups_assign_members);
    result.above_user = !seen.safes && fills_groups && stands_above_users(world, user, account); // P-1
    return result;
}

/// The accounts that a person is of.
std::vector<AccountId> accounts_of(World const& world, User const& user)
{
    auto result = std::vector<AccountId>{};
    for (auto const& roles : user.accounts)
        result.push_back(roles.account);
    for (auto const group : user.groups)
        result.push_back(world.groups[group].account);
    for (auto const& held : user.assigned->group_keys)
        result.push_back(world.groups[held.thing].account);
    for (auto const& held : user.assigned->keys)
        result.push_back(world.doors[held.thing].account);
    for (auto const& held : user.assigned->modules)
        result.push_back(world.modules[held.thing].account);
    unite(result);
    return result;
}

/// One's own row, with what one sees of one's own.
User cut_self(World const& world, UserId viewer)
{
    auto own = world.users[viewer];
    own.facts = {.particulars = true, .roles_elsewhere = has_roles_elsewhere(world, viewer)};
    for (auto& roles : own.accounts)
        roles.belongs = true;
    for (auto const account : accounts_of(world, own)) {
        if (own.roles_in(account).empty())
            own.accounts.push_back({.account = account, .belongs = true});
    }
    put_in_order(own.accounts, {}, &AccountRoles::account);
    keep_seen(world, viewer, own.groups);
    return own;
}

template <class Handle>
std::optional<Integration> cut_integration(World const& world, UserId viewer, Handle thing)
{
    return sees(world, viewer, thing) ? std::optional{*world.get(thing)} : std::nullopt;
}

/// D-4: the groups into which a door can't be put, since somebody would be user or admin of it twice.
std::vector<GroupId> overlapping_groups(World const& world, UserId viewer, DoorId door)
{
    auto result = std::vector<GroupId>{};
    for (auto const group : world.doors[door].groups) {
        for (auto const& [user, role] : world.groups[group].key_roles) {
            if (role == KeyRole::owner)
                continue;
            for (auto const& held : world.users[user].assigned->group_keys) {
                if (held.thing != group && held.role != KeyRole::owner && sees(world, viewer, held.thing))
                    result.push_back(held.thing);
            }
        }
    }
    unite(result);
    return result;
}

/// The doors side of a group. Whoever sees it whole sees the key roles of those whom he sees.
void cut_doors_side(World const& world, UserId viewer, GroupId group, Group& result)
{
    auto const sight = sight_of_doors_side(world, viewer, group);
    auto const held = permissions_in(world, viewer, place_of(world, group));
    result.doors_side_in_use = held.has(Permission::groups_delete) && uses_doors_side(world, group);
    if (sight == Sight::hidden) {
        result.doors.clear();
        keep_own(viewer, result.key_roles);
        auto const is_on = world.accounts[result.account].groups_for_doors;
        if (!is_on || !held.has(Permission::groups_set_toggles))
            result.toggles = {};
        result.doors_cut = true;
        return;
    }
    keep_seen(world, viewer, result.doors);
    if (sight != Sight::whole) {
        keep_own(viewer, result.key_roles);
        result.doors_cut = true;
        return;
    }
    keep_seen(world, viewer, result.key_roles);
    // D-4: whom a key role can't be given here. Only people whom the viewer is offered are named.
    for (auto const door : world.groups[group].doors) {
        for (auto const other : world.doors[door].groups) {
            if (other == group)
                continue;
            for (auto const& [user, role] : world.groups[other].key_roles) {
                if (role != KeyRole::owner && is_offered(world, viewer, user))
                    result.overlapping.push_back(user);
            }
        }
    }
    unite(result.overlapping);
}

/// What the viewer does not hold in a profile, he does not see; that there is more is a fact (P-5).
Profile cut_profile(World const& world, UserId viewer, ProfileId profile)
{
    auto result = world.profiles[profile];
    auto const shown = ticked_by(world, viewer, profile);
    auto const is_member = result.member(viewer) != nullptr;
    auto const lists = sight_of(world, viewer, profile) == Sight::whole;
    result.beyond = carries_beyond(world, viewer, profile);
    if (!lists) {
        std::erase_if(result.members, [viewer](ProfileMember const& member) { return member.user != viewer; });
    } else {
        std::erase_if(result.members, [&](ProfileMember const& member) { return !sees(world, viewer, member.user); });
    }
    for (auto& member : result.members) {
        member.beyond = member.user != viewer && holds_beyond(world, viewer, profile, member);
        member.permissions = member.permissions & shown;
    }
    if (lists && !is_member && world.users[viewer].roles_in(result.account).profiles != ProfilesRole::full_admin) {
        // In a profile that is not his he sees and ticks nothing; what decides whether he could delete it is a fact.
        result.beyond = !permissions_in(world, viewer, in_account(result.account)).includes(result.permissions);
    }
    result.permissions = result.permissions & shown;
    return result;
}

} // namespace

bool knows_patients(User const& user) { return user.administrator || !user.assigned->teams.empty(); }

Organization cut_organization(World const& world, UserId viewer)
{
    auto result = world.organization;
    auto const* user = world.users.get(viewer);
    if (user == nullptr || !knows_patients(*user))
        result.patient_fields = "[]"; // T-5
    return result;
}

std::optional<Account> cut(World const& world, UserId viewer, AccountId account)
{
    if (!sees(world, viewer, account))
        return std::nullopt;
    // What is set in an account is plain to everybody in it, since the rules that it switches bind him (X-9, D-8).
    auto result = world.accounts[account];
    if (permissions_in(world, viewer, in_account(account)).has(Permission::accounts_delete))
        result.occupied = is_occupied(world, account);
    return result;
}

std::optional<User> cut(World const& world, UserId viewer, UserId user)
{
    auto const sight = sight_of(world, viewer, user);
    if (sight == Sight::hidden)
        return std::nullopt;
    if (viewer == user)
        return cut_self(world, viewer);
    auto const& row = world.users[user];
    auto const& mine = world.users[viewer];
    auto const held = permissions_anywhere(world, viewer);
    auto result = User{.id = row.id, .name = row.name};
    result.status = row.status;
    result.version = row.version;
    for (auto const account : accounts_of(world, row)) {
        auto const gives = !(held & gives_roles).empty() &&
                           !(permissions_within(world, viewer, account) & gives_roles).empty();
        if (gives || knows_people_of(world, viewer, account))
            result.accounts.push_back(cut_roles(world, viewer, user, account));
        else
            result.facts.belongs_elsewhere = true;
    }
    // A fact is told to those alone whom the decision that hangs on it would tell. For all others it is as if there
    // were more, which changes nothing for them.
    auto const edits = sight == Sight::whole && (!mine.administrator || may_act_on(world, viewer, user, Permission::users_edit));
    auto const deletes = edits && held.has(Permission::users_delete);
    result.facts.belongs_elsewhere = result.facts.belongs_elsewhere || (held & gives_roles).empty();
    result.facts.roles_elsewhere = !deletes || has_roles_elsewhere(world, user);
    result.facts.identity_beyond = !edits || !could_give_everything(world, viewer, user);
    result.facts.coded = (deletes || mine.administrator) && holds_coded_role(world, user);
    // Rank in M decides over every role in a module, and would be told by the refusal.
    if (mine.administrator || held.has(Permission::modules_assign_roles))
        result.organization_admin = row.organization_admin;
    // And rank in T over an ownership.
    if (mine.administrator || held.has(Permission::teams_assign_members))
        result.administrator = row.administrator;
    if (sight == Sight::candidate) {
        result.facts.candidate = true;
        return result;
    }
    for (auto const group : row.groups) {
        if (sight_of(world, viewer, group) == Sight::whole)
            result.groups.push_back(group);
    }
    if (sight == Sight::whole) {
        result.facts.particulars = true;
        result.email = row.email;
        result.phone = row.phone;
        result.values = row.values;
        result.email_verified = row.email_verified;
        result.phone_verified = row.phone_verified;
    }
    // S-7: who clears a PIN or fingerprint of somebody is told whether there is one.
    auto const clears = [&](Permission permission) {
        return held.has(permission) && may_act_on(world, viewer, user, permission);
    };
    result.pin = row.pin && (sight == Sight::whole || clears(Permission::users_clear_pin));
    result.fingerprint = row.fingerprint && (sight == Sight::whole || clears(Permission::users_clear_fingerprint));
    return result;
}

std::optional<Group> cut(World const& world, UserId viewer, GroupId group)
{
    auto const sight = sight_of(world, viewer, group);
    if (sight == Sight::hidden)
        return std::nullopt;
    auto const& row = world.groups[group];
    auto result = row;
    cut_doors_side(world, viewer, group, result);
    keep_seen(world, viewer, result.safes);
    if (!sees(world, viewer, result.schedule))
        result.schedule = {};
    if (sight == Sight::whole) {
        keep_seen(world, viewer, result.members);
        return result;
    }
    result.description.clear();
    result.notification_emails.clear();
    result.logo.clear();
    result.members.clear();
    result.name_only = true;
    if (holds(row.members, viewer))
        result.members.push_back(viewer);
    return result;
}

std::optional<Safe> cut(World const& world, UserId viewer, SafeId safe)
{
    auto const sight = sight_of(world, viewer, safe);
    if (sight == Sight::hidden)
        return std::nullopt;
    auto const& row = world.safes[safe];
    auto result = row;
    keep_seen(world, viewer, result.groups);
    keep_seen(world, viewer, result.assets);
    if (sight != Sight::whole) {
        result.name_only = true;
        result.serial.clear();
        result.firmware.clear();
        result.unpaired = false;
        // By the log, which says soon when the time of one is over. A cut knows no clock.
        auto const waits = [](Order const& order) { return is_waiting(order, order.at); };
        result.orders_full = result.orders.size() == orders_kept && std::ranges::all_of(result.orders, waits);
        std::erase_if(result.orders, [viewer](Order const& order) { return order.by != viewer; });
    }
    for (auto& order : result.orders) {
        if (!sees(world, viewer, order.by))
            order.by = {};
    }
    return result;
}

std::optional<Asset> cut(World const& world, UserId viewer, AssetId asset)
{
    if (!sees(world, viewer, asset))
        return std::nullopt;
    return world.assets[asset];
}

std::optional<Door> cut(World const& world, UserId viewer, DoorId door)
{
    auto const sight = sight_of(world, viewer, door);
    if (sight == Sight::hidden)
        return std::nullopt;
    auto result = world.doors[door];
    keep_seen(world, viewer, result.groups);
    if (sight == Sight::whole) {
        keep_seen(world, viewer, result.keys);
        result.overlapping = overlapping_groups(world, viewer, door);
    } else {
        result.name_only = true;
        keep_own(viewer, result.keys);
        result.lock_settings = "{}";
    }
    return result;
}

std::optional<Team> cut(World const& world, UserId viewer, TeamId team)
{
    auto const sight = sight_of(world, viewer, team);
    if (sight == Sight::hidden)
        return std::nullopt;
    auto result = world.teams[team];
    keep_seen(world, viewer, result.patients);
    if (sight == Sight::whole) {
        keep_seen(world, viewer, result.people);
        return result;
    }
    result.name_only = true;
    keep_own(viewer, result.people);
    return result;
}

std::optional<Patient> cut(World const& world, UserId viewer, PatientId patient)
{
    if (!sees(world, viewer, patient))
        return std::nullopt;
    auto result = world.patients[patient];
    auto const lists = sight_of(world, viewer, result.team) == Sight::whole;
    for (auto& action : result.actions) {
        auto const is_shown = action.user.is_none() || action.user == viewer || (lists && sees(world, viewer, action.user));
        action.taken = !is_shown;
        if (!is_shown)
            action.user = {};
    }
    return result;
}

std::optional<Profile> cut(World const& world, UserId viewer, ProfileId profile)
{
    return sees(world, viewer, profile) ? std::optional{cut_profile(world, viewer, profile)} : std::nullopt;
}

std::optional<CustomRole> cut(World const& world, UserId viewer, CustomRoleId role)
{
    auto const sight = sight_of(world, viewer, role);
    if (sight == Sight::hidden)
        return std::nullopt;
    auto result = world.custom_roles[role];
    result.name_only = sight == Sight::name;
    return result;
}

std::optional<Module> cut(World const& world, UserId viewer, ModuleId module)
{
    auto const sight = sight_of(world, viewer, module);
    if (sight == Sight::hidden)
        return std::nullopt;
    auto result = world.modules[module];
    keep_seen(world, viewer, result.records);
    if (sight == Sight::whole) {
        keep_seen(world, viewer, result.roles);
        return result;
    }
    result.name_only = true; // the form is needed for filling it in
    keep_own(viewer, result.roles);
    return result;
}

std::optional<Record> cut(World const& world, UserId viewer, RecordId record)
{
    if (!sees(world, viewer, record))
        return std::nullopt;
    auto result = world.records[record];
    if (!sees(world, viewer, result.by))
        result.by = {};
    return result;
}

std::optional<Integration> cut(World const& world, UserId viewer, ScheduleId schedule)
{
    auto result = cut_integration(world, viewer, schedule);
    if (result && sight_of(world, viewer, schedule) != Sight::whole) {
        result->name_only = true;
        result->settings = "{}";
    }
    return result;
}

std::optional<Integration> cut(World const& world, UserId viewer, CredentialId credential)
{
    return cut_integration(world, viewer, credential);
}

std::optional<Integration> cut(World const& world, UserId viewer, WebhookId webhook)
{
    return cut_integration(world, viewer, webhook);
}

std::optional<Invitation> cut(World const& world, UserId viewer, InvitationId invitation)
{
    if (!sees(world, viewer, invitation))
        return std::nullopt;
    auto result = world.invitations[invitation];
    auto const is_his = result.email == world.users[viewer].email;
    auto const to_staff = result.offer.role == OfferedRole::staff && !result.team; // which everybody is who is active
    result.void_now = is_his && (to_staff || is_void(world, result) || !may_offer(world, result.by, result));
    if (!sees(world, viewer, result.by))
        result.by = {};
    if (!sees(world, viewer, result.account))
        result.account = {};
    if (!sees(world, viewer, result.module))
        result.module = {};
    if (!sees(world, viewer, result.team))
        result.team = {};
    return result;
}

} // namespace castellan
