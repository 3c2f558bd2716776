// A case: what the guards look at, the same for every kind of change. The kinds are turned into cases in judge.cpp;
// nothing here knows what a safe is.
#pragma once

#include "rules/decision.hpp"
#include "rules/grants.hpp"

#include <optional>

namespace castellan {

/// What a change does, as far as guards care.
struct Case {
    World const& world;
    UserId actor;
    Permission permission;
    Place place;

    UserId person;                         // whose rights, identity or membership it is about
    std::optional<SafesRole> gives_role;   // the role that the person is to have afterwards
    bool ends_person = false;              // deletes or disables him
    bool deletes_person = false;
    bool changes_identity = false;         // e-mail, phone
    bool widens_actor = false;             // the actor himself comes to reach more
    std::size_t groups_given = 0;          // groups that a new person is put into

    /// The role in whose name it is judged; a person who wears several hats needs one that is allowed.
    Role hat = Role::user;
};

struct Refusal {
    std::string_view rule;
    std::string_view reason;
};

/// The first guard in rulebook order that objects.
[[nodiscard]] std::optional<Refusal> objection(Case const& c);

} // namespace castellan
