// What comes in and what goes out, without a socket: an HTTP request that was read to its end, and its response.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace castellan {

/// One request. The views point into the caller's buffers and are used during `handle` only. Header values are given
/// without surrounding blanks; an empty view is an absent header.
struct Request {
    std::string_view method;  // "GET", as sent
    std::string_view target;  // path and query as sent, percent-encoding included: "/api/v1/users?q=ada"
    std::string_view body;
    std::string_view address; // who sent it, without a port; behind a trusted proxy, what the proxy says

    std::string_view host;
    std::string_view origin;
    std::string_view fetch_site;        // Sec-Fetch-Site
    std::string_view user_agent;        // User-Agent
    std::string_view cookie;            // the whole Cookie header
    std::string_view authorization;     // Authorization: a key of a credential, "Bearer cst_…"
    std::string_view content_type;
    std::string_view castellan_request; // Castellan-Request, the sign that our own page sends
    std::string_view idempotency_key;   // Idempotency-Key
    std::string_view if_match;          // If-Match
    std::string_view device;            // Castellan-Device: who speaks and his signature (service/device_message.hpp)
    std::string_view code;              // Castellan-Code: one-time codes, separated by commas
    std::string_view second_person;     // Castellan-Second-Person: tokens of second persons (S-13), likewise
};

/// One response. The server adds what belongs to the connection (Content-Length, Date, security headers) and
/// `Cache-Control: no-store` to everything under /api.
struct Response {
    int status = 200;
    std::string_view content_type = "application/json"; // a literal
    std::string body;
    std::string etag;       // as it is sent, quotes included; empty: none
    std::string location;
    std::string set_cookie;
    std::string terminal_cookie; // likewise, of a terminal
    std::string allow; // with 405
    std::string_view authenticate; // WWW-Authenticate, with 401; a literal
    std::string file_name; // not empty: to be kept as a file of this name
    std::optional<std::int64_t> retry_after_s;

    /// Not empty: what is told instead to who asks again under the same idempotency key, since `body` is told once.
    std::string body_again;
};

inline constexpr std::string_view problem_content_type = "application/problem+json";

} // namespace castellan
