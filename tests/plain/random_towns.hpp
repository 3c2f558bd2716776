// Random small organisations with all five books in them, and random questions about them. The same seed gives the
// same town and the same questions, on every machine.
#pragma once

#include "model/apply.hpp"
#include "model/world.hpp"
#include "rules/decision.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::plain {

/// Splitmix64; no distribution of the standard library says the same everywhere.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    [[nodiscard]] std::uint64_t next();
    /// 0 to sides − 1.
    [[nodiscard]] std::size_t roll(std::size_t sides) { return static_cast<std::size_t>(next() % sides); }
    [[nodiscard]] bool percent(std::size_t chance) { return roll(100) < chance; }

    template <class T>
    [[nodiscard]] T one_of(std::initializer_list<T> choices)
    {
        return choices.begin()[roll(choices.size())];
    }

private:
    std::uint64_t state_;
};

/// Who asks for what, with what confirmed.
struct Question {
    Actor actor = UserId{};
    Change change;
    Context context;
};

/// A town: two or three accounts, eight to twelve people with any mixture of roles, and something of everything.
[[nodiscard]] World random_town(Dice& dice);

/// A question that mostly makes sense in this town: any kind of change, mostly about things of one account, mostly
/// asked by somebody who has to do with it, now and then about something that isn't there.
[[nodiscard]] Question random_question(World const& world, Dice& dice);

[[nodiscard]] Context random_context(World const& world, Dice& dice);

/// Account-level permissions as a screen would tick them, and sometimes as it wouldn't.
[[nodiscard]] PermissionSet random_profile_permissions(Dice& dice);
[[nodiscard]] PermissionSet random_module_permissions(Dice& dice);

} // namespace castellan::plain
