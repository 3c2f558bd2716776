#include "model/local_time.hpp"

#include "model/calendar.hpp"

#include <algorithm>
#include <array>

namespace castellan {

namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

/// A day of the year on which the clock is put forward or back, and the time of that day, by the clock before.
struct Switch {
    enum class Form { month, day_without_leap, day } form = Form::month;
    unsigned month = 1; // 1 … 12
    unsigned week = 1;  // 1 … 5, 5 the last
    unsigned weekday = 0; // 0 Sunday
    int day = 0;
    seconds of_day{7'200};
};

struct ZoneRule {
    seconds standard{0}; // to add to UTC
    seconds daylight{0};
    bool has_daylight = false;
    Switch forward;
    Switch back;
};

/// Reads a POSIX TZ string from front to end; each function takes what it reads off the text.
class ZoneReader {
public:
    explicit ZoneReader(std::string_view text) : text_(text) {}

    std::optional<ZoneRule> read()
    {
        auto rule = ZoneRule{};
        if (!name() || !offset(rule.standard))
            return std::nullopt;
        if (text_.empty())
            return rule;
        rule.has_daylight = true;
        rule.daylight = rule.standard + std::chrono::hours{1};
        if (!name())
            return std::nullopt;
        if (!text_.empty() && text_.front() != ',' && !offset(rule.daylight))
            return std::nullopt;
        if (!take(',') || !day(rule.forward) || !take(',') || !day(rule.back) || !text_.empty())
            return std::nullopt;
        return rule;
    }

private:
    bool take(char wanted)
    {
        if (text_.empty() || text_.front() != wanted)
            return false;
        text_.remove_prefix(1);
        return true;
    }

    /// "EST", "<+03>": at least three characters, which nobody needs here.
    bool name()
    {
        auto const quoted = take('<');
        auto const fits = [quoted](char c) {
            auto const letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            return letter || (quoted && ((c >= '0' && c <= '9') || c == '+' || c == '-'));
        };
        auto const end = std::ranges::find_if_not(text_, fits);
        auto const length = static_cast<std::size_t>(end - text_.begin());
        text_.remove_prefix(length);
        return length >= 3 && (!quoted || take('>'));
    }

    bool number(int most, int& result)
    {
        auto digits = 0;
        result = 0;
        while (!text_.empty() && text_.front() >= '0' && text_.front() <= '9' && digits < 3) {
            result = result * 10 + (text_.front() - '0');
            text_.remove_prefix(1);
            ++digits;
        }
        return digits > 0 && result <= most;
    }

    /// [+-]hh[:mm[:ss]], hours up to 167 (RFC 8536, 3.3.1).
    bool hours_of(seconds& result)
    {
        auto const negative = take('-');
        if (!negative)
            take('+');
        auto hours = 0;
        auto minutes = 0;
        auto rest = 0;
        if (!number(167, hours) || (take(':') && (!number(59, minutes) || (take(':') && !number(59, rest)))))
            return false;
        result = std::chrono::hours{hours} + std::chrono::minutes{minutes} + seconds{rest};
        if (negative)
            result = -result;
        return true;
    }

    /// What is written is to be added to local time; west is positive.
    bool offset(seconds& result)
    {
        if (!hours_of(result))
            return false;
        result = -result;
        return true;
    }

    bool day(Switch& result)
    {
        if (take('M')) {
            auto month = 0;
            auto week = 0;
            auto weekday = 0;
            if (!number(12, month) || month == 0 || !take('.') || !number(5, week) || week == 0 || !take('.') ||
                !number(6, weekday))
                return false;
            result.month = static_cast<unsigned>(month);
            result.week = static_cast<unsigned>(week);
            result.weekday = static_cast<unsigned>(weekday);
        } else {
            result.form = take('J') ? Switch::Form::day_without_leap : Switch::Form::day;
            if (!number(365, result.day))
                return false;
        }
        return !take('/') || hours_of(result.of_day);
    }

    std::string_view text_;
};

sys_days day_of(Switch const& when, year in)
{
    switch (when.form) {
    case Switch::Form::month: {
        auto const weekday = std::chrono::weekday{when.weekday};
        auto const month = in / std::chrono::month{when.month};
        return when.week == 5 ? sys_days{month / weekday[std::chrono::last]} : sys_days{month / weekday[when.week]};
    }
    case Switch::Form::day_without_leap: { // 1 … 365; February 29 is never counted
        auto const leaps = in.is_leap() && when.day >= 60 ? 1 : 0;
        return sys_days{in / 1 / 1} + days{when.day - 1 + leaps};
    }
    case Switch::Form::day: break; // 0 … 365
    }
    return sys_days{in / 1 / 1} + days{when.day};
}

bool is_daylight(ZoneRule const& rule, std::chrono::sys_seconds at)
{
    auto const in = year_month_day{std::chrono::floor<days>(at + rule.standard)}.year();
    auto const forward = day_of(rule.forward, in) + rule.forward.of_day - rule.standard;
    auto const back = day_of(rule.back, in) + rule.back.of_day - rule.daylight;
    return forward < back ? forward <= at && at < back : !(back <= at && at < forward);
}

bool is_within(std::int64_t from, std::int64_t until, int minute) { return from <= minute && minute < until; }

} // namespace

LocalTime local_time(std::string_view rule, Instant at)
{
    auto const moment = std::chrono::floor<seconds>(std::chrono::sys_time<std::chrono::milliseconds>{
        std::chrono::milliseconds{at}});
    auto const zone = ZoneReader{rule}.read().value_or(ZoneRule{});
    auto const local = moment + (zone.has_daylight && is_daylight(zone, moment) ? zone.daylight : zone.standard);
    auto const day = std::chrono::floor<days>(local);
    return {.day = year_month_day{day},
            .weekday = static_cast<int>(std::chrono::weekday{day}.iso_encoding()),
            .minute = static_cast<int>(std::chrono::floor<std::chrono::minutes>(local - day).count())};
}

Instant begin_of_day(std::string_view rule, year_month_day day)
{
    constexpr auto minute_ms = Instant{60'000};
    constexpr auto day_minutes = std::int64_t{24} * 60;
    auto const midnight = std::int64_t{sys_days{day}.time_since_epoch().count()} * day_minutes;
    auto const minute_there = [&](Instant at) {
        auto const local = local_time(rule, at);
        return std::int64_t{sys_days{local.day}.time_since_epoch().count()} * day_minutes + local.minute;
    };
    // The zone's shift at a first guess may be that of the other side of a switch, the one found by it hardly is.
    auto const guess = midnight * minute_ms;
    auto const near = guess - (minute_there(guess) - midnight) * minute_ms;
    auto const begin = guess - (minute_there(near) * minute_ms - near);
    return minute_there(begin) == midnight ? begin : std::max(near, begin);
}

bool is_time_zone_rule(std::string_view rule)
{
    return ZoneReader{rule}.read().has_value();
}

bool is_open(Integration const& schedule, LocalTime const& time)
{
    auto is_exception = false;
    for (auto const& window : schedule.exceptions) {
        if (parse_day(window.day) != time.day)
            continue;
        if (is_within(window.from, window.until, time.minute))
            return true;
        is_exception = true;
    }
    return !is_exception && std::ranges::any_of(schedule.hours, [&](WeeklyWindow const& window) {
        return window.weekday == time.weekday && is_within(window.from, window.until, time.minute);
    });
}

} // namespace castellan
