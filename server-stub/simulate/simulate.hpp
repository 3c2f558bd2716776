// `castellan simulate`: a fleet of safes that speak to a server as real ones do.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

namespace castellan::server {

struct SimulateOptions {
    std::string server = "http://localhost:8080";
    std::size_t safes = 40;
    std::uint64_t seed = 1;
    std::filesystem::path codes; // pairing codes, a line of JSON each
    std::string email;           // instead: who has them made, as far as he may register safes
    std::filesystem::path keys;  // empty: the keys are new, and gone afterwards
    double seconds = 0;          // 0: until it is stopped
    bool steady = false;
};

/// Prints for people, and returns the exit status.
int simulate(SimulateOptions const& options);

} // namespace castellan::server
