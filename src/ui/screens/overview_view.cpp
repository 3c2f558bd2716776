#include "client/route.hpp"
#include "ui/screens/absent_screen.hpp"
#include "ui/screens/overview_screen.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

constexpr auto safes_shown = std::size_t{8};
constexpr auto offline_named = std::size_t{4};

std::int64_t signed_size(auto const& things) { return static_cast<std::int64_t>(things.size()); }

std::string greeting_of(Seen const& seen, int utc_offset_minutes)
{
    auto const hour = (seen.now / 60'000 + utc_offset_minutes) / 60 % 24;
    auto const* greeting = hour < 5 ? "Good night" : hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
    auto const name = name_of(seen.world, seen.me);
    return std::string{greeting} + ", " + std::string{name.substr(0, name.find(' '))};
}

void offline_safes(Seen const& seen, std::vector<SafeId> const& offline, std::vector<Attention>& attention)
{
    for (auto const safe : offline) {
        auto const& row = seen.world.safes[safe];
        if (offline.size() > offline_named)
            break;
        attention.push_back({icon::wifi_off, Tone::warning, row.name + " is offline", listed(group_names(seen.world, row.groups, row.account)),
                             client::safe_href(row.id)});
    }
    if (offline.size() > offline_named) {
        auto names = std::vector<std::string>{};
        for (auto const safe : offline)
            names.push_back(seen.world.safes[safe].name);
        attention.push_back({icon::wifi_off, Tone::warning, counted(signed_size(offline), "safe is offline", "safes are offline"),
                             listed(names), "#/safes?state=offline"});
    }
}

void orders_of(Seen const& seen, SafeId safe, std::vector<Attention>& attention, std::int64_t& open)
{
    auto const& row = seen.world.safes[safe];
    for (auto const& order : row.orders) {
        auto const state = state_at(order, seen.now);
        if (state == OrderState::queued || state == OrderState::sent) {
            ++open;
            attention.push_back({icon::clock, Tone::accent, std::string{title_of(order.kind)} + " of " + row.name + " is under way",
                                 "Ordered by " + std::string{name_of(seen.world, order.by)}, client::safe_href(row.id)});
        }
    }
    // A failure matters until the same kind of order has succeeded since: only the latest is looked at.
    if (!row.orders.empty()) {
        auto const& last = row.orders.back();
        auto const state = state_at(last, seen.now);
        if (state == OrderState::failed || state == OrderState::expired)
            attention.push_back({icon::triangle_alert, state == OrderState::failed ? Tone::danger : Tone::warning,
                                 std::string{title_of(last.kind)} + " of " + row.name + (state == OrderState::failed ? " failed" : " expired"),
                                 last.detail, client::safe_href(row.id)});
    }
}

struct Expiring {
    SafeId safe;
    std::int64_t expired = 0;
    std::int64_t soon = 0;
    std::string soonest;
    std::string kind;
};

void expiring_assets(Seen const& seen, SafeId safe, std::vector<Attention>& attention)
{
    auto found = Expiring{.safe = safe};
    for (auto const asset : seen.world.safes[safe].assets) {
        auto const* row = seen.world.assets.get(asset);
        auto const days = row == nullptr ? std::nullopt : days_until(row->expires, seen.now);
        if (!days || *days > expires_soon_days)
            continue;
        ++(*days < 0 ? found.expired : found.soon);
        if (found.soonest.empty() || row->expires < found.soonest) {
            found.soonest = row->expires;
            found.kind = row->kind;
        }
    }
    if (found.expired + found.soon == 0)
        return;
    auto const& row = seen.world.safes[safe];
    auto const others = found.expired + found.soon - 1;
    auto detail = found.kind + " " + expiry_of(found.soonest, seen.now);
    if (others > 0)
        detail += ", and " + counted(others, "more asset", "more assets");
    attention.push_back({icon::calendar, found.expired > 0 ? Tone::danger : Tone::warning,
                         found.expired > 0 ? "Expired stock in " + row.name : "Stock of " + row.name + " expires soon", detail,
                         client::safe_href(row.id)});
}

struct People {
    std::int64_t total = 0;
    std::int64_t invited = 0;
    std::vector<std::string> without_group;
};

People people_of(Seen const& seen)
{
    auto people = People{};
    for (auto const user : seen.world.users.handles()) {
        auto const& row = seen.world.users[user];
        if (!is_listed(seen, user) || !is_of(seen.world, user, seen.account))
            continue;
        ++people.total;
        if (row.status == Status::invited)
            ++people.invited;
        auto const role = row.roles_in(seen.account).safes;
        auto const needs_group = role == SafesRole::user || role == SafesRole::group_admin;
        if (needs_group && row.status != Status::disabled && !row.roles_in(seen.account).groups_beyond &&
            group_names(seen.world, row.groups, seen.account).empty())
            people.without_group.push_back(row.name);
    }
    std::ranges::sort(people.without_group, comes_before);
    return people;
}

int gravity(Tone tone)
{
    switch (tone) {
    case Tone::danger: return 0;
    case Tone::warning: return 1;
    case Tone::accent: return 2;
    default: return 3;
    }
}

} // namespace

