// Taking changes back: a batch happens whole or not at all, and the world is too big to be copied for trying.
#pragma once

#include "service/rows.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace castellan {

/// Remembers the rows that changes touch and puts them back, the last change first. Slots of rows that were made in
/// between stay as gaps; nothing else of the world is different after `roll_back`.
class Undo {
public:
    explicit Undo(World& world) : world_(world), revision_(world.revision) {}

    /// Applies one change and remembers how to take it back.
    void apply(Change const& change, Stamp const& stamp);

    void roll_back();

private:
    template <class Handle>
    using Former = std::vector<std::pair<Handle, RowOf<Handle>>>;

    struct Step {
        OfEachKind<Former> former;
        std::optional<Organization> organization;
        Rows made;
    };

    World& world_;
    std::uint64_t revision_;
    std::vector<Step> steps_;
};

} // namespace castellan
