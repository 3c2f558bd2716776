#include "server-stub/http/request_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace castellan::server {

namespace {

constexpr bool is_token_character(char c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
        return true;
    return std::string_view("!#$%&'*+-.^_`|~").contains(c);
}

constexpr auto token_characters = [] {
    std::array<bool, 256> table{};
    for (std::size_t c = 0; c < table.size(); ++c)
        table[c] = is_token_character(static_cast<char>(c));
    return table;
}();

bool may_be_in_token(char c)
{
    return token_characters[static_cast<unsigned char>(c)];
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

bool is_hex(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'f');
}

std::unexpected<HttpProblem> refuse(unsigned status, std::string_view detail)
{
    return std::unexpected(HttpProblem{status, detail});
}

std::string_view without_outer_space(std::string_view text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Takes the text up to the next CRLF; the caller knows that there is one.
std::string_view take_line(std::string_view& text)
{
    auto const end = text.find("\r\n");
    auto const line = text.substr(0, end);
    text.remove_prefix(end + 2);
    return line;
}

std::optional<HttpProblem> problem_of_target(std::string_view target, Limits const& limits)
{
    if (target.size() > limits.target_bytes)
        return HttpProblem{414, "The address is too long."};
    // Absolute and authority form are for proxies, and would name a host a second time.
    if (target.empty() || target.front() != '/')
        return HttpProblem{400, "The request target must be a path that begins with a slash."};
    for (std::size_t i = 0; i < target.size(); ++i) {
        auto const c = target[i];
        if (c <= ' ' || c >= '\x7f' || std::string_view("\"#<>\\^`{|}").contains(c))
            return HttpProblem{400, "The request target has a character that must be percent-encoded."};
        if (c != '%')
            continue;
        if (i + 2 >= target.size() || !is_hex(target[i + 1]) || !is_hex(target[i + 2]))
            return HttpProblem{400, "The request target has a percent sign without two hexadecimal digits."};
        if (target[i + 1] == '0' && target[i + 2] == '0')
            return HttpProblem{400, "The request target has a null character."};
    }
    return std::nullopt;
}

std::optional<HttpProblem> read_request_line(std::string_view line, RequestHead& head, Limits const& limits)
{
    auto const first = line.find(' ');
    auto const last = line.rfind(' ');
    if (first == std::string_view::npos || first == last || line.find(' ', first + 1) != last)
        return HttpProblem{400, "The request line must be a method, a target and a version, each one space apart."};
    head.method = line.substr(0, first);
    head.target = line.substr(first + 1, last - first - 1);
    auto const version = line.substr(last + 1);

    if (!is_token(head.method))
        return HttpProblem{400, "The method is not a token."};
    if (version.size() != 8 || !version.starts_with("HTTP/"))
        return HttpProblem{400, "The request line must end with the version of HTTP."};
    if (version != "HTTP/1.1" && version != "HTTP/1.0")
        return HttpProblem{505, "Only HTTP/1.1 and HTTP/1.0 are spoken here."};
    head.version_1_0 = version == "HTTP/1.0";
    return problem_of_target(head.target, limits);
}

/// Digits and nothing else: "+5", "5, 5", "0x5" and an empty value are each read differently somewhere.
std::optional<std::uint64_t> digits(std::string_view text)
{
    if (text.empty() || text.size() > 18 || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    std::uint64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

/// How often the fields occur that decide where the request ends and whom it is for.
struct Framing {
    int hosts = 0;
    int content_lengths = 0;
    int transfer_encodings = 0;
    bool close = false;
    bool keep_alive = false;
};

void read_connection(std::string_view value, Framing& framing)
{
    while (true) {
        auto const comma = value.find(',');
        auto const option = without_outer_space(value.substr(0, comma));
        framing.close = framing.close || equal_without_case(option, "close");
        framing.keep_alive = framing.keep_alive || equal_without_case(option, "keep-alive");
        if (comma == std::string_view::npos)
            return;
        value.remove_prefix(comma + 1);
    }
}

std::optional<HttpProblem> look_at(Field const& field, RequestHead& head, Framing& framing, Limits const& limits)
{
    if (equal_without_case(field.name, "host")) {
        if (++framing.hosts > 1)
            return HttpProblem{400, "There must be exactly one Host field."};
    } else if (equal_without_case(field.name, "content-length")) {
        auto const length = digits(field.value);
        if (++framing.content_lengths > 1 || !length)
            return HttpProblem{400, "Content-Length must be given once, in digits."};
        if (*length > limits.body_bytes)
            return HttpProblem{413, "The body is too large."};
        head.content_length = *length;
    } else if (equal_without_case(field.name, "transfer-encoding")) {
        if (++framing.transfer_encodings > 1)
            return HttpProblem{400, "Transfer-Encoding must be given once."};
        if (!equal_without_case(field.value, "chunked"))
            return HttpProblem{501, "The only known transfer coding is chunked."};
        head.chunked = true;
    } else if (equal_without_case(field.name, "connection")) {
        read_connection(field.value, framing);
    } else if (equal_without_case(field.name, "expect")) {
        if (!equal_without_case(field.value, "100-continue"))
            return HttpProblem{417, "The only known expectation is 100-continue."};
        head.expects_continue = true;
    } else if (equal_without_case(field.name, "content-encoding")) {
        if (!equal_without_case(field.value, "identity"))
            return HttpProblem{415, "Bodies are taken without a content coding."};
    }
    return std::nullopt;
}

} // namespace

bool equal_without_case(std::string_view left, std::string_view right)
{
    return left.size() == right.size() && std::ranges::equal(left, right, {}, lower, lower);
}

bool is_token(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, may_be_in_token);
}

std::string_view RequestHead::field(std::string_view name) const
{
    auto const found = std::ranges::find_if(fields, [&](Field const& f) { return equal_without_case(f.name, name); });
    return found == fields.end() ? std::string_view{} : found->value;
}

std::expected<std::optional<std::size_t>, HttpProblem> find_head_end(std::string_view arrived, std::size_t& looked,
                                                                     Limits const& limits)
{
    // Something that can't begin a method isn't HTTP; most often it is a TLS handshake.
    if (looked == 0 && !arrived.empty() && !may_be_in_token(arrived.front()))
        return refuse(400, "This is not an HTTP request.");

    while (true) {
        auto const feed = arrived.find('\n', looked);
        if (feed == std::string_view::npos)
            break;
        // A bare line feed ends a line for some readers and not for others.
        if (feed == 0 || arrived[feed - 1] != '\r')
            return refuse(400, "Lines must end with a carriage return and a line feed.");
        looked = feed + 1;
        if (feed >= 3 && arrived[feed - 2] == '\n') {
            if (looked > limits.head_bytes)
                break;
            return looked;
        }
    }
    if (arrived.size() > limits.head_bytes || looked > limits.head_bytes)
        return refuse(431, "The request head is too large.");
    looked = std::max(looked, arrived.size());
    return std::nullopt;
}

std::expected<Field, HttpProblem> parse_field(std::string_view line)
{
    if (line.front() == ' ' || line.front() == '\t')
        return refuse(400, "A field must not be folded over several lines.");
    auto const colon = line.find(':');
    if (colon == std::string_view::npos)
        return refuse(400, "A field must have a colon.");
    Field const field{line.substr(0, colon), without_outer_space(line.substr(colon + 1))};
    if (!is_token(field.name)) // also a space before the colon
        return refuse(400, "A field name may have letters, digits and hyphens only, and no space before its colon.");
    for (auto const c : field.value)
        if ((static_cast<unsigned char>(c) < ' ' && c != '\t') || c == '\x7f')
            return refuse(400, "A field value must not have control characters.");
    return field;
}

std::expected<RequestHead, HttpProblem> parse_head(std::string_view text, Limits const& limits)
{
    RequestHead head;
    if (auto const problem = read_request_line(take_line(text), head, limits))
        return std::unexpected(*problem);

    Framing framing;
    head.fields.reserve(16);
    for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
        auto const field = parse_field(line);
        if (!field)
            return std::unexpected(field.error());
        if (head.fields.size() == limits.fields)
            return refuse(431, "The request has too many fields.");
        if (auto const problem = look_at(*field, head, framing, limits))
            return std::unexpected(*problem);
        head.fields.push_back(*field);
    }

    if (framing.hosts != 1)
        return refuse(400, "There must be exactly one Host field.");
    if (framing.content_lengths > 0 && head.chunked)
        return refuse(400, "A request has either Content-Length or Transfer-Encoding.");
    if (head.version_1_0 && head.chunked)
        return refuse(400, "HTTP/1.0 knows no chunked bodies.");
    head.keep_alive = head.version_1_0 ? framing.keep_alive && !framing.close : !framing.close;
    head.expects_continue = head.expects_continue && !head.version_1_0;
    return head;
}

} // namespace castellan::server
