// A search for escalations: every sequence of allowed changes by a group of people, to a stated depth.
#pragma once

#include "model/world.hpp"
#include "rules/permission.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace castellan::tests {

/// Somebody with partial power, alone or with others, in a small world.
struct Coalition {
    std::string name;
    World world;
    std::vector<UserId> people;
    /// What the rulebook lets them hand to a person whom they make themselves, though they do not hold it: the use of
    /// safes, where a profile carries users and members of groups (P, X-5).
    PermissionSet handed_on;
    unsigned depth = 3;
};

struct Finding {
    std::size_t states = 0;      // different worlds that were looked at
    std::size_t judged = 0;      // changes that were judged
    std::vector<std::string> hole; // the steps that led to more than there was; empty: none found
};

/// Tries everything. Who was made, invited, or given another address by them, counts as one of them: codes and links
/// go there. A hole is a state in which they together hold, on something that was there at the beginning, a
/// permission that none of them held there.
[[nodiscard]] Finding search(Coalition const& coalition);

} // namespace castellan::tests
