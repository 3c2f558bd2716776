#include "tests/bench/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <optional>
#include <vector>

namespace castellan::bench {

namespace {

/// The value of a field in a head, or nothing. Names are compared without case.
std::optional<std::string_view> field_of(std::string_view head, std::string_view name)
{
    for (auto at = head.find("\r\n"); at != std::string_view::npos; at = head.find("\r\n", at + 2)) {
        auto const line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
        if (line.size() <= name.size() || line[name.size()] != ':')
            continue;
        auto const same = std::ranges::equal(line.substr(0, name.size()), name, [](char a, char b) {
            return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
        });
        if (same) {
            auto value = line.substr(name.size() + 1);
            while (value.starts_with(' '))
                value.remove_prefix(1);
            return value;
        }
    }
    return std::nullopt;
}

std::size_t number_in(std::string_view text, int base)
{
    auto number = std::size_t{0};
    std::from_chars(text.data(), text.data() + text.size(), number, base);
    return number;
}

/// Where a chunked body ends within `text`, which begins with it; nothing while it is not complete. The chunks'
/// contents are appended to `body`.
std::optional<std::size_t> end_of_chunks(std::string_view text, std::string& body)
{
    body.clear();
    for (auto at = std::size_t{0};;) {
        auto const line_end = text.find("\r\n", at);
        if (line_end == std::string_view::npos)
            return std::nullopt;
        auto const size = number_in(text.substr(at, line_end - at), 16);
        auto const next = line_end + 2 + size + 2;
        if (next > text.size())
            return std::nullopt;
        if (size == 0)
            return next;
        body.append(text.substr(line_end + 2, size));
        at = next;
    }
}

/// The first complete response in `received`, which keeps the bytes that it refers to.
std::optional<Response> response_in(std::string const& received)
{
    auto const text = std::string_view{received};
    auto const head_end = text.find("\r\n\r\n");
    if (head_end == std::string_view::npos)
        return std::nullopt;
    auto response = Response{};
    response.head = text.substr(0, head_end + 2);
    response.status = static_cast<int>(number_in(text.substr(std::min<std::size_t>(9, text.size()), 3), 10));
    auto const rest = text.substr(head_end + 4);
    if (field_of(response.head, "transfer-encoding")) {
        auto const end = end_of_chunks(rest, response.body);
        if (!end)
            return std::nullopt;
        response.bytes = head_end + 4 + *end;
    } else {
        auto const length = number_in(field_of(response.head, "content-length").value_or("0"), 10);
        if (rest.size() < length)
            return std::nullopt;
        // OPTIMIZATION: only what went wrong is ever looked at; copying every page would be the generator's own cost.
        response.body = response.status / 100 == 2 ? std::string{} : std::string{rest.substr(0, length)};
        response.bytes = head_end + 4 + length;
    }
    return response;
}

std::string problem(std::string_view what)
{
    return std::string{what} + ": " + std::strerror(errno);
}

} // namespace

std::string request_text(std::string_view method, std::string_view path, std::string_view headers,
                         std::string_view body)
{
    auto text = std::string{};
    text.reserve(256 + body.size());
    text.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: localhost\r\n").append(headers);
    if (!body.empty()) {
        text.append("Content-Type: application/json\r\nContent-Length: ")
            .append(std::to_string(body.size()))
            .append("\r\n");
    }
    return text.append("\r\n").append(body);
}

struct Connection {
    int socket = -1;
    std::string to_send;
    std::size_t sent = 0;
    std::string received;
};

struct ClientLoop::Impl {
    int poll = ::epoll_create1(EPOLL_CLOEXEC);
    std::vector<Connection> connections;
    std::vector<char> buffer = std::vector<char>(std::size_t{1} << 18);
    std::string failure;

    void watch(std::size_t index, int operation, std::uint32_t events) const
    {
        auto event = epoll_event{.events = events, .data = {.u64 = index}};
        ::epoll_ctl(poll, operation, connections[index].socket, &event);
    }

