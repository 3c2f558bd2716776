// A minimal HTTP/1.1 client for load: many kept connections in one epoll loop, one request at a time on each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace castellan::bench {

struct Response {
    int status = 0;
    std::size_t bytes = 0; // head and body as they came
    std::string_view head;
    std::string body;
};

/// A request with a Content-Length where there is a body; `headers` are complete lines.
[[nodiscard]] std::string request_text(std::string_view method, std::string_view path, std::string_view headers,
                                       std::string_view body);

/// Signs in with a POST and returns the cookie to send, "name=value".
[[nodiscard]] std::expected<std::string, std::string> sign_in(std::uint16_t port, std::string_view path,
                                                              std::string_view email, std::string_view password);

class ClientLoop {
public:
    using OnResponse = std::function<void(std::size_t connection, Response const&)>;

    ClientLoop();
    ~ClientLoop();
    ClientLoop(ClientLoop const&) = delete;
    ClientLoop& operator=(ClientLoop const&) = delete;

    /// Connects to 127.0.0.1; connections are numbered from 0 in the order in which they were opened.
    std::expected<void, std::string> open(std::uint16_t port);

    /// Sends on a connection that waits for no answer.
    void send(std::size_t connection, std::string request);

    /// Waits a moment for the network, and reports each answer that is complete. A closed connection is an error.
    std::expected<void, std::string> step(OnResponse const& on_response, int at_most_ms = 100);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace castellan::bench
