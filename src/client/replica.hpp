// What the signed-in person may see of the world, as the service last told it.
#pragma once

#include "model/world.hpp"

#include <cstdint>
#include <string_view>

namespace castellan::client {

/// A world that is never changed here: it is only told anew. Handles stay good while their thing does; what outlives a
/// frame keeps ids all the same.
class Replica {
public:
    [[nodiscard]] World const& world() const { return world_; }
    [[nodiscard]] UserId me() const { return me_; }
    /// The number of the last change that is in it.
    [[nodiscard]] std::uint64_t revision() const { return world_.revision; }
    /// Grows when the world became another one; views that were made of it are then stale.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

    /// Takes in an answer of `/api/v1/sync`: everything, or what differs since `revision`. False: it could not be
    /// read, and the replica may be half-way: forget it and ask for everything.
    [[nodiscard]] bool take(std::string_view answer);

    void forget();

private:
    World world_;
    UserId me_;
    std::uint64_t generation_ = 0;
};

} // namespace castellan::client
