// A case: what the guards look at, the same for every kind of change. The kinds are turned into cases in judge_*.cpp;
// nothing here knows what a safe is.
#pragma once

#include "rules/decision.hpp"
#include "rules/power.hpp"

#include <optional>

namespace castellan {

/// What a change does, as far as guards care.
struct Case {
    World const& world;
    UserId actor;
    Permission permission;
    Place place;

    UserId person;             // whose rights, identity or membership it is about
    Book book = Book::safes;   // the book whose ranks count
    Rank present = 0;          // where the person stands in it, in this scope
    std::optional<Rank> gives; // where he is to stand afterwards; none: his role is not touched

    bool gives_membership = false; // puts him into a group
    bool ends_person = false;      // deletes or disables him
    bool deletes_person = false;
    bool changes_identity = false; // e-mail, phone
    bool widens_actor = false;     // the actor himself comes to reach more
    bool singly = false;           // a key that goes past the groups
    std::size_t groups_given = 0;  // groups that a new person is put into
    bool groups_given_beyond = false; // some of them are not the actor's

    DoorId door;             // D-6: that is put into or taken out of a group
    bool is_bound_by_toggle = false; // D-2: by a toggle that it switches
    bool sets_doors_feature = false; // D-8
    Offer const* offer = nullptr;    // what an invitation gives (M-7)
    ProfileId profile;               // P-5: the profile that it is about
    UserId member;                   // P-5: the member of it that it is about
    CustomRoleId custom_role;        // M-5: the custom role that it changes
    PermissionSet const* content = nullptr; // permissions that it names: for a profile, a member, a custom role
    bool removes = false;            // takes something away only: a member, a profile

    /// All that the actor holds in the place, and the role in whose name it is judged; a person who wears several hats
    /// needs one that is allowed.
    PermissionSet held;
    Reach::Hat hat{Role::user, {}};
};

struct Refusal {
    std::string_view rule;
    std::string_view reason;
};

/// The first guard in rulebook order that objects.
[[nodiscard]] std::optional<Refusal> objection(Case const& c);

} // namespace castellan
