// A client that sends exactly the bytes it is told to. Blocking, with a time-out on everything, so that no test hangs.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::tests {

struct RawResponse {
    int status = 0;                            // 0: the connection ended before a whole head came
    std::map<std::string, std::string> fields; // names in lower case
    std::string body;

    std::string field(std::string const& name) const
    {
        auto const found = fields.find(name);
        return found == fields.end() ? "" : found->second;
    }
};

class RawClient {
public:
    explicit RawClient(std::uint16_t port, std::chrono::milliseconds patience = std::chrono::seconds(20));
    RawClient(RawClient&& other) noexcept;
    RawClient& operator=(RawClient&&) = delete;
    ~RawClient();

    bool connected() const { return socket_ >= 0; }

    /// False if the server has closed meanwhile.
    bool send(std::string_view bytes);
    void shut_down_sending();

    /// The next response, with its body by Content-Length or by chunks; interim responses (1xx) too.
    RawResponse response(bool head_only = false);

    /// A response's head alone; what follows is read by `until`.
    RawResponse head();

    /// Reads until the text has come; false if the connection ended or patience did.
    bool until(std::string_view text);

    /// Whether the server closes, without sending anything more, before patience ends.
    bool ends();

    std::string take_arrived() { return std::exchange(arrived_, {}); }

private:
    bool more();
    std::optional<std::string> line();

    int socket_ = -1;
    std::string arrived_;
};

/// One connection, one request, one response.
RawResponse ask(std::uint16_t port, std::string_view request);

} // namespace castellan::tests
