#include "ui/screens/sessions_card.hpp"

#include "wire/codec.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

std::vector<wire::SessionRow> rows_of(client::Inquiry const* answer)
{
    auto list = wire::decode<wire::SessionList>(answer == nullptr ? std::string_view{} : answer->body());
    return list ? std::move(list->sessions) : std::vector<wire::SessionRow>{};
}

TableContent content_of(client::Inquiry const* answer)
{
    if (answer == nullptr || answer->state() == client::Inquiry::State::idle || answer->state() == client::Inquiry::State::loading)
        return TableContent::loading;
    return answer->state() == client::Inquiry::State::ready ? TableContent::ready : TableContent::failed;
}

} // namespace

std::string called(wire::SessionRow const& row)
{
    if (row.browser.empty())
        return row.system.empty() ? std::string{tr("A browser that is not known")} : row.system;
    return row.system.empty() ? row.browser : tr("{} on {}", row.browser, row.system);
}

void sessions_card(Ui& ui, SessionsState& state)
{
    auto const generation = state.answer == nullptr ? 0 : state.answer->generation();
    auto const& rows = state.rows.get(generation, [&] { return rows_of(state.answer); });
    Card card{ui, tr("Where you are signed in"),
              {.subtitle = tr("End what you don't recognise, and change your password."), .icon = icon::shield, .flush = true}};
    {
        auto actions = card.actions();
        if (rows.size() > 1 && actions.button(tr("End all others"), {.icon = icon::log_out, .small = true}))
            state.wants_end = "*";
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Browser"), .sortable = false},
        {.label = tr("Last used"), .width = 9, .sortable = false},
    });
    DataTable table{ui, tr("Where you are signed in"), columns, state.table,
                    {.row_count = rows.size(),
                     .content = content_of(state.answer),
                     .problem = tr("This could not be read. Try again in a moment."),
                     .two_lines = true}};
    while (table.next_row()) {
        auto const& row = rows[table.row()];
        auto const name = called(row);
        auto const since = tr("Since {}, from {}", relative_time(row.since.at, ui.now_ms(), ui.utc_offset_minutes()), row.from);
        table.begin_row(row.id, {.name = name});
        table.text(name, since);
        if (row.current)
            table.badge(Tone::good, tr("This one"));
        else
            table.time(row.seen.at);
        auto actions = table.actions();
        if (!row.current && actions.button(tr("End session"), {.weight = Weight::danger, .icon = icon::log_out}))
            state.wants_end = row.id;
    }
}

} // namespace castellan::ui
