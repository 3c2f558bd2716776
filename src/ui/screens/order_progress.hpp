// One order given to many safes at once, seen through row by row: what became of it on each, and what to do about it.
#pragma once

#include "client/outcome.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::ui {

/// The kind of order that a change gives to one safe and that may be given to many; none for other changes.
[[nodiscard]] std::optional<OrderKind> order_of_many(Change const& change);

struct OrderRow {
    std::string safe; // id
    std::uint64_t former = 0; // the last order that it had before
    std::uint64_t ticket = 0; // while the service has not answered
    std::string problem;      // why it was not ordered
};

enum class OrderStage : std::uint8_t { asking, waiting, sent, done, failed };

/// How far one row is.
struct OrderProgress {
    OrderStage stage = OrderStage::asking;
    OrderState state = OrderState::queued; // of the order, if there is one
    std::optional<std::uint64_t> order;    // its number
    std::string reason;                    // of a failure
};

struct OrderBatch {
    Kind kind{};
    OrderKind order{};
    std::vector<OrderRow> rows;
    bool open = false;
    TableState table;
    bool wants_retry = false; // once: what failed is to be ordered again
};

[[nodiscard]] OrderProgress progress_of(Seen const& seen, OrderBatch const& batch, OrderRow const& row);
/// The same change for a safe.
[[nodiscard]] Change order_again(OrderKind kind, SafeId safe);

/// Rows for changes that are about to be sent, without their tickets.
[[nodiscard]] OrderBatch begin_batch(World const& world, std::vector<Change> const& changes);
/// The service has answered for one of them.
void take_outcome(OrderBatch& batch, client::Outcome const& outcome);

void order_progress_panel(Ui& ui, Seen const& seen, OrderBatch& batch);

} // namespace castellan::ui
