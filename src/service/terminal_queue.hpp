// What terminals did without a connection and sent in afterwards: what became of each change, so that none is carried out
// twice, and those that were refused, until somebody has settled them.
#pragma once

#include "service/store.hpp"
#include "wire/terminal_json.hpp"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

class TerminalQueue {
public:
    /// A change that is older than this is not taken any more (service/terminal_change_requests.cpp), so that what became of
    /// it need not be known for longer.
    static constexpr Instant oldest_ms = Instant{30} * 24 * 60 * 60 * 1000;
    static constexpr Instant result_kept_ms = oldest_ms + Instant{24} * 60 * 60 * 1000;
    static constexpr std::size_t results_most = 20'000; // of one terminal
    static constexpr std::size_t refused_most = 500;    // likewise, unsettled

    /// Every change is put into `writes`, for the next batch.
    explicit TerminalQueue(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of everything by what the store has. Nothing that a terminal has sent keeps the service from starting.
    void load(std::vector<KeyValue> const& stored);

    /// What became of a terminal's change of this id; null if it never came.
    [[nodiscard]] wire::KeptResult const* find(std::string_view terminal, std::string_view id) const;

    /// Whether there is room for so many changes more of a terminal: nothing is ever dropped in its place.
    [[nodiscard]] bool has_room(std::string_view terminal, std::size_t changes, Instant now);
    void keep(std::string const& terminal, std::string const& id, wire::KeptResult result);

    /// To be settled; `refused.id` is its own.
    void refuse(wire::RefusedChange refused);
    /// By id.
    [[nodiscard]] std::map<std::string, wire::RefusedChange> const& refused() const { return refused_; }
    void settle(std::string const& id);

    /// The terminal sends nothing any more. What was refused stays to be settled.
    void forget(std::string const& terminal);

private:
    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, std::unordered_map<std::string, wire::KeptResult>> done_; // by terminal and id
    std::map<std::string, wire::RefusedChange> refused_;
};

} // namespace castellan
