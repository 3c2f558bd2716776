#include "ui/screens/audit_screen.hpp"

#include "model/put_in_order.hpp"
#include "ui/screens/audit_words.hpp"
#include "ui/screens/form.hpp"
#include "ui/screens/words.hpp"
#include "wire/text.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

using State = client::AuditTrail::State;

std::vector<Choice> kind_filter()
{
    auto choices = std::vector<Choice>{{"", tr("All")}};
    for (auto at = std::size_t{0}; at < kind_count; ++at) {
        auto const kind = static_cast<Kind>(at);
        choices.push_back({std::string{name_of(kind)}, std::string{audit_kind_title(kind)}});
    }
    return choices;
}

template <class Table>
void add_things(std::vector<Choice>& choices, Table const& table, Icon icon)
{
    auto const first = static_cast<std::ptrdiff_t>(choices.size());
    for (auto const thing : table.handles())
        choices.push_back({table[thing].id, table[thing].name, {}, icon});
    put_in_order(std::ranges::subrange(choices.begin() + first, choices.end()),
              comes_before, &Choice::label);
}

std::vector<Choice> person_filter(World const& world)
{
    auto choices = std::vector<Choice>{{"", tr("Everybody")}};
    add_things(choices, world.users, {});
    return choices;
}

/// Assets are too many to be listed; one that is followed is.
std::vector<Choice> thing_filter(World const& world, std::string const& followed)
{
    auto choices = std::vector<Choice>{{"", tr("Everything")}};
    add_things(choices, world.groups, icon::users_round);
    add_things(choices, world.safes, icon::vault);
    add_things(choices, world.doors, icon::lock_keyhole);
    add_things(choices, world.teams, icon::users);
    add_things(choices, world.modules, icon::clipboard_list);
    if (!std::ranges::contains(choices, followed, &Choice::key))
        choices.push_back({followed, thing_called(world, followed), {}, icon::package});
    return choices;
}

TableContent content_of(client::AuditTrail const& trail)
{
    switch (trail.state()) {
    case State::idle:
    case State::loading: return trail.entries().empty() ? TableContent::loading : TableContent::ready;
    case State::ready: return TableContent::ready;
    case State::failed: return TableContent::failed;
    case State::denied: return TableContent::denied;
    }
    return TableContent::ready;
}

std::string shown_entries(std::int64_t count, bool newest_only)
{
    return newest_only ? tr_n("{} entry, the newest", "{} entries, the newest", count) : tr_n("{} entry", "{} entries", count);
}

/// Entries that contain what is searched for: in the sentence, in who did it, in what it altered.
std::vector<std::uint32_t> found_in(Seen const& seen, client::AuditTrail const& trail, AuditState& state)
{
    auto const& entries = trail.entries();
    auto found = std::vector<std::uint32_t>{};
    if (!state.words.empty() && (state.sentences_of != trail.generation() || state.sentences.size() != entries.size())) {
        state.sentences.clear();
        for (auto const& entry : entries)
            state.sentences.push_back(audit_sentence(seen.world, entry) + "\n" + audit_actor(seen.world, entry) + "\n" +
                                      audit_details(seen.world, entry) + "\n" + entry.rule + "\n" + entry.from);
        state.sentences_of = trail.generation();
    }
    for (auto at = std::uint32_t{0}; at < entries.size(); ++at) {
        if (state.words.empty() || contains_words(state.sentences[at], state.words))
            found.push_back(at);
    }
    return found;
}

std::vector<Choice> outcome_filter()
{
    return {{"", std::string{tr("All outcomes")}}, {"allow", std::string{tr("Done")}}, {"refused", std::string{tr("Refused")}}};
}

