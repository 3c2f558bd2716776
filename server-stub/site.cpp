#include "server-stub/site.hpp"

#include "server-stub/http/host_names.hpp"
#include "server-stub/log.hpp"
#include "server-stub/opened.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

namespace castellan::server {

namespace {

constexpr auto tick_time = std::chrono::seconds(1); // streams of expired sessions end

/// The client's address, if there is a proxy in front: the last element of the last such line. Every other one may be
/// the client's own, for some proxies add an element to his line and some a line below it.
std::string_view client_address(RequestHead const& head, std::string_view peer, Proxy proxy)
{
    if (proxy == Proxy::none)
        return peer;
    auto const last = std::ranges::find_if(head.fields.rbegin(), head.fields.rend(), [](Field const& field) {
        return equal_without_case(field.name, "x-forwarded-for");
    });
    if (last == head.fields.rend())
        return peer;
    auto forwarded = last->value;
    if (auto const comma = forwarded.rfind(','); comma != std::string_view::npos)
        forwarded.remove_prefix(comma + 1);
    while (forwarded.starts_with(' ') || forwarded.starts_with('\t'))
        forwarded.remove_prefix(1);
    return is_address(forwarded) ? forwarded : peer;
}

/// One walk over the fields instead of a search for each that the service wants.
void take_fields(RequestHead const& head, Request& request)
{
    struct Wanted {
        std::string_view name;
        std::string_view Request::* place;
    };
    // clang-format off
    static constexpr auto wanted = std::to_array<Wanted>({
        {"authorization",           &Request::authorization},
        {"castellan-code",          &Request::code},
        {"castellan-device",        &Request::device},
        {"castellan-request",       &Request::castellan_request},
        {"castellan-second-person", &Request::second_person},
        {"content-type",            &Request::content_type},
        {"cookie",                  &Request::cookie},
        {"host",                    &Request::host},
        {"idempotency-key",         &Request::idempotency_key},
        {"if-match",                &Request::if_match},
        {"origin",                  &Request::origin},
        {"sec-fetch-site",          &Request::fetch_site},
        {"user-agent",              &Request::user_agent},
    });
    // clang-format on
    for (auto const& field : head.fields)
        for (auto const& [name, place] : wanted)
            if ((request.*place).data() == nullptr && equal_without_case(field.name, name))
                request.*place = field.value;
}

Answer answer_from(Response response)
{
    Answer answer(response.status, response.content_type, std::move(response.body));
    if (!response.etag.empty())
        answer.add_field("ETag", response.etag);
    if (!response.location.empty())
        answer.add_field("Location", response.location);
    if (!response.set_cookie.empty())
        answer.add_field("Set-Cookie", response.set_cookie);
    if (!response.terminal_cookie.empty())
        answer.add_field("Set-Cookie", response.terminal_cookie);
    if (!response.allow.empty())
        answer.add_field("Allow", response.allow);
    if (!response.authenticate.empty())
        answer.add_field("WWW-Authenticate", response.authenticate);
    if (response.retry_after_s)
        answer.add_field("Retry-After", std::to_string(*response.retry_after_s));
    if (!response.file_name.empty())
        answer.add_field("Content-Disposition", "attachment; filename=\"" + response.file_name + '"');
    answer.add_field("Cache-Control", "no-store");
    return answer;
}

} // namespace

namespace {

/// The service's body stream as HTTP takes it.
class ServiceSource final : public BodySource {
public:
    explicit ServiceSource(std::unique_ptr<BodyStream> stream) : stream_(std::move(stream)) {}

