#include "server-stub/http/connection.hpp"

#include "server-stub/http/application.hpp"
#include "server-stub/http/event_feed.hpp"
#include "server-stub/http/http_server.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <algorithm>
#include <format>

namespace castellan::server {

namespace {

using boost::system::error_code;

constexpr std::size_t kept_bytes = 4 * 1024;           // buffers of a quiet connection are not larger
constexpr std::size_t always_granted_bytes = 2 * 1024; // for a usual head, however much others have buffered
constexpr std::size_t pieces_kept = 128 * 1024;        // a buffer for pieces of a body is not much larger
constexpr std::size_t lingering_bytes = 1024 * 1024;

constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

std::string chunk(std::string_view text)
{
    return std::format("{:x}\r\n{}\r\n", text.size(), text);
}

void release(std::string& text)
{
    if (text.capacity() > kept_bytes && text.size() <= kept_bytes)
        text.shrink_to_fit();
}

} // namespace

Connection::Connection(HttpServer& server, Socket socket, std::string address)
    : server_(server),
      socket_(std::move(socket)),
      address_(std::move(address)),
      since_(Clock::now()),
      deadline_(since_ + server.limits().head_time)
{
    server_.add(*this);
}

Connection::~Connection()
{
    server_.count_buffered(accounted_, 0);
    server_.remove(*this);
}

Task<void> Connection::serve()
{
    auto const self = shared_from_this();
    error_code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);

    for (bool again = true; again;) {
        auto const received = co_await receive_request();
        if (received == Received::gone)
            break;

        Answer answer;
        if (received == Received::refused) {
            answer = problem_answer(problem_);
            input_.clear(); // nothing behind a refused request is read as another one
            release_memory();
        } else {
            enter(Phase::answering);
            answer = co_await server_.application().answer(head_, body_, address_);
        }
        again = received == Received::all && head_.keep_alive && !finishing_ && !answer.events &&
                !(answer.source && head_.version_1_0); // there the end of the connection is the end of the body
        head_.keep_alive = again;

        if (!co_await send(answer))
            break;
        if (answer.events)
            co_await stream(*answer.events);
        if (answer.source && !is_head_ && !co_await pour(*answer.source))
            break;
        if (!again)
            co_await linger();
        release_memory();
    }
    socket_.close(ignored);
    enter(Phase::closed);
}

// Receiving

Task<Connection::Received> Connection::receive_request()
{
    auto received = co_await receive_head();
    if (received == Received::all && !server_.hosts().knows(head_.field("host")))
        received = refuse({421, "This server does not answer to that host name."});
    if (received == Received::all && (head_.chunked || head_.content_length > 0))
        received = co_await receive_body();
    co_return received;
}

Task<Connection::Received> Connection::receive_head()
{
    // A refusal doesn't get to know the request before it.
    head_ = {};
    is_head_ = false;

    std::size_t looked = 0;
    if (input_.empty() && phase_ != Phase::idle)
        enter(Phase::idle, server_.limits().idle_time);
    while (true) {
        if (!input_.empty() && phase_ != Phase::head)
            enter(Phase::head, server_.limits().head_time);
        auto const end = find_head_end(input_, looked, server_.limits());
        if (!end)
            co_return refuse(end.error());
        if (*end) {
            head_text_.assign(input_, 0, **end);
            input_.erase(0, **end);
            break;
        }
        if (auto const received = co_await read_more(); received != Received::all)
            co_return received;
    }

    auto head = parse_head(head_text_, server_.limits());
    if (!head)
        co_return refuse(head.error());
    head_ = *std::move(head);
    is_head_ = head_.method == "HEAD";
    body_.clear();
    co_return Received::all;
}

Task<Connection::Received> Connection::receive_body()
{
    enter(Phase::body, server_.limits().body_time);
    BodyDecoder decoder(head_, server_.limits());
    if (head_.expects_continue && input_.empty() && !co_await write(continue_line, {}))
        co_return Received::gone;
    while (true) {
        auto const taken = decoder.take(input_, body_);
        if (!taken)
            co_return refuse(taken.error());
        input_.erase(0, *taken);
        if (decoder.done())
            co_return Received::all;
        if (auto const received = co_await read_more(); received != Received::all)
            co_return received;
    }
}

