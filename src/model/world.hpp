// The world: everything that the rules need to know of one organisation, as a value.
#pragma once

#include "model/table.hpp"
#include "model/things.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace castellan {

/// How many active people hold a top role; kept by `apply`, so that "is he the last?" never counts.
struct TopHolders {
    std::uint32_t administrators = 0;
    std::uint32_t organization_admins = 0;
    std::vector<std::uint32_t> account_admins; // by account slot
    std::vector<std::uint32_t> full_admins;    // by account slot
};

class World {
public:
    Organization organization;
    Table<Account, AccountId> accounts;
    Table<User, UserId> users;
    Table<Group, GroupId> groups;
    Table<Safe, SafeId> safes;
    Table<Asset, AssetId> assets;

    /// Number of the last change applied; 0 for an organisation that was just loaded.
    std::uint64_t revision = 0;

    /// A replica is what one person may see of a world, with facts in place of what was cut away.
    bool is_replica = false;

    TopHolders holders;

    /// The person with this address, compared without case; `none` if nobody has it. In a replica it knows only
    /// addresses that were not cut away.
    [[nodiscard]] UserId find_by_email(std::string_view email) const;

    /// Adds a person and enters the address and the top roles held. The id must be new, the address too.
    UserId add_user(User user);

    /// Changes one person and keeps indexes and counts right. `edit` must not change `id` or `groups`.
    template <class Edit>
    void edit_user(UserId user, Edit const& edit)
    {
        leave_indexes(user);
        edit(users[user]);
        enter_indexes(user);
    }

    /// Takes a person out of groups, indexes and counts.
    void remove_user(UserId user);

    void join(GroupId group, UserId user);
    void leave(GroupId group, UserId user);
    void assign(GroupId group, SafeId safe);
    void unassign(GroupId group, SafeId safe);

    SafeId add_safe(Safe safe);
    void remove_safe(SafeId safe);
    GroupId add_group(Group group);
    void remove_group(GroupId group);
    AssetId add_asset(Asset asset);
    void remove_asset(AssetId asset);
    void move_asset(AssetId asset, SafeId to);

    // Undoing. Each makes one row what it was and keeps the indexes right; whoever undoes puts back both ends of
    // every relation.

    /// Makes a row, removed or not, what `former` says.
    void put_back(UserId user, User former);
    void put_back(GroupId group, Group former);
    void put_back(SafeId safe, Safe former);
    void put_back(AssetId asset, Asset former);

    /// Takes away a row that was made since.
    void take_back(UserId user);
    void take_back(GroupId group) { groups.remove(group); }
    void take_back(SafeId safe) { safes.remove(safe); }
    void take_back(AssetId asset) { assets.remove(asset); }

private:
    void leave_indexes(UserId user);
    void enter_indexes(UserId user);
    void count(UserId user, int by);

    SlotIndex emails_;
};

/// An address as it is compared: ASCII letters in lower case.
[[nodiscard]] std::string lowered(std::string_view text);

/// Whether a sorted list of handles holds one.
template <class Handle>
[[nodiscard]] bool holds(std::vector<Handle> const& sorted, Handle handle)
{
    // OPTIMIZATION: most lists have a handful of entries, where walking beats bisecting.
    if (sorted.size() <= 8) {
        for (auto const entry : sorted) {
            if (entry == handle)
                return true;
        }
        return false;
    }
    return std::ranges::binary_search(sorted, handle);
}

/// Whether two sorted lists have a handle in common.
template <class Handle>
[[nodiscard]] bool overlap(std::vector<Handle> const& a, std::vector<Handle> const& b)
{
    auto left = a.begin();
    auto right = b.begin();
    while (left != a.end() && right != b.end()) {
        if (*left == *right)
            return true;
        if (*left < *right)
            ++left;
        else
            ++right;
    }
    return false;
}

} // namespace castellan
