#include "server-stub/http/http_server.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>

#include <algorithm>
#include <format>

namespace castellan::server {

namespace {

using asio::ip::tcp;
using boost::system::error_code;

constexpr int backlog = 4096;

std::string text_of(asio::ip::address address)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    return address.to_string();
}

} // namespace

HttpServer::HttpServer(asio::io_context& io, Application& application, HttpOptions options)
    : io_(io),
      application_(application),
      options_(std::move(options)),
      acceptor_(io),
      timer_(io)
{
}

std::expected<void, std::string> HttpServer::listen()
{
    error_code error;
    auto const failed = [&](std::string_view what) {
        return std::unexpected(
            std::format("{} {}, port {}: {}.", what, options_.address, options_.port, error.message()));
    };
    auto const address =
        asio::ip::make_address(options_.address == "localhost" ? "127.0.0.1" : options_.address, error);
    if (error)
        return failed("This is no address to listen on:");
    tcp::endpoint const endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error)
        acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor_.bind(endpoint, error);
    if (!error)
        acceptor_.listen(backlog, error);
    if (error)
        return failed("Can't listen on");
    asio::co_spawn(io_, accept(), asio::detached);
    asio::co_spawn(io_, look_at_clocks(), asio::detached);
    return {};
}

std::uint16_t HttpServer::port() const
{
    error_code ignored;
    return acceptor_.local_endpoint(ignored).port();
}

Task<void> HttpServer::accept()
{
    while (acceptor_.is_open()) {
        error_code error;
        auto socket = co_await acceptor_.async_accept(asio::redirect_error(as_task, error));
        if (error == asio::error::operation_aborted)
            co_return;
        if (error || connections_.size() >= options_.limits.connections)
            make_room(); // also when the system has no more file descriptors
        if (error)
            continue;
        auto const peer = socket.remote_endpoint(error);
        if (error)
            continue;
        auto const connection = std::make_shared<Connection>(*this, std::move(socket), text_of(peer.address()));
        asio::co_spawn(io_, connection->serve(), asio::detached);
    }
}

/// Who has kept the server waiting longest makes room for who comes: a flood of slow clients pushes out itself first.
void HttpServer::make_room()
{
    auto const oldest = std::ranges::min_element(connections_, {}, &Connection::waiting_since);
    if (oldest != connections_.end() && (*oldest)->waiting_since() != Clock::time_point::max())
        (*oldest)->drop();
}

Task<void> HttpServer::look_at_clocks()
{
    error_code error;
    while (!stopping_ || !connections_.empty()) {
        timer_.expires_after(options_.limits.sweep);
        co_await timer_.async_wait(asio::redirect_error(as_task, error));
        auto const now = Clock::now();
        for (auto* const connection : connections_)
            connection->look_at_clock(now);
        if (stopping_ && now >= patience_ends_)
            for (auto* const connection : connections_)
                connection->drop();
    }
}

void HttpServer::stop(std::chrono::milliseconds patience, std::function<void()> done)
{
    stopping_ = true;
    stopped_ = std::move(done);
    patience_ends_ = Clock::now() + patience;
    error_code ignored;
    acceptor_.close(ignored);
    for (auto* const connection : connections_)
        connection->finish();
    finish_if_idle();
}

void HttpServer::finish_if_idle()
{
    if (!stopping_ || !connections_.empty() || !stopped_)
        return;
    timer_.cancel();
    std::exchange(stopped_, nullptr)();
}

void HttpServer::add(Connection& connection)
{
    connection.place() = connections_.size();
    connections_.push_back(&connection);
}

void HttpServer::remove(Connection& connection)
{
    auto const place = connection.place();
    connections_[place] = connections_.back();
    connections_[place]->place() = place;
    connections_.pop_back();
    finish_if_idle();
}

bool HttpServer::take_stream_place()
{
    if (streams_ >= options_.limits.event_streams)
        return false;
    ++streams_;
    return true;
}

HeadOptions HttpServer::head_options()
{
    auto const now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (now != date_at_) {
        date_at_ = now;
        date_ = http_date(now);
    }
    return {.security_fields = options_.security_fields, .date = date_};
}

} // namespace castellan::server
