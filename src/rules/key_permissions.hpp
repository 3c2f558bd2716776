// What a key of a credential can be used for at all, whatever it carries.
#pragma once

#include "rules/permission.hpp"

namespace castellan {

/// The permissions that a key acts by: account-level ones, but those whose changes give somebody rights, or an integration
/// the eyes of its maker. By these a key could hand out what its maker holds and it does not.
[[nodiscard]] PermissionSet key_permissions();

} // namespace castellan
