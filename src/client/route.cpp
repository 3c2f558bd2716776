#include "client/route.hpp"

#include <algorithm>
#include <array>

namespace castellan::client {

namespace {

struct PageRow {
    Page page;
    std::string_view name; // the first part of the address
    bool of_a_thing;       // an id follows
};

constexpr auto pages = std::to_array<PageRow>({
    {Page::overview, "",        false},
    {Page::users,    "users",   false},
    {Page::user,     "users",   true },
    {Page::members,  "members", false},
    {Page::invitations, "invitations", false},
    {Page::teams,    "teams",   false},
    {Page::team,     "teams",   true },
    {Page::patient,  "patients", true },
    {Page::accounts, "accounts", false},
    {Page::organization, "organization", false},
    {Page::groups,   "groups",  false},
    {Page::group,    "groups",  true },
    {Page::safes,    "safes",   false},
    {Page::safe,     "safes",   true },
    {Page::assets,   "assets",  false},
    {Page::asset,    "assets",  true },
    {Page::doors,    "doors",   false},
    {Page::door,     "doors",   true },
    {Page::reports,  "reports", false},
    {Page::modules,  "modules", false},
    {Page::module,   "modules", true },
    {Page::admin,    "admin",   false},
    {Page::admin_profiles, "profiles", false},
    {Page::admin_profile,  "profiles", true },
    {Page::roles,    "roles",   false},
    {Page::privileges, "privileges", false},
    {Page::access,   "access",  false},
    {Page::schedules, "schedules", false},
    {Page::credentials, "credentials", false},
    {Page::terminals, "terminals", false},
    {Page::webhooks, "webhooks", false},
    {Page::settings, "settings", false},
    {Page::audit,    "audit",   false},
    {Page::profile,  "profile", false},
    {Page::search,   "search",  false},
    {Page::gallery,  "kit",     false},
});

int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::string decoded(std::string_view text)
{
    auto plain = std::string{};
    for (auto at = std::size_t{0}; at < text.size(); ++at) {
        if (text[at] == '+') {
            plain += ' ';
        } else if (text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 &&
                   hex_value(text[at + 2]) >= 0) {
            plain += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
            at += 2;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

bool stands_for_itself(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.' || c == '~' || c == '@' || c == ':';
}

std::string encoded(std::string_view text)
{
    constexpr auto digits = std::string_view{"0123456789ABCDEF"};
    auto safe = std::string{};
    for (auto const c : text) {
        if (stands_for_itself(c)) {
            safe += c;
        } else {
            auto const byte = static_cast<unsigned char>(c);
            safe += '%';
            safe += digits[byte >> 4];
            safe += digits[byte & 15];
        }
    }
    return safe;
}

void read_query(std::string_view text, Route& route)
{
    while (!text.empty()) {
        auto const end = std::min(text.find('&'), text.size());
        auto const part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        auto const equals = std::min(part.find('='), part.size());
        auto const value = part.substr(std::min(equals + 1, part.size()));
        if (equals > 0)
            route.set(decoded(part.substr(0, equals)), decoded(value));
    }
}

} // namespace

std::string_view Route::get(std::string_view key) const
{
    for (auto const& [name, value] : query) {
        if (name == key)
            return value;
    }
    return {};
}

void Route::set(std::string_view key, std::string_view value)
{
    auto const at = std::ranges::find(query, key, &std::pair<std::string, std::string>::first);
    if (value.empty()) {
        if (at != query.end())
            query.erase(at);
    } else if (at != query.end()) {
        at->second = value;
    } else {
        query.emplace_back(key, value);
    }
}

std::string Route::text() const
{
    auto address = std::string{"#/"};
    for (auto const& row : pages) {
        if (row.page == page) {
            address += row.name;
            if (row.of_a_thing)
                address += "/" + encoded(id);
            break;
        }
    }
    if (page == Page::unknown)
        address += encoded(id);
    auto separator = '?';
    for (auto const& [key, value] : query) {
        address += separator;
        address += encoded(key) + "=" + encoded(value);
        separator = '&';
    }
    return address;
}

Route parse_route(std::string_view hash)
{
    if (hash.starts_with('#'))
        hash.remove_prefix(1);
    if (hash.starts_with('/'))
        hash.remove_prefix(1);

    auto route = Route{};
    auto const question = std::min(hash.find('?'), hash.size());
    auto path = hash.substr(0, question);
    if (question < hash.size())
        read_query(hash.substr(question + 1), route);

    while (path.ends_with('/'))
        path.remove_suffix(1);
    auto const slash = std::min(path.find('/'), path.size());
    auto const name = path.substr(0, slash);
    auto const of_a_thing = slash < path.size();
    for (auto const& row : pages) {
        if (row.name == name && row.of_a_thing == of_a_thing) {
            route.page = row.page;
            if (of_a_thing)
                route.id = decoded(path.substr(slash + 1));
            return route;
        }
    }
    route.page = Page::unknown;
    route.id = decoded(path);
    return route;
}

std::string user_href(std::string_view id) { return "#/users/" + encoded(id); }
std::string team_href(std::string_view id) { return "#/teams/" + encoded(id); }
std::string patient_href(std::string_view id) { return "#/patients/" + encoded(id); }
std::string group_href(std::string_view id) { return "#/groups/" + encoded(id); }
std::string safe_href(std::string_view id) { return "#/safes/" + encoded(id); }
std::string asset_href(std::string_view id) { return "#/assets/" + encoded(id); }
std::string door_href(std::string_view id) { return "#/doors/" + encoded(id); }
std::string module_href(std::string_view id) { return "#/modules/" + encoded(id); }
std::string admin_profile_href(std::string_view id) { return "#/profiles/" + encoded(id); }

} // namespace castellan::client
