#include "rules/effects.hpp"

#include "rules/grants.hpp"
#include "rules/may.hpp"

#include <algorithm>

namespace castellan {

namespace {

/// The things on which somebody's permissions are compared.
struct Things {
    std::vector<AccountId> accounts;
    std::vector<GroupId> groups;
    std::vector<SafeId> safes;
    std::vector<DoorId> doors;
    std::vector<TeamId> teams;
    std::vector<ModuleId> modules;

    void add(World const& world, GroupId group)
    {
        groups.push_back(group);
        accounts.push_back(world.groups[group].account);
        safes.append_range(world.groups[group].safes);
        doors.append_range(world.groups[group].doors);
    }

    /// What a person has to do with in a world.
    void add(World const& world, UserId user)
    {
        auto const* row = world.users.get(user);
        if (row == nullptr)
            return;
        for (auto const& roles : row->accounts)
            accounts.push_back(roles.account);
        for (auto const group : row->groups)
            add(world, group);
        for (auto const& held : row->assigned->group_keys)
            add(world, held.thing);
        for (auto const& held : row->assigned->keys)
            doors.push_back(held.thing);
        for (auto const& held : row->assigned->teams)
            teams.push_back(held.thing);
        for (auto const& held : row->assigned->modules)
            modules.push_back(held.thing);
    }

    void unite()
    {
        auto const each = [](auto&... lists) { (castellan::unite(lists), ...); };
        each(accounts, groups, safes, doors, teams, modules);
    }
};

/// Handles of the rows that the change has touched.
template <class Row, class Handle>
std::vector<Handle> touched(Table<Row, Handle> const& table, std::uint64_t number)
{
    auto result = std::vector<Handle>{};
    for (auto const handle : table.handles()) {
        if (table[handle].version == number)
            result.push_back(handle);
    }
    return result;
}

template <class Role>
void add_people(std::vector<UserId>& people, Holdings<UserId, Role> const& holders)
{
    for (auto const& held : holders)
        people.push_back(held.thing);
}

/// Everybody whose permissions could differ: who was touched, and who is in, or holds keys of, what was touched.
std::vector<UserId> concerned(World const& before, World const& after, Change const& change, std::uint64_t number)
{
    auto people = touched(after.users, number);
    if (auto const subject = subjects_of(before, change).user)
        people.push_back(subject); // gone, perhaps
    for (auto const* world : {&before, &after}) {
        for (auto const group : touched(after.groups, number)) {
            if (auto const* row = world->groups.get(group)) {
                people.append_range(row->members);
                add_people(people, row->key_roles);
            }
        }
        if (auto const* row = world->groups.get(subjects_of(before, change).group)) {
            people.append_range(row->members);
            add_people(people, row->key_roles);
        }
    }
    for (auto const role : touched(after.custom_roles, number)) {
        for (auto const module : after.modules.handles()) {
            for (auto const& held : after.modules[module].roles) {
                if (held.role.custom == role)
                    people.push_back(held.thing);
            }
        }
    }
    for (auto const account : touched(after.accounts, number)) { // D-8
        for (auto const group : after.groups.handles()) {
            if (after.groups[group].account == account)
                add_people(people, after.groups[group].key_roles);
        }
    }
    unite(people);
    return people;
}

/// Compares what one person holds before and after.
class Comparison {
public:
    Comparison(World const& before, World const& after, UserId user, std::vector<Shift>& shifts)
        : before_(before), after_(after), user_(user), shifts_(shifts)
    {
    }

    void run(Things const& things)
    {
        compare(std::monostate{}, in_organization(), in_organization());
        for (auto const account : things.accounts)
            compare(account, in_account(account), in_account(account));
        beyond_ = shifts_.size();
        each(things.groups);
        each(things.safes);
        each(things.doors);
        each(things.modules);
        for (auto const team : things.teams)
            compare(team, in_team(team), in_team(team));
    }

private:
    template <class Handle>
    void each(std::vector<Handle> const& things)
    {
        for (auto const& thing : things)
            compare(thing, place_of(before_, thing), place_of(after_, thing));
    }

    void compare(Target const& on, Place const& then, Place const& now)
    {
        auto const had = permissions_in(before_, user_, then);
        auto const has = permissions_in(after_, user_, now);
        auto gained = has - had;
        auto lost = had - has;
        for (auto at = first_; at < beyond_; ++at) {
            auto const* account = std::get_if<AccountId>(&shifts_[at].on);
            if (account != nullptr && *account != then.account && *account != now.account)
                continue;
            gained = gained - shifts_[at].gained; // said already
            lost = lost - shifts_[at].lost;
        }
        if (!gained.empty() || !lost.empty())
            shifts_.push_back({user_, on, gained, lost});
    }

    World const& before_;
    World const& after_;
    UserId user_;
    std::vector<Shift>& shifts_;
    std::size_t first_ = shifts_.size();
    std::size_t beyond_ = 0; // one past the shifts that hold everywhere in an account
};

} // namespace

std::vector<Shift> effects_of(World const& world, Actor actor, Change const& change, Instant now)
{
    auto const decision = may(world, actor, change, {.now = now});
    if (decision.effect == Effect::deny || decision.effect == Effect::not_now)
        return {};
    auto after = world;
    auto const number = world.revision + 1;
    apply(after, change, {.number = number, .at = now, .actor = actor});

    auto shared = Things{};
    for (auto const safe : touched(after.safes, number))
        shared.safes.push_back(safe);
    for (auto const door : touched(after.doors, number))
        shared.doors.push_back(door);
    auto shifts = std::vector<Shift>{};
    for (auto const user : concerned(world, after, change, number)) {
        auto things = shared;
        things.add(world, user);
        things.add(after, user);
        things.unite();
        Comparison{world, after, user, shifts}.run(things);
    }
    return shifts;
}

} // namespace castellan
