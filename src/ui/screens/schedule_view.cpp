#include "ui/screens/schedule_view.hpp"

#include "model/calendar.hpp"
#include "model/put_in_order.hpp"

#include <algorithm>
#include <tuple>

namespace castellan::ui {

namespace {

constexpr Instant minute_ms = 60'000;
constexpr Instant looked_ahead = 9 * minutes_a_day;

struct Span {
    std::int64_t from;
    std::int64_t until;
};

std::optional<Span> span_of(TypedWindow const& window)
{
    auto const from = parse_time(window.from);
    auto const until = parse_time(window.until);
    if (!from || !until)
        return std::nullopt;
    return Span{*from, *until};
}

} // namespace

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
        days.push_back({window.day, closed ? TypedWindow{} : TypedWindow{written_time(window.from), written_time(window.until % minutes_a_day)}});
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
