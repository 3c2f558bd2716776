// Inside the rules: a case judged through the hats of its actor. `may` and `sight` both stand on it.
#pragma once

#include "rules/guards.hpp"
#include "rules/may.hpp"

namespace castellan {

/// Grants and guards (RULEBOOK 1), for the actor's hats one after the other: allowed by the first that no guard
/// objects to, with the rule of its grant. Steps are written to `trace` if there is one.
/// `reach` is what the actor's grants give in the place of the case.
[[nodiscard]] Decision judge(Case& c, Reach const& reach, std::vector<Step>* trace = nullptr);

/// Does the account ask this person for a second factor before he uses this permission there?
[[nodiscard]] bool asks_for_second_factor(World const& world, UserId actor, AccountId account, Permission permission);

/// The same for a change of a person that names no account: in each account where the actor is somebody, until one
/// allows it, rather one that asks for no second factor that the actor lacks. `c.place` is set to the account that
/// decided.
[[nodiscard]] Decision judge_in_any_account(Case& c, bool has_second_factor, std::vector<Step>* trace = nullptr);

/// S-4, X-4, S-7: may the viewer use this permission, of those that act on people, on this person in some account? Who
/// may edit somebody (the name, at least) sees the particulars.
[[nodiscard]] bool may_act_on(World const& world, UserId viewer, UserId user, Permission permission);

/// M-7, T-3, T-6: may this person offer what this invitation offers?
[[nodiscard]] bool may_offer(World const& world, UserId sender, Invitation const& invitation);

/// M-8: is what an invitation offers there no more?
[[nodiscard]] bool is_void(World const& world, Invitation const& invitation);

/// What an invitation offers, and where.
struct Offered {
    Offer const& offer;
    AccountId account;
    ModuleId module;
    TeamId team;
};

/// The case of offering something: where it is judged, and what is needed there. A custom role's permissions are looked at.
[[nodiscard]] Case case_of_offer(World const& world, UserId sender, Offered const& offered);

} // namespace castellan
