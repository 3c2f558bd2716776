// The table of REST routes: each pairs a method and a path with a change of RULEBOOK 7, or with a call of the service.
// The service dispatches by it, the client builds its requests from it, OpenAPI is printed from it.
#pragma once

#include "model/change.hpp"
#include "wire/change_json.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace castellan::wire {

enum class Method : std::uint8_t { get, post, put, patch, remove };
[[nodiscard]] std::string_view name_of(Method method);                     // "GET", "DELETE"
[[nodiscard]] std::optional<Method> method_named(std::string_view method); // HEAD and others: none

/// What a route asks of the service.
enum class Call : std::uint8_t {
    change, // `Route::kind`
    list,   // a page of `Route::section`
    one,    // one of them; its id is the last parameter of the path
    sign_in, sign_out, who_am_i, sessions, end_session, end_other_sessions, end_sessions_of, set_password, raise_session, offer_second_factor, confirm_second_factor,
    remove_second_factor, send_code, second_person, look_at_invitation, accept_invitation, set_up, health, openapi, sync, events, audit, usage, movements,
    audit_export, changes, organization, sign_ins, import_users, import_state, ask_access, access, offer_pairing, pair_device, hear_device, attach, attachment,
    new_key, key_states, webhook_states, webhook_deliveries, renew_webhook_secret, send_delivery_again,
    offer_terminal, terminals, revoke_terminal, set_pin, remove_pin, set_badge, remove_badge, refused_changes, settle_refused,
    pair_terminal, terminal, terminal_session, terminal_second_person, terminal_changes,
};

struct Route {
    Method method;
    std::string_view path; // "/api/v1/users/{user}"
    Call call;
    Kind kind;       // of Call::change
    Section section; // of Call::list and Call::one
    std::string_view summary;
    /// Parameters of the query string, separated by spaces: "q account after limit".
    std::string_view query;
    bool needs_session = true;
};

[[nodiscard]] std::span<Route const> routes();

/// The route of a kind of change; null for safe.report, which devices say by their heartbeats (docs/DEVICES.md).
[[nodiscard]] Route const* route_of(Kind kind);

/// Method and path for a change, and what remains for the body (flat, as `decode_change_parameters` reads it).
struct RouteRequest {
    Method method = Method::post;
    std::string path;
    std::string body; // empty if nothing remains
};
[[nodiscard]] RouteRequest request_of(World const& world, Change const& change);

struct RouteMatch {
    Route const* route = nullptr;
    std::array<PathParameter, 2> parameters; // refer to the path that was matched
    std::size_t parameter_count = 0;
    /// If there is no route: the methods that the path does have ("GET, PATCH" for the Allow header); empty: 404.
    std::string allow;

    [[nodiscard]] std::span<PathParameter const> path() const { return {parameters.data(), parameter_count}; }
};

/// `path` without query string. Allocates nothing when it matches.
[[nodiscard]] RouteMatch match(Method method, std::string_view path);

/// The OpenAPI 3.1 document of all routes.
[[nodiscard]] std::string openapi();

} // namespace castellan::wire
