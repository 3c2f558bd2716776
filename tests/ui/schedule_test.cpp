// Schedules on the screen: what is open now and when that changes, also where clocks are put forward and back; and hours as
// they are typed.
#include "ui/screens/schedule_view.hpp"

#include <catch2/catch_test_macros.hpp>

#include <chrono>

using namespace castellan;
using namespace castellan::ui;

namespace {

constexpr std::string_view new_york = "EST5EDT,M3.2.0,M11.1.0";

constexpr Instant utc(int year, unsigned month, unsigned day, int hour, int minute = 0)
{
    using namespace std::chrono;
    auto const at = sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}} + hours{hour} + minutes{minute};
    return duration_cast<milliseconds>(at.time_since_epoch()).count();
}

Integration every_day(std::int64_t from, std::int64_t until)
{
    auto schedule = Integration{};
    for (auto day = std::int64_t{1}; day <= 7; ++day)
        schedule.hours.push_back({day, from, until});
    return schedule;
}

} // namespace

TEST_CASE("S-14: a schedule is open within its hours, by the account's clock", "[ui][schedule][S-14]")
{
    auto const shift = every_day(8 * 60, 18 * 60);
    auto const closed = open_now(shift, new_york, utc(2026, 1, 15, 12)); // 07:00 there
    CHECK_FALSE(closed.open);
    CHECK(closed.changes_at == utc(2026, 1, 15, 13));
    auto const open = open_now(shift, new_york, utc(2026, 7, 15, 12)); // 08:00 there
    CHECK(open.open);
    CHECK(open.changes_at == utc(2026, 7, 15, 22));
}

TEST_CASE("S-14: on the day when clocks are put forward, hours that are skipped open what comes after them", "[ui][schedule][S-14]")
{
    // 8 March 2026: 01:59 EST is followed by 03:00 EDT, at 07:00 UTC.
    auto const skipped = every_day(2 * 60 + 30, 5 * 60);
    auto const before = open_now(skipped, new_york, utc(2026, 3, 8, 6, 30));
    CHECK_FALSE(before.open);
    CHECK(before.changes_at == utc(2026, 3, 8, 7)); // 03:00, the first minute behind what is skipped
    CHECK(open_now(skipped, new_york, utc(2026, 3, 8, 7)).changes_at == utc(2026, 3, 8, 9));
    // The day after it is an hour earlier by UTC than the day before.
    auto const shift = every_day(8 * 60, 18 * 60);
    CHECK(open_now(shift, new_york, utc(2026, 3, 7, 0)).changes_at == utc(2026, 3, 7, 13));
    CHECK(open_now(shift, new_york, utc(2026, 3, 9, 0)).changes_at == utc(2026, 3, 9, 12));
}

TEST_CASE("S-14: on the day when clocks are put back, an hour that comes twice is open twice", "[ui][schedule][S-14]")
{
    // 1 November 2026: 01:59 EDT is followed by 01:00 EST, at 06:00 UTC.
    auto const night = every_day(60 + 15, 60 + 45);
    auto const first = open_now(night, new_york, utc(2026, 11, 1, 5, 0));
    CHECK(first.changes_at == utc(2026, 11, 1, 5, 15));
    auto const in_it = open_now(night, new_york, utc(2026, 11, 1, 5, 20));
    CHECK(in_it.open);
    CHECK(in_it.changes_at == utc(2026, 11, 1, 5, 45));
    auto const between = open_now(night, new_york, utc(2026, 11, 1, 5, 50));
    CHECK_FALSE(between.open);
    CHECK(between.changes_at == utc(2026, 11, 1, 6, 15));
}

TEST_CASE("a day that is different counts instead of its weekday", "[ui][schedule][S-14]")
{
    auto shift = every_day(8 * 60, 18 * 60);
    shift.exceptions = {{.day = "2026-12-25"}, {"2026-12-26", 600, 660}};
    auto const eve = open_now(shift, "", utc(2026, 12, 24, 19));
    CHECK_FALSE(eve.open);
    CHECK(eve.changes_at == utc(2026, 12, 26, 10));
    CHECK(open_now(shift, "", utc(2026, 12, 26, 10, 30)).changes_at == utc(2026, 12, 26, 11));
}

TEST_CASE("what never changes says so", "[ui][schedule]")
{
    CHECK(open_now(every_day(0, 1'440), new_york, utc(2026, 5, 1, 0)).open);
    CHECK(open_now(every_day(0, 1'440), new_york, utc(2026, 5, 1, 0)).changes_at == 0);
    CHECK(open_now(Integration{}, new_york, utc(2026, 5, 1, 0)).changes_at == 0);
}

TEST_CASE("days that are different are closed without times, and end at their midnight", "[ui][schedule]")
{
    auto const days = std::vector<TypedDay>{{"2026-12-26", {"10:00", "00:00"}}, {"2026-12-25", {}}};
    auto const exceptions = exceptions_of(days);
    REQUIRE(exceptions);
    CHECK(*exceptions == std::vector<DayWindow>{{"2026-12-25", 0, 0}, {"2026-12-26", 600, 1'440}});
    CHECK(exceptions_of(typed_days(*exceptions)) == exceptions);
    CHECK_FALSE(exceptions_of({{"", {"10:00", "11:00"}}}));
    CHECK_FALSE(exceptions_of({{"2026-12-26", {"10:00", ""}}}));
    CHECK_FALSE(exceptions_of({{"2026-12-26", {"22:00", "06:00"}}}));
}
