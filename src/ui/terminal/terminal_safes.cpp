// Safes and what is in them, at a terminal.
#include "ui/screens/words.hpp"
#include "ui/terminal/terminal_screens.hpp"

#include <algorithm>
#include <ranges>

namespace castellan::ui {

namespace {

/// So long what became of an order is worth a line.
constexpr Instant recent_ms = 3 * 60 * 1000;

std::int64_t number_of(std::string_view digits)
{
    auto number = std::int64_t{0};
    for (auto const digit : digits)
        number = number * 10 + (digit - '0');
    return number;
}

/// What became of the unlocking that was asked for last.
void tell_unlocking(Ui& ui, AtTerminal const& at, Safe const& safe)
{
    auto const newest_first = safe.orders | std::views::reverse;
    auto const last = std::ranges::find(newest_first, OrderKind::unlock, &Order::kind);
    if (last == newest_first.end() || last->at + recent_ms < at.now)
        return;
    auto const state = state_at(*last, at.now);
    switch (state) {
    case OrderState::queued:
    case OrderState::sent: spinner(ui, tr("The safe is being asked to unlock.")); break;
    case OrderState::done: static_cast<void>(banner(ui, Tone::good, tr("The safe is unlocked"), tr("Open it now; it locks again by itself."))); break;
    case OrderState::failed: static_cast<void>(banner(ui, Tone::danger, tr("The safe did not unlock"), last->detail)); break;
    case OrderState::cancelled: break;
    case OrderState::expired: static_cast<void>(banner(ui, Tone::warning, tr("The safe did not answer in time"))); break;
    }
}

std::string asset_detail(AtTerminal const& at, Asset const& asset)
{
    auto detail = asset.lot.empty() ? std::string{} : tr("Lot {}", asset.lot);
    if (auto const expiry = expiry_of(asset.expires, at.now); !expiry.empty())
        detail += (detail.empty() ? "" : ", ") + expiry;
    return detail;
}

Asset const* asset_of(AtTerminal const& at, TerminalPlace const& place) { return at.world.assets.get(at.world.assets.find(place.thing)); }

void gone(Ui& ui) { muted(ui, tr("This is not there any more.")); }

/// The words of what is being done, and how much of it is possible.
struct AmountWords {
    std::string_view title;
    std::string_view verb;
    std::int64_t most = 0;
};

AmountWords words_of(Amount amount, Asset const& asset)
{
    constexpr auto most = std::int64_t{1'000'000};
    switch (amount) {
    case Amount::take_out: return {tr("How many do you take out?"), tr("Take out"), asset.quantity};
    case Amount::put_back: return {tr("How many do you put back?"), tr("Return"), most - asset.quantity};
    case Amount::waste: return {tr("How many are wasted?"), tr("Record waste"), asset.quantity};
    case Amount::count:
    case Amount::none: break;
    }
    return {tr("How many are there?"), tr("Record count"), most};
}

Change change_of(AtTerminal const& at, AssetId asset, Amount amount, std::int64_t number, std::string const& reason)
{
    switch (amount) {
    case Amount::take_out: return taken_out(at.world, asset, number);
    case Amount::put_back: return put_back(at.world, asset, number);
    case Amount::waste: return WasteAsset{asset, number, reason};
    case Amount::count:
    case Amount::none: break;
    }
    return CountAsset{asset, number};
}

/// Why something is wasted, in a word that is pressed.
// words:
constexpr std::string_view reasons[] = {"Broken", "Expired", "Drawn up, not given", "Contaminated"};
// words end

bool choose_reason(Ui& ui, TerminalState& state)
{
    heading(ui, tr("Reason"), 2);
    auto before = state.reason;
    auto choices = std::vector<Choice>{};
    for (auto const reason : reasons)
        choices.push_back({.key = tr(reason), .label = tr(reason)});
    radio_group(ui, tr("Reason"), choices, state.reason, {.label_hidden = true});
    return before != state.reason;
}

} // namespace

void safes_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    Tiles tiles{ui, tr("Safes")};
    for (auto const safe : safes_here(at)) {
        auto const& row = at.world.safes[safe];
        if (tiles.tile({.label = row.name, .icon = icon::vault, .state = title_of(row), .state_tone = tone_of(row)}, row.id))
            state.go({Stage::safe, row.id});
    }
}

void safe_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const safe = at.world.safes.find(state.place().thing);
    if (!safe)
        return gone(ui);
    auto const& row = at.world.safes[safe];
    tell_unlocking(ui, at, row);
    {
        Tiles tiles{ui, tr("The safe")};
        act_tile(ui, tiles, at, state, UnlockSafe{.safe = safe, .reason = std::nullopt}, {.label = tr("Unlock"), .icon = icon::unlock, .primary = true});
        if (!forms_here(at).empty() && tiles.tile({.label = tr("Report a defect"), .icon = icon::triangle_alert})) {
            state.go({Stage::forms, "?"});
            state.about = row.name;
            return;
        }
    }
    auto const assets = assets_here(at, safe);
    if (assets.empty())
        return;
    heading(ui, tr("What is in it"), 2);
    Tiles tiles{ui, tr("What is in it")};
    for (auto const asset : assets) {
        auto const& thing = at.world.assets[asset];
        auto const detail = asset_detail(at, thing);
        if (tiles.tile({.label = thing.kind, .detail = detail, .value = grouped(thing.quantity), .icon = icon::package}, thing.id)) {
            state.go({Stage::asset, thing.id});
            return;
        }
    }
}

