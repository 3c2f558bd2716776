// Carrying out a change. Pure: the same changes with the same stamps give the same world, anywhere.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"

namespace castellan {

/// Who acts: a person, a device that reports on itself (`device:` + the safe's id), or somebody whom nobody knows yet
/// and who accepts an invitation (`invitation:` + its id).
struct Actor {
    UserId user;
    SafeId device;
    InvitationId invitation;

    constexpr Actor(UserId person) : user(person) {}          // NOLINT: a person is an actor
    constexpr explicit Actor(SafeId safe) : device(safe) {}
    constexpr explicit Actor(InvitationId accepted) : invitation(accepted) {}
    friend constexpr bool operator==(Actor const&, Actor const&) = default;
};

/// What the log knows of a change besides the change.
struct Stamp {
    std::uint64_t number = 0; // its place in the log, from 1
    Instant at = 0;
    Actor actor = UserId{};
};

/// Orders wait this long for their device before they count as expired (S-16); an unlock goes stale sooner.
inline constexpr Instant order_expires_after_ms = 15 * 60 * 1000;
inline constexpr Instant unlock_expires_after_ms = 60 * 1000;

/// An invitation can be accepted for seven days (M-8).
inline constexpr Instant invitation_expires_after_ms = Instant{7} * 24 * 60 * 60 * 1000;

/// Carries out one change that `may` allowed in this very world. Every handle in it must be live and every new id and
/// address free; that is a programmer's error and asserted, since `may` has looked at all of it.
/// Sets `world.revision` and the version of each thing touched to `stamp.number`.
void apply(World& world, Change const& change, Stamp const& stamp);

/// The permissions of a profile that a person sees and ticks: all of them for a full_admin, otherwise what he holds
/// there (P-5, P-6).
[[nodiscard]] PermissionSet ticked_by(World const& world, UserId user, ProfileId profile);

/// What ticking makes of a set: what the ticking person does not hold stays as it is, named or not (P-5).
[[nodiscard]] constexpr PermissionSet ticked(PermissionSet present, PermissionSet wanted, PermissionSet by)
{
    return (present - by) | (wanted & by);
}

/// The state of an order at an instant: one that waited too long counts as expired without being touched.
[[nodiscard]] OrderState state_at(Order const& order, Instant now);
/// Whether its device has still to do something about it.
[[nodiscard]] bool is_waiting(Order const& order, Instant now);

/// Whether one more order can be kept without forgetting one that still waits. Without a clock (0) nothing is known to wait.
[[nodiscard]] bool has_place_for_order(Safe const& safe, Instant now);

} // namespace castellan
