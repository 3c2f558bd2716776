#include "ui/screens/reports_screen.hpp"

#include "model/calendar.hpp"
#include "model/local_time.hpp"
#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "ui/screens/movements.hpp"
#include "ui/screens/words.hpp"
#include "wire/text.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace castellan::ui {

namespace {

using namespace std::chrono;

constexpr auto months_offered = 12;
constexpr auto groups_charted = std::size_t{12};

/// So many movements are fetched; who needs more takes one safe at a time.
constexpr auto movements_most = std::size_t{2'000};

year_month this_month(Seen const& seen)
{
    auto const day = local_time(clock_of(seen), seen.now).day;
    return day.year() / day.month();
}

std::string key_of(year_month month)
{
    return written_day(month / 1).substr(0, 7);
}

std::optional<year_month> month_of(std::string_view key)
{
    auto const begin = parse_day(std::string{key} + "-01");
    auto const found = begin ? begin->year() / begin->month() : year_month{};
    return found.ok() ? std::optional{found} : std::nullopt;
}

year_month chosen_month(ReportsState const& state, Seen const& seen)
{
    return month_of(state.month).value_or(this_month(seen));
}

std::string name_of(year_month month) { return formats().say(Phrase::month, begin_of_day({}, month / 1) + 43'200'000, 0); }

std::vector<Choice> month_choices(Seen const& seen)
{
    auto choices = std::vector<Choice>{};
    auto month = this_month(seen);
    for (auto count = 0; count < months_offered; ++count, month -= months{1})
        choices.push_back({key_of(month), name_of(month)});
    return choices;
}

std::vector<Choice> safe_choices(Seen const& seen)
{
    auto choices = std::vector<Choice>{{"", tr("All safes")}};
    for (auto const safe : safes_of(seen.world, seen.account)) {
        if (permissions_in(seen.world, seen.me, place_of(seen.world, safe)).has(Permission::assets_list))
            choices.push_back({seen.world.safes[safe].id, seen.world.safes[safe].name, {}, icon::vault});
    }
    return choices;
}

void safes_report(Ui& ui, Seen const& seen, ReportsState& state)
{
    auto const& world = seen.world;
    auto lines = safe_lines(seen);
    auto const total = std::ssize(lines);
    auto const online = std::ranges::count_if(lines, [&](SafeLine const& line) { return world.safes[line.safe].online; });
    auto sum = SafeLine{};
    for (auto const& line : lines) {
        sum.assets += line.assets;
        sum.differing += line.differing;
        sum.expired += line.expired;
    }
    auto const shares = online_shares(seen);
    auto const online_text = tr("{} of {}", online, total);
    auto const assets = grouped(sum.assets);
    auto const differing = grouped(sum.differing);
    auto const expired = grouped(sum.expired);
    figures(ui, std::to_array<Figure>({
                    {.label = tr("Online"), .value = online_text, .tone = online == total ? Tone::good : Tone::warning, .icon = icon::wifi},
                    {.label = tr("Inventory"), .value = assets, .icon = icon::package, .href = "#/assets"},
                    {.label = tr("Count differs"), .value = differing, .tone = sum.differing > 0 ? Tone::warning : Tone::good, .icon = icon::clipboard_list},
                    {.label = tr("Expired"), .value = expired, .tone = sum.expired > 0 ? Tone::danger : Tone::good, .icon = icon::calendar},
                }));
    if (shares.size() > 1) {
        auto const card = Card{ui, tr("Online by group"), {.icon = icon::wifi}};
        auto bars = std::vector<Bar>{};
        for (auto const& share : shares)
            bars.push_back({world.groups[share.group].name, share.percent, share.percent < 100 ? Tone::warning : Tone::good});
        bar_chart(ui, tr("Online by group"), bars, {.unit = "%"});
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Safe"), .sortable = false, .second = tr("Serial")},
        {.label = tr("State"), .width = 8, .sortable = false},
        {.label = tr("Since"), .width = 9, .sortable = false, .leaves_first = 3},
        {.label = tr("Firmware"), .width = 7, .sortable = false, .leaves_first = 4},
        {.label = tr("Groups"), .sortable = false, .leaves_first = 5},
        {.label = tr("Assets"), .width = 5, .align = Align::right, .sortable = false, .leaves_first = 2},
        {.label = tr("Count differs"), .width = 7, .align = Align::right, .sortable = false, .leaves_first = 1},
        {.label = tr("Expired"), .width = 5, .align = Align::right, .sortable = false},
    });
    auto const card = Card{ui, tr("State of all safes"), {.icon = icon::vault, .flush = true}};
    DataTable table{ui, tr("State of all safes"), columns, state.table,
                    {.row_count = lines.size(),
                     .empty = {icon::vault, tr("No safes here"), tr("You see the safes of your groups.")},
                     .two_lines = true,
                     .has_actions = false,
                     .key = "safes-report"}};
    while (table.next_row()) {
        auto const& line = lines[table.row()];
        auto const& row = world.safes[line.safe];
        auto const href = client::safe_href(row.id);
        table.begin_row(row.id, {.name = row.name, .href = href});
        table.text(row.name, row.serial);
        table.badge(tone_of(row), title_of(row));
        if (row.since == 0)
            table.skip();
        else
            table.time(row.since);
        table.muted(row.firmware);
        table.muted(listed(group_names(world, row.groups, row.account)));
        table.number(line.assets);
        table.number(line.differing);
        table.number(line.expired);
    }
}

void movements_report(Ui& ui, Seen const& seen, client::AuditTrail const& movements, ReportsState& state)
{
    auto const month = chosen_month(state, seen);
    auto shown = key_of(month);
    {
        Toolbar toolbar{ui};
        if (select(ui, tr("Month"), month_choices(seen), shown, {.label_hidden = true, .width = 11}))
            state.month = shown;
        select(ui, tr("Safe"), safe_choices(seen), state.safe, {.label_hidden = true, .width = 16});
        toolbar.right();
        muted(ui, tr_n("{} movement", "{} movements", std::ssize(movements.entries())));
    }
    if (movements.has_more() && movements.entries().size() < movements_most)
        state.wants_more = true;
    else if (movements.has_more())
        static_cast<void>(banner(ui, Tone::warning, tr("These are the newest {} movements of the month", movements_most),
                                 tr("Choose one safe to see all of its own.")));
    if (!movements.entries().empty()) {
        auto const card = Card{ui, tr("Movement by day"), {.icon = icon::activity}};
        auto const daily = daily_movement(movements.entries(), key_of(month), state.safe, clock_of(seen));
        auto names = std::vector<std::string>{};
        for (std::size_t day = 1; day <= daily.in.size(); ++day)
            names.push_back(std::to_string(day));
        auto const labels = std::vector<std::string_view>{names.begin(), names.end()};
        line_chart(ui, tr("Movement by day"), labels,
                   std::to_array<Series>({{tr("Put in"), daily.in, Tone::good}, {tr("Taken out"), daily.out, Tone::warning}}));
    }
    auto const* account = seen.world.accounts.get(seen.account);
    auto const by_clock = tr("By the clock of {}", account == nullptr || account->time_zone.empty() ? std::string{"UTC"} : account->time_zone);
    auto const card = Card{ui, tr("Movements"), {.subtitle = by_clock, .icon = icon::history, .flush = true}};
    auto const safe = seen.world.safes.find(state.safe);
    auto const title = name_of(month) + (safe ? " · " + seen.world.safes[safe].name : std::string{});
    movement_table(ui, seen, movements, state.table, {.name = tr("Movements {}", title), .key = "movements", .safe = state.safe, .by_account_clock = true});
}

} // namespace