Task<Connection::Received> Connection::read_more()
{
    // Waiting needs no buffer; what arrives is read into one that all connections share. So a quiet client costs
    // little.
    auto& buffer = server_.scratch_input();
    error_code error;
    std::size_t count = 0;
    do {
        co_await socket_.async_wait(Socket::wait_read, asio::redirect_error(as_task, error));
        if (timed_out_)
            co_return refuse({408, "The request took too long to arrive."});
        if (!error)
            count = socket_.read_some(asio::buffer(buffer), error);
    } while (error == asio::error::would_block);
    if (error)
        co_return Received::gone;

    input_.append(buffer.data(), count);
    account();
    if (server_.buffered_bytes() > server_.limits().buffered_bytes && accounted_ > always_granted_bytes)
        co_return refuse({503, "Too many large requests are under way."});
    co_return Received::all;
}

Connection::Received Connection::refuse(HttpProblem problem)
{
    problem_ = problem;
    return Received::refused;
}

// Sending

Task<bool> Connection::send(Answer& answer)
{
    if (answer.events && !server_.take_stream_place()) {
        answer = problem_answer({503, "Too many event streams are open."});
    }
    auto options = server_.head_options();
    options.version_1_0 = head_.version_1_0;
    options.keep_alive = head_.keep_alive;
    auto& text = server_.scratch_head();
    text.clear();
    write_head(text, answer, options);

    std::string first_chunk;
    auto content = answer.content();
    if (answer.events && !head_.version_1_0 && !content.empty())
        content = first_chunk = chunk(content);
    if (is_head_ || answer.status == 304 || answer.status == 204)
        content = {};

    // A reader who takes his time over a large answer may, but not for ever.
    auto const& limits = server_.limits();
    enter(Phase::writing, limits.write_time + std::chrono::seconds(content.size() / limits.least_bytes_per_second));
    std::string_view head = text;
    auto const written = write_some(head, content);
    if (written == Written::part)
        co_return co_await write(std::string(head), content);
    co_return written == Written::all;
}

/// Takes from both views what could be sent at once.
Connection::Written Connection::write_some(std::string_view& head, std::string_view& body)
{
    error_code error;
    std::array const buffers{asio::const_buffer(head.data(), head.size()),
                             asio::const_buffer(body.data(), body.size())};
    auto const count = socket_.write_some(buffers, error);
    if (error && error != asio::error::would_block)
        return Written::failed;
    auto const of_head = std::min(count, head.size());
    head.remove_prefix(of_head);
    body.remove_prefix(count - of_head);
    return head.empty() && body.empty() ? Written::all : Written::part;
}

Task<bool> Connection::write(std::string_view head, std::string_view body)
{
    error_code error;
    while (true) {
        auto const written = write_some(head, body);
        if (written != Written::part)
            co_return written == Written::all;
        co_await socket_.async_wait(Socket::wait_write, asio::redirect_error(as_task, error));
        if (error)
            co_return false;
    }
}

Task<void> Connection::stream(EventFeed& feed)
{
    feed_ = &feed;
    watch_for_end();
    for (bool open = true; open;) {
        enter(Phase::streaming, server_.limits().heartbeat);
        co_await feed.wait();
        auto const text = feed.take();
        auto outgoing = text.empty() || head_.version_1_0 ? text : chunk(text);
        if (feed.ended() && !head_.version_1_0)
            outgoing += "0\r\n\r\n";
        enter(Phase::writing, server_.limits().write_time);
        open = (outgoing.empty() || co_await write(outgoing, {})) && !feed.ended();
    }
    feed_ = nullptr;
    server_.give_stream_place_back();
}

