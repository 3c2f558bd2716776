#include "ui/screens/seen.hpp"

#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "rules/sight.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>

namespace castellan::ui {

Seen look(World const& world, UserId me, AccountId account, Instant now, std::uint64_t generation)
{
    auto seen = Seen{.world = world, .me = me, .account = account, .now = now, .generation = generation + (std::uint64_t{language_generation()} << 48)};
    seen.managers = managers_of(world, me);
    return seen;
}

bool is_listed(Seen const& seen, UserId user) { return sees(seen.world, seen.me, user); }

std::vector<AccountId> accounts_of(World const& world)
{
    auto accounts = std::vector<AccountId>{};
    for (auto const account : world.accounts.handles())
        accounts.push_back(account);
    put_in_order(accounts, [&](AccountId one, AccountId other) {
        return comes_before(world.accounts[one].name, world.accounts[other].name);
    });
    return accounts;
}

AccountId home_account(World const& world, UserId me)
{
    auto const accounts = accounts_of(world);
    if (auto const* self = world.users.get(me)) {
        // The highest role first: who runs one account and is a user of another comes for the one that he runs.
        auto best = AccountId{};
        auto best_role = SafesRole::none;
        for (auto const account : accounts) {
            auto const role = self->roles_in(account).safes;
            if (role > best_role) {
                best = account;
                best_role = role;
            }
        }
        if (best)
            return best;
        for (auto const account : accounts) {
            if (self->roles_in(account).any())
                return account;
        }
    }
    return accounts.empty() ? AccountId{} : accounts.front();
}

bool is_of(World const& world, UserId user, AccountId account)
{
    auto const& row = world.users[user];
    return row.roles_in(account).any() || std::ranges::any_of(row.groups, [&](GroupId group) {
        return world.groups[group].account == account;
    });
}

std::vector<GroupId> groups_of(World const& world, AccountId account)
{
    auto groups = std::vector<GroupId>{};
    for (auto const group : world.groups.handles()) {
        if (world.groups[group].account == account)
            groups.push_back(group);
    }
    put_in_order(groups, [&](GroupId one, GroupId other) {
        return comes_before(world.groups[one].name, world.groups[other].name);
    });
    return groups;
}

std::string_view clock_of(Seen const& seen)
{
    auto const* account = seen.world.accounts.get(seen.account);
    return account == nullptr ? std::string_view{} : std::string_view{account->time_zone_rule};
}

std::vector<SafeId> safes_of(World const& world, AccountId account)
{
    auto safes = std::vector<SafeId>{};
    for (auto const safe : world.safes.handles()) {
        if (world.safes[safe].account == account)
            safes.push_back(safe);
    }
    put_in_order(safes, [&](SafeId one, SafeId other) {
        return comes_before(world.safes[one].name, world.safes[other].name);
    });
    return safes;
}

std::vector<std::string> group_names(World const& world, std::span<GroupId const> groups, AccountId account)
{
    auto names = std::vector<std::string>{};
    for (auto const group : groups) {
        auto const* row = world.groups.get(group);
        if (row != nullptr && row->account == account)
            names.push_back(row->name);
    }
    put_in_order(names, comes_before);
    return names;
}

std::string_view name_of(World const& world, UserId user)
{
    auto const* row = world.users.get(user);
    return row == nullptr ? tr("somebody") : std::string_view{row->name};
}

} // namespace castellan::ui
