// Handles to things. A handle is the slot of a thing in its table of one World; the ids that people and programs
// see ("u1", "g7") are strings kept with the thing. Slots are never used twice within a world, so a handle that
// outlived its thing finds nothing instead of something else.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <ranges>

namespace castellan {

/// A handle to a row of one kind. Default-constructed it names nothing: what could not be resolved is `none`, and
/// the rules treat it like something that may not be seen (RULEBOOK 6).
template <class Tag>
struct Id {
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    std::uint32_t slot = none;

    [[nodiscard]] constexpr bool is_none() const { return slot == none; }
    constexpr explicit operator bool() const { return slot != none; }
    friend constexpr auto operator<=>(Id, Id) = default;
};

template <class>
inline constexpr bool is_handle = false;
template <class Tag>
inline constexpr bool is_handle<Id<Tag>> = true;

/// A list of handles, however it is kept.
template <class List>
concept HandleList = std::ranges::forward_range<List> && is_handle<std::ranges::range_value_t<List>>;

using AccountId = Id<struct AccountTag>;
using UserId = Id<struct UserTag>;
using GroupId = Id<struct GroupTag>;
using SafeId = Id<struct SafeTag>;
using AssetId = Id<struct AssetTag>;
using DoorId = Id<struct DoorTag>;
using TeamId = Id<struct TeamTag>;
using PatientId = Id<struct PatientTag>;
using ProfileId = Id<struct ProfileTag>;
using CustomRoleId = Id<struct CustomRoleTag>;
using ModuleId = Id<struct ModuleTag>;
using RecordId = Id<struct RecordTag>;
using ScheduleId = Id<struct ScheduleTag>;
using CredentialId = Id<struct CredentialTag>;
using WebhookId = Id<struct WebhookTag>;
using InvitationId = Id<struct InvitationTag>;

} // namespace castellan
