// What is at the addresses of this server: the API and the files of the console. Joins HTTP and the service: hands
// requests to it, holds answers back until they are durable, runs work on the password pool, and passes events on to
// their streams. Everything here but the writer and the pool runs on the I/O thread.
#pragma once

#include "server-stub/http/application.hpp"
#include "server-stub/http/event_feed.hpp"
#include "server-stub/http/static_files.hpp"
#include "server-stub/log_writer.hpp"
#include "service/service.hpp"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/thread_pool.hpp>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace castellan::server {

/// Whether a proxy stands in front whose X-Forwarded-For names the client.
enum class Proxy : std::uint8_t { none, trusted };

struct SiteOptions {
    Proxy proxy = Proxy::none;
    std::size_t password_threads = 2;
    std::size_t passwords_waiting = 64; // sign-ins beyond this many are told to come later
    std::function<void(std::vector<Message>)> deliver; // what leaves the service; must not wait
    std::function<void(std::vector<Posting>)> post;    // the same of webhooks; comes back by `posted`
};

class Site final : public Application {
public:
    /// All must outlive it.
    Site(asio::io_context& io, Service& service, Store& store, StaticFiles const& files, SiteOptions const& options);
    Site(Site const&) = delete;
    Site& operator=(Site const&) = delete;
    ~Site() override;

    Task<Answer> answer(RequestHead const& head, std::string_view body, std::string_view address) override;

    /// Whoever waits for something to happen gets an answer now, so that connections can end.
    void begin_to_stop();

    /// What came of a webhook's message. From any thread.
    void posted(std::string key, PostingResult result);

    /// Ends the timer, so that the I/O thread can end.
    void stop();

private:
    class Feed;
    struct Held {
        Signal signal;
        Outcome outcome;
    };
    struct Waiting {
        std::uint64_t ticket;
        Signal* signal;
        bool* durable;
    };

    Task<Answer> answer_by_service(RequestHead const& head, std::string_view body, std::string_view address);
    Task<bool> run(Work& work);
    Task<bool> durable(std::uint64_t ticket);
    Task<Outcome> later(HeldId held);
    Task<void> tick();

    void write_soon();
    void work_soon();
    void write_now();
    void written(std::uint64_t ticket, bool durable);
    void deliver_held();
    void deliver_events();
    void deliver_messages();
    void send_postings();

    asio::io_context& io_;
    Service& service_;
    StaticFiles const& files_;
    SiteOptions options_;

    std::deque<Waiting> waiting_;
    std::unordered_map<StreamId, Feed*> feeds_;
    std::unordered_map<HeldId, Held*> held_;
    /// A batch is with the writer. The I/O thread does not end before it has come back, also when nobody waits for it.
    std::optional<asio::executor_work_guard<Executor>> writing_;
    bool write_is_posted_ = false;
    bool work_is_posted_ = false;
    bool stopping_ = false;
    std::size_t passwords_under_way_ = 0;

    using Timer =
        asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;
    Timer timer_;
    asio::thread_pool passwords_;
    LogWriter writer_;
};

} // namespace castellan::server