/// "2026-11-21" of the person's calendar as an instant for the service.
std::string instant_of_day(std::string_view day, int utc_offset_minutes, Instant more)
{
    auto const midnight = wire::instant_of(std::string{day} + "T00:00:00Z");
    auto text = std::string{};
    if (midnight)
        wire::append_instant(text, *midnight + more - Instant{utc_offset_minutes} * 60'000);
    return text;
}

/// What the service found when it walked the chain of hashes.
void chain_line(Ui& ui, client::AuditTrail::Chain const& chain)
{
    if (chain.broken) {
        static_cast<void>(banner(ui, Tone::danger, tr("The audit trail was tampered with"),
                                 tr("An entry was altered or is missing. Tell the operator: `castellan verify` says which.")));
        return;
    }
    auto const until = date_and_time(chain.whole_until, ui.utc_offset_minutes());
    if (chain.whole_until == 0)
        muted(ui, tr("The chain of entries is being verified…"));
    else if (chain.number != 0)
        muted(ui, tr("Verified up to entry {}, {}: nothing was altered or removed.", static_cast<std::int64_t>(chain.number), until));
    else
        muted(ui, tr("Verified up to {}: nothing was altered or removed.", until));
}

void entry_panel(Ui& ui, Seen const& seen, client::AuditTrail const& trail, AuditState& state)
{
    auto const entry = std::ranges::find(trail.entries(), state.open_entry, &client::AuditEntry::number);
    if (entry == trail.entries().end()) {
        state.panel_open = false;
        return;
    }
    auto const sentence = audit_sentence(seen.world, *entry);
    if (SidePanel panel{ui, sentence, state.panel_open, date_and_time(entry->at, ui.utc_offset_minutes())}) {
        {
            Facts facts{ui};
            facts.text(tr("Who"), audit_actor(seen.world, *entry));
            if (!entry->kind.empty())
                facts.badge(tr("Outcome"), entry->refused ? Tone::danger : Tone::good, entry->refused ? tr("Refused") : tr("Done"));
            if (!entry->rule.empty())
                facts.text(tr("Rule"), entry->rule);
            if (!entry->reason.empty())
                facts.text(tr("Reason"), entry->refused ? said(entry->reason) : entry->reason);
            if (!entry->terminal.empty())
                facts.text(tr("Terminal"), entry->terminal);
            if (entry->happened != 0)
                facts.text(tr("Happened, without a connection"), date_and_time(entry->happened, ui.utc_offset_minutes()));
            if (!entry->from.empty())
                facts.text(tr("From the address"), entry->from);
        }
        auto const differences = audit_differences(seen.world, *entry);
        if (!differences.empty()) {
            heading(ui, tr("Before and after"));
            Facts facts{ui};
            for (auto const& difference : differences)
                facts.text(difference.member, difference.before + " → " + difference.after);
        }
        Buttons buttons{ui};
        auto const follow = [&](std::string const& id, std::string& filter, std::string_view label) {
            if (!id.empty() && filter != id && button(ui, label, {.icon = icon::history})) {
                filter = id;
                state.panel_open = false;
            }
        };
        if (seen.world.users.find(entry->actor))
            follow(entry->actor, state.filter.user, tr("Follow this person"));
        follow(audit_thing(*entry), state.filter.thing, tr("Follow this thing"));
        if (auto const href = audit_href(seen.world, *entry); !href.empty())
            link(ui, tr("Open"), href, icon::arrow_right);
    }
}

} // namespace

void AuditState::read(client::Route const& route)
{
    filter.user = route.get("person");
    filter.thing = route.get("thing");
    filter.kind = route.get("kind");
    filter.effect = route.get("outcome");
    from_day = route.get("from");
    to_day = route.get("to");
    words = route.get("q");
    panel_open = false;
}

void AuditState::write(client::Route& route) const
{
    route.set("person", filter.user);
    route.set("thing", filter.thing);
    route.set("kind", filter.kind);
    route.set("outcome", filter.effect);
    route.set("from", from_day);
    route.set("to", to_day);
    route.set("q", words);
}

