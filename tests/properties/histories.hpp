// Random towns that drift: questions are asked, and what is allowed takes effect.
#pragma once

#include "tests/properties/findings.hpp"

#include <functional>

namespace castellan::properties {

/// Asks questions until one is allowed, at most `most`, and carries it out; whether one was.
bool drift(World& town, Dice& dice, Judge judge, Findings& findings, std::size_t most, Question& carried_out);

/// Everybody who can sign in.
[[nodiscard]] std::vector<UserId> active_people(World const& town);

/// Goes through the towns of an effort; each turn may judge and change the town.
void for_each_town(Effort const& effort, std::function<void(World& town, Dice& dice, std::uint64_t seed)> const& turns);

} // namespace castellan::properties
