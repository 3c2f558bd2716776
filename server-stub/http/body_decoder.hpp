// Takes one request's body out of what arrives: so many bytes, or strict chunks. Like the head's reading, it refuses
// whatever another reader could understand differently.
#pragma once

#include "server-stub/http/request_head.hpp"

namespace castellan::server {

class BodyDecoder {
public:
    BodyDecoder(RequestHead const& head, Limits const& limits);

    /// Takes what belongs to the body, appends the decoded part to `body`, and says how many bytes it took. What
    /// follows them is the next request's.
    std::expected<std::size_t, HttpProblem> take(std::string_view arrived, std::string& body);

    bool done() const { return state_ == State::done; }

private:
    enum class State : std::uint8_t { plain, size_line, data, data_end, trailer, done };

    std::expected<bool, HttpProblem> take_line(std::string_view& rest, std::size_t limit, std::string_view too_long);
    std::optional<HttpProblem> read_size_line();
    std::optional<HttpProblem> read_trailer_line();
    void take_data(std::string_view& rest, std::string& body);

    Limits limits_;
    State state_;
    std::uint64_t missing_ = 0; // bytes of the body, or of the chunk under way
    std::uint64_t total_ = 0;   // bytes of all chunks so far
    std::size_t extension_bytes_ = 0;
    std::size_t trailer_bytes_ = 0;
    std::string line_; // what has arrived of a chunk's size line, its end, or a trailer
};

} // namespace castellan::server
