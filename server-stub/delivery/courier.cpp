#include "server-stub/delivery/courier.hpp"

#include "server-stub/log.hpp"
#include "server-stub/opened.hpp"

#include <utility>

namespace castellan::server {

Courier::Courier(std::unique_ptr<Carrier> carrier, CourierOptions options)
    : carrier_(std::move(carrier)),
      options_(std::move(options)),
      thread_([this] { run(); })
{
}

Courier::~Courier()
{
    {
        std::unique_lock lock(mutex_);
        stopping_ = true;
        arrived_.notify_one();
        if (!ended_.wait_for(lock, options_.patience, [this] { return is_over_; }))
            give_up_ = true;
    }
    thread_.join();
}

void Courier::take(Message message)
{
    {
        std::lock_guard const lock(mutex_);
        if (waiting_.size() < options_.waiting_most) {
            // Codes go before what can wait: they are good for minutes only.
            auto const is_urgent = message.kind == MessageKind::code || message.kind == MessageKind::address_code;
            auto const due = is_urgent ? Clock::now() - std::chrono::hours(24) : Clock::now();
            waiting_.emplace(due, Waiting{std::move(message)});
            arrived_.notify_one();
            return;
        }
    }
    log::error("A message ({}) was dropped: {} are waiting for {} already.", name_of(message.kind),
               options_.waiting_most, carrier_->name());
}

void Courier::run()
{
    std::unique_lock lock(mutex_);
    while (!give_up_) {
        if (stopping_)
            drop([](Waiting const& waiting) { return waiting.tries > 0; });
        if (waiting_.empty()) {
            if (stopping_)
                break;
            arrived_.wait(lock);
            continue;
        }
        auto const next = waiting_.begin();
        if (next->first > Clock::now() && !stopping_) {
            arrived_.wait_until(lock, next->first);
            continue;
        }
        auto waiting = std::move(next->second);
        waiting_.erase(next);
        lock.unlock();
        deliver(std::move(waiting));
        lock.lock();
    }
    drop([](Waiting const&) { return true; });
    is_over_ = true;
    ended_.notify_all();
}

void Courier::deliver(Waiting waiting)
{
    auto const& message = waiting.message;
    if (message.good_until != 0 && now() >= message.good_until) {
        log::error("A message ({}) by {} was not delivered while it was good.", name_of(message.kind), carrier_->name());
        return;
    }
    auto const carried = carrier_->carry(message, give_up_);
    if (carried) {
        log::debug("A message ({}) was delivered by {}.", name_of(message.kind), carrier_->name());
        return;
    }
    auto const tries = ++waiting.tries;
    auto const is_last = carried.error().again == DeliveryFailure::Again::never || tries > options_.pauses.size();
    if (is_last) {
        log::error("A message ({}) could not be delivered by {}, and is given up: {}.", name_of(message.kind),
                   carrier_->name(), carried.error().reason);
        return;
    }
    log::warning("A message ({}) could not be delivered by {} (try {}), and will be tried again: {}.",
                 name_of(message.kind), carrier_->name(), tries, carried.error().reason);
    std::lock_guard const lock(mutex_);
    waiting_.emplace(Clock::now() + options_.pauses[tries - 1], std::move(waiting));
}

/// With the lock held.
void Courier::drop(bool (*is_dropped)(Waiting const&))
{
    auto const dropped = std::erase_if(waiting_, [&](auto const& entry) { return is_dropped(entry.second); });
    if (dropped > 0)
        log::error("{} messages were not delivered by {} before stopping.", dropped, carrier_->name());
}

} // namespace castellan::server
