// Where one is signed in: browsers and devices, and ending that.
#pragma once

#include "client/inquiry.hpp"
#include "ui/screens/seen.hpp"
#include "ui/kit/kit.hpp"
#include "wire/session_json.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace castellan::ui {

struct SessionsState {
    client::Inquiry const* answer = nullptr; // what the service says; null: on its way
    Cached<std::vector<wire::SessionRow>, std::uint64_t> rows;
    TableState table;
    std::string wants_end; // read after the frame: a session's id, or "*" for all others
};

void sessions_card(Ui& ui, SessionsState& state);

/// "Firefox on Linux", as far as it is known.
[[nodiscard]] std::string called(wire::SessionRow const& row);

} // namespace castellan::ui
