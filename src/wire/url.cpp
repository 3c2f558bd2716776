#include "wire/url.hpp"

#include "wire/text.hpp"

#include <algorithm>
#include <charconv>

namespace castellan::wire {

namespace {

int hex(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'f')
        return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F')
        return letter - 'A' + 10;
    return -1;
}

bool is_unreserved(char letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '-' || letter == '.' || letter == '_' || letter == '~';
}

/// Whether a list of names separated by spaces has this one.
bool has_word(std::string_view words, std::string_view wanted)
{
    while (!words.empty()) {
        auto const end = std::min(words.find(' '), words.size());
        if (words.substr(0, end) == wanted)
            return true;
        words.remove_prefix(std::min(end + 1, words.size()));
    }
    return false;
}

std::optional<std::string> query_decoded(std::string_view text)
{
    auto spaced = std::string{text};
    std::ranges::replace(spaced, '+', ' ');
    return percent_decoded(spaced);
}

} // namespace

std::optional<std::string> percent_decoded(std::string_view text)
{
    auto result = std::string{};
    result.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != '%') {
            result += text[at];
            continue;
        }
        if (text.size() - at < 3)
            return std::nullopt;
        auto const high = hex(text[at + 1]);
        auto const low = hex(text[at + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        result += static_cast<char>(high << 4 | low);
        at += 2;
    }
    auto const limits = TextLimits{.format = Format::line, .most = std::numeric_limits<std::uint32_t>::max()};
    if (!is_utf8(result) || !problem_of(result, limits).empty())
        return std::nullopt;
    return result;
}

std::string percent_encoded(std::string_view text)
{
    constexpr auto digits = std::string_view{"0123456789ABCDEF"};
    auto result = std::string{};
    for (auto const letter : text) {
        if (is_unreserved(letter)) {
            result += letter;
            continue;
        }
        auto const byte = static_cast<unsigned char>(letter);
        result += '%';
        result += digits[byte >> 4];
        result += digits[byte & 15];
    }
    return result;
}

std::expected<Query, WireError> Query::parse(std::string_view text, std::string_view known)
{
    constexpr auto longest = std::size_t{500};
    auto result = Query{};
    while (!text.empty()) {
        auto const end = std::min(text.find('&'), text.size());
        auto const part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (part.empty())
            continue;
        auto const equals = std::min(part.find('='), part.size());
        auto name = query_decoded(part.substr(0, equals));
        if (!name || !has_word(known, *name))
            return std::unexpected(WireError{"query", quoted_id(name.value_or("")) + " is not known here"});
        auto value = query_decoded(part.substr(std::min(equals + 1, part.size())));
        if (!value)
            return std::unexpected(WireError{*name, "is not well percent-encoded"});
        if (value->size() > longest)
            return std::unexpected(WireError{*name, "is too long"});
        if (std::ranges::contains(result.given_, *name, [](auto const& given) { return given.first; }))
            return std::unexpected(WireError{*name, "stands here twice"});
        result.given_.emplace_back(std::move(*name), std::move(*value));
    }
    return result;
}

std::string_view Query::text(std::string_view name) const
{
    for (auto const& [given, value] : given_) {
        if (given == name)
            return value;
    }
    return {};
}

std::expected<std::int64_t, WireError> Query::number(std::string_view name, std::int64_t least, std::int64_t most,
                                                     std::int64_t otherwise) const
{
    auto const value = text(name);
    if (value.empty())
        return otherwise;
    auto result = std::int64_t{0};
    auto const [end, problem] = std::from_chars(value.data(), value.data() + value.size(), result);
    if (problem != std::errc{} || end != value.data() + value.size() || result < least || result > most) {
        auto text = std::string{"must be a whole number from "};
        append_number(text, least);
        text += " to ";
        append_number(text, most);
        return std::unexpected(WireError{std::string{name}, std::move(text)});
    }
    return result;
}

} // namespace castellan::wire
