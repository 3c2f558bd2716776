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

template <class Handle>
bool strictly_sorted(std::vector<Handle> const& list)
{
    return std::ranges::adjacent_find(list, std::ranges::greater_equal{}) == list.end();
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

} // namespace

std::vector<std::string> broken_invariants(World const& world)
{
    auto found = Findings{};
    check_users(world, found);
    check_groups(world, found);
    check_safes(world, found);
    return found.take();
}

} // namespace castellan
