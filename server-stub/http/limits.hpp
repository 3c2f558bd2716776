// What one client may cost. Every figure that comes from outside has its limit here; tests set shorter times.
#pragma once

#include <chrono>
#include <cstddef>

namespace castellan::server {

struct Limits {
    std::size_t head_bytes = 8 * 1024;   // request line and fields
    std::size_t target_bytes = 4 * 1024; // path and query
    std::size_t fields = 64;
    std::size_t body_bytes = 4 * 1024 * 1024; // an import of some ten thousand people
    std::size_t chunk_extension_bytes = 1024; // all extensions of one body together
    std::size_t trailer_bytes = 1024;
    std::size_t buffered_bytes = 48 * 1024 * 1024; // unfinished heads and bodies of all connections together
    std::size_t connections = 10'000;
    std::size_t event_streams = 8'000;

    std::chrono::milliseconds head_time{10'000}; // from the first byte of a head to its last
    std::chrono::milliseconds body_time{30'000};
    std::chrono::milliseconds idle_time{75'000};    // between two requests
    std::chrono::milliseconds write_time{20'000};   // for a reader who takes nothing of an answer
    std::size_t least_bytes_per_second = 16 * 1024; // of his reading; a large answer gives him that much more time
    std::chrono::milliseconds linger_time{2'000};   // to let a refused client read why
    std::chrono::milliseconds heartbeat{20'000};    // between two comments of a quiet event stream
    std::chrono::milliseconds sweep{250};           // how often deadlines are looked at
};

} // namespace castellan::server
