// Any change of the catalogue about anything in a world: sensible, forbidden and senseless ones.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "tests/service/house.hpp"

#include <random>

namespace castellan::test {

class AnyChange {
public:
    AnyChange(World const& world, std::mt19937& engine) : world_(world), engine_(engine) {}

    /// The next change. Ids of new things and addresses are new, except now and then.
    [[nodiscard]] Change make();

private:
    [[nodiscard]] Change make_on_safes_side();
    [[nodiscard]] std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(engine_() % bound); }
    [[nodiscard]] bool rarely() { return below(20) == 0; }

    template <class Row, class Handle>
    [[nodiscard]] Handle any(Table<Row, Handle> const& table);

    [[nodiscard]] std::string new_id(char prefix);
    [[nodiscard]] std::string email();
    [[nodiscard]] std::vector<GroupId> groups();
    [[nodiscard]] ImportRow person();
    [[nodiscard]] std::vector<WeeklyWindow> hours();

    World const& world_;
    std::mt19937& engine_;
};

/// Random changes of random people through the service, committed now and then.
void live(House& house, std::mt19937& engine, int changes);

} // namespace castellan::test
