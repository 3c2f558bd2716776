// What the rules answer.
#pragma once

#include "model/apply.hpp"

#include <cstdint>
#include <string_view>

namespace castellan {

enum class Effect : std::uint8_t {
    allow,
    after,   // allowed once `needs` are met
    deny,    // this person may not
    not_now, // the person may, the state of things does not
};

/// Obligations still to be met (RULEBOOK 1).
struct Needs {
    bool otp = false;
    bool mfa = false;
    bool second_person = false;
    [[nodiscard]] constexpr bool any() const { return otp || mfa || second_person; }
    friend constexpr bool operator==(Needs, Needs) = default;
};

/// What has been confirmed when a change is judged.
struct Context {
    bool otp = false;
    bool mfa = false;
    UserId second_person;
    Instant now = 0;
};

inline constexpr Context nothing_confirmed{};

/// An answer with the number of the rule that gave it and, unless it is `allow`, a sentence for the person.
/// Both texts are literals; a Decision never allocates.
struct Decision {
    Effect effect = Effect::deny;
    std::string_view rule = "X-1";
    std::string_view reason;
    Needs needs;
    /// The thing does not exist for this person: answer as for an unknown id (404).
    bool hidden = false;

    friend constexpr bool operator==(Decision const&, Decision const&) = default;
};

} // namespace castellan
