// Who sees what (RULEBOOK 6). Everything that leaves the server is asked here first.
#pragma once

#include "model/world.hpp"
#include "rules/permission.hpp"

namespace castellan {

/// How much of a thing a person sees.
enum class Sight : std::uint8_t {
    hidden,    // for this person it does not exist
    name,      // a container of something seen, a thing that may be used, a candidate of a picker: little but the name
    directory, // a person in a directory: name, roles, status, groups in common; no particulars (S-4)
    whole,
};

// What makes a thing visible where it lies: to list it, or to use it (RULEBOOK 4). A group is the container of safes.
inline constexpr PermissionSet shows_group{Permission::groups_list, Permission::safes_unlock};
inline constexpr PermissionSet shows_safe{Permission::safes_list, Permission::safes_unlock};
inline constexpr PermissionSet shows_asset{Permission::assets_list};

// An inactive viewer sees nothing. A replica holds nothing that its person may not see.
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, AccountId account);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, UserId user);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, GroupId group);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, SafeId safe);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, AssetId asset);

/// Does the thing exist for this person? Cheaper for people than asking how much of them he sees.
[[nodiscard]] bool sees(World const& world, UserId viewer, UserId user);

template <class Handle>
[[nodiscard]] bool sees(World const& world, UserId viewer, Handle thing)
{
    return sight_of(world, viewer, thing) != Sight::hidden;
}

/// Which of a person's roles a viewer is shown, besides his own: the safes, profiles and modules roles of an account,
/// and the roles of the organisation.
struct RolesSeen {
    bool safes = false;
    bool profiles = false;
    bool modules = false;
};

[[nodiscard]] RolesSeen roles_seen(World const& world, UserId viewer, AccountId account);

} // namespace castellan