std::vector<SafeLine> safe_lines(Seen const& seen)
{
    auto lines = std::vector<SafeLine>{};
    for (auto const safe : safes_of(seen.world, seen.account)) {
        auto line = SafeLine{.safe = safe};
        for (auto const asset : seen.world.safes[safe].assets) {
            auto const& row = seen.world.assets[asset];
            ++line.assets;
            line.differing += row.discrepancy != 0 ? 1 : 0;
            line.expired += days_until(row.expires, seen.now).value_or(0) < 0 ? 1 : 0;
        }
        lines.push_back(line);
    }
    return lines;
}

std::vector<OnlineShare> online_shares(Seen const& seen)
{
    auto shares = std::vector<OnlineShare>{};
    for (auto const group : groups_of(seen.world, seen.account)) {
        auto const& safes = seen.world.groups[group].safes;
        if (safes.empty())
            continue;
        auto const online = std::ranges::count_if(safes, [&](SafeId safe) { return seen.world.safes[safe].online; });
        shares.push_back({group, static_cast<double>(100 * online / std::ssize(safes))});
    }
    put_in_order(shares, {}, &OnlineShare::percent);
    if (shares.size() > groups_charted)
        shares.resize(groups_charted);
    return shares;
}

DailyMovement daily_movement(std::vector<client::AuditEntry> const& entries, std::string_view month, std::string_view safe,
                             std::string_view clock)
{
    auto const chosen = month_of(month);
    if (!chosen)
        return {};
    auto const count = static_cast<std::size_t>(static_cast<unsigned>((*chosen / last).day()));
    auto daily = DailyMovement{std::vector<double>(count), std::vector<double>(count)};
    for (auto const& entry : entries) {
        auto const change = quantity_change(entry, safe);
        auto const at = local_time(clock, entry.at).day;
        if (!change || at.year() / at.month() != *chosen)
            continue;
        (*change > 0 ? daily.in : daily.out)[static_cast<unsigned>(at.day()) - 1] += static_cast<double>(*change > 0 ? *change : -*change);
    }
    return daily;
}

