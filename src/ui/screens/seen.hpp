// What every view is made from: the world as its viewer sees it, and when he looks.
#pragma once

#include "model/world.hpp"
#include "rules/may.hpp"
#include "ui/kit/offer.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <ranges>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan::ui {

struct Seen {
    World const& world;
    UserId me;
    AccountId account;            // the one that lists are of
    Instant now = 0;
    std::uint64_t generation = 0; // of the replica: views of another one are stale
    std::vector<std::string_view> managers; // of the navigation, sorted

    [[nodiscard]] bool manages(std::string_view manager) const
    {
        return std::ranges::find(managers, manager) != managers.end();
    }

    /// Whether something may be offered, for views that leave out what may not.
    [[nodiscard]] bool offers(Change const& change) const
    {
        return may(world, me, change, Context{.now = now}).effect != Effect::deny;
    }
};

[[nodiscard]] Seen look(World const& world, UserId me, AccountId account, Instant now, std::uint64_t generation);

/// Whether a person has a page and a place in lists. Somebody to whom the viewer could give a first role, and of whom he
/// sees nothing else, is a name in that picker and nothing more (RULEBOOK 4).
[[nodiscard]] bool is_listed(Seen const& seen, UserId user);

/// The accounts that the viewer sees, by name.
[[nodiscard]] std::vector<AccountId> accounts_of(World const& world);
/// The account to start with: the first in which the viewer has a role.
[[nodiscard]] AccountId home_account(World const& world, UserId me);
/// Whether a person is of an account, as far as the viewer sees: a role or a group in it.
[[nodiscard]] bool is_of(World const& world, UserId user, AccountId account);
/// The groups of an account, by name.
[[nodiscard]] std::vector<GroupId> groups_of(World const& world, AccountId account);
/// The safes of an account, by name.
[[nodiscard]] std::vector<SafeId> safes_of(World const& world, AccountId account);
/// The rule of the account's clock: what is of a day or a month is so by it, wherever it is looked at from.
[[nodiscard]] std::string_view clock_of(Seen const& seen);
/// The schedules, credentials or webhooks of an account, by name.
template <class Table>
[[nodiscard]] auto integrations_of(Table const& table, AccountId account)
{
    auto things = std::vector<std::ranges::range_value_t<decltype(table.handles())>>{};
    for (auto const thing : table.handles()) {
        if (table[thing].account == account && !table[thing].name_only)
            things.push_back(thing);
    }
    std::ranges::sort(things, {}, [&](auto thing) -> std::string const& { return table[thing].name; });
    return things;
}
/// Names of the groups that the viewer sees a person in, of one account, sorted.
[[nodiscard]] std::vector<std::string> group_names(World const& world, std::span<GroupId const> groups,
                                                   AccountId account);
/// The name of a person, "somebody" if the viewer does not see him.
[[nodiscard]] std::string_view name_of(World const& world, UserId user);

/// A view that is made anew only when what it is made of has changed.
template <class View, class Key>
class Cached {
public:
    template <class Make>
    View const& get(Key key, Make const& make)
    {
        if (!key_ || !(*key_ == key)) {
            view_ = make();
            key_ = std::move(key);
        }
        return view_;
    }

private:
    std::optional<Key> key_;
    View view_;
};

} // namespace castellan::ui
