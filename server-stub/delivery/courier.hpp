// One carrier with a thread and a bounded queue of its own, so that nobody waits for a slow mail server. What fails is
// tried again after a while, then after a longer one, as long as it is worth sending.
#pragma once

#include "server-stub/delivery/carrier.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace castellan::server {

struct CourierOptions {
    std::size_t waiting_most = 20'000; // a large import invites as many at once
    /// Pauses after the first try, the second …; when they are used up, the message is given up.
    std::vector<std::chrono::milliseconds> pauses = {std::chrono::seconds(2), std::chrono::seconds(10),
                                                     std::chrono::minutes(1), std::chrono::minutes(5),
                                                     std::chrono::minutes(20)};
    /// When stopping: for what has not been tried yet.
    std::chrono::milliseconds patience = std::chrono::seconds(5);
};

class Courier {
public:
    explicit Courier(std::unique_ptr<Carrier> carrier, CourierOptions options = {});
    Courier(Courier const&) = delete;
    Courier& operator=(Courier const&) = delete;

    /// Tries what has not been tried yet, for as long as its patience lasts.
    ~Courier();

    /// Takes a message. If too many are waiting it is dropped, which the log says.
    void take(Message message);

private:
    using Clock = std::chrono::steady_clock;
    struct Waiting {
        Message message;
        std::size_t tries = 0;
    };

    void run();
    void deliver(Waiting waiting);
    void drop(bool (*is_dropped)(Waiting const&));

    std::unique_ptr<Carrier> carrier_;
    CourierOptions options_;

    std::mutex mutex_;
    std::condition_variable arrived_;
    std::condition_variable ended_;
    std::multimap<Clock::time_point, Waiting> waiting_; // by when it is due
    bool stopping_ = false;
    bool is_over_ = false;
    std::atomic<bool> give_up_ = false;
    std::thread thread_; // last: it uses the others
};

} // namespace castellan::server
