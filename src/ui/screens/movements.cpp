#include "ui/screens/movements.hpp"

#include "model/local_time.hpp"
#include "ui/screens/audit_words.hpp"
#include "ui/screens/words.hpp"

#include <array>

namespace castellan::ui {

namespace {

std::string amount(std::optional<std::int64_t> quantity) { return quantity ? grouped(*quantity) : std::string{"–"}; }

std::string change_of(std::optional<std::int64_t> change)
{
    if (!change)
        return "–";
    return (*change > 0 ? "+" : *change < 0 ? "−" : "") + grouped(*change < 0 ? -*change : *change);
}

std::string where(World const& world, client::AuditEntry const& entry)
{
    auto const name = [&](std::string const& id) {
        auto const safe = world.safes.find(id);
        return safe ? world.safes[safe].name : std::string{tr("another safe")};
    };
    return entry.other_safe.empty() ? name(entry.safe) : name(entry.safe) + " → " + name(entry.other_safe);
}

/// How far the account's clock is ahead of UTC at that moment.
int offset_minutes(std::string_view clock, Instant at)
{
    constexpr Instant minute_ms = 60'000;
    auto const there = local_time(clock, at);
    return static_cast<int>(begin_of_day({}, there.day) / minute_ms + there.minute - at / minute_ms);
}

} // namespace

std::optional<std::int64_t> quantity_change(client::AuditEntry const& entry, std::string_view safe)
{
    auto const before = entry.quantity_before.value_or(0);
    auto const after = entry.quantity_after.value_or(0);
    if (!entry.other_safe.empty()) // from one safe into another
        return safe.empty() ? std::optional<std::int64_t>{} : safe == entry.other_safe ? after : -before;
    if (before == after && entry.kind != "asset.count")
        return std::nullopt;
    return after - before;
}

void movement_table(Ui& ui, Seen const& seen, client::AuditTrail const& movements, TableState& state,
                    MovementTable const& options)
{
    using State = client::AuditTrail::State;
    auto const& entries = movements.entries();
    auto const columns = std::to_array<Column>({
        {.label = tr("When"), .width = 11, .sortable = false},
        {.label = tr("What"), .sortable = false},
        {.label = tr("Change"), .width = 6, .align = Align::right, .sortable = false},
        {.label = tr("Before → after"), .width = 8, .align = Align::right, .sortable = false, .leaves_first = 2},
        {.label = tr("Who"), .width = 13, .sortable = false},
        {.label = tr("Safe"), .width = 13, .sortable = false, .leaves_first = 1},
    });
    auto const content = movements.state() == State::failed                          ? TableContent::failed
                         : entries.empty() && movements.state() != State::ready ? TableContent::loading
                                                                                  : TableContent::ready;
    DataTable table{ui, options.name, columns, state,
                    {.row_count = entries.size(),
                     .content = content,
                     .empty = {icon::history, tr("Nothing has moved"), tr("Each count, move and change of quantity is listed here.")},
                     .problem = tr("The movements could not be read. Try again in a moment."),
                     .two_lines = true,
                     .has_actions = false,
                     .key = options.key}};
    while (table.next_row()) {
        auto const& entry = entries[table.row()];
        auto const sentence = audit_sentence(seen.world, entry);
        auto const details = audit_details(seen.world, entry);
        table.begin_row(entry.number, {.name = sentence});
        table.text(date_and_time(entry.at, options.by_account_clock ? offset_minutes(clock_of(seen), entry.at) : ui.utc_offset_minutes()));
        table.icon(audit_icon(entry), sentence, details);
        table.text(change_of(quantity_change(entry, options.safe)));
        table.text(amount(entry.quantity_before) + " → " + amount(entry.quantity_after));
        table.text(audit_actor(seen.world, entry));
        table.text(where(seen.world, entry));
    }
}

} // namespace castellan::ui
