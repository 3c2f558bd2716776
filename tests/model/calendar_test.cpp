#include "model/calendar.hpp"

#include <catch2/catch_test_macros.hpp>

namespace castellan {

TEST_CASE("a day is read as RFC 3339 writes it, and only if the calendar has it")
{
    using namespace std::chrono;
    CHECK(parse_day("2027-03-01") == year_month_day{year{2027}, March, day{1}});
    CHECK(parse_day("2028-02-29") == year_month_day{year{2028}, February, day{29}});
    for (auto const* text : {"", "2027-02-29", "2027-13-01", "2027-00-10", "2027-3-1", "2027-03-011", "2027/03/01", "20a7-03-01"})
        CHECK_FALSE(parse_day(text));
    CHECK(written_day(year_month_day{year{987}, March, day{1}}) == "0987-03-01");
    CHECK(parse_day(written_day(year_month_day{year{2027}, December, day{31}})));
}

TEST_CASE("a time of day is read with one digit of an hour or two, and written with two")
{
    CHECK(parse_time("14:05") == 14 * 60 + 5);
    CHECK(parse_time("8:00") == 8 * 60);
    CHECK(parse_time("00:00") == 0);
    CHECK(parse_time("23:59") == 23 * 60 + 59);
    for (auto const* text : {"", ":", "8:", ":30", "24:00", "12:60", "123:4", "12:345", "1 :00", "-1:00", "12.30"})
        CHECK_FALSE(parse_time(text));
    CHECK(written_time(8 * 60 + 5) == "08:05");
    CHECK(written_time(minutes_a_day) == "24:00");
}

TEST_CASE("digits are read where they all are")
{
    CHECK(digits_at("a042", 1, 3) == 42);
    CHECK_FALSE(digits_at("a042", 0, 2));
    CHECK_FALSE(digits_at("a042", 2, 3));
    CHECK_FALSE(digits_at("a042", 9, 1));
    CHECK(padded(7, 4) == "0007");
    CHECK(padded(12345, 4) == "12345");
}

} // namespace castellan
