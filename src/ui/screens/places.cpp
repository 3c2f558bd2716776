#include "ui/screens/places.hpp"

#include "rules/grants.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/admin_profiles.hpp"
#include "ui/screens/seen.hpp"
#include "ui/screens/terminals_screen.hpp"

#include <algorithm>

namespace castellan::ui {

using Where = client::Page;

namespace {

using enum PlaceGroup;

// words:
// clang-format off
constexpr auto rows = std::to_array<PlaceRow>({
    {Where::overview, Where::overview, "#/",        "Overview",    icon::layout_dashboard, {},                  main},
    {Where::users,    Where::user,     "#/users",   "Users",       icon::users,            {"users"},           people},
    {Where::members,  Where::members,  "#/members", "Members",     icon::users,            {"people"},          people},
    {Where::groups,   Where::group,    "#/groups",  "Groups",      icon::users_round,      {"groups"},          people},
    {Where::invitations, Where::invitations, "#/invitations", "Invitations", icon::mail,  {"people"}, people},
    {Where::safes,    Where::safe,     "#/safes",   "Safes",       icon::vault,            {"safes"},           safes},
    {Where::assets,   Where::asset,    "#/assets",  "Inventory",   icon::package,          {"assets"},          safes},
    {Where::reports,  Where::reports,  "#/reports", "Reports",     icon::activity,         {"safes", "assets"}, safes},
    {Where::doors,    Where::door,     "#/doors",   "Doors",       icon::door_closed,      {"doors", "keys"},   doors},
    {Where::teams,    Where::teams,    "#/teams",   "Teams",       icon::users_round,      {"teams"},           care},
    {Where::modules,  Where::module,   "#/modules", "Modules",     icon::clipboard_list,   {"modules", "records", "accounts", "custom_roles"}, forms},
    {Where::organization, Where::organization, "#/organization", "Organisation", icon::building_2, {"organization"}, administration},
    {Where::accounts, Where::accounts, "#/accounts", "Accounts",   icon::building_2,       {"accounts"},        administration},
    {Where::admin,    Where::admin,    "#/admin",   "Admin",       icon::shield_user,      {},                  administration},
    {Where::admin_profiles, Where::admin_profile, "#/profiles", "Admin profiles", icon::columns_3, {"profiles"}, administration},
    {Where::roles,    Where::roles,    "#/roles",   "Roles",       icon::badge_check,      {"users", "people", "profiles", "custom_roles"}, administration},
    {Where::privileges, Where::privileges, "#/privileges", "Least privilege", icon::shield, {"audit"},        administration},
    {Where::access,   Where::access,   "#/access",  "Who can what", icon::user_check,          {"users", "people"}, administration},
    {Where::audit,    Where::audit,    "#/audit",   "Audit trail", icon::scroll_text,      {"audit"},           administration},
    {Where::schedules,   Where::schedules,   "#/schedules",   "Schedules",        icon::clock,      {"schedules"},   account},
    {Where::credentials, Where::credentials, "#/credentials", "API keys",         icon::key_round,  {"credentials"}, account},
    {Where::terminals,   Where::terminals,   "#/terminals",   "Terminals",        icon::fingerprint, {"groups"},     account},
    {Where::webhooks,    Where::webhooks,    "#/webhooks",    "Webhooks",         icon::send,       {"webhooks"},    account},
    {Where::settings,    Where::settings,    "#/settings",    "Account settings", icon::building_2, {"settings"},    account},
    {Where::profile,  Where::profile,  "#/profile", "My profile",  icon::user_round,       {},                  you},
});

constexpr auto titles = std::to_array<std::string_view>({"", "People", "Safes", "Doors", "Care", "Forms", "Administration", "Account", "You"});
// words end
// clang-format on
static_assert(titles.size() == static_cast<std::size_t>(PlaceGroup::count));

/// M-7: who runs modules of an account, or one of them, invites without listing people.
bool invites_into_modules(Seen const& seen)
{
    auto const* me = seen.world.users.get(seen.me);
    return me != nullptr && (std::ranges::contains(me->accounts, ModulesRole::division_admin, &AccountRoles::modules) ||
                             std::ranges::any_of(me->assigned->modules, [](auto const& held) { return held.role.rank == ModuleRank::module_admin; }));
}

} // namespace

std::span<PlaceRow const> places() { return rows; }

PlaceRow const* place_at(client::Page page)
{
    auto const found = std::ranges::find(rows, page, &PlaceRow::page);
    return found == rows.end() ? nullptr : &*found;
}

bool has_place(Seen const& seen, PlaceRow const& place)
{
    if (place.page == Where::admin)
        return has_admin_entry(seen);
    // A module is seen by whoever may use it, without the manager (RULEBOOK 4).
    if (place.page == Where::modules && !seen.world.modules.handles().empty())
        return true;
    if (place.page == Where::invitations && invites_into_modules(seen))
        return true;
    // Settings are those of the account that is looked at, whatever the viewer manages elsewhere.
    if (place.page == Where::settings && !permissions_within(seen.world, seen.me, seen.account).has(Permission::settings_view))
        return false;
    if (place.page == Where::terminals)
        return looks_after_terminals(seen);
    auto const is_there = [&](std::string_view manager) { return !manager.empty() && seen.manages(manager); };
    return place.managers[0].empty() || std::ranges::any_of(place.managers, is_there);
}

std::string_view title_of(PlaceGroup group) { return tr(titles[static_cast<std::size_t>(group)]); }

} // namespace castellan::ui
