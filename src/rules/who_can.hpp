// The questions behind "who can open this safe, and by what?".
#pragma once

#include "model/world.hpp"
#include "rules/grants.hpp"
#include "rules/permission.hpp"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace castellan {

/// Something that a permission is asked on; the organisation if it is nothing else.
using Target = std::variant<std::monostate, AccountId, UserId, GroupId, SafeId, AssetId, DoorId, TeamId, PatientId,
                            ProfileId, CustomRoleId, ModuleId, RecordId, ScheduleId, CredentialId, WebhookId,
                            InvitationId>;

/// The account that a thing lies in; none for what is the organisation's: people, teams, patients, invitations.
[[nodiscard]] AccountId account_of(World const& world, Target const& target);

/// A person and the rule by which he is able.
struct Able {
    UserId user;
    std::string_view rule;
};

/// Everybody active who may use this permission on this target, grants and guards asked, in the order of the table. What
/// is not now counts as able, and so does what has to be confirmed first (RULEBOOK 9).
[[nodiscard]] std::vector<Able> who_can(World const& world, Permission permission, Target const& target);

/// The roles that grant a person this permission on this target, whatever guards say: "by what". No permission: all that he
/// wears there. Of people nothing: what may be done to a person hangs on accounts, not on a place.
[[nodiscard]] std::vector<Role> roles_for(World const& world, UserId user, std::optional<Permission> permission,
                                          Target const& target);

/// One role that a person wears, where, and what it grants there.
struct Worn {
    Role role;
    std::vector<Target> places; // groups, doors, teams, modules, the account, or the organisation
    PermissionSet permissions;
};

/// Everything that a person may by her roles in an account and in the organisation, role by role: "what can she do, and by
/// what". Nothing if she is not active (X-2).
[[nodiscard]] std::vector<Worn> worn_by(World const& world, UserId user, AccountId account);

} // namespace castellan
