// The cut: a thing as one person may see it (RULEBOOK 6). Wire encodes what comes out of here and nothing else, for
// resources, pages, the sync of a replica and before/after in the audit trail.
#pragma once

#include "model/world.hpp"

#include <optional>

namespace castellan {

// The row as `viewer` may see it, empty if for him it does not exist. References to things that he may not see are
// gone, particulars too where he has no right to them, and what things.hpp calls a replica's fact is set. Handles are
// those of `world`. A candidate of a picker comes out with `facts.candidate`, for replicas only.

/// What everybody in it is told of the organisation; the fields of patients only whoever may have to do with some.
[[nodiscard]] Organization cut_organization(World const& world, UserId viewer);

/// Whether this person may have to do with patients: an administrator, or somebody of a team (T-1, T-4).
[[nodiscard]] bool knows_patients(User const& user);

[[nodiscard]] std::optional<Account> cut(World const& world, UserId viewer, AccountId account);
[[nodiscard]] std::optional<User> cut(World const& world, UserId viewer, UserId user);
[[nodiscard]] std::optional<Group> cut(World const& world, UserId viewer, GroupId group);
[[nodiscard]] std::optional<Safe> cut(World const& world, UserId viewer, SafeId safe);
[[nodiscard]] std::optional<Asset> cut(World const& world, UserId viewer, AssetId asset);
[[nodiscard]] std::optional<Door> cut(World const& world, UserId viewer, DoorId door);
[[nodiscard]] std::optional<Team> cut(World const& world, UserId viewer, TeamId team);
[[nodiscard]] std::optional<Patient> cut(World const& world, UserId viewer, PatientId patient);
[[nodiscard]] std::optional<Profile> cut(World const& world, UserId viewer, ProfileId profile);
[[nodiscard]] std::optional<CustomRole> cut(World const& world, UserId viewer, CustomRoleId role);
[[nodiscard]] std::optional<Module> cut(World const& world, UserId viewer, ModuleId module);
[[nodiscard]] std::optional<Record> cut(World const& world, UserId viewer, RecordId record);
[[nodiscard]] std::optional<Integration> cut(World const& world, UserId viewer, ScheduleId schedule);
[[nodiscard]] std::optional<Integration> cut(World const& world, UserId viewer, CredentialId credential);
[[nodiscard]] std::optional<Integration> cut(World const& world, UserId viewer, WebhookId webhook);
[[nodiscard]] std::optional<Invitation> cut(World const& world, UserId viewer, InvitationId invitation);

} // namespace castellan