/// Sends a body while it is made: the next piece only when the client has taken the former one. False if it broke off.
Task<bool> Connection::pour(BodySource& source)
{
    auto const& limits = server_.limits();
    std::string piece;
    for (auto state = BodySource::State::more; state == BodySource::State::more;) {
        enter(Phase::answering);
        co_await asio::post(server_.executor(), as_task); // others first
        piece.clear();
        state = source.next(piece);
        if (state == BodySource::State::broken)
            co_return false;
        auto outgoing = piece.empty() || head_.version_1_0 ? piece : chunk(piece);
        if (state == BodySource::State::done && !head_.version_1_0)
            outgoing += "0\r\n\r\n";
        enter(Phase::writing, limits.write_time + std::chrono::seconds(outgoing.size() / limits.least_bytes_per_second));
        if (!outgoing.empty() && !co_await write(outgoing, {}))
            co_return false;
        // One large entry must not stay allocated for the rest of a long export.
        if (piece.capacity() > 4 * pieces_kept)
            piece = std::string{};
    }
    co_return true;
}

/// A client who leaves is noticed at once, without a coroutine for it.
void Connection::watch_for_end()
{
    socket_.async_wait(Socket::wait_read, [weak = weak_from_this()](error_code error) {
        auto const self = weak.lock();
        if (self && !error && self->feed_ && self->peer_closed())
            self->feed_->end();
    });
}

bool Connection::peer_closed()
{
    error_code error;
    auto const count = socket_.receive(asio::buffer(server_.scratch_input()), Socket::message_peek, error);
    return count == 0 && error != asio::error::would_block;
}

/// Lets a refused client read the refusal: closing while it still sends would take the answer from it.
Task<void> Connection::linger()
{
    enter(Phase::lingering, server_.limits().linger_time);
    error_code error;
    socket_.shutdown(Socket::shutdown_send, error);
    for (std::size_t total = 0; !error && total < lingering_bytes;) {
        co_await socket_.async_wait(Socket::wait_read, asio::redirect_error(as_task, error));
        if (!error)
            total += socket_.read_some(asio::buffer(server_.scratch_input()), error);
        if (error == asio::error::would_block)
            error.clear();
    }
}

// Time and memory

void Connection::enter(Phase phase, Clock::duration time)
{
    phase_ = phase;
    since_ = Clock::now();
    deadline_ = since_ + time;
}

void Connection::enter(Phase phase)
{
    phase_ = phase;
    deadline_ = Clock::time_point::max();
}

void Connection::look_at_clock(Clock::time_point now)
{
    if (now < deadline_)
        return;
    switch (phase_) {
    case Phase::head:
    case Phase::body: {
        timed_out_ = true;
        error_code ignored;
        socket_.cancel(ignored);
        break;
    }
    case Phase::streaming:
        deadline_ = now + server_.limits().heartbeat;
        feed_->push(":\n\n");
        break;
    case Phase::idle:
    case Phase::writing:
    case Phase::lingering:
        drop();
        break;
    case Phase::answering:
    case Phase::closed:
        break;
    }
}

void Connection::finish()
{
    finishing_ = true;
    if (phase_ == Phase::streaming)
        feed_->end();
    else if (phase_ == Phase::idle || phase_ == Phase::head || phase_ == Phase::body)
        drop();
}

void Connection::drop()
{
    error_code ignored;
    socket_.close(ignored);
    if (feed_)
        feed_->end();
}

Clock::time_point Connection::waiting_since() const
{
    bool const waiting =
        phase_ == Phase::idle || phase_ == Phase::head || phase_ == Phase::body || phase_ == Phase::lingering;
    return waiting ? since_ : Clock::time_point::max();
}

void Connection::account()
{
    auto const now = input_.capacity() + head_text_.capacity() + body_.capacity();
    server_.count_buffered(accounted_, now);
    accounted_ = now;
}

void Connection::release_memory()
{
    body_.clear();
    release(body_);
    release(input_);
    release(head_text_);
    account();
}

} // namespace castellan::server
