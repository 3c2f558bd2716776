// The client's way to its service in the browser: the page's fetch and EventSource.
#pragma once

#include "client/transport.hpp"

#include <unordered_map>

namespace castellan::app
{

class HttpTransport final : public client::Transport
{
public:
    void request(client::Request request, Receiver receive) override;
    void listen(std::string_view path) override;

    /// The page has the answer to a request.
    void answered(int request, client::Answer const& answer);

private:
    std::unordered_map<int, Receiver> waiting_;
    int last_request_ = 0;
};

} // namespace castellan::app
