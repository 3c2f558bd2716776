// Percent-encoding and query strings, strictly.
#pragma once

#include "wire/error.hpp"

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan::wire {

/// "a%20b" → "a b"; nothing if an escape is broken, or the result is no UTF-8 or has control characters.
[[nodiscard]] std::optional<std::string> percent_decoded(std::string_view text);

/// As a part of a path or query: everything but letters, digits and `-._~` is escaped.
[[nodiscard]] std::string percent_encoded(std::string_view text);

/// The parameters of a query string, decoded; `+` is a space.
class Query {
public:
    /// `known`: the names that may be given, separated by spaces (Route::query). Unknown and repeated ones are errors.
    [[nodiscard]] static std::expected<Query, WireError> parse(std::string_view text, std::string_view known);

    /// Empty if it was not given.
    [[nodiscard]] std::string_view text(std::string_view name) const;
    /// `otherwise` if it was not given; an error if it is no whole number between `least` and `most`.
    [[nodiscard]] std::expected<std::int64_t, WireError> number(std::string_view name, std::int64_t least,
                                                                std::int64_t most, std::int64_t otherwise) const;

private:
    std::vector<std::pair<std::string, std::string>> given_;
};

} // namespace castellan::wire
