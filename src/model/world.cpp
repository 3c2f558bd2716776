#include "model/world.hpp"

#include <utility>

namespace castellan {

namespace {

template <HandleList List>
void enter(List& sorted, std::ranges::range_value_t<List> handle)
{
    auto const at = std::ranges::lower_bound(sorted, handle);
    assert(at == sorted.end() || *at != handle);
    sorted.insert(at, handle);
}

template <HandleList List>
void strike(List& sorted, std::ranges::range_value_t<List> handle)
{
    auto const at = std::ranges::lower_bound(sorted, handle);
    assert(at != sorted.end() && *at == handle);
    sorted.erase(at);
}

/// Addresses are kept lowered in the index and compared as they are lowered: see `add_user`.
auto email_of(Table<User, UserId> const& users)
{
    return [&users](std::uint32_t slot) -> std::string_view { return users[UserId{slot}].email; };
}

/// Makes `role` the one that stands for `thing`; none takes it out.
template <class Handle, class Role>
void set_role(Holdings<Handle, Role>& holdings, Handle thing, Role role)
{
    auto const at = std::ranges::lower_bound(holdings, thing, {}, &Holding<Handle, Role>::thing);
    auto const is_there = at != holdings.end() && at->thing == thing;
    if (role == Role{}) {
        if (is_there)
            holdings.erase(at);
    } else if (is_there) {
        at->role = role;
    } else {
        holdings.insert(at, {thing, role});
    }
}

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

void lower(std::string& text)
{
    for (auto& letter : text) {
        if (is_upper(letter))
            letter = static_cast<char>(letter - 'A' + 'a');
    }
}

/// Gives the tasks that a person has in a team to nobody in particular.
void release(World& world, TeamId team, UserId user)
{
    for (auto const patient : patients_with_tasks_of(world, team, user)) {
        for (auto& action : world.patients[patient].actions) {
            if (action.user == user)
                action.user = {};
        }
    }
}

} // namespace

std::vector<PatientId> patients_with_tasks_of(World const& world, TeamId team, UserId user)
{
    auto result = std::vector<PatientId>{};
    for (auto const patient : world.teams[team].patients) {
        if (std::ranges::contains(world.patients[patient].actions, user, &Action::user))
            result.push_back(patient);
    }
    return result;
}

std::string lowered(std::string_view text)
{
    auto result = std::string{text};
    lower(result);
    return result;
}

UserId World::find_by_email(std::string_view email) const
{
    if (email.empty())
        return {};
    // OPTIMIZATION: nearly all addresses are in lower case already and need no copy.
    if (std::ranges::none_of(email, is_upper))
        return UserId{emails_.find(email, email_of(users))};
    return UserId{emails_.find(lowered(email), email_of(users))};
}

UserId World::add_user(User user)
{
    // INVARIANT: addresses are kept in lower case, so that the index and the unique check need no second copy.
    lower(user.email);
    assert(find_by_email(user.email).is_none());
    auto const handle = users.insert(std::move(user));
    enter_indexes(handle);
    for (auto const group : users[handle].groups)
        enter(groups[group].members, handle);
    return handle;
}

void World::enter_indexes(UserId user)
{
    auto& row = users[user];
    lower(row.email);
    if (!row.email.empty())
        emails_.insert(row.email, user.slot);
    count(user, +1);
}

void World::leave_indexes(UserId user)
{
    emails_.erase(users[user].email, user.slot);
    count(user, -1);
}

void World::count(UserId user, int by)
{
    auto const& row = users[user];
    if (row.status != Status::active)
        return;
    auto const add = [by](std::uint32_t& counter) { counter = static_cast<std::uint32_t>(static_cast<int>(counter) + by); };
    if (row.administrator)
        add(holders.administrators);
    if (row.organization_admin)
        add(holders.organization_admins);
    for (auto const& roles : row.accounts) {
        auto const slot = roles.account.slot;
        if (slot >= holders.account_admins.size()) {
            holders.account_admins.resize(slot + 1);
            holders.full_admins.resize(slot + 1);
        }
        if (roles.safes == SafesRole::account_admin)
            add(holders.account_admins[slot]);
        if (roles.profiles == ProfilesRole::full_admin)
            add(holders.full_admins[slot]);
    }
}

void World::remove_user(UserId user)
{
    auto& row = users[user];
    for (auto const group : row.groups)
        strike(groups[group].members, user);
    for (auto const& [group, role] : row.assigned->group_keys)
        set_role(groups[group].key_roles, user, KeyRole::none);
    for (auto const& [door, role] : row.assigned->keys)
        set_role(doors[door].keys, user, KeyRole::none);
    for (auto const& [team, role] : row.assigned->teams) {
        release(*this, team, user);
        set_role(teams[team].people, user, TeamRole::none);
    }
    for (auto const& [module, role] : row.assigned->modules)
        set_role(modules[module].roles, user, ModuleRole{});
    for (auto const profile : row.assigned->profiles)
        std::erase_if(profiles[profile].members, [user](ProfileMember const& member) { return member.user == user; });
    leave_indexes(user);
    users.remove(user);
}

void World::join(GroupId group, UserId user)
{
    enter(groups[group].members, user);
    enter(users[user].groups, group);
}

void World::leave(GroupId group, UserId user)
{
    strike(groups[group].members, user);
    strike(users[user].groups, group);
}

void World::assign(GroupId group, SafeId safe)
{
    enter(groups[group].safes, safe);
    enter(safes[safe].groups, group);
}

void World::unassign(GroupId group, SafeId safe)
{
    strike(groups[group].safes, safe);
    strike(safes[safe].groups, group);
}

void World::assign(GroupId group, DoorId door)
{
    enter(groups[group].doors, door);
    enter(doors[door].groups, group);
}

void World::unassign(GroupId group, DoorId door)
{
    strike(groups[group].doors, door);
    strike(doors[door].groups, group);
}

void World::give(GroupId group, UserId user, KeyRole role)
{
    set_role(groups[group].key_roles, user, role);
    set_role(users[user].assigned.edit().group_keys, group, role);
}

void World::give(DoorId door, UserId user, KeyRole role)
{
    set_role(doors[door].keys, user, role);
    set_role(users[user].assigned.edit().keys, door, role);
}

void World::give(TeamId team, UserId user, TeamRole role)
{
    if (role == TeamRole::none)
        release(*this, team, user);
    set_role(teams[team].people, user, role);
    set_role(users[user].assigned.edit().teams, team, role);
}

void World::give(ModuleId module, UserId user, ModuleRole role)
{
    set_role(modules[module].roles, user, role);
    set_role(users[user].assigned.edit().modules, module, role);
}

void World::set_member(ProfileId profile, ProfileMember member)
{
    auto& members = profiles[profile].members;
    auto const at = std::ranges::lower_bound(members, member.user, {}, &ProfileMember::user);
    if (at != members.end() && at->user == member.user) {
        *at = member;
        return;
    }
    members.insert(at, member);
    enter(users[member.user].assigned.edit().profiles, profile);
}

void World::remove_member(ProfileId profile, UserId user)
{
    std::erase_if(profiles[profile].members, [user](ProfileMember const& member) { return member.user == user; });
    strike(users[user].assigned.edit().profiles, profile);
}

SafeId World::add_safe(Safe safe)
{
    auto const handle = safes.insert(std::move(safe));
    for (auto const group : safes[handle].groups)
        enter(groups[group].safes, handle);
    return handle;
}

void World::remove_safe(SafeId safe)
{
    for (auto const group : safes[safe].groups)
        strike(groups[group].safes, safe);
    for (auto const asset : safes[safe].assets)
        assets.remove(asset);
    safes.remove(safe);
}

GroupId World::add_group(Group group)
{
    assert(group.members.empty() && group.safes.empty() && group.doors.empty() && group.key_roles.empty());
    return groups.insert(std::move(group));
}

void World::remove_group(GroupId group)
{
    for (auto const user : groups[group].members)
        strike(users[user].groups, group);
    for (auto const safe : groups[group].safes)
        strike(safes[safe].groups, group);
    for (auto const door : groups[group].doors)
        strike(doors[door].groups, group);
    for (auto const& [user, role] : groups[group].key_roles)
        set_role(users[user].assigned.edit().group_keys, group, KeyRole::none);
    groups.remove(group);
}

AssetId World::add_asset(Asset asset)
{
    auto const safe = asset.safe;
    auto const handle = assets.insert(std::move(asset));
    enter(safes[safe].assets, handle);
    return handle;
}

void World::remove_asset(AssetId asset)
{
    strike(safes[assets[asset].safe].assets, asset);
    assets.remove(asset);
}

void World::move_asset(AssetId asset, SafeId to)
{
    strike(safes[assets[asset].safe].assets, asset);
    enter(safes[to].assets, asset);
    assets[asset].safe = to;
}

DoorId World::add_door(Door door)
{
    assert(door.groups.empty() && door.keys.empty());
    return doors.insert(std::move(door));
}

void World::remove_door(DoorId door)
{
    for (auto const group : doors[door].groups)
        strike(groups[group].doors, door);
    for (auto const& [user, role] : doors[door].keys)
        set_role(users[user].assigned.edit().keys, door, KeyRole::none);
    doors.remove(door);
}

TeamId World::add_team(Team team)
{
    assert(team.people.empty() && team.patients.empty());
    return teams.insert(std::move(team));
}

void World::remove_team(TeamId team)
{
    for (auto const& [user, role] : teams[team].people)
        set_role(users[user].assigned.edit().teams, team, TeamRole::none);
    for (auto const patient : teams[team].patients)
        patients.remove(patient);
    teams.remove(team);
}

PatientId World::add_patient(Patient patient)
{
    auto const team = patient.team;
    auto const handle = patients.insert(std::move(patient));
    enter(teams[team].patients, handle);
    return handle;
}

void World::remove_patient(PatientId patient)
{
    strike(teams[patients[patient].team].patients, patient);
    patients.remove(patient);
}

void World::move_patient(PatientId patient, TeamId to)
{
    strike(teams[patients[patient].team].patients, patient);
    enter(teams[to].patients, patient);
    patients[patient].team = to;
    for (auto& action : patients[patient].actions) {
        if (role_in(teams[to].people, action.user) == TeamRole::none)
            action.user = {};
    }
}

ProfileId World::add_profile(Profile profile)
{
    assert(profile.members.empty());
    return profiles.insert(std::move(profile));
}

void World::remove_profile(ProfileId profile)
{
    for (auto const& member : profiles[profile].members)
        strike(users[member.user].assigned.edit().profiles, profile);
    profiles.remove(profile);
}

ModuleId World::add_module(Module module)
{
    assert(module.roles.empty() && module.records.empty());
    return modules.insert(std::move(module));
}

void World::remove_module(ModuleId module)
{
    for (auto const& [user, role] : modules[module].roles)
        set_role(users[user].assigned.edit().modules, module, ModuleRole{});
    for (auto const record : modules[module].records)
        records.remove(record);
    modules.remove(module);
}

RecordId World::add_record(Record record)
{
    auto const module = record.module;
    auto const handle = records.insert(std::move(record));
    enter(modules[module].records, handle);
    return handle;
}

void World::remove_record(RecordId record)
{
    strike(modules[records[record].module].records, record);
    records.remove(record);
}

void World::put_back(UserId user, User former)
{
    if (users.contains(user)) {
        leave_indexes(user);
        users[user] = std::move(former);
    } else {
        users.restore(user, std::move(former));
    }
    enter_indexes(user);
}

void World::take_back(UserId user)
{
    leave_indexes(user);
    users.remove(user);
}

} // namespace castellan
