// Sends the messages of webhooks: one HTTP request each, by a few threads. What goes when, and again, is the service's to
// decide (service/webhooks.hpp); here nothing is kept but what is just being sent.
#pragma once

#include "service/posting.hpp"

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace castellan::server {

struct SenderOptions {
    bool allow_private = false; // to this machine and private networks, and in clear
    std::filesystem::path authorities; // certificates to believe; empty: the system's
    /// A receiver may take its time; so many may do so at once without others having to wait.
    std::size_t threads = 8;
};

class WebhookSender {
public:
    /// `done` is called on one of the threads.
    using Done = std::function<void(std::string key, PostingResult result)>;

    WebhookSender(SenderOptions options, Done done);
    WebhookSender(WebhookSender const&) = delete;
    WebhookSender& operator=(WebhookSender const&) = delete;

    /// Breaks off what is being sent: the service has it sent again after the next start.
    ~WebhookSender();

    /// Never waits.
    void send(std::vector<Posting> postings);

private:
    void run();

    SenderOptions options_;
    Done done_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Posting> waiting_;
    bool stopping_ = false;
    std::atomic<bool> give_up_ = false;
    std::vector<std::thread> threads_; // last: they use the others
};

} // namespace castellan::server