    State next(std::string& text) override
    {
        try {
            switch (stream_->next(text, now())) {
            case BodyStream::State::more: return State::more;
            case BodyStream::State::done: return State::done;
            case BodyStream::State::broken: break;
            }
        } catch (std::exception const& error) {
            log::error("An answer broke off: {}", error.what());
        }
        return State::broken;
    }

private:
    std::unique_ptr<BodyStream> stream_;
};

} // namespace

/// An open stream; the service is told when its client is gone.
class Site::Feed final : public EventFeed {
public:
    Feed(Site& site, StreamId stream) : EventFeed(site.io_.get_executor()), site_(site), stream_(stream)
    {
        site_.feeds_.emplace(stream_, this);
    }
    ~Feed() override
    {
        site_.feeds_.erase(stream_);
        site_.service_.close_stream(stream_);
    }

private:
    Site& site_;
    StreamId stream_;
};

Site::Site(asio::io_context& io, Service& service, Store& store, StaticFiles const& files, SiteOptions const& options)
    : io_(io),
      service_(service),
      files_(files),
      options_(options),
      timer_(io),
      passwords_(options.password_threads),
      writer_(store, [this](std::uint64_t ticket, bool durable) {
          asio::post(io_, [this, ticket, durable] { written(ticket, durable); });
      })
{
    asio::co_spawn(io_, tick(), asio::detached);
    write_soon(); // what the start has left to write
}

Site::~Site()
{
    passwords_.join();
}

Task<Answer> Site::answer(RequestHead const& head, std::string_view body, std::string_view address)
{
    try {
        if (head.target.starts_with("/api/"))
            co_return co_await answer_by_service(head, body, address);
        co_return files_.answer(head);
    } catch (std::exception const& error) {
        // Out of memory, or a mistake of ours: this request fails, and the others go on.
        log::error("A request to {} failed: {}", head.target.substr(0, head.target.find('?')), error.what());
    }
    co_return problem_answer({500, "Something went wrong in the server. Its log says more."});
}

Task<Answer> Site::answer_by_service(RequestHead const& head, std::string_view body, std::string_view address)
{
    Request request{
        .method = head.method == "HEAD" ? "GET" : head.method, // the connection leaves the body out
        .target = head.target,
        .body = body,
        .address = client_address(head, address, options_.proxy),
    };
    take_fields(head, request);

    auto outcome = service_.handle(request, now());
    if (outcome.work) {
        auto const work = std::move(outcome.work);
        outcome = Outcome{};
        if (co_await run(*work))
            outcome = service_.finish(*work, now());
        else {
            service_.dropped(*work);
            outcome.response = Service::busy();
        }
    }
    if (outcome.held != 0)
        outcome = co_await later(outcome.held);
    else
        deliver_held();
    write_soon();
    work_soon();

    // Events that come while the answer is held back wait in the feed.
    auto feed = outcome.stream != 0 ? std::make_unique<Feed>(*this, outcome.stream) : nullptr;
    if (outcome.after != 0 && !co_await durable(outcome.after)) {
        outcome.response = Service::not_durable();
        outcome.body.reset();
        feed.reset();
    }
    log::debug("{} {} {}", head.method, head.target.substr(0, head.target.find('?')), outcome.response.status);
    auto answer = answer_from(std::move(outcome.response));
    if (head.method != "HEAD")
        answer.events = std::move(feed);
    if (outcome.body)
        answer.source = std::make_unique<ServiceSource>(std::move(outcome.body));
    co_return answer;
}

/// Runs the work on the pool; false if too much is waiting there already.
Task<bool> Site::run(Work& work)
{
    if (passwords_under_way_ >= options_.passwords_waiting)
        co_return false;
    ++passwords_under_way_;
    Signal done(io_.get_executor());
    asio::post(passwords_, [this, &work, &done] {
        work.run();
        asio::post(io_, [&done] { done.set(); });
    });
    co_await done.wait();
    --passwords_under_way_;
    co_return true;
}

/// Waits until the ticket is committed; false if that failed.
Task<bool> Site::durable(std::uint64_t ticket)
{
    bool committed = false;
    Signal signal(io_.get_executor());
    waiting_.push_back({ticket, &signal, &committed});
    co_await signal.wait();
    co_return committed;
}

/// Waits for an outcome that was not there at once.
Task<Outcome> Site::later(HeldId held)
{
    Held waiting{.signal = Signal(io_.get_executor()), .outcome = {}};
    held_.emplace(held, &waiting);
    deliver_held(); // the same call may have given others theirs
    write_soon();
    co_await waiting.signal.wait();
    co_return std::move(waiting.outcome);
}

void Site::deliver_held()
{
    for (auto& [held, outcome] : service_.take_held()) {
        auto const found = held_.extract(held);
        if (!found)
            continue;
        found.mapped()->outcome = std::move(outcome);
        found.mapped()->signal.set();
    }
}

/// Lets the requests that have arrived by now be handled first, so that one commit serves them all.
void Site::write_soon()
{
    if (writing_ || write_is_posted_)
        return;
    write_is_posted_ = true;
    asio::post(io_, [this] {
        write_is_posted_ = false;
        write_now();
    });
}

/// A slice of what takes long, then whatever has arrived meanwhile, then the next one.
void Site::work_soon()
{
    if (work_is_posted_ || stopping_)
        return;
    work_is_posted_ = true;
    asio::post(io_, [this] {
        work_is_posted_ = false;
        if (!service_.work_on(now()))
            return;
        write_soon();
        work_soon();
    });
}

void Site::write_now()
{
    if (writing_)
        return;
    auto batch = service_.take_batch();
    deliver_messages();
    if (batch.empty())
        return;
    writing_.emplace(io_.get_executor());
    writer_.write(std::move(batch));
}

void Site::written(std::uint64_t ticket, bool durable)
{
    writing_.reset();
    if (durable)
        service_.committed(ticket);
    else
        service_.failed(now());

    // After a failure the world is back at what is durable, so everybody who waits must be told, later tickets too.
    while (!waiting_.empty() && (!durable || waiting_.front().ticket <= ticket)) {
        auto const next = waiting_.front();
        waiting_.pop_front();
        *next.durable = durable;
        next.signal->set();
    }
    deliver_messages();
    deliver_held();
    send_postings();
    write_now();
    deliver_events();
}

void Site::deliver_messages()
{
    auto messages = service_.take_messages();
    if (!messages.empty() && options_.deliver)
        options_.deliver(std::move(messages));
}

void Site::send_postings()
{
    if (!options_.post)
        return;
    if (auto postings = service_.take_postings(now()); !postings.empty())
        options_.post(std::move(postings));
}

void Site::posted(std::string key, PostingResult result)
{
    asio::post(io_, [this, key = std::move(key), result = std::move(result)] {
        service_.posted(key, result, now());
        write_soon();
        send_postings(); // the next one of this webhook
    });
}

void Site::deliver_events()
{
    for (auto const& event : service_.take_events(now())) {
        auto const feed = feeds_.find(event.stream);
        if (feed == feeds_.end())
            continue;
        if (!event.text.empty())
            feed->second->push(event.text);
        if (event.end)
            feed->second->end();
    }
}

Task<void> Site::tick()
{
    boost::system::error_code error;
    while (!stopping_) {
        timer_.expires_after(tick_time);
        co_await timer_.async_wait(asio::redirect_error(as_task, error));
        service_.pass_time(now());
        work_soon();
        deliver_held();
        deliver_events();
        send_postings();
        write_soon();
    }
}

void Site::begin_to_stop()
{
    service_.release_held();
    deliver_held();
    write_soon();
}

void Site::stop()
{
    stopping_ = true;
    timer_.cancel();
}

} // namespace castellan::server
