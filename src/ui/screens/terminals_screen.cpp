#include "ui/screens/terminals_screen.hpp"

#include "client/audit_trail.hpp"
#include "client/route.hpp"
#include "rules/grants.hpp"
#include "ui/screens/audit_words.hpp"
#include "ui/screens/words.hpp"
#include "wire/codec.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

TableContent content_of(client::Inquiry const* answer)
{
    using enum client::Inquiry::State;
    if (answer == nullptr || answer->state() == idle || answer->state() == loading)
        return TableContent::loading;
    return answer->state() == ready ? TableContent::ready : TableContent::failed;
}

std::string_view body_of(client::Inquiry const* answer)
{
    return answer == nullptr ? std::string_view{} : std::string_view{answer->body()};
}

std::uint64_t generation_of(client::Inquiry const* answer)
{
    return answer == nullptr ? 0 : answer->generation();
}

/// "count fentanyl 100 mcg", as far as the reader may know what it was.
std::string wanted(World const& world, wire::RefusedChange const& refused)
{
    for (auto const& leaf : wire::leaves(refused.change.text)) {
        if (leaf.path == "kind")
            return audit_wanted(world, client::audit_entry(leaf.value, refused.change.text));
    }
    return std::string{tr("A change to something that you may not see")};
}

std::string who(World const& world, wire::RefusedChange const& refused)
{
    auto const called = [&](std::string const& id) { return std::string{name_of(world, world.users.find(id))}; };
    return refused.second_person.empty() ? called(refused.user) : tr("{} with {}", called(refused.user), called(refused.second_person));
}

void waiting_card(Ui& ui, Seen const& seen, std::vector<wire::RefusedChange> const& rows, TerminalsState& state, TerminalForms& forms)
{
    if (rows.empty() && content_of(state.refused) == TableContent::ready)
        return;
    Card card{ui, tr("To be settled"), {.subtitle = tr("Done at a terminal without a connection, and refused when it arrived. Nothing of it has taken effect."), .icon = icon::triangle_alert, .flush = true}};
    auto const columns = std::to_array<Column>({
        {.label = tr("What"), .sortable = false},
        {.label = tr("Who"), .width = 11, .sortable = false, .leaves_first = 2},
        {.label = tr("When"), .width = 8, .sortable = false, .leaves_first = 1},
    });
    DataTable table{ui, tr("To be settled"), columns, state.waiting_table,
                    {.row_count = rows.size(), .content = content_of(state.refused), .problem = tr("This could not be read. Try again in a moment."), .two_lines = true}};
    while (table.next_row()) {
        auto const& row = rows[table.row()];
        auto const what = wanted(seen.world, row);
        auto const why = row.rule.empty() ? std::string{said(row.reason)} : tr("{} ({})", said(row.reason), row.rule);
        table.begin_row(row.id, {.name = what});
        table.text(what, why);
        table.text(who(seen.world, row), row.terminal_name);
        table.time(row.at.at);
        auto actions = table.actions();
        if (actions.button(tr("Settle…"), {.icon = icon::circle_check}))
            open_settling(forms, row.id);
    }
}

void revoking_dialog(Ui& ui, std::vector<wire::TerminalRow> const& rows, TerminalsState& state, TerminalForms& forms)
{
    auto const row = std::ranges::find(rows, state.revoked, &wire::TerminalRow::id);
    state.asks = state.asks && row != rows.end();
    if (!state.asks)
        return;
    if (Dialog dialog{ui, tr("Revoke {}?", row->name), state.asks,
                      {.body = tr("Whoever stands at it is signed out, and it can do nothing until it is paired again. What it did without a connection and has not sent is lost."),
                       .width = 30,
                       .alert = true}}) {
        auto actions = dialog.actions();
        if (actions.button(tr("Revoke"), {.weight = Weight::danger})) {
            forms.errand = Errand{"DELETE", "/api/v1/terminals/" + row->id, {}, tr("Terminal revoked")};
            dialog.close();
        }
    }
}

