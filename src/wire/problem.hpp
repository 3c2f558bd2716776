// Errors of the REST interface: application/problem+json (RFC 9457) with the rule that refused.
#pragma once

#include "wire/schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace castellan::wire {

struct Problem {
    std::string type;  // "/problems/denied"
    std::string title; // "Denied"
    std::int64_t status = 0;
    std::string detail; // a sentence for the person
    std::string rule;   // "S-11"
    std::string path;   // where in the request: "fields.name"
    std::string effect; // "deny", "not_now", "after"
    std::vector<std::string> needs; // of "after": "otp", "mfa", "second_person"
    std::vector<std::string> errors; // further sentences, of a document for example
    std::int64_t version = 0;  // of 412: the version that the thing has now
    std::int64_t retry_after = 0; // of 429 and 503: seconds
    std::int64_t time = 0;   // told to a device whose clock is off: the server's, in milliseconds since 1970
    std::optional<std::int64_t> tries_left; // of a PIN
    std::int64_t number = 0; // told to a device: the least number that its next message may have
};

template <>
inline constexpr std::string_view title_of<Problem> = "Problem";
template <>
inline constexpr auto members_of<Problem> = std::to_array<Member>({
    required<&Problem::type>("type"),
    required<&Problem::title>("title"),
    between(required<&Problem::status>("status"), 100, 599),
    optional<&Problem::detail>("detail", block_text),
    optional<&Problem::rule>("rule", short_text),
    optional<&Problem::path>("path"),
    optional<&Problem::effect>("effect", short_text),
    optional<&Problem::needs>("needs"),
    optional<&Problem::errors>("errors"),
    optional<&Problem::version>("version"),
    optional<&Problem::retry_after>("retry_after"),
    optional<&Problem::time>("time"),
    optional<&Problem::number>("number"),
    optional<&Problem::tries_left>("tries_left"),
});

} // namespace castellan::wire
