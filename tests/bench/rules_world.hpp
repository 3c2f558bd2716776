// A world of any size with the proportions of the demonstration, and questions to put to its rules.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace castellan::bench {

/// Two accounts, the larger with five groups of six. Of 1,000 people 1 is account_admin, 30 are group_admins, the
/// others users, each in one or two groups; five safes to a group. The same sizes give the same world.
[[nodiscard]] World world_of(std::size_t users, std::size_t safes);

struct Question {
    UserId actor;
    Change change;
};

/// Questions of one sort, asked by all kinds of people: about half of them are refused.
struct Questions {
    std::string_view name;
    std::vector<Question> questions;
};

[[nodiscard]] std::vector<Questions> questions_about(World const& world, std::size_t of_each);

/// The people who administer, for screens.
[[nodiscard]] UserId an_account_admin(World const& world);
[[nodiscard]] UserId a_group_admin(World const& world);

} // namespace castellan::bench
