// One client's connection: reads a request, has it answered, sends the answer, and again. One request at a time, so
// that pipelined answers come in order. Whatever takes longer than its limit ends by `Connection::look_at_clock`.
#pragma once

#include "server-stub/http/answer.hpp"
#include "server-stub/http/body_decoder.hpp"
#include "server-stub/http/task.hpp"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

namespace castellan::server {

class HttpServer;

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Clock = std::chrono::steady_clock;

class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(HttpServer& server, Socket socket, std::string address);
    Connection(Connection const&) = delete;
    Connection& operator=(Connection const&) = delete;
    ~Connection();

    /// Serves the client until one of both ends it. Keep the object until it is done.
    Task<void> serve();

    // For the server

    /// Ends what has taken too long, and keeps a quiet event stream alive.
    void look_at_clock(Clock::time_point now);

    /// Nothing more than the answer under way, if there is one.
    void finish();

    /// Ends it now.
    void drop();

    /// Where the server keeps it in its list.
    std::size_t& place() { return place_; }

    /// Since when it has been waiting for the client to send a request, or its rest; the largest time if it isn't.
    Clock::time_point waiting_since() const;

private:
    enum class Phase : std::uint8_t { idle, head, body, answering, writing, streaming, lingering, closed };
    enum class Received : std::uint8_t { all, refused, gone }; // refused: `problem_` says why

    Task<Received> receive_request();
    Task<Received> receive_head();
    Task<Received> receive_body();
    Task<Received> read_more();
    Task<bool> send(Answer& answer);
    Task<bool> write(std::string_view head, std::string_view body);
    Task<void> stream(EventFeed& feed);
    Task<bool> pour(BodySource& source);
    Task<void> linger();

    enum class Written : std::uint8_t { all, part, failed };
    Written write_some(std::string_view& head, std::string_view& body);
    bool peer_closed();
    void enter(Phase phase, Clock::duration time);
    void enter(Phase phase);
    Received refuse(HttpProblem problem);
    void watch_for_end();
    void account();
    void release_memory();

    HttpServer& server_;
    Socket socket_;
    std::string address_;
    Phase phase_ = Phase::idle;
    bool timed_out_ = false;
    bool finishing_ = false;
    Clock::time_point since_;
    Clock::time_point deadline_;

    std::string input_;     // arrived, not yet used: the beginning of the next request
    std::string head_text_; // what `head_` points into
    RequestHead head_;
    bool is_head_ = false; // the method is HEAD; known also when the text is gone
    std::string body_;
    HttpProblem problem_;
    EventFeed* feed_ = nullptr;
    std::size_t accounted_ = 0;
    std::size_t place_ = 0;
};

} // namespace castellan::server
