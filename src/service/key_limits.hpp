// What a key of a credential may, beside what the rules say of whoever made it: nothing beyond its own permissions, outside
// of its account, or with other people's rights.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "rules/decision.hpp"
#include "wire/routes.hpp"
#include "wire/section.hpp"

#include <optional>

namespace castellan {

/// Calls that a key may make at all. Signing in, one's own things, sessions, second factors, codes, the trail, streams and
/// everything about credentials and webhooks are for people.
[[nodiscard]] bool is_for_keys(wire::Call call);

/// Why a key may not make a change: judged before the rules are asked, and by nothing that the key may not know. Nothing: the
/// rules decide, as for the person who made it.
[[nodiscard]] std::optional<Decision> beyond_key(World const& world, Integration const& credential, Change const& change);

/// A key can show no code, no second person, and no second factor but the one that its maker had shown.
[[nodiscard]] Decision as_of_key(Decision decision);

/// Whether a key may read lists of this section.
[[nodiscard]] bool may_read(Integration const& credential, wire::Section section);

} // namespace castellan
