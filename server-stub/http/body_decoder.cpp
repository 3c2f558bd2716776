#include "server-stub/http/body_decoder.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace castellan::server {

namespace {

constexpr std::size_t size_digits_at_most = 8;
constexpr std::size_t size_line_bytes = 256;

HttpProblem bad_chunk()
{
    return {400, "A chunk is not of the form that HTTP/1.1 asks for."};
}

/// `;name`, `;name=token` or `;name="text"`, without blanks. Nothing here knows an extension, so they are only skipped.
bool are_extensions(std::string_view text)
{
    while (!text.empty()) {
        if (text.front() != ';')
            return false;
        text.remove_prefix(1);
        auto const name_end = text.find_first_of("=;");
        if (!is_token(text.substr(0, name_end)))
            return false;
        if (name_end == std::string_view::npos)
            return true;
        text.remove_prefix(name_end);
        if (text.front() == ';')
            continue;
        text.remove_prefix(1);
        if (text.starts_with('"')) {
            auto const close = text.find('"', 1);
            if (close == std::string_view::npos)
                return false;
            auto const quoted = text.substr(1, close - 1);
            if (!std::ranges::all_of(quoted, [](char c) { return c >= ' ' && c < '\x7f' && c != '\\'; }))
                return false;
            text.remove_prefix(close + 1);
        } else {
            auto const value = text.substr(0, text.find(';'));
            if (!is_token(value))
                return false;
            text.remove_prefix(value.size());
        }
    }
    return true;
}

/// Fields that would change how the message is framed, routed or judged, if a reader took them from the trailer
/// (RFC 9110, 6.5.1).
constexpr auto not_in_trailers = std::to_array<std::string_view>({
    "authorization",
    "castellan-request",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "expect",
    "host",
    "if-match",
    "if-none-match",
    "idempotency-key",
    "origin",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
});

} // namespace

BodyDecoder::BodyDecoder(RequestHead const& head, Limits const& limits) : limits_(limits)
{
    missing_ = head.chunked ? 0 : head.content_length;
    state_ = head.chunked ? State::size_line : missing_ > 0 ? State::plain : State::done;
}

std::expected<std::size_t, HttpProblem> BodyDecoder::take(std::string_view arrived, std::string& body)
{
    auto rest = arrived;
    while (state_ != State::done && !rest.empty()) {
        if (state_ == State::plain || state_ == State::data) {
            take_data(rest, body);
            continue;
        }
        auto const limit = state_ == State::data_end ? 2 : size_line_bytes;
        auto const complete = take_line(rest, limit, "A line in the chunked body is too long.");
        if (!complete)
            return std::unexpected(complete.error());
        if (!*complete)
            break;
        std::optional<HttpProblem> problem;
        if (state_ == State::size_line)
            problem = read_size_line();
        else if (state_ == State::trailer)
            problem = read_trailer_line();
        else if (line_.empty())
            state_ = State::size_line;
        else
            problem = bad_chunk();
        if (problem)
            return std::unexpected(*problem);
        line_.clear();
    }
    return arrived.size() - rest.size();
}

void BodyDecoder::take_data(std::string_view& rest, std::string& body)
{
    auto const part = rest.substr(0, std::min<std::uint64_t>(rest.size(), missing_));
    body.append(part);
    rest.remove_prefix(part.size());
    missing_ -= part.size();
    if (missing_ == 0)
        state_ = state_ == State::plain ? State::done : State::data_end;
}

/// Moves a line into `line_`; true when it is complete, without its end.
std::expected<bool, HttpProblem> BodyDecoder::take_line(std::string_view& rest, std::size_t limit,
                                                        std::string_view too_long)
{
    auto const feed = rest.find('\n');
    auto const part = rest.substr(0, feed == std::string_view::npos ? feed : feed + 1);
    if (line_.size() + part.size() > limit)
        return std::unexpected(state_ == State::data_end ? bad_chunk() : HttpProblem{400, too_long});
    line_.append(part);
    rest.remove_prefix(part.size());
    if (feed == std::string_view::npos)
        return false;
    if (!line_.ends_with("\r\n"))
        return std::unexpected(bad_chunk());
    line_.resize(line_.size() - 2);
    return true;
}

std::optional<HttpProblem> BodyDecoder::read_size_line()
{
    auto const line = std::string_view(line_);
    auto const size_end = std::min(line.find(';'), line.size());
    auto const digits = line.substr(0, size_end);
    std::uint64_t size = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
    if (digits.empty() || digits.size() > size_digits_at_most || error != std::errc{} ||
        end != digits.data() + digits.size())
        return bad_chunk();

    auto const extensions = line.substr(size_end);
    extension_bytes_ += extensions.size();
    if (extension_bytes_ > limits_.chunk_extension_bytes || !are_extensions(extensions))
        return bad_chunk();

    total_ += size;
    if (total_ > limits_.body_bytes)
        return HttpProblem{413, "The body is too large."};
    missing_ = size;
    state_ = size == 0 ? State::trailer : State::data;
    return std::nullopt;
}

std::optional<HttpProblem> BodyDecoder::read_trailer_line()
{
    if (line_.empty()) {
        state_ = State::done;
        return std::nullopt;
    }
    trailer_bytes_ += line_.size();
    if (trailer_bytes_ > limits_.trailer_bytes)
        return HttpProblem{431, "The trailer is too large."};
    auto const field = parse_field(line_);
    if (!field)
        return field.error();
    auto const forbidden = [&](std::string_view name) { return equal_without_case(field->name, name); };
    if (std::ranges::any_of(not_in_trailers, forbidden))
        return HttpProblem{400, "A trailer must not carry fields that decide how the request is read."};
    return std::nullopt; // known to nobody here, so it is dropped
}

} // namespace castellan::server
