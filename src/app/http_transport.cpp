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
    auto const in_pieces = request.take_piece != nullptr;
    waiting_.emplace(number, Waiting{std::move(receive), std::move(request.take_piece)});
    host_http(number, request.method.data(), request.method.size(), request.path.data(), request.path.size(),
              headers.data(), headers.size(), request.body.data(), request.body.size(), in_pieces ? 1 : 0);
}

void HttpTransport::listen(std::string_view path)
{
    host_listen(path.data(), path.size());
}

void HttpTransport::answered(int request, client::Answer const& answer)
{
    auto waiting = waiting_.extract(request);
    if (waiting)
        waiting.mapped().receive(answer);
}

void HttpTransport::arrived(int request, std::string_view piece)
{
    auto const waiting = waiting_.find(request);
    if (waiting != waiting_.end() && waiting->second.take_piece)
        waiting->second.take_piece(piece);
}

} // namespace castellan::app
