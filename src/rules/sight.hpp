// Who sees what (RULEBOOK 6). Everything that leaves the server is asked here first.
#pragma once

#include "model/world.hpp"
#include "rules/permission.hpp"

namespace castellan {

/// How much of a thing a person sees.
enum class Sight : std::uint8_t {
    hidden,    // for this person it does not exist
    candidate, // a person whose name is offered in the picker of who may give a role, and nowhere else (RULEBOOK 4)
    name,      // a container of something seen, a thing that may be used: little but the name
    directory, // a person in a directory: name, roles, status, groups in common; no particulars (S-4)
    whole,
};

// What makes a thing visible where it lies: to list it, to use it, or to see what is in it (RULEBOOK 4).
inline constexpr PermissionSet shows_asset{Permission::assets_list};
inline constexpr PermissionSet shows_safe =
    PermissionSet{Permission::safes_list, Permission::safes_unlock} | shows_asset;
inline constexpr PermissionSet opens_door{Permission::doors_unlock, Permission::doors_remote_unlock,
                                          Permission::doors_unlock_for};
inline constexpr PermissionSet manages_door{Permission::doors_list, Permission::keys_list};
inline constexpr PermissionSet shows_door = opens_door | manages_door;
inline constexpr PermissionSet shows_patient{Permission::patients_list};
inline constexpr PermissionSet shows_team{Permission::teams_list, Permission::patients_list};
inline constexpr PermissionSet shows_record{Permission::records_list, Permission::records_edit,
                                            Permission::records_delete, Permission::records_clear};
inline constexpr PermissionSet uses_module = shows_record | PermissionSet{Permission::records_submit};
inline constexpr PermissionSet manages_module{Permission::modules_list, Permission::modules_edit,
                                              Permission::modules_delete, Permission::modules_assign_roles};
inline constexpr PermissionSet shows_module = uses_module | manages_module;

// An inactive viewer sees nothing. A replica holds nothing that its person may not see.
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, AccountId account);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, UserId user);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, GroupId group);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, SafeId safe);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, AssetId asset);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, DoorId door);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, TeamId team);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, PatientId patient);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, ProfileId profile);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, CustomRoleId role);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, ModuleId module);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, RecordId record);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, ScheduleId schedule);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, CredentialId credential);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, WebhookId webhook);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, InvitationId invitation);

/// Does the thing exist for this person? Cheaper for people and accounts than asking how much of them he sees. A
/// candidate does not.
[[nodiscard]] bool sees(World const& world, UserId viewer, UserId user);
[[nodiscard]] bool sees(World const& world, UserId viewer, AccountId account);

template <class Handle>
[[nodiscard]] bool sees(World const& world, UserId viewer, Handle thing)
{
    return sight_of(world, viewer, thing) != Sight::hidden;
}

/// Is the person seen, or offered in a picker of the viewer?
[[nodiscard]] bool is_offered(World const& world, UserId viewer, UserId user);

/// How much of the doors side of a group a person sees: hidden, name (his own key role and the doors he may open) or
/// whole. It and the safes side know nothing of each other.
[[nodiscard]] Sight sight_of_doors_side(World const& world, UserId viewer, GroupId group);

/// Which of a person's roles a viewer is shown, besides his own: the safes, profiles and modules roles of an account,
/// and the roles of the organisation.
struct RolesSeen {
    bool safes = false;
    bool profiles = false;
    bool modules = false;
};

[[nodiscard]] RolesSeen roles_seen(World const& world, UserId viewer, AccountId account);

} // namespace castellan
