// The client's way to its service in the browser: the page's fetch and EventSource.
#pragma once

#include "client/transport.hpp"

#include <functional>
#include <string_view>
#include <unordered_map>

namespace castellan::app
{

class HttpTransport final : public client::Transport
{
public:
    void request(client::Request request, Receiver receive) override;
    void listen(std::string_view path) override;

    /// The page has a piece of the body that answers a request.
    void arrived(int request, std::string_view piece);
    /// The page has the answer to a request.
    void answered(int request, client::Answer const& answer);

private:
    struct Waiting
    {
        Receiver receive;
        std::function<void(std::string_view)> take_piece;
    };

    std::unordered_map<int, Waiting> waiting_;
    int last_request_ = 0;
};

} // namespace castellan::app
