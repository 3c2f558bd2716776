// Who sees what (RULEBOOK 6). Everything that leaves the server is asked here first.
#pragma once

#include "model/world.hpp"
#include "rules/permission.hpp"

namespace castellan {

/// How much of a thing a person sees.
enum class Sight : std::uint8_t {
    hidden,    // for this person it does not exist
    name,      // a container of something seen, or a thing that may be used: id and name (and whether it is online)
    directory, // a person in a directory: name, roles, status, groups in common; no particulars (S-4)
    whole,
};

[[nodiscard]] Sight sight_of(World const& world, UserId viewer, AccountId account);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, UserId user);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, GroupId group);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, SafeId safe);
[[nodiscard]] Sight sight_of(World const& world, UserId viewer, AssetId asset);

template <class Handle>
[[nodiscard]] bool sees(World const& world, UserId viewer, Handle thing)
{
    return sight_of(world, viewer, thing) != Sight::hidden;
}

} // namespace castellan