OverviewView overview_view(Seen const& seen, int utc_offset_minutes)
{
    auto view = OverviewView{.greeting = greeting_of(seen, utc_offset_minutes)};
    view.administers = !seen.managers.empty();
    view.reads_audit = seen.manages("audit");

    auto safes = safes_of(seen.world, seen.account);
    auto const works_here = seen.world.users[seen.me].roles_in(seen.account).safes != SafesRole::none;
    if (works_here && safes.empty() && groups_of(seen.world, seen.account).empty() &&
        !seen.offers(CreateGroup{seen.account, {}, {.name = "?"}}))
        view.advice = "Groups lead to safes. Ask " + whom_to_ask(seen) + " to add you to yours.";
    view.safes_total = safes.size();
    auto offline = std::vector<SafeId>{};
    auto open = std::int64_t{0};
    for (auto const safe : safes) {
        if (!seen.world.safes[safe].online)
            offline.push_back(safe);
        orders_of(seen, safe, view.attention, open);
        expiring_assets(seen, safe, view.attention);
    }
    offline_safes(seen, offline, view.attention);

    auto const total = signed_size(safes);
    if (seen.manages("safes")) {
        view.figures.push_back({"Safes online", grouped(total - signed_size(offline)) + " of " + grouped(total),
                                offline.empty() ? std::string{"All reachable"} : counted(signed_size(offline), "is offline", "are offline"),
                                offline.empty() ? Tone::good : Tone::warning, icon::vault,
                                offline.empty() ? "#/safes" : "#/safes?state=offline"});
        view.figures.push_back({"Open orders", grouped(open), open == 0 ? "Nothing is waiting" : "Waiting for a safe",
                                open == 0 ? Tone::neutral : Tone::accent, icon::send, "#/safes"});
    }
    view.watches = seen.manages("safes") || seen.manages("users");
    if (seen.manages("users") || seen.manages("people")) {
        auto const people = people_of(seen);
        view.figures.push_back({"People", grouped(people.total),
                                people.invited == 0 ? std::string{"All have signed in"} : grouped(people.invited) + " not signed in yet",
                                Tone::neutral, icon::users, "#/users"});
        if (seen.manages("users") && !people.without_group.empty()) {
            view.attention.push_back({icon::user_x, Tone::neutral,
                                      counted(signed_size(people.without_group), "person is in no group", "people are in no group"),
                                      listed(people.without_group) + ": without a group no safe is reached", "#/users?group=none"});
        }
    }
    if (seen.manages("groups"))
        view.figures.push_back({"Groups", grouped(signed_size(groups_of(seen.world, seen.account))), "Stations, units, sites",
                                Tone::neutral, icon::users_round, "#/groups"});

    std::ranges::stable_sort(view.attention, {}, [](Attention const& line) { return gravity(line.tone); });
    std::ranges::stable_partition(safes, [&](SafeId safe) { return !seen.world.safes[safe].online; });
    if (view.administers && safes.size() > safes_shown)
        safes.resize(safes_shown);
    view.safes = std::move(safes);
    return view;
}

} // namespace castellan::ui
