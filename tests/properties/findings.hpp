// What a property is tried with, and what it came to.
#pragma once

#include "rules/may.hpp"
#include "tests/plain/random_towns.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace castellan::properties {

using plain::Dice;
using plain::Question;

/// The rules under trial. Wrong ones stand in for ours to show that a property can fail.
using Judge = Decision (*)(World const& world, Actor actor, Change const& change, Context const& context);

/// How long to try: towns, one seed each, and turns in each of them.
struct Effort {
    std::uint64_t first_seed = 1;
    std::size_t towns = 1;
    std::size_t turns = 1;
};

/// The effort of a test run. CASTELLAN_SEED and CASTELLAN_TIMES choose other towns, and more of them.
[[nodiscard]] Effort effort(std::size_t towns, std::size_t turns);

/// The findings of one kind are counted, and the first is told in full.
class Findings {
public:
    std::size_t judged = 0;
    std::size_t applied = 0;

    void add(std::string const& kind, std::function<std::string()> const& tell);
    [[nodiscard]] bool empty() const { return found_.empty(); }
    [[nodiscard]] std::string text() const;

private:
    struct Kind {
        std::size_t count = 0;
        std::string first;
    };
    std::map<std::string, Kind> found_;
};

/// "deny X-4 hidden: reason"
[[nodiscard]] std::string words(Decision const& decision);

/// The town and the question, made small as long as `still` holds of the town.
[[nodiscard]] std::string small_case(World const& town, Question const& question,
                                     std::function<bool(World const&)> const& still);

} // namespace castellan::properties
