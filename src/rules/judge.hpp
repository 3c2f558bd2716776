// Inside the rules: a case judged through the hats of its actor. `may` and `sight` both stand on it.
#pragma once

#include "rules/guards.hpp"
#include "rules/may.hpp"

namespace castellan {

/// Grants and guards (RULEBOOK 1), for the actor's hats one after the other: allowed by the first that no guard
/// objects to, with the rule of its grant. Steps are written to `trace` if there is one.
/// `reach` is what the actor's grants give in the place of the case.
[[nodiscard]] Decision judge(Case& c, Reach const& reach, std::vector<Step>* trace = nullptr);

/// The same for a change of a person that names no account: in each account of that person, until one allows it.
/// `c.place` is set to the account that decided.
[[nodiscard]] Decision judge_in_any_account(Case& c, std::vector<Step>* trace = nullptr);

/// S-4, X-4: may the viewer edit this person (the name, at least)? Then he sees the particulars.
[[nodiscard]] bool may_edit_person(World const& world, UserId viewer, UserId user);

} // namespace castellan
