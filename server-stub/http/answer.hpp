// What goes back to a client: status, fields, body, or a stream of events that stays open.
#pragma once

#include "server-stub/http/request_head.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace castellan::server {

class EventFeed;

/// A body that is made while it is sent.
class BodySource {
public:
    enum class State : std::uint8_t { more, done, broken };

    BodySource() = default;
    BodySource(BodySource const&) = delete;
    BodySource& operator=(BodySource const&) = delete;
    virtual ~BodySource() = default;

    /// Appends the next piece; asked for when the client has taken the former one. After `broken` the connection ends
    /// without the end of the body, so that the client knows that something is missing.
    virtual State next(std::string& text) = 0;
};

struct Answer {
    Answer();
    Answer(int status, std::string_view content_type, std::string body);
    Answer(Answer&&) noexcept;
    Answer& operator=(Answer&&) noexcept;
    ~Answer();

    int status = 200;
    std::string_view content_type; // a literal; empty: no content
    std::string body;
    std::string_view fixed_body;       // instead of `body`: text that outlives the server's answers
    std::string fields;                // further field lines; see add_field
    std::unique_ptr<EventFeed> events; // the answer stays open, and this is where its text comes from
    std::unique_ptr<BodySource> source; // instead of `body`

    /// Adds a field line. A control character in the value, which could forge a further field, becomes a space.
    void add_field(std::string_view name, std::string_view value);

    /// How long it is will show at its end.
    bool is_open() const { return events != nullptr || source != nullptr; }
    std::string_view content() const { return fixed_body.empty() ? std::string_view(body) : fixed_body; }
};

/// An answer to a request that was refused before it reached the application.
Answer problem_answer(HttpProblem const& problem);

/// What the answer's head depends on besides the answer.
struct HeadOptions {
    bool version_1_0 = false;
    bool keep_alive = true;
    std::string_view security_fields; // security_fields.hpp
    std::string_view date;            // http_date
};

/// Appends status line and fields with the empty line after them.
void write_head(std::string& out, Answer const& answer, HeadOptions const& options);

/// IMF-fixdate: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::chrono::sys_seconds at);

} // namespace castellan::server
