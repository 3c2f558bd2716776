// Asio's coroutines on one concrete executor: everything of HTTP runs on the one I/O thread.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

namespace castellan::server {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;

template <class T>
using Task = asio::awaitable<T, Executor>;

inline constexpr asio::use_awaitable_t<Executor> as_task{};

/// One coroutine waits until somebody sets it. Setting before waiting counts; the wait takes the setting away. Both
/// happen on the I/O thread, and the coroutine goes on after the setter has returned.
class Signal {
public:
    explicit Signal(Executor executor) : executor_(std::move(executor)) {}
    Signal(Signal const&) = delete;
    Signal& operator=(Signal const&) = delete;

    Task<void> wait()
    {
        if (!set_)
            co_await asio::async_initiate<asio::use_awaitable_t<Executor> const&, void()>(
                [this](auto handler) { waiter_ = std::make_unique<WaiterOf<decltype(handler)>>(std::move(handler)); },
                as_task);
        set_ = false;
    }

    void set()
    {
        set_ = true;
        if (auto const waiter = std::move(waiter_))
            waiter->resume(executor_);
    }

private:
    struct Waiter {
        Waiter() = default;
        Waiter(Waiter const&) = delete;
        Waiter& operator=(Waiter const&) = delete;
        virtual ~Waiter() = default;
        virtual void resume(Executor const& executor) = 0;
    };

    template <class Handler>
    struct WaiterOf final : Waiter {
        explicit WaiterOf(Handler h) : handler(std::move(h)) {}
        void resume(Executor const& executor) override { asio::post(executor, std::move(handler)); }
        Handler handler;
    };

    Executor executor_;
    std::unique_ptr<Waiter> waiter_;
    bool set_ = false;
};

} // namespace castellan::server
