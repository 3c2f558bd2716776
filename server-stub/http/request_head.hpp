// The strict reading of one request head (RFC 9112). Whatever two readers could understand differently is refused: a
// proxy in front and this server must never disagree about where a request ends. There is no second parser behind this
// one.
#pragma once

#include "server-stub/http/limits.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::server {

struct Field {
    std::string_view name;
    std::string_view value;
};

/// A head that passed every check. Everything points into the text that it was read from.
struct RequestHead {
    std::string_view method;
    std::string_view target; // origin form: begins with "/"
    std::vector<Field> fields;
    std::uint64_t content_length = 0;
    bool chunked = false;
    bool version_1_0 = false;
    bool keep_alive = true;
    bool expects_continue = false;

    /// The field's value, or empty. The name is given in lower case; names are compared without case.
    std::string_view field(std::string_view name) const;
};

/// Why a request is refused: the status and a sentence for whoever wrote the client.
struct HttpProblem {
    unsigned status = 400;
    std::string_view detail;
};

/// Looks for the end of a head in what has arrived. `looked` remembers how far it was looked at before and starts at 0.
/// Returns the head's length with its empty line, nothing if more must come, or why no more is needed to refuse it.
std::expected<std::optional<std::size_t>, HttpProblem> find_head_end(std::string_view arrived, std::size_t& looked,
                                                                     Limits const& limits);

/// Reads a whole head, with its empty line.
std::expected<RequestHead, HttpProblem> parse_head(std::string_view text, Limits const& limits);

/// Reads one field line without its line end; also used for trailers.
std::expected<Field, HttpProblem> parse_field(std::string_view line);

bool equal_without_case(std::string_view left, std::string_view right);
bool is_token(std::string_view text);

} // namespace castellan::server
