// All simulated safes and their turns: who speaks next, and what came of it.
#pragma once

#include "server-stub/simulate/key_file.hpp"
#include "server-stub/simulate/office.hpp"
#include "server-stub/simulate/requests.hpp"
#include "simulate/simulated_safe.hpp"

#include <set>
#include <utility>
#include <vector>

namespace castellan::server {

class Fleet {
public:
    /// `keys` outlives the fleet.
    Fleet(KeyFile& keys, std::string const& server, std::vector<std::string> const& serials, PairingCodes const& codes,
          std::uint64_t seed, Temper const& temper, Instant now);

    /// Sends what is due and takes what has come; waits a moment if there is nothing to do.
    void step(Instant now);

    struct Counts {
        std::size_t paired = 0;
        std::uint64_t messages = 0; // that were answered with success
        std::uint64_t refused = 0;
        std::uint64_t unanswered = 0;
        std::uint64_t orders = 0; // begun
    };
    [[nodiscard]] Counts const& counts() const { return counts_; }
    [[nodiscard]] std::size_t size() const { return safes_.size(); }

private:
    void give_code(SimulatedSafe& safe, Instant now);
    void answered(std::size_t at, int status, std::string_view body, Instant now);

    KeyFile& keys_;
    PairingCodes codes_; // not yet used
    std::vector<SimulatedSafe> safes_;
    std::set<std::pair<Instant, std::size_t>> turns_; // of those that are not waiting for an answer
    Requests requests_;
    Counts counts_;
};

} // namespace castellan::server
