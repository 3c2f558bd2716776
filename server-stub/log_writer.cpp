#include "server-stub/log_writer.hpp"

#include <utility>

namespace castellan::server {

LogWriter::LogWriter(Store& store, Done done) : store_(store), done_(std::move(done)), thread_([this] { run(); }) {}

LogWriter::~LogWriter()
{
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    arrived_.notify_one();
    thread_.join();
}

void LogWriter::write(Batch batch)
{
    {
        std::lock_guard const lock(mutex_);
        next_ = std::move(batch);
    }
    arrived_.notify_one();
}

void LogWriter::run()
{
    while (true) {
        std::optional<Batch> batch;
        {
            std::unique_lock lock(mutex_);
            arrived_.wait(lock, [this] { return next_.has_value() || stopping_; });
            if (!next_)
                return;
            batch = std::exchange(next_, std::nullopt);
        }
        bool const durable = store_.append(*batch).has_value();
        done_(batch->ticket, durable);
    }
}

} // namespace castellan::server
