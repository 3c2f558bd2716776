#include "ui/screens/assets_screen.hpp"

#include "ui/screens/access_view.hpp"
#include "ui/screens/movements.hpp"
#include "ui/screens/words.hpp"

#include <array>

namespace castellan::ui {

namespace {

std::vector<Choice> group_filter(Seen const& seen)
{
    auto choices = std::vector<Choice>{{"", tr("All groups")}};
    for (auto const group : groups_of(seen.world, seen.account))
        choices.push_back({seen.world.groups[group].id, seen.world.groups[group].name});
    return choices;
}

std::vector<Choice> count_filter()
{
    return {{"", tr("Any count")}, {"differs", tr("Count differs")}, {"never", tr("Not counted yet")}};
}

} // namespace

void AssetsState::read(client::Route const& route)
{
    query.search = route.get("q");
    query.group = route.get("group");
    query.expires = route.get("expires");
    query.count = route.get("count");
}

void AssetsState::write(client::Route& route) const
{
    route.set("q", query.search);
    route.set("group", query.group);
    route.set("expires", query.expires);
    route.set("count", query.count);
}

void assets_screen(Ui& ui, Seen const& seen, AssetsState& state, SafeForms& forms)
{
    state.query.sort = state.table.sort_column;
    state.query.descending = state.table.descending;
    auto const& assets = state.view.get({seen.generation, seen.account, seen.now / 3'600'000, state.query},
                                        [&] { return inventory_view(seen, state.query); });
    Page page{ui, "assets", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("Inventory"), .subtitle = tr("What is in the safes, by lot and expiry.")});
        if (any_offered(ui, possible_enrollments(seen)) && actions.button(tr("Enroll a tag…"), {.icon = icon::tag}))
            open_enroll(forms.enroll);
    }
    {
        Toolbar toolbar{ui};
        search_field(ui, tr("Search inventory"), state.query.search, {.placeholder = tr("Asset, lot, tag or safe")});
        select(ui, tr("Group"), group_filter(seen), state.query.group, {.label_hidden = true, .width = 12});
        select(ui, tr("Expires"), expiry_filter(), state.query.expires, {.label_hidden = true, .width = 10});
        select(ui, tr("Last count"), count_filter(), state.query.count, {.label_hidden = true, .width = 10});
        toolbar.right();
        muted(ui, tr_n("{} asset", "{} assets", std::ssize(assets)));
    }
    auto const filtered = state.query != InventoryQuery{.sort = state.query.sort, .descending = state.query.descending};
    inventory_table(ui, seen, assets, state.table, forms,
                    {.name = tr("Inventory"),
                     .key = "assets",
                     .empty = filtered ? Notice{icon::search_x, tr("Nothing matches"), tr("Change the search or take a filter away.")}
                                       : Notice{icon::package, tr("Nothing tracked yet"), tr("Add assets on the page of a safe.")},
                     .fill = true});
}

void asset_screen(Ui& ui, Seen const& seen, AssetId asset, client::AuditTrail const& custody, AssetState& state, SafeForms& forms)
{
    auto const& world = seen.world;
    auto const& row = world.assets[asset];
    auto const& safe = world.safes[row.safe];
    Page page{ui, client::asset_href(row.id)};
    {
        auto const trail = std::to_array<Crumb>({{tr("Inventory"), "#/assets"}});
        auto const expiry = expiry_of(row.expires, seen.now);
        auto actions = page_header(ui, {.breadcrumb = trail,
                                        .title = row.kind,
                                        .subtitle = safe.name,
                                        .status = expiry_tone(row.expires, seen.now) == Tone::neutral ? std::string_view{} : std::string_view{expiry},
                                        .status_tone = expiry_tone(row.expires, seen.now),
                                        .icon = icon::pill});
        if (seen.manages("audit"))
            actions.link(tr("History"), history_href(row.id), icon::history);
        asset_actions(ui, actions, seen, asset, forms);
    }
    if (row.discrepancy != 0 && !forms.count.hides(row.id))
        static_cast<void>(banner(ui, Tone::warning, difference_of(row.discrepancy),
                                 tr("At the last count {} were expected and {} were there.", row.quantity - row.discrepancy, row.quantity)));
    Columns columns{ui, {2, 1}};
    {
        Card card{ui, tr("Chain of custody"), {.subtitle = tr("From whose hand it went to whose."), .icon = icon::history, .flush = true}};
        movement_table(ui, seen, custody, state.custody, {.name = tr("Chain of custody"), .key = "custody", .of_one_asset = true});
    }
    if (custody.has_more()) {
        Buttons line{ui};
        if (button(ui, tr("Show older entries"), {.icon = icon::chevron_down}))
            state.wants_more = true;
    }
    columns.next();
    Card card{ui, tr("Asset"), {.icon = icon::pill}};
    Facts facts{ui};
    if (!forms.count.hides(row.id))
        facts.text(tr("Quantity"), grouped(row.quantity));
    facts.link(tr("Safe"), safe.name, client::safe_href(safe.id));
    facts.text(tr("Lot"), row.lot);
    facts.text(tr("Expires"), row.expires);
    facts.text(tr("RFID tag"), row.tag);
    facts.time(tr("Last count"), row.counted_at);
}

} // namespace castellan::ui
