// Listens, holds the connections, and looks at their clocks.
#pragma once

#include "server-stub/http/application.hpp"
#include "server-stub/http/connection.hpp"
#include "server-stub/http/host_names.hpp"
#include "server-stub/http/limits.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <array>
#include <expected>
#include <functional>
#include <string>
#include <vector>

namespace castellan::server {

struct HttpOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080; // 0: any free one; see HttpServer::port
    HostNames hosts{"127.0.0.1", {}};
    std::string security_fields;
    Limits limits;
};

class HttpServer {
public:
    /// Everything runs on `io`, which one thread runs. `application` must outlive it.
    HttpServer(asio::io_context& io, Application& application, HttpOptions options);
    HttpServer(HttpServer const&) = delete;
    HttpServer& operator=(HttpServer const&) = delete;

    /// Begins to listen. The problem, as a sentence, if that is not possible.
    std::expected<void, std::string> listen();
    std::uint16_t port() const;

    /// Takes no new connections and lets the answers under way be sent. `done` is called when the last one is, or when
    /// `patience` is over.
    void stop(std::chrono::milliseconds patience, std::function<void()> done);

    std::size_t connections() const { return connections_.size(); }
    std::size_t buffered_bytes() const { return buffered_; }

    // For connections

    Application& application() { return application_; }
    Limits const& limits() const { return options_.limits; }
    HostNames const& hosts() const { return options_.hosts; }
    HeadOptions head_options();
    std::string& scratch_head() { return scratch_head_; }
    std::array<char, 64 * 1024>& scratch_input() { return scratch_input_; }
    Executor executor() { return io_.get_executor(); }

    void add(Connection& connection);
    void remove(Connection& connection);
    void count_buffered(std::size_t before, std::size_t now) { buffered_ = buffered_ - before + now; }
    bool take_stream_place();
    void give_stream_place_back() { --streams_; }

private:
    using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
    using Timer = asio::basic_waitable_timer<Clock, asio::wait_traits<Clock>, Executor>;

    Task<void> accept();
    Task<void> look_at_clocks();
    void make_room();
    void finish_if_idle();

    asio::io_context& io_;
    Application& application_;
    HttpOptions options_;
    Acceptor acceptor_;
    Timer timer_;
    std::vector<Connection*> connections_; // each belongs to its coroutine
    std::size_t buffered_ = 0;
    std::size_t streams_ = 0;
    bool stopping_ = false;
    Clock::time_point patience_ends_;
    std::function<void()> stopped_;
    std::string date_;
    std::chrono::sys_seconds date_at_{};
    std::string scratch_head_;
    std::array<char, 64 * 1024> scratch_input_{};
};

} // namespace castellan::server
