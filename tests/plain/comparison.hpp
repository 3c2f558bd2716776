// The engine's answers beside the plain ones.
#pragma once

#include "tests/plain/plain_rules.hpp"
#include "tests/plain/random_towns.hpp"

#include <string>

namespace castellan::plain {

struct Disagreement {
    bool in_effect = false; // or in what is needed, or in whether it is hidden
    bool in_rule = false;   // the engine names a rule that the plain reading doesn't accept
    [[nodiscard]] bool any() const { return in_effect || in_rule; }
    friend bool operator==(Disagreement, Disagreement) = default;
};

[[nodiscard]] Disagreement compare(World const& town, Question const& question);

/// The smallest town in which the two still differ in the same way, the question, and both answers.
[[nodiscard]] std::string small_case(World const& town, Question const& question);

/// "plain deny X-3 / engine allow T-2"
[[nodiscard]] std::string both_answers(World const& town, Question const& question);

} // namespace castellan::plain
