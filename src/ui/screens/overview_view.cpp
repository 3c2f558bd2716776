#include "client/route.hpp"
#include "model/put_in_order.hpp"
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
    auto const name = name_of(seen.world, seen.me);
    auto const first = name.substr(0, name.find(' '));
    return hour < 5    ? tr("Good night, {}", first)
           : hour < 12 ? tr("Good morning, {}", first)
           : hour < 18 ? tr("Good afternoon, {}", first)
                       : tr("Good evening, {}", first);
}

void offline_safes(Seen const& seen, std::vector<SafeId> const& offline, std::vector<Attention>& attention)
{
    for (auto const safe : offline) {
        auto const& row = seen.world.safes[safe];
        if (offline.size() > offline_named)
            break;
        attention.push_back({icon::wifi_off, Tone::warning, tr("{} is offline", row.name), listed(group_names(seen.world, row.groups, row.account)),
                             client::safe_href(row.id)});
    }
    if (offline.size() > offline_named) {
        auto names = std::vector<std::string>{};
        for (auto const safe : offline)
            names.push_back(seen.world.safes[safe].name);
        attention.push_back({icon::wifi_off, Tone::warning, tr_n("{} safe is offline", "{} safes are offline", signed_size(offline)),
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
            attention.push_back({icon::clock, Tone::accent, tr("{} of {} is under way", title_of(order.kind), row.name),
                                 tr("Ordered by {}", name_of(seen.world, order.by)), client::safe_href(row.id)});
        }
    }
    // A failure matters until the same kind of order has succeeded since: only the latest is looked at.
    if (!row.orders.empty()) {
        auto const& last = row.orders.back();
        auto const state = state_at(last, seen.now);
        if (state == OrderState::failed || state == OrderState::expired)
            attention.push_back({icon::triangle_alert, state == OrderState::failed ? Tone::danger : Tone::warning,
                                 state == OrderState::failed ? tr("{} of {} failed", title_of(last.kind), row.name)
                                                              : tr("{} of {} expired", title_of(last.kind), row.name),
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
        detail += ", " + tr_n("and {} more asset", "and {} more assets", others);
    attention.push_back({icon::calendar, found.expired > 0 ? Tone::danger : Tone::warning,
                         found.expired > 0 ? tr("Expired stock in {}", row.name) : tr("Stock of {} expires soon", row.name), detail,
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
    put_in_order(people.without_group, comes_before);
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
        view.advice = tr("Groups lead to safes. Ask {} to add you to yours.", whom_to_ask(seen));
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
        view.figures.push_back({tr("Safes online"), safes.empty() ? grouped(0) : tr("{} of {}", total - signed_size(offline), total),
                                safes.empty() ? std::string{tr("No safes yet")} : offline.empty() ? std::string{tr("All reachable")} : tr_n("{} is offline", "{} are offline", signed_size(offline)),
                                safes.empty() ? Tone::neutral : offline.empty() ? Tone::good : Tone::warning, icon::vault,
                                offline.empty() ? "#/safes" : "#/safes?state=offline"});
        view.figures.push_back({tr("Open orders"), grouped(open), open == 0 ? tr("Nothing is waiting") : tr("Waiting for a safe"),
                                open == 0 ? Tone::neutral : Tone::accent, icon::send, "#/safes"});
    }
    view.watches = seen.manages("safes") || seen.manages("users");
    if (seen.manages("users") || seen.manages("people")) {
        auto const people = people_of(seen);
        view.figures.push_back({tr("People"), grouped(people.total),
                                people.invited == 0 ? std::string{tr("All have signed in")} : tr_n("{} not signed in yet", "{} not signed in yet", people.invited),
                                Tone::neutral, icon::users, "#/users"});
        if (seen.manages("users") && !people.without_group.empty()) {
            view.attention.push_back({icon::user_x, Tone::neutral,
                                      tr_n("{} person is in no group", "{} people are in no group", signed_size(people.without_group)),
                                      tr("{}: without a group no safe is reached", listed(people.without_group)), "#/users?group=none"});
        }
    }
    if (seen.manages("groups"))
        view.figures.push_back({tr("Groups"), grouped(signed_size(groups_of(seen.world, seen.account))), tr("Stations, units, sites"),
                                Tone::neutral, icon::users_round, "#/groups"});

    put_in_order(view.attention, {}, [](Attention const& line) { return gravity(line.tone); });
    put_in_order(safes, {}, [&](SafeId safe) { return seen.world.safes[safe].online; });
    if (view.administers && safes.size() > safes_shown)
        safes.resize(safes_shown);
    view.safes = std::move(safes);
    return view;
}

} // namespace castellan::ui
