#include "ui/screens/order_progress.hpp"

#include "client/route.hpp"
#include "model/put_in_order.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

/// What one looks at first stands first.
int urgency(OrderStage stage)
{
    switch (stage) {
    case OrderStage::failed: return 0;
    case OrderStage::asking:
    case OrderStage::waiting:
    case OrderStage::sent: return 1;
    case OrderStage::done: return 2;
    }
    return 2;
}

} // namespace

std::optional<OrderKind> order_of_many(Change const& change)
{
    switch (kind_of(change)) {
    case Kind::safe_sync: return OrderKind::sync;
    case Kind::safe_upgrade: return OrderKind::upgrade;
    default: return std::nullopt;
    }
}

Change order_again(OrderKind kind, SafeId safe)
{
    if (kind == OrderKind::upgrade)
        return UpgradeSafe{.safe = safe, .version = std::nullopt};
    return SyncSafe{safe};
}

OrderBatch begin_batch(World const& world, std::vector<Change> const& changes)
{
    auto batch = OrderBatch{.kind = kind_of(changes.front()), .order = *order_of_many(changes.front()), .open = true};
    for (auto const& change : changes) {
        auto const& safe = world.safes[subjects_of(world, change).safe];
        batch.rows.push_back({.safe = safe.id, .former = safe.orders.empty() ? 0 : safe.orders.back().number});
    }
    return batch;
}

void take_outcome(OrderBatch& batch, client::Outcome const& outcome)
{
    auto const row = std::ranges::find(batch.rows, outcome.ticket, &OrderRow::ticket);
    if (outcome.ticket == 0 || row == batch.rows.end())
        return;
    row->ticket = 0;
    if (outcome.result != client::Result::done)
        row->problem = outcome.rule.empty() ? outcome.reason : outcome.reason + " (" + outcome.rule + ")";
}

OrderProgress progress_of(Seen const& seen, OrderBatch const& batch, OrderRow const& row)
{
    if (row.ticket != 0)
        return {};
    if (!row.problem.empty())
        return {.stage = OrderStage::failed, .state = OrderState::failed, .reason = row.problem};
    auto const* safe = seen.world.safes.get(seen.world.safes.find(row.safe));
    if (safe == nullptr)
        return {.stage = OrderStage::failed, .state = OrderState::failed, .reason = tr("You don't see this safe any more.")};
    auto const order = std::ranges::find_if(safe->orders, [&](Order const& one) {
        return one.number > row.former && one.kind == batch.order && one.by == seen.me;
    });
    if (order == safe->orders.end())
        return {.stage = OrderStage::waiting};
    auto const state = state_at(*order, seen.now);
    auto progress = OrderProgress{.state = state, .order = order->number};
    switch (state) {
    case OrderState::queued: progress.stage = OrderStage::waiting; break;
    case OrderState::sent: progress.stage = OrderStage::sent; break;
    case OrderState::done: progress.stage = OrderStage::done; break;
    case OrderState::failed:
        progress.stage = OrderStage::failed;
        progress.reason = order->detail;
        break;
    case OrderState::expired:
        progress.stage = OrderStage::failed;
        progress.reason = tr("The safe did not come online in time.");
        break;
    case OrderState::cancelled: progress.stage = OrderStage::failed; break;
    }
    return progress;
}

void order_progress_panel(Ui& ui, Seen const& seen, OrderBatch& batch)
{
    if (!batch.open)
        return;
    auto lines = std::vector<std::pair<OrderRow const*, OrderProgress>>{};
    auto const count = [&](OrderStage stage) {
        return std::ranges::count_if(lines, [stage](auto const& line) { return line.second.stage == stage; });
    };
    for (auto const& row : batch.rows)
        lines.emplace_back(&row, progress_of(seen, batch, row));
    put_in_order(lines, {}, [](auto const& line) { return urgency(line.second.stage); });
    auto const total = std::ssize(lines);
    auto const done = count(OrderStage::done);
    auto const failed = count(OrderStage::failed);
    auto const waiting = count(OrderStage::waiting);

    auto const title = tr_n("{1}: {0} safe", "{1}: {0} safes", total, title_of(batch.order));
    SidePanel panel{ui, title, batch.open};
    if (!panel)
        return;
    progress(ui, tr("{} of {} done", done, total), static_cast<float>(done + failed) / static_cast<float>(std::max<std::ptrdiff_t>(total, 1)));
    auto parts = std::vector<std::string>{};
    if (failed > 0)
        parts.push_back(tr_n("{} failed", "{} failed", failed));
    if (total > done + failed)
        parts.push_back(tr_n("{} under way", "{} under way", total - done - failed));
    if (!parts.empty())
        muted(ui, listed(parts));
    {
        Buttons buttons{ui};
        if (failed > 0 && button(ui, tr("Order the failed again"), {.icon = icon::refresh_cw}))
            batch.wants_retry = true;
        if (waiting > 0 && button(ui, tr("Take back what waits"), {.icon = icon::x})) {
            for (auto const& [row, state] : lines) {
                if (state.stage == OrderStage::waiting && state.order)
                    ui.request(CancelOrder{seen.world.safes.find(row->safe), static_cast<std::int64_t>(*state.order)});
            }
        }
    }
    auto const columns = std::to_array<Column>({
        {.label = tr("Safe"), .sortable = false},
        {.label = tr("State"), .width = 8, .sortable = false},
    });
    DataTable table{ui, tr("Progress"), columns, batch.table, {.row_count = lines.size(), .two_lines = true, .has_actions = false}};
    while (table.next_row()) {
        auto const& [row, state] = lines[table.row()];
        auto const safe = seen.world.safes.find(row->safe);
        auto const href = client::safe_href(row->safe);
        table.begin_row(row->safe, {.href = href});
        table.text(safe ? seen.world.safes[safe].name : row->safe, said(state.reason));
        if (state.stage == OrderStage::asking)
            table.badge(Tone::neutral, tr("Next"));
        else
            table.badge(tone_of(state.state), title_of(state.state));
    }
}

} // namespace castellan::ui
