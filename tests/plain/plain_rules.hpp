// A second implementation of the decision: slow and plain, written from the rulebook's text and from nothing else, so
// that the fast one can be held against it. Of src it knows the model, and the types of question and answer.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "rules/decision.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace castellan::plain {

struct Answer {
    Effect effect = Effect::deny;
    Needs needs;
    bool hidden = false;
    /// The rulebook leaves open whether the refusal is "not found": then either will do.
    bool hidden_is_open = false;
    /// The rules by which this answer may be named: "S-11", or "S-*" for any of a book.
    std::vector<std::string_view> rules;

    [[nodiscard]] bool accepts(std::string_view rule) const;
};

/// The rulebook's answer to one change.
[[nodiscard]] Answer plain_may(World const& world, Actor actor, Change const& change, Context const& context);

/// Whether the engine's answer is this one, rule aside.
[[nodiscard]] bool agree(Answer const& plain, Decision const& engine);

} // namespace castellan::plain
