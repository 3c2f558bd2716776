// Local time by a POSIX TZ string (RFC 8536, 3.3.1).
#include <catch2/catch_test_macros.hpp>

#include "model/local_time.hpp"

#include <string_view>

namespace castellan::tests {

namespace {

using namespace std::chrono;

Instant utc(year_month_day day, int hour, int minute)
{
    return duration_cast<milliseconds>((sys_days{day} + hours{hour} + minutes{minute}).time_since_epoch()).count();
}

constexpr auto new_york = std::string_view{"EST5EDT,M3.2.0,M11.1.0"};
constexpr auto madrid = std::string_view{"CET-1CEST,M3.5.0,M10.5.0/3"};
constexpr auto sydney = std::string_view{"AEST-10AEDT,M10.1.0,M4.1.0/3"};

} // namespace

TEST_CASE("Without a rule it is UTC", "[model]")
{
    auto const time = local_time("", utc(2026y / 11 / 22, 5, 42));
    CHECK(time == LocalTime{2026y / 11 / 22, 7, 342});
    CHECK(local_time("nonsense", utc(2026y / 11 / 22, 5, 42)) == time);
    CHECK(local_time("", -60'000) == LocalTime{1969y / 12 / 31, 3, 1'439});
}

TEST_CASE("The clock goes forward and back on the minute", "[model]")
{
    // New York, 8 March 2026: 1:59 is followed by 3:00.
    CHECK(local_time(new_york, utc(2026y / 3 / 8, 6, 59)).minute == 119);
    CHECK(local_time(new_york, utc(2026y / 3 / 8, 7, 0)).minute == 180);
    // 1 November 2026: 1:59 is followed by 1:00.
    CHECK(local_time(new_york, utc(2026y / 11 / 1, 5, 59)).minute == 119);
    CHECK(local_time(new_york, utc(2026y / 11 / 1, 6, 0)).minute == 60);
    // Madrid, the last Sundays.
    CHECK(local_time(madrid, utc(2026y / 3 / 29, 0, 59)).minute == 119);
    CHECK(local_time(madrid, utc(2026y / 3 / 29, 1, 0)).minute == 180);
    CHECK(local_time(madrid, utc(2026y / 10 / 25, 0, 59)).minute == 179);
    CHECK(local_time(madrid, utc(2026y / 10 / 25, 1, 0)).minute == 120);
    // The south has summer over the turn of the year.
    CHECK(local_time(sydney, utc(2026y / 12 / 31, 13, 0)) == LocalTime{2027y / 1 / 1, 5, 0});
    CHECK(local_time(sydney, utc(2026y / 7 / 1, 14, 0)) == LocalTime{2026y / 7 / 2, 4, 0});
}

TEST_CASE("A day begins at midnight there, also on the days when clocks are turned", "[model]")
{
    CHECK(begin_of_day("", 2026y / 11 / 1) == utc(2026y / 11 / 1, 0, 0));
    CHECK(begin_of_day(new_york, 2026y / 11 / 1) == utc(2026y / 11 / 1, 4, 0)); // summer until 2:00 of this day
    CHECK(begin_of_day(new_york, 2026y / 12 / 1) == utc(2026y / 12 / 1, 5, 0));
    CHECK(begin_of_day(madrid, 2026y / 10 / 25) == utc(2026y / 10 / 24, 22, 0));
    CHECK(begin_of_day(madrid, 2026y / 10 / 26) == utc(2026y / 10 / 25, 23, 0));
    CHECK(begin_of_day(sydney, 2028y / 10 / 1) == utc(2028y / 9 / 30, 14, 0)); // turned on the very first of a month
    CHECK(begin_of_day(sydney, 2029y / 4 / 1) == utc(2029y / 3 / 31, 13, 0));
    // Havana: at midnight it is one o'clock; back at one it is midnight once more.
    constexpr auto havana = std::string_view{"CST5CDT,M3.2.0/0,M11.1.0/1"};
    CHECK(begin_of_day(havana, 2026y / 3 / 8) == utc(2026y / 3 / 8, 5, 0));
    CHECK(begin_of_day(havana, 2026y / 11 / 1) == utc(2026y / 11 / 1, 4, 0));
}

TEST_CASE("All forms of a rule are read", "[model]")
{
    CHECK(local_time("<+0545>-5:45", utc(2026y / 6 / 1, 0, 0)).minute == 345);
    CHECK(local_time("IST-2IDT,M3.4.4/26,M10.5.0", utc(2026y / 3 / 27, 0, 0)).minute == 180); // Friday after Thursday
    CHECK(local_time("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", utc(2026y / 7 / 1, 2, 0)).minute == 60);
    CHECK(local_time("AAA0BBB,J60,J300", utc(2028y / 3 / 1, 2, 0)).minute == 180); // J60 is 1 March in every year
    CHECK(local_time("AAA0BBB,59,300", utc(2028y / 2 / 29, 2, 0)).minute == 180);  // 59 counts 29 February
    for (auto const rule : {new_york, madrid, sydney, std::string_view{"UTC0"}})
        CHECK(is_time_zone_rule(rule));
    for (auto const rule : {"", "EST", "E5", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.2.0,M11.1.0x",
                            "EST999", "../../etc/passwd", "<+03-3"})
        CHECK_FALSE(is_time_zone_rule(rule));
}

TEST_CASE("A window ends before its last minute, and exceptions stand for the whole day", "[model]")
{
    auto const schedule =
        Integration{.hours = {{7, 480, 720}, {7, 780, 1'440}}, .exceptions = {{"2026-11-29", 600, 660}, {"2026-12-06", 0, 0}}};
    auto const at = [&](year_month_day day, int minute) { return is_open(schedule, {day, 7, minute}); };
    CHECK_FALSE(at(2026y / 11 / 22, 479));
    CHECK(at(2026y / 11 / 22, 480));
    CHECK(at(2026y / 11 / 22, 719));
    CHECK_FALSE(at(2026y / 11 / 22, 720));
    CHECK(at(2026y / 11 / 22, 1'439));
    CHECK_FALSE(at(2026y / 11 / 29, 500));
    CHECK(at(2026y / 11 / 29, 600));
    CHECK_FALSE(at(2026y / 12 / 6, 500));
    CHECK_FALSE(is_open(schedule, {2026y / 11 / 23, 1, 500}));
}

} // namespace castellan::tests