void asset_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const asset = at.world.assets.find(state.place().thing);
    if (!asset)
        return gone(ui);
    auto const& row = at.world.assets[asset];
    {
        Facts facts{ui};
        facts.text(tr("Safe"), at.world.safes[row.safe].name);
        facts.text(tr("Quantity"), grouped(row.quantity));
        facts.text(tr("Lot"), row.lot);
        facts.text(tr("Expires"), row.expires.empty() ? std::string{} : shown_value({.kind = FieldKind::date}, row.expires));
    }
    auto leads_to = Amount::none;
    auto moves = false;
    {
        Tiles tiles{ui, tr("What would you like to do?")};
        if (act_tile(ui, tiles, at, state, CountAsset{asset, 0}, {.label = tr("Count"), .icon = icon::clipboard_list}, {}, true))
            leads_to = Amount::count;
        if (row.quantity > 0 && act_tile(ui, tiles, at, state, taken_out(at.world, asset, 1), {.label = tr("Take out"), .icon = icon::minus}, {}, true))
            leads_to = Amount::take_out;
        if (act_tile(ui, tiles, at, state, put_back(at.world, asset, 1), {.label = tr("Return"), .icon = icon::plus}, {}, true))
            leads_to = Amount::put_back;
        if (row.quantity > 0 && act_tile(ui, tiles, at, state, WasteAsset{asset, 1, "?"}, {.label = tr("Waste"), .icon = icon::trash_2}, {}, true))
            leads_to = Amount::waste;
        auto const others = safes_here(at);
        auto const to = std::ranges::find_if(others, [&](SafeId safe) { return safe != row.safe && at.offers(MoveAsset{asset, safe}); });
        if (to != others.end() && act_tile(ui, tiles, at, state, MoveAsset{asset, *to}, {.label = tr("Move"), .icon = icon::arrow_right}, {}, true))
            moves = true;
    }
    if (moves)
        state.go({Stage::move_to, row.id});
    else if (leads_to != Amount::none)
        state.go({Stage::amount, row.id, leads_to});
}

void amount_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const place = state.place();
    auto const* row = asset_of(at, place);
    if (row == nullptr)
        return gone(ui);
    auto const asset = at.world.assets.find(place.thing);
    auto const words = words_of(place.amount, *row);
    auto const upright = ui.viewport().height > ui.viewport().width;
    Columns columns{ui, {1, 1}};
    number_pad(ui, words.title, state.digits, words.most);
    columns.next();
    if (place.amount == Amount::waste) {
        muted(ui, tr("What is destroyed leaves the inventory. A second person has to witness it."));
        choose_reason(ui, state);
    } else if (place.amount == Amount::count) {
        muted(ui, tr("Count what is there. How many are expected is told afterwards."));
    } else if (!upright) {
        muted(ui, tr_n("{} is in the safe.", "{} are in the safe.", row->quantity));
    }
    auto const missing = state.digits.empty() || (place.amount != Amount::count && number_of(state.digits) == 0) ? std::string_view{tr("Type how many there are.")}
                         : place.amount == Amount::waste && state.reason.empty()                                   ? std::string_view{tr("Say why first.")}
                                                                                                                   : std::string_view{};
    Tiles tiles{ui, words.verb};
    auto tile = Tile{.label = words.verb, .icon = icon::check, .disabled = missing, .primary = true};
    auto const number = number_of(state.digits);
    if (!missing.empty())
        static_cast<void>(tiles.tile(tile));
    else
        act_tile(ui, tiles, at, state, change_of(at, asset, place.amount, number, state.reason), tile);
}

void move_stage(Ui& ui, AtTerminal const& at, TerminalState& state)
{
    auto const* row = asset_of(at, state.place());
    if (row == nullptr)
        return gone(ui);
    auto const asset = at.world.assets.find(row->id);
    paragraph(ui, tr("It is in {} now.", at.world.safes[row->safe].name));
    Tiles tiles{ui, tr("Move to")};
    for (auto const safe : safes_here(at)) {
        auto const& to = at.world.safes[safe];
        if (safe != row->safe)
            act_tile(ui, tiles, at, state, MoveAsset{asset, safe}, {.label = to.name, .icon = icon::vault, .state = title_of(to), .state_tone = tone_of(to)}, to.id);
    }
}

} // namespace castellan::ui
