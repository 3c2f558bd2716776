#include "tests/server/small_server.hpp"

#include "server-stub/http/event_feed.hpp"
#include "server-stub/http/http_server.hpp"
#include "server-stub/http/security_fields.hpp"

#include <atomic>
#include <format>
#include <future>
#include <set>
#include <thread>

namespace castellan::tests {

using namespace server;

namespace {

class SmallApplication final : public Application {
public:
    explicit SmallApplication(asio::io_context& io) : io_(io), large_(SmallServer::large_size, 'x') {}

    Task<Answer> answer(RequestHead const& head, std::string_view body, std::string_view address) override
    {
        ++requests;
        if (head.target.starts_with("/echo"))
            co_return Answer(200, "text/plain", std::format("{} {}\n{}", head.method, head.target, body));
        if (head.target == "/address")
            co_return Answer(200, "text/plain", std::string(address));
        if (head.target == "/events") {
            Answer answer(200, "text/event-stream", "data: hello\n\n");
            answer.events = std::make_unique<Feed>(*this);
            co_return answer;
        }
        if (head.target.starts_with("/poured")) {
            Answer answer(200, "text/plain", "");
            answer.source = std::make_unique<Source>(*this, head.target == "/poured/broken");
            co_return answer;
        }
        Answer answer(head.target == "/large" ? 200 : 404, "text/plain", "");
        if (head.target == "/large")
            answer.fixed_body = large_;
        co_return answer;
    }

    class Feed final : public EventFeed {
    public:
        explicit Feed(SmallApplication& application)
            : EventFeed(application.io_.get_executor()),
              application_(application)
        {
            application_.feeds.insert(this);
            ++application_.streams;
        }
        ~Feed() override
        {
            application_.feeds.erase(this);
            --application_.streams;
        }

    private:
        SmallApplication& application_;
    };

    class Source final : public BodySource {
    public:
        Source(SmallApplication& application, bool breaks) : application_(application), breaks_(breaks)
        {
            ++application_.sources;
        }
        ~Source() override { --application_.sources; }

        State next(std::string& text) override
        {
            ++application_.pieces;
            if (++made_ == SmallServer::piece_count)
                return breaks_ ? State::broken : State::done;
            text.append(made_ % 7 == 0 ? 0 : SmallServer::piece_size, 'p'); // now and then there is nothing
            return State::more;
        }

    private:
        SmallApplication& application_;
        bool breaks_;
        std::size_t made_ = 0;
    };

    std::atomic<std::size_t> pieces = 0;
    std::atomic<std::size_t> sources = 0;
    std::atomic<std::size_t> requests = 0;
    std::atomic<std::size_t> streams = 0;
    std::set<Feed*> feeds;

private:
    asio::io_context& io_;
    std::string large_;
};

HttpOptions options_for_tests(Limits const& limits)
{
    return {.port = 0,
            .hosts = HostNames("127.0.0.1", {}),
            .security_fields = security_fields(Tls::none),
            .limits = limits};
}

} // namespace

struct SmallServer::Inside {
    explicit Inside(Limits const& limits) : application(io), server(io, application, options_for_tests(limits))
    {
        if (auto const listening = server.listen(); !listening)
            throw std::runtime_error(listening.error());
        port = server.port();
        thread = std::thread([this] { io.run(); });
    }

    void stop()
    {
        asio::post(io, [this] { server.stop(std::chrono::seconds(2), [] {}); });
    }

    /// Runs something on the I/O thread and hands back its result.
    template <class Function>
    auto on_thread(Function function)
    {
        std::packaged_task<decltype(function())()> task(std::move(function));
        auto result = task.get_future();
        asio::post(io, [&task] { task(); });
        return result.get();
    }

    asio::io_context io{1};
    SmallApplication application;
    HttpServer server;
    std::uint16_t port = 0;
    std::thread thread;
};

SmallServer::SmallServer(Limits const& limits) : inside_(std::make_unique<Inside>(limits)) {}

SmallServer::~SmallServer()
{
    inside_->stop();
    inside_->thread.join();
}

std::uint16_t SmallServer::port() const
{
    return inside_->port;
}

std::size_t SmallServer::requests() const
{
    return inside_->application.requests;
}

std::size_t SmallServer::open_streams() const
{
    return inside_->application.streams;
}

std::size_t SmallServer::pieces() const
{
    return inside_->application.pieces;
}

std::size_t SmallServer::open_sources() const
{
    return inside_->application.sources;
}

std::size_t SmallServer::connections() const
{
    return inside_->on_thread([this] { return inside_->server.connections(); });
}

std::size_t SmallServer::buffered_bytes() const
{
    return inside_->on_thread([this] { return inside_->server.buffered_bytes(); });
}

void SmallServer::push_event(std::string_view text)
{
    inside_->on_thread([&] {
        for (auto* const feed : inside_->application.feeds)
            feed->push(text);
    });
}

void SmallServer::end_events()
{
    inside_->on_thread([&] {
        for (auto* const feed : inside_->application.feeds)
            feed->end();
    });
}

void SmallServer::stop()
{
    inside_->stop();
}

} // namespace castellan::tests
