#include "ui/screens/inventory.hpp"

#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "rules/grants.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace castellan::ui {

namespace {

enum Sorting : int { by_kind, by_quantity, by_count, by_expiry, by_safe };

bool comes_first(World const& world, int column, AssetId one, AssetId other)
{
    auto const& a = world.assets[one];
    auto const& b = world.assets[other];
    switch (column) {
    case by_quantity: return a.quantity < b.quantity;
    case by_count: return a.counted_at < b.counted_at;
    case by_expiry: return (a.expires.empty() ? "~" : a.expires) < (b.expires.empty() ? "~" : b.expires);
    case by_safe: return comes_before(world.safes[a.safe].name, world.safes[b.safe].name);
    default: return a.kind == b.kind ? a.expires < b.expires : comes_before(a.kind, b.kind);
    }
}

bool expires_within(std::string const& day, std::string_view wanted, Instant now)
{
    auto const left = days_until(day, now);
    if (!left)
        return false;
    if (wanted == "past")
        return *left < 0;
    auto days = 0;
    std::from_chars(wanted.data(), wanted.data() + wanted.size(), days);
    return *left >= 0 && *left <= days;
}

bool matches(Seen const& seen, InventoryQuery const& query, Asset const& row)
{
    auto const& safe = seen.world.safes[row.safe];
    if (!query.group.empty() && !holds(safe.groups, seen.world.groups.find(query.group)))
        return false;
    if (!query.expires.empty() && !expires_within(row.expires, query.expires, seen.now))
        return false;
    if ((query.count == "differs" && row.discrepancy == 0) || (query.count == "never" && row.counted_at != 0))
        return false;
    return contains_words(row.kind, query.search) || contains_words(row.lot, query.search) ||
           contains_words(row.tag, query.search) || contains_words(safe.name, query.search);
}

} // namespace

bool lists_inventory(Seen const& seen)
{
    return permissions_within(seen.world, seen.me, seen.account).has(Permission::assets_list);
}

std::vector<AssetId> inventory_view(Seen const& seen, InventoryQuery const& query)
{
    auto assets = std::vector<AssetId>{};
    for (auto const safe : safes_of(seen.world, seen.account)) {
        for (auto const asset : seen.world.safes[safe].assets) {
            if (matches(seen, query, seen.world.assets[asset]))
                assets.push_back(asset);
        }
    }
    sort_inventory(seen.world, assets, {.sort_column = query.sort, .descending = query.descending});
    return assets;
}

void sort_inventory(World const& world, std::vector<AssetId>& assets, TableState const& state)
{
    put_in_order(assets, [&](AssetId one, AssetId other) {
        return state.descending ? comes_first(world, state.sort_column, other, one)
                                : comes_first(world, state.sort_column, one, other);
    });
}

std::vector<Choice> expiry_filter()
{
    auto choices = std::vector<Choice>{{"", tr("Any expiry")}, {"past", tr("Expired")}};
    for (auto const days : {30, 60, 90})
        choices.push_back({std::to_string(days), tr_n("Within {} day", "Within {} days", days)});
    return choices;
}

void inventory_table(Ui& ui, Seen const& seen, std::vector<AssetId> const& assets, TableState& state, SafeForms& forms,
                     InventoryTable const& options)
{
    auto const& world = seen.world;
    auto const all = std::to_array<Column>({
        {.label = tr("Asset"), .second = tr("Lot")},
        {.label = tr("Quantity"), .width = 4.5f, .align = Align::right},
        {.label = tr("Last count"), .width = 8, .leaves_first = 1},
        {.label = tr("Expires"), .width = 9, .leaves_first = 2},
        {.label = tr("Safe"), .leaves_first = 3},
    });
    auto const columns = std::span{all}.first(options.of_one_safe ? by_safe : by_safe + 1);
    DataTable table{ui, options.name, columns, state,
                    {.row_count = assets.size(), .empty = options.empty, .two_lines = true, .fill = options.fill, .key = options.key}};
    while (table.next_row()) {
        auto const asset = assets[table.row()];
        auto const& row = world.assets[asset];
        auto const href = client::asset_href(row.id);
        table.begin_row(row.id, {.name = row.kind, .href = href});
        table.icon(icon::pill, row.kind, row.lot);
        if (forms.count.hides(row.id))
            table.skip();
        else
            table.number(row.quantity);
        if (row.counted_at == 0)
            table.muted(tr("Not yet"));
        else if (row.discrepancy != 0)
            table.badge(Tone::warning, difference_of(row.discrepancy));
        else
            table.time(row.counted_at);
        if (row.expires.empty())
            table.skip();
        else if (expiry_tone(row.expires, seen.now) == Tone::neutral)
            table.text(row.expires);
        else
            table.badge(expiry_tone(row.expires, seen.now), expiry_of(row.expires, seen.now));
        if (!options.of_one_safe)
            table.text(world.safes[row.safe].name);
        auto actions = table.actions();
        asset_actions(ui, actions, seen, asset, forms);
    }
}

} // namespace castellan::ui
