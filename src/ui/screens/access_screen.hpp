// Who can what: on any thing, by what, now or on a past day, and how two days differ; and why the viewer can or can't.
#pragma once

#include "client/inquiry.hpp"
#include "client/route.hpp"
#include "ui/kit/kit.hpp"
#include "ui/screens/access_view.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace castellan::ui {

struct AccessState {
    std::string thing;      // "safe:s1"; empty: the account
    std::string permission; // "safes.unlock"; empty: the first that is asked for on such a thing
    std::string on;         // a day; empty: now
    std::string against;    // a day to compare with; empty: none
    TableState table;
    TableState mine;
    client::Inquiry const* past = nullptr; // what the service says of a past day
    Cached<std::vector<Choice>, std::pair<std::uint64_t, AccountId>> things;
    Cached<std::vector<AccessLine>, std::tuple<std::uint64_t, std::uint64_t, std::string>> lines;
    Cached<std::vector<MineLine>, std::pair<std::uint64_t, std::string>> asked;
    std::string chain_of; // what is wanted of the row whose chain is open
    bool chain_open = false;

    void read(client::Route const& route);
    void write(client::Route& route) const;
};

void access_screen(Ui& ui, Seen const& seen, AccessState& state);

/// The body of a question about past days; nothing if the page is about now.
[[nodiscard]] std::optional<std::string> past_question(AccessState const& state, Seen const& seen, int utc_offset_minutes);
/// Whether an answer is still being worked on, so that it is to be asked for again.
[[nodiscard]] bool is_being_answered(client::Inquiry const& past);

/// "Who can…" and "History" among the actions of a thing's page.
void links_about(Actions& actions, Seen const& seen, Target const& target);

} // namespace castellan::ui
