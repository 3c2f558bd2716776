#include "app/http_transport.hpp"

#include "app/boundary.hpp"

namespace castellan::app
{

void HttpTransport::request(client::Request request, Receiver receive)
{
    std::string headers;
    for (auto const& [name, value] : request.headers)
        headers.append(name).append(": ").append(value).append("\n");
    auto const number = ++last_request_;
    waiting_.emplace(number, std::move(receive));
    host_http(number, request.method.data(), request.method.size(), request.path.data(), request.path.size(),
              headers.data(), headers.size(), request.body.data(), request.body.size());
}

void HttpTransport::listen(std::string_view path)
{
    host_listen(path.data(), path.size());
}

void HttpTransport::answered(int request, client::Answer const& answer)
{
    auto waiting = waiting_.extract(request);
    if (waiting)
        waiting.mapped()(answer);
}

} // namespace castellan::app
