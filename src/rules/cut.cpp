#include "rules/cut.hpp"

#include "rules/facts.hpp"
#include "rules/sight.hpp"

#include <algorithm>

namespace castellan {

namespace {

template <class Handle>
void keep_seen(World const& world, UserId viewer, std::vector<Handle>& handles)
{
    std::erase_if(handles, [&](Handle handle) { return !sees(world, viewer, handle); });
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
    auto const seen = roles_seen(world, viewer, account);
    if (!seen.safes)
        result.safes = SafesRole::none;
    if (!seen.profiles)
        result.profiles = ProfilesRole::none;
    if (!seen.modules)
        result.modules = ModulesRole::none;
    result.belongs = true;
    result.groups_beyond = seen.safes && in_groups_beyond(world, viewer, user, account);
    return result;
}

std::vector<AccountId> accounts_of(World const& world, User const& user)
{
    auto result = std::vector<AccountId>{};
    for (auto const& roles : user.accounts)
        result.push_back(roles.account);
    for (auto const group : user.groups)
        result.push_back(world.groups[group].account);
    std::ranges::sort(result);
    result.erase(std::ranges::unique(result).begin(), result.end());
    return result;
}

} // namespace

std::optional<Account> cut(World const& world, UserId viewer, AccountId account)
{
    switch (sight_of(world, viewer, account)) {
    case Sight::hidden: return std::nullopt;
    case Sight::name:
    case Sight::directory:
    case Sight::whole: break;
    }
    // What is set in an account is plain to everybody in it, since the rules that it switches bind him (X-9, D-8).
    return world.accounts[account];
}

std::optional<User> cut(World const& world, UserId viewer, UserId user)
{
    auto const sight = sight_of(world, viewer, user);
    if (sight == Sight::hidden)
        return std::nullopt;
    auto const& row = world.users[user];
    if (viewer == user) {
        auto own = row;
        own.facts = {.particulars = true, .roles_elsewhere = has_roles_elsewhere(world, user)};
        for (auto& roles : own.accounts)
            roles.belongs = true;
        keep_seen(world, viewer, own.groups);
        return own;
    }

    auto const& mine = world.users[viewer];
    auto result = User{.id = row.id, .name = row.name, .status = row.status, .version = row.version};
    for (auto const account : accounts_of(world, row)) {
        if (knows_people_of(world, viewer, account))
            result.accounts.push_back(cut_roles(world, viewer, user, account));
        else
            result.facts.belongs_elsewhere = true;
    }
    result.facts.roles_elsewhere = has_roles_elsewhere(world, user);
    result.facts.identity_beyond = !could_give_everything(world, viewer, user);
    if (sight == Sight::name)
        return result;

    if (mine.administrator)
        result.administrator = row.administrator;
    if (mine.administrator || mine.organization_admin)
        result.organization_admin = row.organization_admin;
    for (auto const group : row.groups) {
        if (sight_of(world, viewer, group) == Sight::whole)
            result.groups.push_back(group);
    }
    if (sight == Sight::whole) {
        result.facts.particulars = true;
        result.email = row.email;
        result.phone = row.phone;
        result.email_verified = row.email_verified;
        result.phone_verified = row.phone_verified;
        result.pin = row.pin;
        result.fingerprint = row.fingerprint;
    }
    return result;
}

std::optional<Group> cut(World const& world, UserId viewer, GroupId group)
{
    auto const sight = sight_of(world, viewer, group);
    if (sight == Sight::hidden)
        return std::nullopt;
    auto const& row = world.groups[group];
    if (sight == Sight::whole) {
        auto result = row;
        keep_seen(world, viewer, result.members);
        keep_seen(world, viewer, result.safes);
        return result;
    }
    auto result = Group{.id = row.id, .account = row.account, .name = row.name, .version = row.version};
    result.name_only = true;
    if (holds(row.members, viewer))
        result.members.push_back(viewer);
    result.safes = row.safes;
    keep_seen(world, viewer, result.safes);
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

} // namespace castellan
