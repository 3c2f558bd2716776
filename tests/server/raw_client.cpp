#include "tests/server/raw_client.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace castellan::tests {

namespace {

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

} // namespace

RawClient::RawClient(std::uint16_t port, std::chrono::milliseconds patience)
{
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    timeval const time{patience.count() / 1000, static_cast<suseconds_t>(patience.count() % 1000 * 1000)};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
    int const on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr const*>(&address), sizeof address) != 0) {
        ::close(socket_);
        socket_ = -1;
    }
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)),
      arrived_(std::move(other.arrived_))
{
}

RawClient::~RawClient()
{
    if (socket_ >= 0)
        ::close(socket_);
}

bool RawClient::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        auto const count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void RawClient::shut_down_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

bool RawClient::more()
{
    std::array<char, 16 * 1024> buffer;
    auto const count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count <= 0)
        return false;
    arrived_.append(buffer.data(), static_cast<std::size_t>(count));
    return true;
}

std::optional<std::string> RawClient::line()
{
    std::size_t end = 0;
    while ((end = arrived_.find("\r\n")) == std::string::npos)
        if (!more())
            return std::nullopt;
    auto text = arrived_.substr(0, end);
    arrived_.erase(0, end + 2);
    return text;
}

RawResponse RawClient::head()
{
    RawResponse response;
    auto const first = line();
    if (!first || first->size() < 12)
        return response;
    response.status = std::stoi(first->substr(9, 3));
    for (auto next = line(); next && !next->empty(); next = line()) {
        auto const colon = next->find(": ");
        response.fields[lower(next->substr(0, colon))] = colon == std::string::npos ? "" : next->substr(colon + 2);
    }
    return response;
}

RawResponse RawClient::response(bool head_only)
{
    auto response = head();
    if (head_only || response.status < 200 || response.status == 204 || response.status == 304)
        return response;
    if (response.field("transfer-encoding") == "chunked") {
        while (auto const size_line = line()) {
            auto const size = std::stoul(*size_line, nullptr, 16);
            while (arrived_.size() < size + 2)
                if (!more())
                    return response;
            response.body.append(arrived_, 0, size);
            arrived_.erase(0, size + 2);
            if (size == 0)
                break;
        }
        return response;
    }
    auto const length = response.field("content-length");
    auto const size = length.empty() ? 0 : std::stoul(length);
    while (arrived_.size() < size)
        if (!more())
            break;
    response.body = arrived_.substr(0, size);
    arrived_.erase(0, size);
    return response;
}

bool RawClient::until(std::string_view text)
{
    while (true) {
        if (auto const found = arrived_.find(text); found != std::string::npos) {
            arrived_.erase(0, found + text.size());
            return true;
        }
        if (!more())
            return false;
    }
}

bool RawClient::ends()
{
    std::array<char, 1024> buffer;
    auto const count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    return arrived_.empty() && (count == 0 || (count < 0 && errno == ECONNRESET));
}

RawResponse ask(std::uint16_t port, std::string_view request)
{
    RawClient client(port);
    client.send(request);
    return client.response();
}

} // namespace castellan::tests
