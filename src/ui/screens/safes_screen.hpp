// The safes of an account, with how they are.
#pragma once

#include "client/route.hpp"
#include "ui/screens/bulk_actions.hpp"
#include "ui/screens/order_progress.hpp"
#include "ui/screens/safe_forms.hpp"

namespace castellan::ui {

struct SafesQuery {
    std::string search;
    std::string state; // "online", "offline", "attention"
    std::string group; // id, or "none": in no group
    int sort = 0;
    bool descending = false;
    friend bool operator==(SafesQuery const&, SafesQuery const&) = default;
};

struct SafesView {
    std::vector<SafeId> safes;
    std::size_t total = 0;
    std::int64_t offline = 0;
};
[[nodiscard]] SafesView safes_view(Seen const& seen, SafesQuery const& query);

/// The order that the person would look at first: an open one, otherwise the latest. Null if there is none.
[[nodiscard]] Order const* notable_order(Safe const& safe);

struct SafesState {
    SafesQuery query;
    TableState table;
    SafeBulk bulk;

    void read(client::Route const& route);
    void write(client::Route& route) const;
};

void safes_screen(Ui& ui, Seen const& seen, SafesState& state, OrderBatch& orders, SafeForms& forms);

} // namespace castellan::ui
