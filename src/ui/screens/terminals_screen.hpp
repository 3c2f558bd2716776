// The terminals of an account: which there are, and what they did without a connection that waits to be settled.
#pragma once

#include "client/inquiry.hpp"
#include "ui/screens/terminal_forms.hpp"
#include "wire/terminal_json.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace castellan::ui {

struct TerminalsState {
    client::Inquiry const* terminals = nullptr; // what the service says; null: on its way
    client::Inquiry const* refused = nullptr;
    using Key = std::array<std::uint64_t, 3>; // replica, answer, account
    Cached<std::vector<wire::TerminalRow>, Key> rows;
    Cached<std::vector<wire::RefusedChange>, Key> waiting;
    TableState table;
    TableState waiting_table;
    std::string revoked; // the id that is asked about
    bool asks = false;
};

/// The terminals of the account that is looked at, by name; and what waits there, the oldest first.
[[nodiscard]] std::vector<wire::TerminalRow> terminals_view(Seen const& seen, std::string_view answer);
[[nodiscard]] std::vector<wire::RefusedChange> waiting_view(Seen const& seen, std::string_view answer);

/// How many wait in all accounts: the mark in the navigation.
[[nodiscard]] std::int64_t waiting_count(std::string_view answer);

/// Whether somebody looks after a group's terminals in this account.
[[nodiscard]] bool looks_after_terminals(Seen const& seen);

void terminals_screen(Ui& ui, Seen const& seen, TerminalsState& state, TerminalForms& forms);

} // namespace castellan::ui