    void flush(std::size_t index)
    {
        auto& connection = connections[index];
        while (connection.sent < connection.to_send.size()) {
            auto const written = ::send(connection.socket, connection.to_send.data() + connection.sent,
                                        connection.to_send.size() - connection.sent, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (written < 0) {
                if (errno == EAGAIN)
                    return watch(index, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
                failure = problem("send");
                return;
            }
            connection.sent += static_cast<std::size_t>(written);
        }
    }

    void receive(std::size_t index, OnResponse const& on_response)
    {
        auto& connection = connections[index];
        auto const got = ::recv(connection.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN)
            return;
        if (got <= 0) {
            failure = got == 0 ? std::string{"the server closed a connection"} : problem("recv");
            return;
        }
        connection.received.append(buffer.data(), static_cast<std::size_t>(got));
        if (auto const response = response_in(connection.received)) {
            on_response(index, *response);
            connection.received.erase(0, response->bytes);
        }
    }
};

ClientLoop::ClientLoop() : impl_(std::make_unique<Impl>()) {}

ClientLoop::~ClientLoop()
{
    for (auto const& connection : impl_->connections)
        ::close(connection.socket);
    ::close(impl_->poll);
}

std::expected<void, std::string> ClientLoop::open(std::uint16_t port)
{
    auto const handle = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (handle < 0)
        return std::unexpected(problem("socket"));
    auto address = sockaddr_in{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    impl_->connections.push_back({.socket = handle});
    auto storage = sockaddr{};
    static_assert(sizeof storage == sizeof address);
    std::memcpy(&storage, &address, sizeof storage);
    if (::connect(handle, &storage, sizeof storage) != 0)
        return std::unexpected(problem("connecting to port " + std::to_string(port)));
    auto const on = 1;
    ::setsockopt(handle, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    impl_->watch(impl_->connections.size() - 1, EPOLL_CTL_ADD, EPOLLIN);
    return {};
}

void ClientLoop::send(std::size_t connection, std::string request)
{
    impl_->connections[connection].to_send = std::move(request);
    impl_->connections[connection].sent = 0;
    impl_->flush(connection);
}

std::expected<void, std::string> ClientLoop::step(OnResponse const& on_response, int at_most_ms)
{
    auto events = std::array<epoll_event, 256>{};
    auto const count = ::epoll_wait(impl_->poll, events.data(), static_cast<int>(events.size()), at_most_ms);
    for (auto at = 0; at < count; ++at) {
        auto const& event = events[static_cast<std::size_t>(at)];
        auto const index = static_cast<std::size_t>(event.data.u64);
        if ((event.events & EPOLLOUT) != 0) {
            impl_->watch(index, EPOLL_CTL_MOD, EPOLLIN);
            impl_->flush(index);
        }
        if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0)
            impl_->receive(index, on_response);
        if (!impl_->failure.empty())
            return std::unexpected(impl_->failure);
    }
    return {};
}

std::expected<std::string, std::string> sign_in(std::uint16_t port, std::string_view path, std::string_view email,
                                                std::string_view password)
{
    auto loop = ClientLoop{};
    if (auto opened = loop.open(port); !opened)
        return std::unexpected(opened.error());
    auto const body = R"({"email":")" + std::string{email} + R"(","password":")" + std::string{password} + R"("})";
    loop.send(0, request_text("POST", path, "Castellan-Request: 1\r\n", body));
    auto result = std::expected<std::string, std::string>{std::unexpected("no answer")};
    for (auto answered = false; !answered;) {
        auto const stepped = loop.step([&](std::size_t, Response const& response) {
            answered = true;
            auto const cookie = field_of(response.head, "set-cookie");
            if (response.status / 100 == 2 && cookie)
                result = std::string{cookie->substr(0, cookie->find(';'))};
            else
                result = std::unexpected(std::to_string(response.status) + " " + response.body);
        });
        if (!stepped)
            return std::unexpected(stepped.error());
    }
    return result;
}

} // namespace castellan::bench
