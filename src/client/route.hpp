// Where one is in the console, as the address says it: "#/users?q=ada&role=group_admin", "#/groups/g1".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan::client {

/// The pages. One that is not among them is `unknown`, and is drawn as "there is no such page".
enum class Page : std::uint8_t {
    overview, users, user, members, invitations, groups, group, teams, team, patient, accounts, organization, safes, safe, assets, asset, doors, door, reports, modules, module, admin, admin_profiles, admin_profile, roles, privileges, access, schedules, credentials, terminals, webhooks,
    settings, audit, profile, search, gallery, unknown
};

struct Route {
    Page page = Page::overview;
    std::string id; // of the thing, on the pages of one thing
    std::vector<std::pair<std::string, std::string>> query;

    /// The value of a parameter; empty if it is not there.
    [[nodiscard]] std::string_view get(std::string_view key) const;
    /// Sets a parameter; an empty value takes it out, so that addresses stay short.
    void set(std::string_view key, std::string_view value);

    /// "#/users?q=ada". The overview is "#/".
    [[nodiscard]] std::string text() const;

    friend bool operator==(Route const&, Route const&) = default;
};

/// Reads an address; "" and "#" are the overview. Bad percent signs are taken as they stand.
[[nodiscard]] Route parse_route(std::string_view hash);

// Addresses of things, for links.
[[nodiscard]] std::string user_href(std::string_view id);
[[nodiscard]] std::string team_href(std::string_view id);
[[nodiscard]] std::string patient_href(std::string_view id);
[[nodiscard]] std::string group_href(std::string_view id);
[[nodiscard]] std::string safe_href(std::string_view id);
[[nodiscard]] std::string asset_href(std::string_view id);
[[nodiscard]] std::string door_href(std::string_view id);
[[nodiscard]] std::string module_href(std::string_view id);
[[nodiscard]] std::string admin_profile_href(std::string_view id);

} // namespace castellan::client
