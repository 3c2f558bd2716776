#include "ui/screens/places.hpp"

#include "rules/grants.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

#include <algorithm>

namespace castellan::ui {

using Where = client::Page;

namespace {

using enum PlaceGroup;

// words:
// clang-format off
constexpr auto rows = std::to_array<PlaceRow>({
    {Where::overview, Where::overview, "#/",        "Overview",    icon::layout_dashboard, {},                  main},
    {Where::users,    Where::user,     "#/users",   "Users",       icon::users,            {"users", "people"}, people},
    {Where::groups,   Where::group,    "#/groups",  "Groups",      icon::users_round,      {"groups"},          people},
    {Where::safes,    Where::safe,     "#/safes",   "Safes",       icon::vault,            {"safes"},           safes},
    {Where::assets,   Where::asset,    "#/assets",  "Inventory",   icon::package,          {"assets"},          safes},
    {Where::reports,  Where::reports,  "#/reports", "Reports",     icon::activity,         {"safes", "assets"}, safes},
    {Where::audit,    Where::audit,    "#/audit",   "Audit trail", icon::scroll_text,      {"audit"},           administration},
    {Where::schedules,   Where::schedules,   "#/schedules",   "Schedules",        icon::clock,      {"schedules"},   account},
    {Where::credentials, Where::credentials, "#/credentials", "API keys",         icon::key_round,  {"credentials"}, account},
    {Where::webhooks,    Where::webhooks,    "#/webhooks",    "Webhooks",         icon::send,       {"webhooks"},    account},
    {Where::settings,    Where::settings,    "#/settings",    "Account settings", icon::building_2, {"settings"},    account},
    {Where::profile,  Where::profile,  "#/profile", "My profile",  icon::user_round,       {},                  you},
});

constexpr auto titles = std::to_array<std::string_view>({"", "People", "Safes", "Administration", "Account", "You"});
// words end
// clang-format on
static_assert(titles.size() == static_cast<std::size_t>(PlaceGroup::count));

} // namespace

std::span<PlaceRow const> places() { return rows; }

PlaceRow const* place_at(client::Page page)
{
    auto const found = std::ranges::find(rows, page, &PlaceRow::page);
    return found == rows.end() ? nullptr : &*found;
}

bool has_place(Seen const& seen, PlaceRow const& place)
{
    // Settings are those of the account that is looked at, whatever the viewer manages elsewhere.
    if (place.page == Where::settings && !permissions_within(seen.world, seen.me, seen.account).has(Permission::settings_view))
        return false;
    auto const is_there = [&](std::string_view manager) { return !manager.empty() && seen.manages(manager); };
    return place.managers[0].empty() || std::ranges::any_of(place.managers, is_there);
}

std::string_view title_of(PlaceGroup group) { return tr(titles[static_cast<std::size_t>(group)]); }

} // namespace castellan::ui
