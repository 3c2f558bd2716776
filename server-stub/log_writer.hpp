// The one thread that waits for the disk. It takes a batch, appends it, and says how that ended.
#pragma once

#include "service/store.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace castellan::server {

class LogWriter {
public:
    /// Called on the writer's thread after each batch, with its ticket and whether it is durable.
    using Done = std::function<void(std::uint64_t ticket, bool durable)>;

    LogWriter(Store& store, Done done);
    LogWriter(LogWriter const&) = delete;
    LogWriter& operator=(LogWriter const&) = delete;

    /// Waits until the batch under way is written.
    ~LogWriter();

    /// Hands over a batch. The next one only after `done`.
    void write(Batch batch);

private:
    void run();

    Store& store_;
    Done done_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::optional<Batch> next_;
    bool stopping_ = false;
    std::thread thread_; // last: it uses the others
};

} // namespace castellan::server
