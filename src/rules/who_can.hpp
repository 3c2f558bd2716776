// The questions behind "who can open this safe, and by what?".
#pragma once

#include "model/world.hpp"
#include "rules/permission.hpp"

#include <string_view>
#include <variant>
#include <vector>

namespace castellan {

/// Something that a permission is asked on; the organisation if it is nothing else.
using Target = std::variant<std::monostate, AccountId, UserId, GroupId, SafeId, AssetId, DoorId, TeamId, PatientId,
                            ProfileId, CustomRoleId, ModuleId, RecordId, ScheduleId, CredentialId, WebhookId,
                            InvitationId>;

/// A person and the rule by which he is able.
struct Able {
    UserId user;
    std::string_view rule;
};

/// Everybody active who may use this permission on this target, grants and guards asked, in the order of the table. What
/// is not now counts as able, and so does what has to be confirmed first (RULEBOOK 9).
[[nodiscard]] std::vector<Able> who_can(World const& world, Permission permission, Target const& target);

} // namespace castellan
