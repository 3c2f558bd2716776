// Which rows a change touches: for taking it back, and for telling people's replicas what is different.
#pragma once

#include "model/apply.hpp"

#include <vector>

namespace castellan {

struct Rows {
    std::vector<UserId> users;
    std::vector<GroupId> groups;
    std::vector<SafeId> safes;
    std::vector<AssetId> assets;
};

/// The rows that `apply` will alter or remove, both ends of every relation that it changes included. Asked before.
[[nodiscard]] Rows rows_touched_by(World const& world, Change const& change, Actor actor);

/// The rows that `apply` has made. Asked after.
[[nodiscard]] Rows rows_made_by(World const& world, Change const& change);

} // namespace castellan
