// From roles to grants to permissions: who is granted what, where. Guards are not asked here; `may` asks both.
#pragma once

#include "model/world.hpp"
#include "rules/permission.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace castellan {

/// The roles of all books that a person is judged in the name of (RULEBOOK 3).
enum class Role : std::uint8_t {
    account_admin, group_admin, user,                                       // S
    administrator, team_owner, team_member,                                 // T
    group_owner, key_owner, key_admin, key_user,                            // D
    full_admin, partial_admin,                                              // P
    organization_admin, division_admin, module_admin, collaborator, custom_role // M
};

inline constexpr std::size_t role_count = static_cast<std::size_t>(Role::custom_role) + 1;

/// How far a grant reaches.
enum class Scope : std::uint8_t {
    organization,
    account,
    own_groups, // the safes side of the groups whose member one is
    keys,       // the doors that one holds a key to, and the doors side of the groups that it comes from
    key_groups, // the doors side of those groups alone
    team,
    module,
};

/// One row of the policy: a role has permissions within a scope, by a rule.
struct RoleGrant {
    Role role;
    PermissionSet permissions;
    Scope scope;
    std::string_view rule;
    /// The toggle of the group that must be on for a key that comes from it (D-1, D-2); null: none. A key that was
    /// sent singly is bound by no group, and goes by what a group has by default.
    bool Toggles::*toggle = nullptr;
};

/// The tables that decide: every built-in role with its permissions. No permission of a role stands in two rows. What
/// a partial_admin and a custom role hold stands in the profile and the custom role.
[[nodiscard]] std::span<RoleGrant const> role_grants();

[[nodiscard]] std::string_view name_of(Role role);  // "group_admin"
[[nodiscard]] std::string_view title_of(Role role); // "Group Administrator"
[[nodiscard]] Book book_of(Role role);
[[nodiscard]] std::string_view name_of(Scope scope);
[[nodiscard]] std::string_view name_of(bool Toggles::*toggle); // "users_can_remote_unlock"

/// Where a permission is asked for: what reaches the thing in question, book by book.
struct Place {
    AccountId account;                   // none: the organisation
    std::span<GroupId const> groups;     // S: the groups that a safe is in; a group is in itself. Sorted
    std::span<GroupId const> key_groups; // D: the groups that a door is in; a group is in itself. Sorted
    DoorId door;                         // D: the door, for single keys
    TeamId team;                         // T
    ModuleId module;                     // M
};

/// The roles that a person wears in a place, with what each grants there.
struct Reach {
    struct Hat {
        Role role;
        PermissionSet permissions;
    };
    static constexpr std::size_t most = 11; // S 1, P 1, T 2, D 4, M 3

    // OPTIMIZATION: only the first `count` are ever written and read.
    union {
        std::array<Hat, most> hats;
    };
    std::size_t count = 0;
    PermissionSet all; // of all hats together

    Reach() {} // NOLINT: the hats stay as they are
    [[nodiscard]] Hat const* begin() const { return hats.data(); }
    [[nodiscard]] Hat const* end() const { return hats.data() + count; }
    [[nodiscard]] bool has(Role role) const
    {
        for (auto const& hat : *this) {
            if (hat.role == role)
                return true;
        }
        return false;
    }
    void wear(Role role, PermissionSet permissions)
    {
        hats[count++] = {role, permissions};
        all |= permissions;
    }
};

/// What the grants of a person give in a place. Looks neither at guards nor at whether the person is active.
[[nodiscard]] Reach reach_of(World const& world, UserId user, Place const& place);

/// What a role grants in a scope, toggles not asked.
[[nodiscard]] PermissionSet permissions_of(Role role, Scope scope);

/// What a person holds by all his profiles in an account (P-7).
[[nodiscard]] PermissionSet profile_permissions(World const& world, UserId user, AccountId account);

/// What the roles that a person holds in one account grant account-wide.
[[nodiscard]] PermissionSet permissions_of(World const& world, UserId user, AccountRoles const& roles);

/// The rule by which a role has a permission; empty if it has not.
[[nodiscard]] std::string_view rule_of(Role role, Permission permission);

/// All permissions that grants give an active person in a place, at once: one mask per role held, joined.
[[nodiscard]] PermissionSet permissions_in(World const& world, UserId user, Place const& place);

/// All that a person is granted somewhere in an account, whichever groups, doors and modules it is.
[[nodiscard]] PermissionSet permissions_within(World const& world, UserId user, AccountId account);

/// All that a person is granted anywhere: for the navigation.
[[nodiscard]] PermissionSet permissions_anywhere(World const& world, UserId user);

/// The managers in the navigation: those whose `list` (or `view`) the person holds somewhere, by name, sorted.
[[nodiscard]] std::vector<std::string_view> managers_of(World const& world, UserId user);

/// The places of things. A place refers to rows of `world` (for a group, to `group` itself).
[[nodiscard]] Place place_of(World const& world, GroupId const& group);
[[nodiscard]] Place place_of(World const& world, SafeId safe);
[[nodiscard]] Place place_of(World const& world, DoorId door);
[[nodiscard]] Place place_of(World const& world, ModuleId module);
[[nodiscard]] inline Place in_account(AccountId account)
{
    return {.account = account, .groups = {}, .key_groups = {}, .door = {}, .team = {}, .module = {}};
}
[[nodiscard]] inline Place in_team(TeamId team)
{
    return {.account = {}, .groups = {}, .key_groups = {}, .door = {}, .team = team, .module = {}};
}
[[nodiscard]] inline Place in_organization() { return in_account({}); }

/// Holds this person a role of this account, or of M's organisation, that can change other people's rights or
/// account-wide things?
[[nodiscard]] bool has_administrative_role(World const& world, UserId user, AccountId account);

} // namespace castellan
