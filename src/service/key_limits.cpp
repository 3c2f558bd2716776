#include "service/key_limits.hpp"

#include "rules/grants.hpp"
#include "rules/key_permissions.hpp"
#include "rules/kinds.hpp"
#include "service/entry_text.hpp"

#include <algorithm>
#include <format>
#include <variant>

namespace castellan {

namespace {

using enum Permission;

constexpr auto not_for_keys =
    Decision{.effect = Effect::deny, .rule = "X-5", .reason = "This is for people: a key hands out no rights, and looks after none."};
constexpr auto not_permitted =
    Decision{.effect = Effect::deny, .rule = "X-1", .reason = "The key does not have the permission for this."};
constexpr auto elsewhere = Decision{.hidden = true}; // it sees nothing of other accounts

bool is_administrative(SafesRole role)
{
    return role == SafesRole::group_admin || role == SafesRole::account_admin;
}

/// Somebody with an administrative role, whatever book and account it is of (RULEBOOK 3), is administered by people.
bool administers_something(World const& world, UserId user)
{
    auto const* row = world.users.get(user);
    if (row == nullptr)
        return false;
    return row->administrator || row->organization_admin ||
           std::ranges::any_of(world.accounts.handles(),
                               [&](AccountId account) { return has_administrative_role(world, user, account); });
}

/// What a change needs besides the permission of its kind, since it does several things at once.
PermissionSet also_needed(Change const& change)
{
    auto needed = PermissionSet{};
    auto const creates = [&needed](auto const& row) {
        if (!row.groups.empty())
            needed |= PermissionSet{groups_assign_members};
    };
    if (auto const* made = std::get_if<CreateUser>(&change))
        creates(*made);
    if (auto const* import = std::get_if<ImportUsers>(&change))
        std::ranges::for_each(import->rows, creates);
    if (auto const* set = std::get_if<SetKeyRole>(&change); set != nullptr && set->role == KeyRole::none)
        needed |= PermissionSet{keys_revoke};
    return needed;
}

/// Whether it gives a right to administer, takes one, or is about somebody who has one.
bool is_about_administration(World const& world, Change const& change)
{
    if (auto const* made = std::get_if<CreateUser>(&change); made != nullptr && is_administrative(made->role))
        return true;
    if (auto const* import = std::get_if<ImportUsers>(&change);
        import != nullptr && std::ranges::any_of(import->rows, [](auto const& row) { return is_administrative(row.role); }))
        return true;
    if (auto const* set = std::get_if<SetUserRole>(&change); set != nullptr && is_administrative(set->role))
        return true;
    auto const is_above_user = [](KeyRole role) { return role == KeyRole::admin || role == KeyRole::owner; };
    if (auto const* set = std::get_if<SetKeyRole>(&change); set != nullptr && is_above_user(set->role))
        return true;
    if (auto const* send = std::get_if<SendKey>(&change); send != nullptr && is_above_user(send->role))
        return true;
    return administers_something(world, subjects_of(world, change).user);
}

} // namespace

bool is_for_keys(wire::Call call)
{
    using enum wire::Call;
    return call == wire::Call::change || call == changes || call == list || call == one;
}

std::optional<Decision> beyond_key(World const& world, Integration const& credential, Change const& change)
{
    auto const needed = permission_for(kind_of(change));
    if (!needed || !key_permissions().has(*needed))
        return not_for_keys;
    if (!credential.permissions.includes(PermissionSet{*needed} | also_needed(change)))
        return not_permitted;
    auto const accounts = accounts_of(world, change, Actor{UserId{}});
    auto const& own = world.accounts[credential.account].id;
    if (accounts.empty() || std::ranges::any_of(accounts, [&](std::string const& account) { return account != own; }))
        return elsewhere;
    if (is_about_administration(world, change))
        return not_for_keys;
    return std::nullopt;
}

Decision as_of_key(Decision decision)
{
    if (decision.effect != Effect::after)
        return decision;
    return {.effect = Effect::deny,
            .rule = decision.rule,
            .reason = "A key can't show what this needs: a code, a second factor, or a second person."};
}

bool may_read(Integration const& credential, wire::Section section)
{
    auto const list = permission_named(std::format("{}.list", wire::name_of(section)));
    return list && key_permissions().has(*list) && credential.permissions.has(*list);
}

} // namespace castellan
