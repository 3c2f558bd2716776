// What the signed-in person may see of the world, as the service last told it.
#pragma once

#include "model/world.hpp"
#include "wire/sync.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
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

    /// Takes in a piece of the first answer, of everything; until its end the replica stays where it is. Each time that
    /// there are twice as many people as before, the world counts as another one, so that they can be shown before all
    /// have come.
    void take_piece(std::string_view piece);
    /// That was the last piece. False: as for `take`.
    [[nodiscard]] bool take_end();
    /// Whether pieces have come, and not the last one.
    [[nodiscard]] bool arriving() const { return reader_.has_value(); }

    void forget();

private:
    World world_;
    UserId me_;
    std::uint64_t generation_ = 0;
    std::optional<wire::SyncReader> reader_;
    std::size_t people_wanted_ = 0; // to be another generation, while it arrives
};

} // namespace castellan::client
