// The HTTP server on a thread of its own, with an application small enough to see everything that reaches it.
#pragma once

#include "server-stub/http/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace castellan::tests {

/// Answers `/echo…` with what arrived ("POST /echo\nBODY"), `/large` with `large_size` letters, `/events` with a stream
/// that begins with "data: hello" and then gets what `push_event` says, `/poured` with a body that is made while it is
/// sent (`/poured/broken` breaks off), and everything else with 404.
class SmallServer {
public:
    explicit SmallServer(server::Limits const& limits = {});
    SmallServer(SmallServer const&) = delete;
    SmallServer& operator=(SmallServer const&) = delete;
    ~SmallServer();

    std::uint16_t port() const;

    /// How many requests reached the application.
    std::size_t requests() const;
    std::size_t open_streams() const;
    std::size_t connections() const;
    std::size_t buffered_bytes() const;

    void push_event(std::string_view text);
    void end_events();

    /// Begins to stop, as on SIGTERM.
    void stop();

    /// How many pieces of poured bodies were made, and how many of these bodies are still there.
    std::size_t pieces() const;
    std::size_t open_sources() const;

    static constexpr std::size_t piece_size = 64 * 1024;
    static constexpr std::size_t piece_count = 400;
    static constexpr std::size_t large_size = 8 * 1024 * 1024;

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace castellan::tests
