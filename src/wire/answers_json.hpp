// What the service answers to changes, and to whoever asks whether it works.
#pragma once

#include "wire/change_json.hpp"
#include "wire/schema.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace castellan::wire {

/// A change that was carried out.
struct Done {
    std::string effect; // "allow"
    std::string rule;   // the one that granted it
    std::string id;               // of what it made
    std::vector<std::string> ids; // of the users that an import made
    std::string code;             // an emergency code (S-16), told this once
    When until;                   // how long it is to be shown
    std::string secret;           // of what it made: a webhook's, a credential's key. Shown this once
};

/// A batch that was carried out.
struct BatchDone {
    std::vector<Done> changes; // in the order in which they were sent
    std::string effect;
};

struct Health {
    std::string status; // "ok"
    bool set_up = false;
    bool demonstration = false;
};

template <>
inline constexpr std::string_view title_of<Done> = "Done";
template <>
inline constexpr auto members_of<Done> = std::to_array<Member>({
    required<&Done::effect>("effect", short_text),
    optional<&Done::rule>("rule", short_text),
    optional<&Done::id>("id", id_text),
    at_most(of(optional<&Done::ids>("ids"), list_of<id_text>), most_import_rows),
    optional<&Done::code>("code", short_text),
    optional<&Done::until>("until"),
    with_note(optional<&Done::secret>("secret", line_text),
              "Of a webhook that was made, what it signs with; of a credential, its key. Shown this once, also where the request is repeated."),
});

template <>
inline constexpr std::string_view title_of<BatchDone> = "BatchDone";
template <>
inline constexpr auto members_of<BatchDone> = std::to_array<Member>({
    at_most(required<&BatchDone::changes>("changes"), most_changes_in_a_batch),
    required<&BatchDone::effect>("effect", short_text),
});

template <>
inline constexpr std::string_view title_of<Health> = "Health";
template <>
inline constexpr auto members_of<Health> = std::to_array<Member>({
    required<&Health::status>("status", short_text),
    required<&Health::set_up>("set_up"),
    required<&Health::demonstration>("demonstration"),
});

} // namespace castellan::wire
