#include "wire/text.hpp"

#include "model/calendar.hpp"

#include <array>
#include <charconv>
#include <chrono>

namespace castellan::wire {

namespace {

constexpr std::int64_t day_ms = 86'400'000;

bool is_control(char letter)
{
    auto const byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte == 0x7f;
}

bool is_id(std::string_view text)
{
    if (!text.empty() && text.front() == '.')
        return false;
    for (auto const c : text) {
        auto const fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                          c == '_' || c == '.';
        if (!fits)
            return false;
    }
    return true;
}

/// Whether a text is the word of a role, so that no custom role can be called by it.
bool is_role_word(std::string_view text)
{
    return enum_named<ModuleRank>(text) || enum_named<OfferedRole>(text);
}

bool is_email(std::string_view text)
{
    auto const at = text.find('@');
    return at != std::string_view::npos && at != 0 && at + 1 != text.size() && text.find('@', at + 1) == text.npos &&
           text.find(' ') == text.npos && text.find(',') == text.npos && text.find(';') == text.npos &&
           text.find('<') == text.npos && text.find('>') == text.npos;
}

void append_padded(std::string& out, unsigned number, unsigned width)
{
    auto buffer = std::array<char, 10>{};
    for (auto at = width; at-- > 0; number /= 10)
        buffer[at] = static_cast<char>('0' + number % 10);
    out.append(buffer.data(), width);
}

template <class Number>
void append_digits(std::string& out, Number number)
{
    auto buffer = std::array<char, 20>{};
    auto const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number).ptr;
    out.append(buffer.data(), end);
}

} // namespace

bool is_utf8(std::string_view text)
{
    auto const byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    for (std::size_t at = 0; at < text.size();) {
        auto const lead = byte(at);
        if (lead < 0x80) {
            ++at;
            continue;
        }
        auto const more = lead >= 0xc2 && lead < 0xe0   ? 1u
                          : lead >= 0xe0 && lead < 0xf0 ? 2u
                          : lead >= 0xf0 && lead < 0xf5 ? 3u
                                                        : 0u;
        if (more == 0 || text.size() - at <= more)
            return false;
        for (auto next = 1u; next <= more; ++next) {
            if ((byte(at + next) & 0xc0) != 0x80)
                return false;
        }
        // Overlong forms, surrogates, and what lies beyond U+10FFFF.
        auto const second = byte(at + 1);
        if ((lead == 0xe0 && second < 0xa0) || (lead == 0xed && second >= 0xa0) || (lead == 0xf0 && second < 0x90) ||
            (lead == 0xf4 && second >= 0x90))
            return false;
        at += more + 1;
    }
    return true;
}

std::size_t length_of(std::string_view text)
{
    auto result = std::size_t{0};
    for (auto const letter : text)
        result += (static_cast<unsigned char>(letter) & 0xc0) != 0x80;
    return result;
}

std::string problem_of(std::string_view text, TextLimits limits)
{
    if (text.empty())
        return limits.may_be_empty ? std::string{} : std::string{"must not be empty"};
    // OPTIMIZATION: a text has at most as many characters as bytes, so that short ones are not counted.
    if (text.size() > limits.most && length_of(text) > limits.most) {
        auto result = std::string{"must be at most "};
        append_number(result, std::uint64_t{limits.most});
        return result += " characters long";
    }
    for (auto const letter : text) {
        if (is_control(letter) &&
            (limits.format != Format::block || (letter != '\n' && letter != '\t' && letter != '\r')))
            return "must not contain control characters";
    }
    switch (limits.format) {
    case Format::line:
    case Format::block: return {};
    case Format::id:
        return is_id(text) ? std::string{} : std::string{"must be an id of letters, digits, `-`, `_` and `.`"};
    case Format::role_id:
        if (!is_id(text))
            return problem_of(text, id_text);
        return is_role_word(text) ? std::string{"must not be the word of another role"} : std::string{};
    case Format::email: return is_email(text) ? std::string{} : std::string{"must be an e-mail address"};
    case Format::day: return parse_day(text) ? std::string{} : std::string{"must be a day such as 2027-03-01"};
    }
    return {};
}

std::optional<Instant> instant_of(std::string_view text)
{
    if ((text.size() != 20 && text.size() != 24) || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
        text.back() != 'Z')
        return std::nullopt;
    auto const day = parse_day(text.substr(0, 10));
    auto const hour = digits_at(text, 11, 2);
    auto const minute = digits_at(text, 14, 2);
    auto const second = digits_at(text, 17, 2);
    auto const fraction = text.size() == 20 ? std::optional{0} : text[19] == '.' ? digits_at(text, 20, 3) : std::nullopt;
    if (!day || !hour || *hour > 23 || !minute || *minute > 59 || !second || *second > 59 || !fraction)
        return std::nullopt;
    auto const days = std::chrono::sys_days{*day}.time_since_epoch().count();
    return days * day_ms + ((*hour * 60 + *minute) * 60 + *second) * std::int64_t{1000} + *fraction;
}

void append_instant(std::string& out, Instant instant)
{
    // Four digits of year: what lies outside is drawn to the edge. Clocks don't go there, hostile snapshots may.
    constexpr auto first = Instant{-62'167'219'200'000}; // 0000-01-01
    constexpr auto last = Instant{253'402'300'799'999};  // 9999-12-31
    instant = std::min(std::max(instant, first), last);
    auto const days = std::chrono::floor<std::chrono::days>(std::chrono::milliseconds{instant});
    auto const date = std::chrono::year_month_day{std::chrono::sys_days{days}};
    auto const ms = static_cast<unsigned>(instant - days.count() * day_ms);
    append_padded(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_padded(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    append_padded(out, ms / 3'600'000, 2);
    out += ':';
    append_padded(out, ms / 60'000 % 60, 2);
    out += ':';
    append_padded(out, ms / 1'000 % 60, 2);
    out += '.';
    append_padded(out, ms % 1'000, 3);
    out += 'Z';
}

void append_number(std::string& out, std::int64_t number) { append_digits(out, number); }
void append_number(std::string& out, std::uint64_t number) { append_digits(out, number); }

std::string quoted_id(std::string_view id)
{
    constexpr auto longest = std::size_t{64};
    auto result = std::string{"`"};
    auto cut = id.substr(0, longest);
    if (cut.size() < id.size()) {
        // Never in the middle of a character.
        while (!cut.empty() && (static_cast<unsigned char>(id[cut.size()]) & 0xc0) == 0x80)
            cut.remove_suffix(1);
    }
    for (auto const letter : cut)
        result += is_control(letter) ? '?' : letter;
    if (cut.size() < id.size())
        result += "…";
    return result += '`';
}

} // namespace castellan::wire
