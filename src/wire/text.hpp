// Texts from outside: is it UTF-8, is it short enough, does it look like what it should be?
#pragma once

#include "model/things.hpp"
#include "wire/schema.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace castellan::wire {

[[nodiscard]] bool is_utf8(std::string_view text);

/// Characters (code points) of a text that is UTF-8.
[[nodiscard]] std::size_t length_of(std::string_view text);

/// What is wrong with a text ("must be at most 120 characters"); empty if nothing is.
[[nodiscard]] std::string problem_of(std::string_view text, TextLimits limits);

/// "2026-11-21T08:00:00Z", with or without milliseconds; only UTC.
[[nodiscard]] std::optional<Instant> instant_of(std::string_view text);

/// Appends "2026-11-21T08:00:00.000Z".
void append_instant(std::string& out, Instant instant);

/// Appends a whole number.
void append_number(std::string& out, std::int64_t number);
void append_number(std::string& out, std::uint64_t number);

/// The text within backticks, cut to a length that fits in a sentence.
[[nodiscard]] std::string quoted_id(std::string_view id);

} // namespace castellan::wire
