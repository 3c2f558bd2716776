#include "server-stub/http/answer.hpp"

#include "server-stub/http/event_feed.hpp"

#include <format>

namespace castellan::server {

namespace {

std::string_view reason_of(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 201:
        return "Created";
    case 202:
        return "Accepted";
    case 204:
        return "No Content";
    case 304:
        return "Not Modified";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 405:
        return "Method Not Allowed";
    case 406:
        return "Not Acceptable";
    case 408:
        return "Request Timeout";
    case 409:
        return "Conflict";
    case 412:
        return "Precondition Failed";
    case 413:
        return "Content Too Large";
    case 414:
        return "URI Too Long";
    case 415:
        return "Unsupported Media Type";
    case 417:
        return "Expectation Failed";
    case 421:
        return "Misdirected Request";
    case 422:
        return "Unprocessable Content";
    case 428:
        return "Precondition Required";
    case 429:
        return "Too Many Requests";
    case 431:
        return "Request Header Fields Too Large";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    case 503:
        return "Service Unavailable";
    case 505:
        return "HTTP Version Not Supported";
    default:
        return ""; // the phrase may be empty; the status says it
    }
}

bool has_no_body(int status)
{
    return status == 204 || status == 304;
}

} // namespace

Answer::Answer() = default;
Answer::Answer(int status_, std::string_view content_type_, std::string body_)
    : status(status_),
      content_type(content_type_),
      body(std::move(body_))
{
}
Answer::Answer(Answer&&) noexcept = default;
Answer& Answer::operator=(Answer&&) noexcept = default;
Answer::~Answer() = default;

void Answer::add_field(std::string_view name, std::string_view value)
{
    fields.append(name).append(": ");
    for (auto const c : value)
        fields.push_back(static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c);
    fields.append("\r\n");
}

Answer problem_answer(HttpProblem const& problem)
{
    // The sentences are literals of this server without quotes or backslashes, so they are JSON as they stand.
    auto const status = static_cast<int>(problem.status);
    Answer answer(status, "application/problem+json",
                  std::format(R"({{"type":"about:blank","title":"{}","status":{},"detail":"{}"}})", reason_of(status),
                              status, problem.detail));
    answer.add_field("Cache-Control", "no-store");
    return answer;
}

void write_head(std::string& out, Answer const& answer, HeadOptions const& options)
{
    std::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\n", answer.status, reason_of(answer.status));
    out.append("Date: ").append(options.date).append("\r\n");
    if (!answer.content_type.empty() && answer.status != 304)
        out.append("Content-Type: ").append(answer.content_type).append("\r\n");
    if (!answer.is_open()) {
        if (!has_no_body(answer.status))
            std::format_to(std::back_inserter(out), "Content-Length: {}\r\n", answer.content().size());
    } else if (!options.version_1_0) {
        out.append("Transfer-Encoding: chunked\r\n");
    }
    if (!options.keep_alive)
        out.append("Connection: close\r\n");
    else if (options.version_1_0)
        out.append("Connection: keep-alive\r\n");
    out.append(answer.fields).append(options.security_fields).append("\r\n");
}

std::string http_date(std::chrono::sys_seconds at)
{
    return std::format("{:%a, %d %b %Y %H:%M:%S} GMT", at);
}

} // namespace castellan::server
