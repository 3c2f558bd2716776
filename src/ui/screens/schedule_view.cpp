#include "ui/screens/schedule_view.hpp"

#include "model/put_in_order.hpp"

#include <algorithm>
#include <tuple>

namespace castellan::ui {

namespace {

constexpr std::int64_t minutes_a_day = 1'440;
constexpr Instant minute_ms = 60'000;
constexpr Instant looked_ahead = 9 * minutes_a_day;

/// "08:00", as a time field leaves it.
std::optional<std::int64_t> minute_of(std::string_view text)
{
    auto const is_digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
    if (text.size() != 5 || text[2] != ':' || !is_digit(0) || !is_digit(1) || !is_digit(3) || !is_digit(4))
        return std::nullopt;
    auto const minute = ((text[0] - '0') * 10 + (text[1] - '0')) * 60 + (text[3] - '0') * 10 + (text[4] - '0');
    return minute < minutes_a_day ? std::optional{std::int64_t{minute}} : std::nullopt;
}

struct Span {
    std::int64_t from;
    std::int64_t until;
};

std::optional<Span> span_of(TypedWindow const& window)
{
    auto const from = minute_of(window.from);
    auto const until = minute_of(window.until);
    if (!from || !until)
        return std::nullopt;
    return Span{*from, *until};
}

} // namespace

std::string written_time(std::int64_t minute)
{
    auto const two = [](std::int64_t number) { return std::string(number < 10 ? "0" : "") + std::to_string(number); };
    return two(minute / 60 % 24) + ':' + two(minute % 60);
}

OpenNow open_now(Integration const& schedule, std::string_view rule, Instant now)
{
    auto result = OpenNow{.open = is_open(schedule, local_time(rule, now))};
    // Minute by minute, since clocks that are put forward or back move what the day's windows mean.
    auto const this_minute = now - now % minute_ms;
    for (Instant ahead = 1; ahead <= looked_ahead; ++ahead) {
        auto const at = this_minute + ahead * minute_ms;
        if (is_open(schedule, local_time(rule, at)) != result.open) {
            result.changes_at = at;
            break;
        }
    }
    return result;
}

std::vector<TypedDay> typed_days(std::vector<DayWindow> const& exceptions)
{
    auto days = std::vector<TypedDay>{};
    for (auto const& window : exceptions) {
        auto const closed = window.from == window.until;
        days.push_back({window.day, closed ? TypedWindow{} : TypedWindow{written_time(window.from), written_time(window.until)}});
    }
    return days;
}

std::optional<std::vector<DayWindow>> exceptions_of(std::vector<TypedDay> const& days)
{
    auto exceptions = std::vector<DayWindow>{};
    for (auto const& typed : days) {
        if (typed.day.empty())
            return std::nullopt;
        if (typed.window == TypedWindow{}) {
            exceptions.push_back({.day = typed.day});
            continue;
        }
        auto const span = span_of(typed.window);
        if (!span || (span->until <= span->from && span->until != 0))
            return std::nullopt; // a day that is different ends at its midnight
        exceptions.push_back({typed.day, span->from, span->until == 0 ? minutes_a_day : span->until});
    }
    put_in_order(exceptions, {}, [](DayWindow const& one) { return std::tie(one.day, one.from, one.until); });
    return exceptions;
}

} // namespace castellan::ui
