// Who sees what (RULEBOOK 4, last paragraph, and 6), thing by thing in plain words.
#pragma once

#include "model/world.hpp"

namespace castellan::plain {

[[nodiscard]] bool sees(World const& world, UserId viewer, AccountId account);
[[nodiscard]] bool sees(World const& world, UserId viewer, UserId person);
[[nodiscard]] bool sees(World const& world, UserId viewer, GroupId group);
[[nodiscard]] bool sees(World const& world, UserId viewer, SafeId safe);
[[nodiscard]] bool sees(World const& world, UserId viewer, AssetId asset);
[[nodiscard]] bool sees(World const& world, UserId viewer, DoorId door);
[[nodiscard]] bool sees(World const& world, UserId viewer, TeamId team);
[[nodiscard]] bool sees(World const& world, UserId viewer, PatientId patient);
[[nodiscard]] bool sees(World const& world, UserId viewer, ProfileId profile);
[[nodiscard]] bool sees(World const& world, UserId viewer, CustomRoleId role);
[[nodiscard]] bool sees(World const& world, UserId viewer, ModuleId module);
[[nodiscard]] bool sees(World const& world, UserId viewer, RecordId record);
[[nodiscard]] bool sees(World const& world, UserId viewer, ScheduleId schedule);
[[nodiscard]] bool sees(World const& world, UserId viewer, CredentialId credential);
[[nodiscard]] bool sees(World const& world, UserId viewer, WebhookId webhook);
[[nodiscard]] bool sees(World const& world, UserId viewer, InvitationId invitation);

/// Sees the person, or is offered the name in a picker: who may give a role knows the candidates (RULEBOOK 4).
[[nodiscard]] bool knows(World const& world, UserId viewer, UserId person);

/// X-5, M-7, T-2, T-3: what a sender may give, when it is sent and when it is accepted.
[[nodiscard]] bool may_offer(World const& world, UserId sender, Invitation const& invitation);

/// The role that an offer of M's gives in a module; none of others.
[[nodiscard]] ModuleRole module_role_of(Offer offer);

/// Whether a viewer may see, resend and withdraw invitations like this one (T-2, T-3, M-7).
[[nodiscard]] bool reaches_invitations_like(World const& world, UserId viewer, Invitation const& invitation);

} // namespace castellan::plain