void audit_screen(Ui& ui, Seen const& seen, client::AuditTrail const& trail, AuditState& state)
{
    constexpr auto live_ms = 4'000;
    constexpr auto rows_ahead = std::size_t{20};
    constexpr auto searched_by_itself = std::size_t{2'000};
    constexpr auto last_of_day = Instant{24} * 60 * 60 * 1000 - 1;
    Page page{ui, "audit", PageWidth::full};
    {
        auto actions = page_header(ui, {.title = tr("Audit trail"),
                                        .subtitle = tr("Every accepted and every refused change. Nothing alters or removes an entry.")});
        // T-2: the whole organisation's, or that of the account at hand.
        auto const* account = seen.offers(ExportAudit{}) ? nullptr : seen.world.accounts.get(seen.account);
        if (any_offered(ui, {ExportAudit{}, ExportAudit{.account = seen.account, .in_account = true}}) && actions.button(tr("Export"), {.icon = icon::download, .hint = tr("All that the filters give, as CSV; that you did is written down.")}))
            ui.save({.name = "audit.csv", .type = "address", .content = trail.export_path() + (account == nullptr ? std::string{} : "&account=" + account->id)});
        if (actions.button(state.live ? tr("Pause") : tr("Live"), {.icon = state.live ? Icon{} : icon::activity}))
            state.live = !state.live;
    }
    {
        Toolbar toolbar{ui};
        auto const& people = state.people.get(seen.generation, [&] { return person_filter(seen.world); });
        auto const& things = state.things.get({seen.generation, state.filter.thing}, [&] { return thing_filter(seen.world, state.filter.thing); });
        search_field(ui, tr("Search what was read"), state.words, {.placeholder = tr("Search"), .width = 14});
        select(ui, tr("Person"), people, state.filter.user, {.label_hidden = true, .width = 13});
        select(ui, tr("Thing"), things, state.filter.thing, {.label_hidden = true, .width = 13});
        select(ui, tr("Kind"), kind_filter(), state.filter.kind, {.label_hidden = true, .width = 13});
        select(ui, tr("Outcome"), outcome_filter(), state.filter.effect, {.label_hidden = true, .width = 10});
        date_field(ui, tr("From"), state.from_day, {.placeholder = tr("From"), .label_hidden = true, .width = 9});
        date_field(ui, tr("Until"), state.to_day, {.placeholder = tr("Until"), .label_hidden = true, .width = 9});
        toolbar.right();
        if (!trail.entries().empty())
            muted(ui, shown_entries(static_cast<std::int64_t>(trail.entries().size()), trail.has_more()));
    }
    state.filter.from = state.from_day.empty() ? std::string{} : instant_of_day(state.from_day, ui.utc_offset_minutes(), 0);
    state.filter.to = state.to_day.empty() ? std::string{} : instant_of_day(state.to_day, ui.utc_offset_minutes(), last_of_day);
    if (trail.state() == State::ready)
        chain_line(ui, trail.chain());
    if (state.live && trail.state() == State::ready) {
        if (ui.now_ms() - state.asked_ms >= live_ms) {
            state.wants_newest = state.asked_ms != 0;
            state.asked_ms = ui.now_ms();
        }
        ui.draw_again_in(live_ms / 1000.0);
    }
    auto const filtered = !state.filter.user.empty() || !state.filter.thing.empty() || !state.filter.kind.empty() ||
                          !state.filter.effect.empty() || !state.from_day.empty() || !state.to_day.empty() || !state.words.empty();
    auto const nothing = filtered ? Notice{icon::scroll_text, tr("Nothing matches"), tr("Take a filter away to see more.")}
                                  : Notice{icon::scroll_text, tr("Nothing has happened yet"),
                                           tr("Every change will be listed here, accepted or refused.")};
    auto const columns = std::to_array<Column>({
        {.label = tr("What"), .sortable = false},
        {.label = tr("Who"), .width = 14, .sortable = false},
        {.label = tr("Outcome"), .width = 10, .sortable = false, .leaves_first = 1},
        {.label = tr("When"), .width = 10, .sortable = false},
    });
    auto const& found = state.found.get({seen.generation, trail.generation(), state.words}, [&] { return found_in(seen, trail, state); });
    {
        DataTable table{ui, tr("Audit trail"), columns, state.table,
                        {.row_count = found.size(),
                         .content = content_of(trail),
                         .empty = nothing,
                         .problem = trail.state() == State::denied ? tr("You may not read the audit trail.")
                                                                   : tr("The audit trail could not be read. Try again in a moment."),
                         .two_lines = true,
                         .has_actions = false}};
        // The last rows in sight ask for older ones; a search looks on by itself for a while.
        auto ends = found.empty() && !state.words.empty();
        while (table.next_row()) {
            ends = ends || table.row() + rows_ahead >= found.size();
            auto const& entry = trail.entries()[found[table.row()]];
            auto const sentence = audit_sentence(seen.world, entry);
            auto const details = audit_details(seen.world, entry);
            table.begin_row(entry.number, {.name = sentence, .selected = state.panel_open && entry.number == state.open_entry});
            table.icon(audit_icon(entry), sentence, details, entry.refused ? Tone::danger : Tone::neutral);
            table.text(audit_actor(seen.world, entry), entry.from);
            if (entry.kind.empty())
                table.skip();
            else if (entry.refused)
                table.badge(Tone::danger, tr("Refused {}", entry.rule));
            else
                table.badge(Tone::good, entry.rule.empty() ? std::string{tr("Done")} : tr("Done {}", entry.rule));
            table.time(entry.at);
            if (table.activated()) {
                state.open_entry = entry.number;
                state.panel_open = true;
            }
        }
        if (ends && trail.has_more() && trail.state() == State::ready &&
            (state.words.empty() || trail.entries().size() < searched_by_itself))
            state.wants_more = true;
    }
    if (trail.has_more()) {
        Buttons line{ui};
        if (button(ui, state.words.empty() ? tr("Show older entries") : tr("Search older entries"),
                   {.icon = icon::chevron_down, .busy = trail.state() == State::loading}))
            state.wants_more = true;
    }
    if (state.panel_open)
        entry_panel(ui, seen, trail, state);
}

} // namespace castellan::ui
