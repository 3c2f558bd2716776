// Worlds of all five books whose texts have everything in them that is hard to write down: quotes, escapes, many scripts,
// line ends. And changes of every kind. All from a seed that is printed when a test fails.
#pragma once

#include "model/apply.hpp"
#include "model/change.hpp"
#include "model/world.hpp"

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::tests {

class Chance {
public:
    explicit Chance(std::uint64_t seed) : engine_(seed) {}

    /// A number from 0 to sides - 1.
    std::uint32_t roll(std::uint32_t sides)
    {
        return static_cast<std::uint32_t>(std::uniform_int_distribution<std::uint64_t>{0, sides - 1}(engine_));
    }
    bool one_in(std::uint32_t n) { return roll(n) == 0; }

private:
    std::mt19937_64 engine_;
};

/// How many there are of each kind of thing.
struct Numbers {
    std::uint32_t accounts = 2;
    std::uint32_t users = 9;
    std::uint32_t things = 4;
};

/// Sound, with versions, orders, relations of all kinds and wild texts.
[[nodiscard]] World wild_world(Chance& chance, Numbers numbers = {});

[[nodiscard]] std::string wild_text(Chance& chance);

/// A change of this kind about things of the world. `id` is what a new thing is called; it may be empty.
[[nodiscard]] Change wild_change(Chance& chance, World const& world, Kind kind, std::string const& id = {});

/// Some of every kind, those that can be said: a thing that is not there has no id.
[[nodiscard]] std::vector<Change> wild_changes(Chance& chance, World const& world, unsigned of_each = 3);

} // namespace castellan::tests
