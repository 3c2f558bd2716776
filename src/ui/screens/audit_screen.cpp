#include "ui/screens/audit_screen.hpp"

#include "ui/screens/audit_words.hpp"
#include "ui/screens/words.hpp"

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
    std::sort(choices.begin() + first, choices.end(),
              [](Choice const& one, Choice const& other) { return comes_before(one.label, other.label); });
}

std::vector<Choice> person_filter(World const& world)
{
    auto choices = std::vector<Choice>{{"", tr("Everybody")}};
    add_things(choices, world.users, {});
    return choices;
}

std::vector<Choice> thing_filter(World const& world)
{
    auto choices = std::vector<Choice>{{"", tr("Everything")}};
    add_things(choices, world.groups, icon::users_round);
    add_things(choices, world.safes, icon::vault);
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

} // namespace

void AuditState::read(client::Route const& route)
{
    filter.user = route.get("person");
    filter.thing = route.get("thing");
    filter.kind = route.get("kind");
}

void AuditState::write(client::Route& route) const
{
    route.set("person", filter.user);
    route.set("thing", filter.thing);
    route.set("kind", filter.kind);
}

void audit_screen(Ui& ui, Seen const& seen, client::AuditTrail const& trail, AuditState& state)
{
    Page page{ui, "audit", PageWidth::full};
    static_cast<void>(page_header(ui, {.title = tr("Audit trail"),
                                       .subtitle = tr("Every accepted and every refused change. Nothing alters or removes an entry.")}));
    {
        Toolbar toolbar{ui};
        auto const& people = state.people.get(seen.generation, [&] { return person_filter(seen.world); });
        auto const& things = state.things.get(seen.generation, [&] { return thing_filter(seen.world); });
        select(ui, tr("Person"), people, state.filter.user, {.label_hidden = true, .width = 14});
        select(ui, tr("Thing"), things, state.filter.thing, {.label_hidden = true, .width = 14});
        select(ui, tr("Kind"), kind_filter(), state.filter.kind, {.label_hidden = true, .width = 14});
        toolbar.right();
        if (!trail.entries().empty())
            muted(ui, shown_entries(static_cast<std::int64_t>(trail.entries().size()), trail.has_more()));
    }
    auto const filtered = !state.filter.user.empty() || !state.filter.thing.empty() || !state.filter.kind.empty();
    auto const nothing = filtered ? Notice{icon::scroll_text, tr("Nothing matches"), tr("Take a filter away to see more.")}
                                  : Notice{icon::scroll_text, tr("Nothing has happened yet"),
                                           tr("Every change will be listed here, accepted or refused.")};
    auto const columns = std::to_array<Column>({
        {.label = tr("What"), .sortable = false},
        {.label = tr("Who"), .width = 14, .sortable = false},
        {.label = tr("Outcome"), .width = 10, .sortable = false, .leaves_first = 1},
        {.label = tr("When"), .width = 10, .sortable = false},
    });
    {
        DataTable table{ui, tr("Audit trail"), columns, state.table,
                        {.row_count = trail.entries().size(),
                         .content = content_of(trail),
                         .empty = nothing,
                         .problem = trail.state() == State::denied ? tr("You may not read the audit trail.")
                                                                   : tr("The audit trail could not be read. Try again in a moment."),
                         .two_lines = true,
                         .has_actions = false}};
        while (table.next_row()) {
            auto const& entry = trail.entries()[table.row()];
            auto const sentence = audit_sentence(seen.world, entry);
            auto const details = audit_details(seen.world, entry);
            auto const href = audit_href(seen.world, entry);
            table.begin_row(entry.number, {.name = sentence, .href = href});
            table.icon(audit_icon(entry), sentence, details, entry.refused ? Tone::danger : Tone::neutral);
            table.text(audit_actor(seen.world, entry), entry.from);
            if (entry.kind.empty())
                table.skip();
            else if (entry.refused)
                table.badge(Tone::danger, tr("Refused {}", entry.rule));
            else
                table.badge(Tone::good, entry.rule.empty() ? std::string{tr("Done")} : tr("Done {}", entry.rule));
            table.time(entry.at);
        }
    }
    if (trail.has_more()) {
        Buttons line{ui};
        if (button(ui, tr("Show older entries"), {.icon = icon::chevron_down, .busy = trail.state() == State::loading}))
            state.wants_more = true;
    }
}

} // namespace castellan::ui
