// Many requests at once to one server, on one thread: libcurl's multi interface on epoll.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::server {

class Requests {
public:
    /// `server` is "http://localhost:8080". For so many who ask, one request at a time each.
    Requests(std::string const& server, std::size_t askers);
    ~Requests();
    Requests(Requests const&) = delete;
    Requests& operator=(Requests const&) = delete;

    /// Posts JSON; `fields` are complete header lines besides those that every request to the API has.
    void post(std::size_t asker, std::string const& path, std::string body, std::vector<std::string> const& fields);

    /// Status 0: no answer.
    using OnAnswer = std::function<void(std::size_t asker, int status, std::string_view body)>;

    /// Waits for the network, at most so long, and reports each answer that is complete.
    void step(std::chrono::milliseconds at_most, OnAnswer const& on_answer);

private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

} // namespace castellan::server