void ReportsState::read(client::Route const& route)
{
    auto const text = [&](std::string_view key, std::string_view otherwise) {
        auto const given = route.get(key);
        return std::string{given.empty() ? otherwise : given};
    };
    tab = text("report", "safes");
    expires = text("expires", "30");
    month = text("month", "");
    safe = text("safe", "");
}

void ReportsState::write(client::Route& route) const
{
    route.set("report", tab == "safes" ? "" : tab);
    route.set("expires", expires == "30" ? "" : expires);
    route.set("month", month);
    route.set("safe", safe);
}

std::optional<client::AuditFilter> report_movements(ReportsState const& state, Seen const& seen)
{
    auto const* account = seen.world.accounts.get(seen.account);
    if (state.tab != "movements" || account == nullptr || !lists_inventory(seen))
        return std::nullopt;
    auto const month = chosen_month(state, seen);
    auto filter = client::AuditFilter{.account = account->id, .safe = state.safe};
    wire::append_instant(filter.from, begin_of_day(clock_of(seen), month / 1));
    wire::append_instant(filter.to, begin_of_day(clock_of(seen), (month + months{1}) / 1) - 1);
    return filter;
}

void reports_screen(Ui& ui, Seen const& seen, client::AuditTrail const& movements, ReportsState& state, SafeForms& forms)
{
    Page page{ui, "reports"};
    static_cast<void>(page_header(ui, {.title = tr("Reports"), .subtitle = tr("Each table can be saved and printed: open the menu in its head.")}));
    auto const inventory = lists_inventory(seen);
    auto all = std::vector<Tab>{{"safes", tr("Safes")}};
    if (inventory) {
        all.push_back({"differs", tr("Discrepancies")});
        all.push_back({"expires", tr("Expiring")});
        all.push_back({"movements", tr("Movements")});
    }
    if (std::ranges::find(all, state.tab, &Tab::key) == all.end())
        state.tab = "safes";
    if (tabs(ui, tr("Reports"), all, state.tab))
        state.table = {};
    if (state.tab == "safes")
        return safes_report(ui, seen, state);
    if (state.tab == "movements")
        return movements_report(ui, seen, movements, state);

    auto query = InventoryQuery{.sort = state.table.sort_column, .descending = state.table.descending};
    auto const differs = state.tab == "differs";
    if (differs) {
        query.count = "differs";
    } else {
        Toolbar toolbar{ui};
        auto choices = expiry_filter();
        choices.erase(choices.begin());
        select(ui, tr("Expires"), choices, state.expires, {.label_hidden = true, .width = 10});
        query.expires = state.expires;
    }
    auto const card = Card{ui, differs ? tr("Discrepancies") : tr("Expiring"),
                           {.icon = differs ? icon::clipboard_list : icon::calendar, .flush = true}};
    inventory_table(ui, seen, inventory_view(seen, query), state.table, forms,
                    {.name = differs ? tr("Discrepancies") : tr("Expiring"),
                     .key = state.tab,
                     .empty = differs ? Notice{icon::circle_check, tr("Every count found what was expected"), tr("What differs at the next count is listed here.")}
                                      : Notice{icon::circle_check, tr("Nothing expires in this time"), tr("Choose a longer time to look further ahead.")}});
}

} // namespace castellan::ui
