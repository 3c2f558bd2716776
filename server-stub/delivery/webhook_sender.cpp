#include "server-stub/delivery/webhook_sender.hpp"

#include "server-stub/delivery/transfer.hpp"
#include "server-stub/log.hpp"

#include <chrono>
#include <utility>

namespace castellan::server {

namespace {

// A receiver that needs longer is to answer first and work then.
constexpr auto connecting = std::chrono::seconds(5);
constexpr auto whole = std::chrono::seconds(15);
constexpr std::size_t answer_bytes_most = std::size_t{64} * 1024;

PostingResult post(Line const& line, Posting const& posting, SenderOptions const& options, std::atomic<bool> const& give_up)
{
    auto const endpoint = Endpoint{.url = posting.url, .authorities = options.authorities};
    Transfer transfer(line, endpoint, options.allow_private ? "https,http" : "https", give_up);
    if (!options.allow_private)
        transfer.keep_to_public_addresses();
    transfer.give_up_after(connecting, whole);
    transfer.read_at_most(answer_bytes_most);
    transfer.add_header("Content-Type: application/json");
    transfer.add_header("User-Agent: Castellan-Webhooks/1");
    transfer.add_header("webhook-id: " + posting.id);
    transfer.add_header("webhook-timestamp: " + posting.timestamp);
    transfer.add_header("webhook-signature: " + posting.signature);
    auto* const curl = transfer.handle();
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(posting.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, posting.body.data());

    auto const begin = std::chrono::steady_clock::now();
    auto const code = transfer.run();
    auto const took = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    auto result = PostingResult{.took_ms = took.count()};
    if (code)
        result.status = static_cast<int>(*code);
    else
        result.problem = "There was no answer: " + code.error().reason + '.';
    return result;
}

} // namespace

WebhookSender::WebhookSender(SenderOptions options, Done done) : options_(std::move(options)), done_(std::move(done))
{
    for (std::size_t made = 0; made < options_.threads; ++made)
        threads_.emplace_back([this] { run(); });
}

WebhookSender::~WebhookSender()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    give_up_ = true;
    arrived_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

void WebhookSender::send(std::vector<Posting> postings)
{
    std::lock_guard const lock(mutex_);
    for (auto& posting : postings) {
        waiting_.push_back(std::move(posting));
        arrived_.notify_one();
    }
}

void WebhookSender::run()
{
    Line const line;
    std::unique_lock lock(mutex_);
    for (;;) {
        arrived_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
        if (stopping_)
            return;
        auto const posting = std::move(waiting_.front());
        waiting_.pop_front();
        lock.unlock();
        auto result = post(line, posting, options_, give_up_);
        log::debug("A webhook's message was sent: {}.", result.status);
        if (!give_up_)
            done_(posting.key, std::move(result));
        lock.lock();
    }
}

} // namespace castellan::server
