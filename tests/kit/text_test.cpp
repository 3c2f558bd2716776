#include "ui/kit/text.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan::ui;

namespace {
constexpr std::int64_t minute = 60'000;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;
constexpr std::int64_t now = 1'795'288'000'000; // 2026-11-21 19:06:40 UTC
} // namespace

TEST_CASE("A person's initials are those of the first and the last name", "[kit][text]")
{
    CHECK(initials("Ada Lovelace") == "AL");
    CHECK(initials("ada") == "A");
    CHECK(initials("Maria del Carmen Santillán") == "MS");
    CHECK(initials("Łukasz Żak") == "ŁŻ");
    CHECK(initials("Jean-Luc Picard") == "JP");
    CHECK(initials("") == "");
    CHECK(initials("  ") == "");
}

TEST_CASE("Times are told as people tell them", "[kit][text]")
{
    CHECK(relative_time(0, now, 0) == "never");
    CHECK(relative_time(now - 20'000, now, 0) == "just now");
    CHECK(relative_time(now - minute, now, 0) == "1 minute ago");
    CHECK(relative_time(now - 59 * minute, now, 0) == "59 minutes ago");
    CHECK(relative_time(now - 3 * hour, now, 0) == "3 hours ago");
    CHECK(relative_time(now - 30 * hour, now, 0) == "yesterday");
    CHECK(relative_time(now - 3 * day, now, 0) == "3 days ago");
    CHECK(relative_time(now + 10 * minute, now, 0) == "in 10 minutes");
    CHECK(relative_time(now - 40 * day, now, 0) == "12 Oct");
    CHECK(relative_time(now - 400 * day, now, 0) == "17 Oct 2025");
}

TEST_CASE("A date stands in local time, over midnight too", "[kit][text]")
{
    CHECK(date_and_time(now, 0) == "21 November 2026, 19:06");
    CHECK(date_and_time(now, 5 * 60 + 30) == "22 November 2026, 00:36");
    CHECK(date_and_time(now, -20 * 60) == "20 November 2026, 23:06");
}

TEST_CASE("Numbers are grouped and counted", "[kit][text]")
{
    CHECK(grouped(0) == "0");
    CHECK(grouped(999) == "999");
    CHECK(grouped(100'000) == "100,000");
    CHECK(grouped(-1'234'567) == "-1,234,567");
    CHECK(grouped(-123) == "-123");
    CHECK(counted(1, "person", "people") == "1 person");
    CHECK(counted(1200, "person", "people") == "1,200 people");
}