void terminals_card(Ui& ui, Seen const& seen, std::vector<wire::TerminalRow> const& rows, TerminalsState& state)
{
    Card card{ui, tr("Terminals"), {.icon = icon::fingerprint, .flush = true}};
    auto const columns = std::to_array<Column>({
        {.label = tr("Terminal"), .sortable = false},
        {.label = tr("Group"), .width = 12, .sortable = false, .leaves_first = 2},
        {.label = tr("Seen last"), .width = 8, .sortable = false, .leaves_first = 1},
    });
    DataTable table{ui, tr("Terminals"), columns, state.table,
                    {.row_count = rows.size(),
                     .content = content_of(state.terminals),
                     .empty = {icon::fingerprint, tr("No terminal yet"), tr("Pair one on the page of the group where it stands.")},
                     .problem = tr("This could not be read. Try again in a moment."),
                     .two_lines = true}};
    while (table.next_row()) {
        auto const& row = rows[table.row()];
        auto const group = seen.world.groups.find(row.group);
        auto const paired = tr("Paired {}", relative_time(row.paired.at, ui.now_ms(), ui.utc_offset_minutes()));
        table.begin_row(row.id, {.name = row.name});
        table.text(row.name, row.badge_alone ? tr("{} · a badge alone is enough", paired) : paired);
        table.text(group ? seen.world.groups[group].name : row.group);
        table.time(row.last_seen.at);
        auto actions = table.actions();
        if (actions.button(tr("Revoke…"), {.weight = Weight::danger, .icon = icon::trash_2})) {
            state.revoked = row.id;
            state.asks = true;
        }
    }
}

} // namespace

std::vector<wire::TerminalRow> terminals_view(Seen const& seen, std::string_view answer)
{
    auto list = wire::decode<wire::TerminalList>(answer);
    if (!list)
        return {};
    auto rows = std::move(list->terminals);
    std::erase_if(rows, [&](wire::TerminalRow const& row) {
        auto const group = seen.world.groups.find(row.group);
        return group && seen.world.groups[group].account != seen.account;
    });
    std::ranges::stable_sort(rows, {}, &wire::TerminalRow::name);
    return rows;
}

std::vector<wire::RefusedChange> waiting_view(Seen const& seen, std::string_view answer)
{
    auto list = wire::decode<wire::RefusedChanges>(answer);
    if (!list)
        return {};
    auto rows = std::move(list->refused);
    std::erase_if(rows, [&](wire::RefusedChange const& row) { return seen.world.accounts.find(row.account) != seen.account; });
    return rows;
}

std::int64_t waiting_count(std::string_view answer)
{
    auto const list = wire::decode<wire::RefusedChanges>(answer);
    return list ? static_cast<std::int64_t>(list->refused.size()) : 0;
}

bool looks_after_terminals(Seen const& seen)
{
    return seen.account && permissions_within(seen.world, seen.me, seen.account).has(Permission::groups_edit);
}

void terminals_screen(Ui& ui, Seen const& seen, TerminalsState& state, TerminalForms& forms)
{
    auto const& rows = state.rows.get({seen.generation, generation_of(state.terminals), seen.account.slot}, [&] { return terminals_view(seen, body_of(state.terminals)); });
    auto const& waiting = state.waiting.get({seen.generation, generation_of(state.refused), seen.account.slot}, [&] { return waiting_view(seen, body_of(state.refused)); });
    Page page{ui, "terminals"};
    {
        auto actions = page_header(ui, {.title = tr("Terminals"), .subtitle = tr("Shared touch screens in stations, where people sign in by PIN or badge."), .icon = icon::fingerprint});
        if (!groups_of(seen.world, seen.account).empty())
            actions.link(tr("Groups"), "#/groups", icon::users_round);
    }
    waiting_card(ui, seen, waiting, state, forms);
    terminals_card(ui, seen, rows, state);
    revoking_dialog(ui, rows, state, forms);
}

} // namespace castellan::ui
