#include "model/invariants.hpp"

#include <algorithm>
#include <format>

namespace castellan {

namespace {

class Findings {
public:
    template <class... Arguments>
    void expect(bool holds, std::format_string<Arguments...> sentence, Arguments&&... arguments)
    {
        if (!holds)
            sentences_.push_back(std::format(sentence, std::forward<Arguments>(arguments)...));
    }
    std::vector<std::string> take() { return std::move(sentences_); }

private:
    std::vector<std::string> sentences_;
};

template <HandleList List>
bool strictly_sorted(List const& list)
{
    return std::ranges::adjacent_find(list, std::ranges::greater_equal{}) == list.end();
}

/// Every role that a person holds in something stands there too.
template <class Table, class Row, class Handle, class Role>
void check_far_end(Table const& table, Holdings<Handle, Role> const& holdings, Holdings<UserId, Role> Row::*far_end,
                   UserId user, std::string const& id, Findings& found)
{
    found.expect(std::ranges::adjacent_find(holdings, std::ranges::greater_equal{}, &Holding<Handle, Role>::thing) ==
                     holdings.end(),
                 "what user `{}` holds is not sorted", id);
    for (auto const& [thing, role] : holdings) {
        found.expect(role != Role{} && table.contains(thing) && role_in(table[thing].*far_end, user) == role,
                     "user `{}` holds a role in something that does not know it", id);
    }
}

/// And every role that a thing knows of is held by somebody.
template <class Handle, class Role>
void check_holders(World const& world, Handle thing, std::string const& id, Holdings<UserId, Role> const& holders,
                   Holdings<Handle, Role> Assignments::*held, Findings& found)
{
    for (auto const& [user, role] : holders) {
        found.expect(world.users.contains(user) && role_in((*world.users[user].assigned).*held, thing) == role,
                     "`{}` knows of a role that its holder does not know", id);
    }
}

/// D-4: user or admin in at most one of several groups that share a door.
void check_keys(World const& world, User const& user, Findings& found)
{
    auto const& held = user.assigned->group_keys;
    for (auto a = held.begin(); a != held.end(); ++a) {
        for (auto b = a + 1; b != held.end(); ++b) {
            if (a->role == KeyRole::owner || b->role == KeyRole::owner)
                continue;
            auto const& first = world.groups[a->thing];
            auto const& second = world.groups[b->thing];
            found.expect(!overlap(first.doors, second.doors),
                         "user `{}` holds keys of the groups `{}` and `{}`, which share a door (D-4)", user.id, first.id,
                         second.id);
        }
    }
}

void check_users(World const& world, Findings& found)
{
    auto counted = TopHolders{};
    counted.account_admins.resize(world.holders.account_admins.size());
    counted.full_admins.resize(world.holders.full_admins.size());
    for (auto const handle : world.users.handles()) {
        auto const& user = world.users[handle];
        found.expect(world.users.find(user.id) == handle, "user `{}` is not found by its id", user.id);
        found.expect(user.email.empty() || world.find_by_email(user.email) == handle,
                     "user `{}` is not the one found by its address", user.id);
        found.expect(strictly_sorted(user.groups), "the groups of user `{}` are not sorted", user.id);
        for (auto const group : user.groups) {
            found.expect(world.groups.contains(group) && holds(world.groups[group].members, handle),
                         "user `{}` is in a group that does not know it", user.id);
        }
        for (auto const& roles : user.accounts) {
            found.expect(world.accounts.contains(roles.account), "user `{}` has a role in no account", user.id);
            found.expect(!roles.empty(), "user `{}` has an empty row of roles", user.id);
            if (user.status == Status::active && roles.account.slot < counted.account_admins.size()) {
                counted.account_admins[roles.account.slot] += roles.safes == SafesRole::account_admin;
                counted.full_admins[roles.account.slot] += roles.profiles == ProfilesRole::full_admin;
            }
        }
        if (user.status == Status::active) {
            counted.administrators += user.administrator;
            counted.organization_admins += user.organization_admin;
        }
        found.expect(!(user.administrator && user.status == Status::disabled),
                     "user `{}` is disabled and still an administrator (T-2)", user.id);
        auto const& assigned = *user.assigned;
        check_far_end(world.groups, assigned.group_keys, &Group::key_roles, handle, user.id, found);
        check_far_end(world.doors, assigned.keys, &Door::keys, handle, user.id, found);
        check_far_end(world.teams, assigned.teams, &Team::people, handle, user.id, found);
        check_far_end(world.modules, assigned.modules, &Module::roles, handle, user.id, found);
        for (auto const profile : assigned.profiles) {
            found.expect(world.profiles.contains(profile) && world.profiles[profile].member(handle) != nullptr,
                         "user `{}` is in a profile that does not know it", user.id);
        }
        check_keys(world, user, found);
    }
    found.expect(counted.administrators == world.holders.administrators &&
                     counted.organization_admins == world.holders.organization_admins &&
                     counted.account_admins == world.holders.account_admins &&
                     counted.full_admins == world.holders.full_admins,
                 "the counts of top roles are wrong");
}

void check_groups(World const& world, Findings& found)
{
    for (auto const handle : world.groups.handles()) {
        auto const& group = world.groups[handle];
        found.expect(world.groups.find(group.id) == handle, "group `{}` is not found by its id", group.id);
        found.expect(world.accounts.contains(group.account), "group `{}` belongs to no account", group.id);
        found.expect(strictly_sorted(group.members), "the members of group `{}` are not sorted", group.id);
        found.expect(strictly_sorted(group.safes), "the safes of group `{}` are not sorted", group.id);
        for (auto const user : group.members) {
            found.expect(world.users.contains(user) && holds(world.users[user].groups, handle),
                         "group `{}` has a member who does not know it", group.id);
        }
        for (auto const safe : group.safes) {
            found.expect(world.safes.contains(safe) && holds(world.safes[safe].groups, handle) &&
                             world.safes[safe].account == group.account,
                         "group `{}` has a safe that is not its account's or does not know it", group.id);
        }
        check_holders(world, handle, group.id, group.key_roles, &Assignments::group_keys, found);
        found.expect(strictly_sorted(group.doors), "the doors of group `{}` are not sorted", group.id);
        for (auto const door : group.doors) {
            found.expect(world.doors.contains(door) && holds(world.doors[door].groups, handle) &&
                             world.doors[door].account == group.account,
                         "group `{}` has a door that is not its account's or does not know it", group.id);
        }
    }
}

void check_safes(World const& world, Findings& found)
{
    for (auto const handle : world.safes.handles()) {
        auto const& safe = world.safes[handle];
        found.expect(world.safes.find(safe.id) == handle, "safe `{}` is not found by its id", safe.id);
        found.expect(world.accounts.contains(safe.account), "safe `{}` belongs to no account", safe.id);
        found.expect(strictly_sorted(safe.groups), "the groups of safe `{}` are not sorted", safe.id);
        found.expect(safe.orders.size() <= orders_kept, "safe `{}` keeps too many orders", safe.id);
        for (auto const group : safe.groups) {
            found.expect(world.groups.contains(group) && holds(world.groups[group].safes, handle),
                         "safe `{}` is in a group that does not know it", safe.id);
        }
        for (auto const asset : safe.assets) {
            found.expect(world.assets.contains(asset) && world.assets[asset].safe == handle,
                         "safe `{}` holds an asset that does not know it", safe.id);
        }
    }
    for (auto const handle : world.assets.handles()) {
        auto const& asset = world.assets[handle];
        found.expect(world.safes.contains(asset.safe) && holds(world.safes[asset.safe].assets, handle),
                     "asset `{}` is in a safe that does not know it", asset.id);
        found.expect(asset.quantity >= 0, "asset `{}` has a negative quantity", asset.id);
    }
}

void check_doors(World const& world, Findings& found)
{
    for (auto const handle : world.doors.handles()) {
        auto const& door = world.doors[handle];
        found.expect(world.accounts.contains(door.account), "door `{}` belongs to no account", door.id);
        for (auto const group : door.groups) {
            found.expect(world.groups.contains(group) && holds(world.groups[group].doors, handle),
                         "door `{}` is in a group that does not know it", door.id);
        }
        check_holders(world, handle, door.id, door.keys, &Assignments::keys, found);
    }
}

void check_teams(World const& world, Findings& found)
{
    for (auto const handle : world.teams.handles()) {
        auto const& team = world.teams[handle];
        check_holders(world, handle, team.id, team.people, &Assignments::teams, found);
        for (auto const patient : team.patients) {
            found.expect(world.patients.contains(patient) && world.patients[patient].team == handle,
                         "team `{}` has a patient who does not know it", team.id);
        }
    }
    for (auto const handle : world.patients.handles()) {
        auto const& patient = world.patients[handle];
        found.expect(world.teams.contains(patient.team) && holds(world.teams[patient.team].patients, handle),
                     "patient `{}` is in a team that does not know it", patient.id);
        for (auto const& action : patient.actions) {
            found.expect(action.user.is_none() || role_in(world.teams[patient.team].people, action.user) != TeamRole::none,
                         "patient `{}` has a task for somebody who is not in the team", patient.id);
        }
        found.expect(patient.actions.size() <= actions_kept, "patient `{}` has too many actions", patient.id);
    }
}

void check_profiles(World const& world, Findings& found)
{
    for (auto const handle : world.profiles.handles()) {
        auto const& profile = world.profiles[handle];
        found.expect(world.accounts.contains(profile.account), "profile `{}` belongs to no account", profile.id);
        for (auto const& member : profile.members) {
            auto const* user = world.users.get(member.user);
            found.expect(user != nullptr && holds(user->assigned->profiles, handle),
                         "profile `{}` has a member who does not know it", profile.id);
            found.expect(user != nullptr && user->roles_in(profile.account).profiles == ProfilesRole::partial_admin,
                         "profile `{}` has a member who is no partial administrator (P-3)", profile.id);
        }
    }
}

void check_modules(World const& world, Findings& found)
{
    for (auto const handle : world.modules.handles()) {
        auto const& module = world.modules[handle];
        found.expect(world.accounts.contains(module.account), "module `{}` belongs to no account", module.id);
        check_holders(world, handle, module.id, module.roles, &Assignments::modules, found);
        for (auto const& [user, role] : module.roles) {
            found.expect((role.rank == ModuleRank::custom) == world.custom_roles.contains(role.custom) &&
                             (role.custom.is_none() || world.custom_roles[role.custom].account == module.account),
                         "module `{}` gives a custom role that is not its account's (M-5)", module.id);
        }
        for (auto const record : module.records) {
            found.expect(world.records.contains(record) && world.records[record].module == handle,
                         "module `{}` has a record that does not know it", module.id);
        }
    }
    for (auto const handle : world.records.handles()) {
        auto const& record = world.records[handle];
        found.expect(world.modules.contains(record.module) && holds(world.modules[record.module].records, handle),
                     "record `{}` is in a module that does not know it", record.id);
    }
    for (auto const handle : world.custom_roles.handles()) {
        found.expect(world.accounts.contains(world.custom_roles[handle].account),
                     "custom role `{}` belongs to no account", world.custom_roles[handle].id);
    }
}

} // namespace

std::vector<std::string> broken_invariants(World const& world)
{
    auto found = Findings{};
    check_users(world, found);
    check_groups(world, found);
    check_safes(world, found);
    check_doors(world, found);
    check_teams(world, found);
    check_profiles(world, found);
    check_modules(world, found);
    return found.take();
}

} // namespace castellan
