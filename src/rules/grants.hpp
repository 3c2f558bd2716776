// From roles to grants to permissions: who is granted what, where. Guards are not asked here; `may` asks both.
#pragma once

#include "model/world.hpp"
#include "rules/permission.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace castellan {

/// The ranked roles of all books that grant permissions by themselves (RULEBOOK 3).
enum class Role : std::uint8_t {
    account_admin, group_admin, user,  // S
    administrator,                     // T
    full_admin,                        // P
    organization_admin, division_admin // M
};

inline constexpr std::size_t role_count = static_cast<std::size_t>(Role::division_admin) + 1;

/// How far a grant reaches.
enum class Scope : std::uint8_t { organization, account, own_groups };

/// One row of the policy: a role has permissions within a scope, by a rule.
struct RoleGrant {
    Role role;
    PermissionSet permissions;
    Scope scope;
    std::string_view rule;
};

/// The tables that decide: every built-in role with its permissions. No permission of a role stands in two rows.
[[nodiscard]] std::span<RoleGrant const> role_grants();

[[nodiscard]] std::string_view name_of(Role role);  // "group_admin"
[[nodiscard]] std::string_view title_of(Role role); // "Group Administrator"
[[nodiscard]] Book book_of(Role role);
[[nodiscard]] std::string_view name_of(Scope scope);

/// Where a permission is asked for: the account, and the groups that the thing itself is in (a group is in itself).
struct Place {
    AccountId account;               // none: the organisation
    std::span<GroupId const> groups; // sorted
};

/// The roles that a person wears in an account, at most one per book and scope, with what each grants in a place.
struct Reach {
    struct Hat {
        Role role;
        PermissionSet permissions;
    };
    std::array<Hat, 5> hats{};
    std::size_t count = 0;
    PermissionSet all; // of all hats together

    [[nodiscard]] Hat const* begin() const { return hats.data(); }
    [[nodiscard]] Hat const* end() const { return hats.data() + count; }
};

/// What the grants of a person give in a place. Looks neither at guards nor at whether the person is active.
[[nodiscard]] Reach reach_of(User const& user, Place place);

/// What the roles held in one account grant account-wide.
[[nodiscard]] PermissionSet permissions_of(AccountRoles const& roles);

/// The rule by which a role has a permission; empty if it has not.
[[nodiscard]] std::string_view rule_of(Role role, Permission permission);

/// The rule that grants a permission to a person in a place; empty if nothing does. Looks neither at guards nor at
/// whether the person is active.
[[nodiscard]] std::string_view granting_rule(World const& world, UserId user, Permission permission, Place place);

/// All permissions that grants give a person in a place, at once: one mask per role held, joined.
[[nodiscard]] PermissionSet permissions_in(World const& world, UserId user, Place place);

/// All that a person is granted somewhere in an account, whichever groups he is in.
[[nodiscard]] PermissionSet permissions_within(World const& world, UserId user, AccountId account);

/// All that a person is granted anywhere: for the navigation.
[[nodiscard]] PermissionSet permissions_anywhere(World const& world, UserId user);

/// The managers in the navigation: those whose `list` (or `view`) the person holds somewhere, by name, sorted.
[[nodiscard]] std::vector<std::string_view> managers_of(World const& world, UserId user);

/// A person and the rule by which he is able.
struct Able {
    UserId user;
    std::string_view rule;
};

/// Everybody active whom a grant gives this permission in this place.
[[nodiscard]] std::vector<Able> who_can(World const& world, Permission permission, Place place);

/// The places of things. A place refers to rows of `world` (for a group, to `group` itself).
[[nodiscard]] Place place_of(World const& world, GroupId const& group);
[[nodiscard]] Place place_of(World const& world, SafeId safe);

/// Holds this person a role of this account that can change other people's rights or account-wide things?
[[nodiscard]] bool has_administrative_role(User const& user, AccountId account);

} // namespace castellan
