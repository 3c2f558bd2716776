// How the client reaches its service: HTTP in the browser, in-process in tests and in the demonstration. Plain values
// out, an answer back later; nothing here knows what is asked.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan::client {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
    std::string method; // "GET", "POST" …
    std::string path;   // "/api/v1/sync?since=7"
    Headers headers;    // without those that the transport itself adds (Castellan-Request, cookies)
    std::string body;
    /// If there is one, a transport that can gives it the body of a successful answer as it arrives; the answer's own
    /// is then empty. For what is long.
    std::function<void(std::string_view)> take_piece = {};
};

struct Answer {
    int status = 0; // 0: the service could not be reached, or did not answer
    int retry_after_seconds = 0;
    std::string etag;
    std::string body;
};

/// Carries requests. One transport serves one client, which must outlive whatever is still under way.
class Transport {
public:
    using Receiver = std::function<void(Answer const&)>;

    virtual ~Transport() = default;

    /// Sends a request. `receive` is called exactly once, within this call or later, never from another thread.
    virtual void request(Request request, Receiver receive) = 0;

    /// Opens the stream of events at `path`; an empty path closes it. What it says comes in by `Client::heard`.
    virtual void listen(std::string_view path) = 0;
};

} // namespace castellan::client
