// The inventory of an account's safes, and the page of one asset: what it is, and from whose hand it went to whose.
#pragma once

#include "client/audit_trail.hpp"
#include "client/route.hpp"
#include "ui/screens/inventory.hpp"

namespace castellan::ui {

struct AssetsState {
    InventoryQuery query;
    TableState table;
    struct Key {
        std::uint64_t generation;
        AccountId account;
        std::int64_t day;
        InventoryQuery query;
        friend bool operator==(Key const&, Key const&) = default;
    };
    Cached<std::vector<AssetId>, Key> view;

    void read(client::Route const& route);
    void write(client::Route& route) const;
};

void assets_screen(Ui& ui, Seen const& seen, AssetsState& state, SafeForms& forms);

struct AssetState {
    TableState custody;
    bool wants_more = false; // of its history
};

void asset_screen(Ui& ui, Seen const& seen, AssetId asset, client::AuditTrail const& custody, AssetState& state,
                  SafeForms& forms);

} // namespace castellan::ui
