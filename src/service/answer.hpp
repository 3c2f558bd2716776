// How answers look: JSON, problems (RFC 9457), and which status a decision becomes.
#pragma once

#include "rules/decision.hpp"
#include "service/request.hpp"
#include "wire/error.hpp"
#include "wire/problem.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace castellan {

/// Our problems: each has one status, one title.
enum class Trouble : std::uint8_t {
    bad_request,    // 400: can't be read
    signed_out,     // 401: no session
    wrong_password, // 401: this e-mail and password don't fit
    unknown_device, // 401: this is no message of a device that is paired
    unknown_terminal, // 401: no terminal is paired here, or no longer
    wrong_pin,      // 401: badge or PIN don't fit
    foreign,        // 403: did not come from our own page
    denied,         // 403: the rules say no
    not_found,      // 404: is not there, or not for this person
    bad_method,     // 405
    not_now,        // 409: the state of things says no
    wrong_clock,    // 409: a device's clock is off
    old_number,     // 409: a device's message came before, or is older than one that did
    stale,          // 412: somebody else was faster
    too_large,      // 413
    bad_type,       // 415
    unfit,          // 422: can be read, makes no sense
    needs_more,     // 428: a code, a factor, a second person
    too_many,       // 429
    not_durable     // 503
};

[[nodiscard]] int status_of(Trouble trouble);
[[nodiscard]] Trouble trouble_of(Decision const& refused);

[[nodiscard]] Response json_answer(std::string body, int status = 200);
[[nodiscard]] Response problem(Trouble trouble, std::string_view detail);
[[nodiscard]] Response problem(Trouble trouble, wire::Problem said);

/// 400 for what is no JSON at all, 422 for what names a place.
[[nodiscard]] Response problem(wire::WireError const& error);

/// What does not exist and what may not be seen get the very same answer (RULEBOOK 6). `path` says which of several
/// changes was refused.
[[nodiscard]] Response problem(Decision const& refused, std::string_view path = {});

[[nodiscard]] Response throttled(Instant wait_ms);

/// A version as an ETag: "17" in quotes.
[[nodiscard]] std::string etag_of(std::uint64_t version);

} // namespace castellan
