// The permissions of RULEBOOK 4 as small integers, and sets of them as two machine words. What they are called and
// whose book they are in stands in rules/permission.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>

namespace castellan {

/// `manager_verb` for the rulebook's `manager.verb`, manager by manager in the order of RULEBOOK 4.
enum class Permission : std::uint8_t {
    organization_view, organization_edit,
    accounts_list, accounts_create, accounts_edit, accounts_delete,
    users_list, users_create, users_edit, users_delete, users_import, users_set_role, users_clear_pin,
    users_clear_fingerprint,
    people_list, people_invite, people_disable, people_promote,
    groups_list, groups_create, groups_edit, groups_delete, groups_assign_members, groups_assign_safes,
    groups_assign_doors, groups_set_toggles,
    safes_list, safes_register, safes_edit, safes_remove, safes_sync, safes_upgrade, safes_emergency_code,
    safes_unlock,
    assets_list, assets_create, assets_edit, assets_delete, assets_enroll, assets_count,
    schedules_list, schedules_create, schedules_edit, schedules_delete, schedules_run,
    credentials_list, credentials_create, credentials_edit, credentials_delete, credentials_run,
    webhooks_list, webhooks_create, webhooks_edit, webhooks_delete, webhooks_run,
    settings_view, settings_edit,
    doors_list, doors_create, doors_edit, doors_delete, doors_lock_settings, doors_unlock, doors_remote_unlock,
    doors_unlock_for,
    keys_list, keys_send, keys_revoke,
    teams_list, teams_create, teams_edit, teams_delete, teams_assign_members,
    patients_list, patients_create, patients_edit, patients_delete, patients_act,
    profiles_list, profiles_create, profiles_edit, profiles_delete, profiles_assign_members, profiles_set_type,
    modules_list, modules_create, modules_edit, modules_delete, modules_assign_roles,
    records_list, records_submit, records_edit, records_delete, records_clear,
    custom_roles_list, custom_roles_create, custom_roles_edit, custom_roles_delete,
    audit_list, audit_export,
};

inline constexpr std::size_t permission_count = static_cast<std::size_t>(Permission::audit_export) + 1;

/// A set of permissions; a value of two words.
class PermissionSet {
public:
    constexpr PermissionSet() = default;
    constexpr PermissionSet(std::initializer_list<Permission> permissions)
    {
        for (auto const permission : permissions)
            add(permission);
    }

    [[nodiscard]] static constexpr PermissionSet all()
    {
        auto result = PermissionSet{};
        for (std::size_t at = 0; at < permission_count; ++at)
            result.add(static_cast<Permission>(at));
        return result;
    }

    constexpr void add(Permission permission) { words_[word(permission)] |= bit(permission); }
    constexpr void remove(Permission permission) { words_[word(permission)] &= ~bit(permission); }
    [[nodiscard]] constexpr bool has(Permission permission) const
    {
        return (words_[word(permission)] & bit(permission)) != 0;
    }
    [[nodiscard]] constexpr bool empty() const { return (words_[0] | words_[1]) == 0; }
    [[nodiscard]] constexpr bool includes(PermissionSet other) const { return (other - *this).empty(); }

    friend constexpr PermissionSet operator|(PermissionSet a, PermissionSet b)
    {
        return PermissionSet{a.words_[0] | b.words_[0], a.words_[1] | b.words_[1]};
    }
    friend constexpr PermissionSet operator&(PermissionSet a, PermissionSet b)
    {
        return PermissionSet{a.words_[0] & b.words_[0], a.words_[1] & b.words_[1]};
    }
    friend constexpr PermissionSet operator-(PermissionSet a, PermissionSet b)
    {
        return PermissionSet{a.words_[0] & ~b.words_[0], a.words_[1] & ~b.words_[1]};
    }
    constexpr PermissionSet& operator|=(PermissionSet other) { return *this = *this | other; }
    friend constexpr bool operator==(PermissionSet, PermissionSet) = default;

private:
    constexpr PermissionSet(std::uint64_t low, std::uint64_t high) : words_{low, high} {}
    static constexpr std::size_t word(Permission permission) { return static_cast<std::size_t>(permission) / 64; }
    static constexpr std::uint64_t bit(Permission permission)
    {
        return std::uint64_t{1} << (static_cast<std::size_t>(permission) % 64);
    }

    std::array<std::uint64_t, 2> words_{};
};

} // namespace castellan
