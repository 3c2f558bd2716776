#include "wire/routes.hpp"

#include "wire/change_json.hpp"
#include "wire/change_object.hpp"
#include "wire/decoder.hpp"
#include "wire/encoder.hpp"
#include "wire/url.hpp"

#include <algorithm>
#include <array>

namespace castellan::wire {

namespace {

using enum Method;
using enum Kind;

/// Only the server has an OpenAPI document: the browser loads no sentences for it.
constexpr std::string_view for_openapi([[maybe_unused]] std::string_view summary)
{
#ifdef __EMSCRIPTEN__
    return {};
#else
    return summary;
#endif
}

/// Whether a route may be called without a session.
enum class Needs : std::uint8_t { session, nothing };

constexpr Route asks(Method method, std::string_view path, Call call, std::string_view summary,
                     std::string_view query = {}, Needs needs = Needs::session)
{
    return {.method = method,
            .path = path,
            .call = call,
            .kind = {},
            .section = {},
            .summary = for_openapi(summary),
            .query = query,
            .needs_session = needs == Needs::session};
}

constexpr Route does(Method method, std::string_view path, Kind kind, std::string_view summary)
{
    return {.method = method,
            .path = path,
            .call = Call::change,
            .kind = kind,
            .section = {},
            .summary = for_openapi(summary),
            .query = {}};
}

constexpr Route lists(std::string_view path, Section section, std::string_view summary, std::string_view query)
{
    return {.method = get,
            .path = path,
            .call = Call::list,
            .kind = {},
            .section = section,
            .summary = for_openapi(summary),
            .query = query};
}

constexpr Route shows(std::string_view path, Section section, std::string_view summary)
{
    return {.method = get,
            .path = path,
            .call = Call::one,
            .kind = {},
            .section = section,
            .summary = for_openapi(summary),
            .query = {}};
}

// clang-format off
constexpr auto table = std::to_array<Route>({
    // The service itself
    asks(get,    "/api/v1/health",           Call::health,       "Whether the service works", {}, Needs::nothing),
    asks(get,    "/api/v1/openapi.json",     Call::openapi,      "This document", {}, Needs::nothing),
    asks(post,   "/api/v1/setup",            Call::set_up,       "Create the organization and its first person", {}, Needs::nothing),
    asks(post,   "/api/v1/session",          Call::sign_in,      "Sign in", {}, Needs::nothing),
    asks(get,    "/api/v1/session",          Call::who_am_i,     "Who is signed in"),
    asks(remove, "/api/v1/session",          Call::sign_out,     "Sign out"),
    asks(get,    "/api/v1/sessions",           Call::sessions,           "One's own sessions, the one used last first"),
    asks(remove, "/api/v1/sessions",           Call::end_other_sessions, "End all of one's own sessions but this one"),
    asks(remove, "/api/v1/sessions/{session}", Call::end_session,        "End one of one's own sessions"),
    asks(remove, "/api/v1/users/{user}/sessions", Call::end_sessions_of, "End all sessions of a person whom one may disable"),
    asks(put,    "/api/v1/session/password", Call::set_password, "Choose a new password for oneself"),
    asks(post,   "/api/v1/session/second-factor", Call::raise_session,         "Show the second factor in this session, by a code of the authenticator or a recovery code"),
    asks(post,   "/api/v1/second-factor",         Call::offer_second_factor,   "Begin to set up a second factor for oneself"),
    asks(post,   "/api/v1/second-factor/confirm", Call::confirm_second_factor, "Confirm the new second factor by a first code"),
    asks(post,   "/api/v1/second-factor/remove",  Call::remove_second_factor,  "Remove one's own second factor, by a fresh code"),
    asks(post,   "/api/v1/codes",                 Call::send_code,             "Have a one-time code sent for one change; repeat the change with it in the header Castellan-Code"),
    asks(post,   "/api/v1/second-person",         Call::second_person,         "Have a second person sign in for one change (S-13); repeat the change with the token in the header Castellan-Second-Person"),
    asks(post,   "/api/v1/invitations/look",      Call::look_at_invitation,    "What a one-time link opens", {}, Needs::nothing),
    asks(post,   "/api/v1/invitations/accept",    Call::accept_invitation,     "Accept by a one-time link; who is new chooses a password", {}, Needs::nothing),
    asks(get,    "/api/v1/sync",             Call::sync,         "What the signed-in person may see, or how it differs since a change", "since"),
    asks(get,    "/api/v1/events",           Call::events,       "Server-sent events: that something visible has changed"),
    asks(get,    "/api/v1/audit",            Call::audit,        "The audit trail, the newest first", "before limit user thing kind effect from to"),
    asks(get,    "/api/v1/usage",            Call::usage,        "Which permissions people of an account used in the last 90 days, as far as the trail is for the reader", "account before"),
    asks(get,    "/api/v1/movements",        Call::movements,    "What happened to assets in the safes whose inventory one may list, the newest first", "before limit account safe asset from to"),
    asks(get,    "/api/v1/audit/export",     Call::audit_export, "The audit trail as a file: `format` is csv or jsonl", "format account user thing kind effect from to"),
    asks(post,   "/api/v1/access",           Call::ask_access,   "Who could do something on a past day: the log is replayed up to it"),
    asks(get,    "/api/v1/access/{question}", Call::access,      "What became of a question about a past day"),
    asks(post,   "/api/v1/changes",          Call::changes,      "Several changes, whole or not at all"),

    // Things
    asks(get,    "/api/v1/organization", Call::organization, "The organization"),
    asks(get,    "/api/v1/people/sign_ins", Call::sign_ins, "When people signed in last, for whoever lists the organization's people"),
    lists("/api/v1/accounts",         Section::accounts,     "The accounts",       "q after limit"),
    lists("/api/v1/users",            Section::users,        "The users",          "q account after limit"),
    lists("/api/v1/groups",           Section::groups,       "The groups",         "q account after limit"),
    lists("/api/v1/safes",            Section::safes,        "The safes",          "q account after limit"),
    lists("/api/v1/assets",           Section::assets,       "The assets",         "q account safe after limit"),
    lists("/api/v1/doors",            Section::doors,        "The doors",          "q account after limit"),
    lists("/api/v1/teams",            Section::teams,        "The teams",          "q after limit"),
    lists("/api/v1/patients",         Section::patients,     "The patients",       "q team after limit"),
    lists("/api/v1/profiles",         Section::profiles,     "The admin profiles", "q account after limit"),
    lists("/api/v1/custom_roles",     Section::custom_roles, "The custom roles",   "q account after limit"),
    lists("/api/v1/modules",          Section::modules,      "The modules",        "q account after limit"),
    lists("/api/v1/records",          Section::records,      "The records",        "q account module after limit"),
    lists("/api/v1/schedules",        Section::schedules,    "The schedules",      "q account after limit"),
    lists("/api/v1/credentials",      Section::credentials,  "The credentials",    "q account after limit"),
    lists("/api/v1/webhooks",         Section::webhooks,     "The webhooks",       "q account after limit"),
    lists("/api/v1/invitations",      Section::invitations,  "The invitations",    "q after limit"),
    shows("/api/v1/accounts/{account}",              Section::accounts,     "One account"),
    shows("/api/v1/users/{user}",                    Section::users,        "One user"),
    shows("/api/v1/groups/{group}",                  Section::groups,       "One group"),
    shows("/api/v1/safes/{safe}",                    Section::safes,        "One safe"),
    shows("/api/v1/assets/{asset}",                  Section::assets,       "One asset"),
    shows("/api/v1/doors/{door}",                    Section::doors,        "One door"),
    shows("/api/v1/teams/{team}",                    Section::teams,        "One team"),
    shows("/api/v1/patients/{patient}",              Section::patients,     "One patient"),
    shows("/api/v1/profiles/{profile}",              Section::profiles,     "One admin profile"),
    shows("/api/v1/custom_roles/{custom_role}",      Section::custom_roles, "One custom role"),
    shows("/api/v1/modules/{module}",                Section::modules,      "One module"),
    shows("/api/v1/records/{record}",                Section::records,      "One record"),
    shows("/api/v1/schedules/{schedule}",            Section::schedules,    "One schedule"),
    shows("/api/v1/credentials/{credential}",        Section::credentials,  "One credential"),
    shows("/api/v1/webhooks/{webhook}",              Section::webhooks,     "One webhook"),
    shows("/api/v1/invitations/{invitation}",        Section::invitations,  "One invitation"),

    // Devices (docs/DEVICES.md): they sign what they say, and have neither session nor cookie
    asks(post,   "/api/v1/safes/{safe}/pairing_code", Call::offer_pairing, "Have a code made by which a device is paired with a safe, once"),
    asks(post,   "/api/v1/device/pair",               Call::pair_device,   "A device says which safe it is, by serial number and pairing code", {}, Needs::nothing),
    asks(post,   "/api/v1/device/heartbeat",          Call::hear_device,   "A device says how it is and what became of its orders, and asks for orders", {}, Needs::nothing),

    // Terminals of groups (docs/TERMINALS.md), as people look after them
    asks(post,   "/api/v1/groups/{group}/terminal_code",       Call::offer_terminal,  "Have a code made by which a terminal is paired with a group, once"),
    asks(get,    "/api/v1/terminals",                          Call::terminals,       "The terminals that one may revoke"),
    asks(remove, "/api/v1/terminals/{terminal}",               Call::revoke_terminal, "Revoke a terminal: it is nobody's any more, and whoever stands at it is signed out"),
    asks(post,   "/api/v1/pin",                                Call::set_pin,         "Choose a PIN for oneself, to sign in at terminals with"),
    asks(remove, "/api/v1/pin",                                Call::remove_pin,      "Take one's own PIN away"),
    asks(put,    "/api/v1/users/{user}/badge",                 Call::set_badge,       "Say which badge is a person's"),
    asks(remove, "/api/v1/users/{user}/badge",                 Call::remove_badge,    "Take a person's badge away"),
    asks(get,    "/api/v1/refused_changes",                    Call::refused_changes, "What terminals did without a connection and the rules refused, until somebody settles it; the oldest first"),
    asks(post,   "/api/v1/refused_changes/{refused}/settle",   Call::settle_refused,  "Settle a refused change, with a note for the trail"),

    // And as they speak themselves: they are known by a cookie of their own
    asks(post,   "/api/v1/terminal/pair",          Call::pair_terminal,          "A terminal says what it is, by its pairing code", {}, Needs::nothing),
    asks(get,    "/api/v1/terminal",               Call::terminal,               "What a terminal is, and who may sign in at it", {}, Needs::nothing),
    asks(post,   "/api/v1/terminal/session",       Call::terminal_session,       "Sign in at a terminal, by PIN or badge; whoever was there before is signed out", {}, Needs::nothing),
    asks(post,   "/api/v1/terminal/second-person", Call::terminal_second_person, "Have a second person show his PIN for one change (S-13); repeat the change with the token in the header Castellan-Second-Person"),
    asks(post,   "/api/v1/terminal/changes",       Call::terminal_changes,       "What people did at a terminal while it had no connection, in order; each is judged now, and once", {}, Needs::nothing),

    // Photos and signatures of records, kept beside the world
    asks(post,   "/api/v1/attachments",                               Call::attach,     "Send a picture, to be named in a record's values: the body is a JPEG or PNG, as application/octet-stream"),
    asks(get,    "/api/v1/attachments/{attachment}",                  Call::attachment, "A picture of one's own that is in no record yet"),
    asks(get,    "/api/v1/records/{record}/attachments/{attachment}", Call::attachment, "A picture that a record names"),

    // Changes of the organization and its accounts
    does(patch,  "/api/v1/organization",                organization_edit, "Edit the organization"),
    does(post,   "/api/v1/accounts",                    account_create,    "Create an account, with its first administrators"),
    does(patch,  "/api/v1/accounts/{account}",          account_edit,      "Edit an account"),
    does(remove, "/api/v1/accounts/{account}",          account_delete,    "Delete an account that holds nothing"),
    does(patch,  "/api/v1/accounts/{account}/settings", account_settings,  "Change an account's settings"),

    // People from a table (S-6)
    asks(post,   "/api/v1/accounts/{account}/users/import", Call::import_users, "Create the users of a CSV table, all or none; or see what would become of it, or create the good ones", "dry_run good_only"),
    asks(get,    "/api/v1/imports/{import}",                Call::import_state, "How far an import is, and what became of each line"),

    // Changes of users
    does(post,   "/api/v1/users",                             user_create,            "Create a user"),
    does(post,   "/api/v1/users/import",                      user_import,            "Create several users, all or none"),
    does(patch,  "/api/v1/users/{user}",                      user_edit,              "Edit a user"),
    does(remove, "/api/v1/users/{user}",                      user_delete,            "Delete a user"),
    does(put,    "/api/v1/users/{user}/roles/{account}",      user_set_role,          "Set a user's safes role in an account"),
    does(put,    "/api/v1/users/{user}/administrator",        user_set_administrator, "Promote a user to administrator, or demote an administrator"),
    does(put,    "/api/v1/users/{user}/admin_type/{account}", user_set_admin_type,    "Set a user's administrator type in an account"),
    does(put,    "/api/v1/users/{user}/modules_role",         user_set_modules_role,  "Set a user's role over modules, in the organization or an account"),
    does(post,   "/api/v1/users/{user}/disable",              user_disable,           "Disable a user"),
    does(post,   "/api/v1/users/{user}/enable",               user_enable,            "Enable a user"),
    does(remove, "/api/v1/users/{user}/pin",                  user_clear_pin,         "Clear a user's PIN"),
    does(remove, "/api/v1/users/{user}/fingerprint",          user_clear_fingerprint, "Clear a user's fingerprint"),
    does(patch,  "/api/v1/self",                              user_edit_self,         "Edit one's own particulars"),

    // Changes of invitations
    does(post,   "/api/v1/invitations",                     invitation_send,     "Invite people by e-mail, a line each"),
    does(post,   "/api/v1/invitations/{invitation}/resend", invitation_resend,   "Send an invitation again"),
    does(post,   "/api/v1/invitations/{invitation}/accept", invitation_accept,   "Accept an invitation"),
    does(remove, "/api/v1/invitations/{invitation}",        invitation_withdraw, "Withdraw an invitation"),

    // Changes of groups
    does(post,   "/api/v1/groups",                          group_create,        "Create a group"),
    does(patch,  "/api/v1/groups/{group}",                  group_edit,          "Edit a group"),
    does(remove, "/api/v1/groups/{group}",                  group_delete,        "Delete a group"),
    does(put,    "/api/v1/groups/{group}/members/{user}",   group_add_member,    "Add a member to a group"),
    does(remove, "/api/v1/groups/{group}/members/{user}",   group_remove_member, "Remove a member from a group"),
    does(put,    "/api/v1/groups/{group}/safes/{safe}",     group_add_safe,      "Put a safe into a group"),
    does(remove, "/api/v1/groups/{group}/safes/{safe}",     group_remove_safe,   "Take a safe out of a group"),
    does(put,    "/api/v1/groups/{group}/doors/{door}",     group_add_door,      "Put a door into a group"),
    does(remove, "/api/v1/groups/{group}/doors/{door}",     group_remove_door,   "Take a door out of a group"),
    does(put,    "/api/v1/groups/{group}/key_roles/{user}", group_set_key_role,  "Set a person's key role in a group"),
    does(patch,  "/api/v1/groups/{group}/toggles",          group_set_toggles,   "Change what a group allows those who hold its keys"),

    // Changes of safes
    does(post,   "/api/v1/safes",                       safe_register,       "Register a safe"),
    does(patch,  "/api/v1/safes/{safe}",                safe_edit,           "Edit a safe"),
    does(remove, "/api/v1/safes/{safe}",                safe_remove,         "Remove a safe"),
    does(post,   "/api/v1/safes/{safe}/sync",           safe_sync,           "Order a safe to sync"),
    does(post,   "/api/v1/safes/{safe}/upgrade",        safe_upgrade,        "Order a safe to upgrade its firmware"),
    does(post,   "/api/v1/safes/{safe}/emergency_code", safe_emergency_code, "Issue an emergency code for a safe"),
    does(post,   "/api/v1/safes/{safe}/unlock",         safe_unlock,         "Unlock a safe"),
    does(post,   "/api/v1/safes/{safe}/cancel_order",   safe_cancel_order,   "Take back an order that waits"),

    // Changes of assets
    does(post,   "/api/v1/assets",                asset_create, "Create an asset"),
    does(patch,  "/api/v1/assets/{asset}",        asset_edit,   "Edit an asset"),
    does(remove, "/api/v1/assets/{asset}",        asset_delete, "Delete an asset"),
    does(post,   "/api/v1/assets/{asset}/count",  asset_count,  "Say how much of an asset was counted"),
    does(post,   "/api/v1/assets/{asset}/enroll", asset_enroll, "Enroll an asset's tag at its safe"),
    does(post,   "/api/v1/assets/{asset}/move",   asset_move,   "Move an asset to another safe"),
    does(post,   "/api/v1/assets/{asset}/waste",  asset_waste,  "Throw some of an asset away before a witness"),

    // Changes of doors and keys
    does(post,   "/api/v1/doors",                      door_create,        "Install a door"),
    does(patch,  "/api/v1/doors/{door}",               door_edit,          "Edit a door"),
    does(remove, "/api/v1/doors/{door}",               door_delete,        "Remove a door"),
    does(patch,  "/api/v1/doors/{door}/lock_settings", door_lock_settings, "Change a door's lock settings"),
    does(post,   "/api/v1/doors/{door}/unlock",        door_unlock,        "Unlock a door nearby"),
    does(post,   "/api/v1/doors/{door}/remote_unlock", door_remote_unlock, "Unlock a door from afar"),
    does(post,   "/api/v1/doors/{door}/unlock_for",    door_unlock_for,    "Unlock a door for somebody"),
    does(put,    "/api/v1/doors/{door}/keys/{user}",   key_send,           "Send a single key"),
    does(remove, "/api/v1/doors/{door}/keys/{user}",   key_revoke,         "Revoke a single key"),

    // Changes of teams and patients
    does(post,   "/api/v1/teams",                       team_create,        "Create a team"),
    does(patch,  "/api/v1/teams/{team}",                team_edit,          "Edit a team"),
    does(remove, "/api/v1/teams/{team}",                team_delete,        "Delete a team"),
    does(put,    "/api/v1/teams/{team}/members/{user}", team_add_member,    "Add a member to a team"),
    does(remove, "/api/v1/teams/{team}/members/{user}", team_remove_member, "Remove somebody from a team"),
    does(put,    "/api/v1/teams/{team}/owners/{user}",  team_set_owner,     "Make a member co-owner, or end an ownership"),
    does(post,   "/api/v1/patients",                    patient_create,     "Create a patient"),
    does(patch,  "/api/v1/patients/{patient}",          patient_edit,       "Edit a patient"),
    does(remove, "/api/v1/patients/{patient}",          patient_delete,     "Delete a patient"),
    does(post,   "/api/v1/patients/{patient}/move",     patient_move,       "Move a patient to another team"),
    does(post,   "/api/v1/patients/{patient}/actions",  patient_act,        "Make or set a task for a patient"),

    // Changes of modules, records and custom roles
    does(post,   "/api/v1/modules",                        module_create,      "Create a module"),
    does(patch,  "/api/v1/modules/{module}",               module_edit,        "Edit a module"),
    does(remove, "/api/v1/modules/{module}",               module_delete,      "Delete a module"),
    does(put,    "/api/v1/modules/{module}/roles/{user}",  module_set_role,    "Set a person's role in a module"),
    does(post,   "/api/v1/modules/{module}/records",       record_submit,      "Submit a record"),
    does(post,   "/api/v1/modules/{module}/records/clear", record_clear,       "Take the values out of one record, or of all"),
    does(patch,  "/api/v1/records/{record}",               record_edit,        "Edit a record"),
    does(remove, "/api/v1/records/{record}",               record_delete,      "Delete a record"),
    does(post,   "/api/v1/custom_roles",                   custom_role_create, "Create a custom role"),
    does(patch,  "/api/v1/custom_roles/{custom_role}",     custom_role_edit,   "Edit a custom role"),
    does(remove, "/api/v1/custom_roles/{custom_role}",     custom_role_delete, "Delete a custom role"),

    // Changes of admin profiles
    does(post,   "/api/v1/profiles",                          profile_create,        "Create an admin profile"),
    does(patch,  "/api/v1/profiles/{profile}",                profile_edit,          "Edit an admin profile"),
    does(remove, "/api/v1/profiles/{profile}",                profile_delete,        "Delete an admin profile"),
    does(put,    "/api/v1/profiles/{profile}/members/{user}", profile_add_member,    "Add a member to an admin profile"),
    does(patch,  "/api/v1/profiles/{profile}/members/{user}", profile_set_member,    "Restrict a member of an admin profile, or lift it"),
    does(remove, "/api/v1/profiles/{profile}/members/{user}", profile_remove_member, "Remove a member from an admin profile"),

    // Changes of integrations
    does(post,   "/api/v1/schedules",                schedule_create,   "Create a schedule"),
    does(patch,  "/api/v1/schedules/{schedule}",     schedule_edit,     "Edit a schedule"),
    does(remove, "/api/v1/schedules/{schedule}",     schedule_delete,   "Delete a schedule"),
    does(post,   "/api/v1/credentials",              credential_create, "Create a credential"),
    does(patch,  "/api/v1/credentials/{credential}", credential_edit,   "Edit a credential"),
    does(remove, "/api/v1/credentials/{credential}", credential_delete, "Delete a credential"),
    does(post,   "/api/v1/webhooks",                 webhook_create,    "Create a webhook"),
    does(patch,  "/api/v1/webhooks/{webhook}",       webhook_edit,      "Edit a webhook"),
    does(remove, "/api/v1/webhooks/{webhook}",       webhook_delete,    "Delete a webhook"),
    does(post,   "/api/v1/webhooks/{webhook}/run",   webhook_run,       "Try a webhook out: send it a message now"),

    // Keys of credentials
    asks(get,    "/api/v1/accounts/{account}/keys",         Call::key_states, "The keys of an account's credentials: who made them, and when they were used last"),
    asks(post,   "/api/v1/credentials/{credential}/key",    Call::new_key,    "Make a new key, which is shown this once; the former one is void"),

    // Webhooks beyond their row
    asks(get,    "/api/v1/accounts/{account}/webhooks",                        Call::webhook_states,       "How the webhooks of an account are doing"),
    asks(get,    "/api/v1/webhooks/{webhook}/deliveries",                      Call::webhook_deliveries,   "What a webhook has told, and what became of it, the newest first", "after limit"),
    asks(post,   "/api/v1/webhooks/{webhook}/deliveries/{delivery}/again",     Call::send_delivery_again,  "Send a message once more that was given up or delivered"),
    asks(post,   "/api/v1/webhooks/{webhook}/secret",                          Call::renew_webhook_secret, "Make a new secret, which is shown this once; the former one signs beside it for a day"),

    // Changes of the audit trail
    does(post,   "/api/v1/audit/export", audit_export, "Read the audit trail out of the house, which is logged"),
});
// clang-format on

/// The row of each kind, worked out once.
constexpr auto rows_by_kind = [] {
    auto rows = std::array<Route const*, kind_count>{};
    for (auto const& route : table) {
        if (route.call == Call::change)
            rows[static_cast<std::size_t>(route.kind)] = &route;
    }
    return rows;
}();
static_assert(std::ranges::count(rows_by_kind, nullptr) == 1 &&
                  rows_by_kind[static_cast<std::size_t>(safe_report)] == nullptr,
              "every kind has its route but safe.report, which devices say by their heartbeats (S-16)");

/// Takes the part up to the next slash off `path`, which begins with one.
constexpr std::string_view take_part(std::string_view& path)
{
    path.remove_prefix(1);
    auto const end = std::min(path.find('/'), path.size());
    auto const part = path.substr(0, end);
    path.remove_prefix(end);
    return part;
}

constexpr bool is_parameter(std::string_view part) { return part.size() > 2 && part.front() == '{'; }

/// Whether a path has the form of a pattern; its parameters are noted in `found`.
bool fits(std::string_view pattern, std::string_view path, RouteMatch& found)
{
    found.parameter_count = 0;
    while (!pattern.empty() && !path.empty()) {
        if (path.front() != '/')
            return false;
        auto const wanted = take_part(pattern);
        auto const part = take_part(path);
        if (is_parameter(wanted)) {
            if (part.empty())
                return false;
            found.parameters[found.parameter_count++] = {wanted.substr(1, wanted.size() - 2), part};
        } else if (wanted != part) {
            return false;
        }
    }
    return pattern.empty() && path.empty();
}

constexpr auto method_names = std::to_array<std::string_view>({"GET", "POST", "PUT", "PATCH", "DELETE"});

} // namespace

std::string_view name_of(Method method) { return method_names[static_cast<std::size_t>(method)]; }

std::optional<Method> method_named(std::string_view method)
{
    auto const found = std::ranges::find(method_names, method);
    if (found == method_names.end())
        return std::nullopt;
    return static_cast<Method>(found - method_names.begin());
}

std::span<Route const> routes() { return table; }

Route const* route_of(Kind kind) { return rows_by_kind[static_cast<std::size_t>(kind)]; }

RouteMatch match(Method method, std::string_view path)
{
    auto result = RouteMatch{};
    for (auto const& route : table) {
        if (route.method == method && fits(route.path, path, result)) {
            result.route = &route;
            return result;
        }
    }
    // None: which methods would there be?
    for (std::size_t other = 0; other < method_names.size(); ++other) {
        auto const has_path = [&](Route const& route) {
            return static_cast<std::size_t>(route.method) == other && fits(route.path, path, result);
        };
        if (std::ranges::any_of(table, has_path)) {
            if (!result.allow.empty())
                result.allow += ", ";
            result.allow += method_names[other];
        }
    }
    result.parameter_count = 0;
    return result;
}

RouteRequest request_of(World const& world, Change const& change)
{
    auto const kind = kind_of(change);
    auto const* route = route_of(kind);
    if (!route)
        return {};
    auto const& schema = parameters_of(kind);
    auto const described = ChangeObject{change};
    auto const* const object = described.get();
    auto result = RouteRequest{.method = route->method};
    auto in_path = std::uint64_t{0};
    for (auto pattern = route->path; !pattern.empty();) {
        auto const part = take_part(pattern);
        result.path += '/';
        if (!is_parameter(part)) {
            result.path += part;
            continue;
        }
        auto const at = std::ranges::find(schema.members, part.substr(1, part.size() - 2), &Member::name);
        in_path |= std::uint64_t{1} << (at - schema.members.begin());
        result.path +=
            percent_encoded(id_at(world, at->section, *static_cast<std::uint32_t const*>(at->at(object))));
    }
    auto writer = Writer{result.body};
    writer.object();
    auto const* fields = fields_of(schema);
    if (fields) {
        in_path |= std::uint64_t{1} << (fields - schema.members.data());
        Encoder{writer, &world}.members(*fields->nested, fields->at(object));
    }
    Encoder{writer, &world}.members(schema, object, in_path);
    writer.end();
    if (result.body == "{}")
        result.body.clear();
    return result;
}

} // namespace castellan::wire
