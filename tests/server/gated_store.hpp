// A store in memory whose writing can be held up, slowed down, or made to fail, from another thread.
#pragma once

#include "service/memory_store.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace castellan::tests {

class GatedStore final : public Store {
public:
    void close() { set_open(false); }
    void open() { set_open(true); }
    void fail_next()
    {
        std::lock_guard const lock(mutex_);
        memory_.fail_appends(1);
    }
    void take_time(std::chrono::milliseconds time) { time_ = time; }
    std::size_t appends()
    {
        std::lock_guard const lock(mutex_);
        return appends_;
    }

    std::expected<void, StoreError> append(Batch const& batch) override
    {
        std::this_thread::sleep_for(time_);
        std::unique_lock lock(mutex_);
        opened_.wait(lock, [this] { return open_; });
        ++appends_;
        return memory_.append(batch);
    }
    std::expected<std::uint64_t, StoreError> last_number() override
    {
        std::lock_guard const lock(mutex_);
        return memory_.last_number();
    }
    std::expected<std::vector<Entry>, StoreError> read(std::uint64_t from, std::size_t limit) override
    {
        std::lock_guard const lock(mutex_);
        return memory_.read(from, limit);
    }
    std::expected<std::vector<Entry>, StoreError> read_back(std::uint64_t before, std::size_t limit,
                                                            EntryFilter const& filter) override
    {
        std::lock_guard const lock(mutex_);
        return memory_.read_back(before, limit, filter);
    }
    std::expected<std::optional<Snapshot>, StoreError> latest_snapshot() override
    {
        std::lock_guard const lock(mutex_);
        return memory_.latest_snapshot();
    }
    std::expected<std::vector<KeyValue>, StoreError> secrets(SecretTable table) override
    {
        std::lock_guard const lock(mutex_);
        return memory_.secrets(table);
    }
    std::expected<std::optional<std::string>, StoreError> file(std::string_view id) override
    {
        std::lock_guard const lock(mutex_);
        return memory_.file(id);
    }
    std::expected<std::vector<std::string>, StoreError> files() override
    {
        std::lock_guard const lock(mutex_);
        return memory_.files();
    }

private:
    void set_open(bool open)
    {
        {
            std::lock_guard const lock(mutex_);
            open_ = open;
        }
        opened_.notify_all();
    }

    MemoryStore memory_;
    std::mutex mutex_;
    std::condition_variable opened_;
    bool open_ = true;
    std::size_t appends_ = 0;
    std::chrono::milliseconds time_{0};
};

} // namespace castellan::tests
