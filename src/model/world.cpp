#include "model/world.hpp"

#include <utility>

namespace castellan {

namespace {

template <class Handle>
void enter(std::vector<Handle>& sorted, Handle handle)
{
    auto const at = std::ranges::lower_bound(sorted, handle);
    assert(at == sorted.end() || *at != handle);
    sorted.insert(at, handle);
}

template <class Handle>
void strike(std::vector<Handle>& sorted, Handle handle)
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

template <class Row, class Handle>
void put_back_row(Table<Row, Handle>& table, Handle handle, Row former)
{
    if (table.contains(handle))
        table[handle] = std::move(former);
    else
        table.restore(handle, std::move(former));
}

bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }

void lower(std::string& text)
{
    for (auto& letter : text) {
        if (is_upper(letter))
            letter = static_cast<char>(letter - 'A' + 'a');
    }
}

} // namespace

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
    for (auto const group : users[user].groups)
        strike(groups[group].members, user);
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
    assert(group.members.empty() && group.safes.empty());
    return groups.insert(std::move(group));
}

void World::remove_group(GroupId group)
{
    for (auto const user : groups[group].members)
        strike(users[user].groups, group);
    for (auto const safe : groups[group].safes)
        strike(safes[safe].groups, group);
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

void World::put_back(UserId user, User former)
{
    if (users.contains(user))
        leave_indexes(user);
    put_back_row(users, user, std::move(former));
    enter_indexes(user);
}

void World::put_back(GroupId group, Group former) { put_back_row(groups, group, std::move(former)); }
void World::put_back(SafeId safe, Safe former) { put_back_row(safes, safe, std::move(former)); }
void World::put_back(AssetId asset, Asset former) { put_back_row(assets, asset, std::move(former)); }

void World::take_back(UserId user)
{
    leave_indexes(user);
    users.remove(user);
}

} // namespace castellan
