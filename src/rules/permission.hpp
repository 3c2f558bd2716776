// What the permissions of RULEBOOK 4 are called, whose book they are in, and what a person is told who lacks one.
#pragma once

#include "model/permission_set.hpp"

#include <optional>
#include <string_view>

namespace castellan {

/// The five role books (RULEBOOK 3), and what holds across all of them.
enum class Book : std::uint8_t { safes, teams, doors, profiles, modules, all };

/// One row per permission, in the order of the enumeration.
struct PermissionRow {
    Permission permission;
    std::string_view manager;
    std::string_view verb;
    Book book;
    /// What a person is told who holds nothing that would allow it, and by which rule.
    std::string_view refusal_rule;
    std::string_view refusal;
};

[[nodiscard]] PermissionRow const& row_of(Permission permission);

/// "safes.sync"
[[nodiscard]] std::string_view name_of(Permission permission);
[[nodiscard]] std::optional<Permission> permission_named(std::string_view name);

/// The `list` (or `view`) of the manager that a permission belongs to (P-2).
[[nodiscard]] Permission list_of_manager(Permission permission);

/// RULEBOOK 4: what full_admin has and profiles may carry; `profiles_set_type` is full_admin's alone.
[[nodiscard]] PermissionSet account_level_permissions();

/// the permissions of daily work, which need no second factor.
[[nodiscard]] PermissionSet everyday_permissions();

} // namespace castellan
