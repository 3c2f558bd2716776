#include "model/calendar.hpp"

namespace castellan {

std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count)
{
    if (at > text.size() || count > text.size() - at)
        return std::nullopt;
    auto number = 0;
    for (auto const letter : text.substr(at, count)) {
        if (letter < '0' || letter > '9')
            return std::nullopt;
        number = number * 10 + (letter - '0');
    }
    return number;
}

std::optional<std::chrono::year_month_day> parse_day(std::string_view text)
{
    if (text.size() != 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    auto const year = digits_at(text, 0, 4);
    auto const month = digits_at(text, 5, 2);
    auto const day = digits_at(text, 8, 2);
    if (!year || !month || !day)
        return std::nullopt;
    auto const date =
        std::chrono::year_month_day{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                    std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional{date} : std::nullopt;
}

std::string written_day(std::chrono::year_month_day day)
{
    return padded(static_cast<unsigned>(static_cast<int>(day.year())), 4) + '-' +
           padded(static_cast<unsigned>(day.month()), 2) + '-' + padded(static_cast<unsigned>(day.day()), 2);
}

std::optional<int> parse_time(std::string_view text)
{
    auto const colon = text.find(':');
    if (colon == std::string_view::npos || colon < 1 || colon > 2 || text.size() - colon < 2 || text.size() - colon > 3)
        return std::nullopt;
    auto const hour = digits_at(text, 0, colon);
    auto const minute = digits_at(text, colon + 1, text.size() - colon - 1);
    if (!hour || !minute || *hour > 23 || *minute > 59)
        return std::nullopt;
    return *hour * 60 + *minute;
}

std::string written_time(std::int64_t minutes)
{
    return padded(static_cast<unsigned>(minutes / 60), 2) + ':' + padded(static_cast<unsigned>(minutes % 60), 2);
}

std::string padded(unsigned number, std::size_t width)
{
    auto digits = std::to_string(number);
    return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

} // namespace castellan
