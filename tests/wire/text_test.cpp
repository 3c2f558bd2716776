#include "wire/text.hpp"
#include "wire/url.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <string>

using namespace castellan;
using namespace castellan::wire;

TEST_CASE("a text is UTF-8 or it is not", "[wire]")
{
    auto const good = GENERATE(as<std::string>{}, "", "abc", "é", "€", "🚑", "\xf4\x8f\xbf\xbf", "\xed\x9f\xbf");
    CAPTURE(good);
    CHECK(is_utf8(good));

    auto const bad = GENERATE(as<std::string>{}, "\x80", "\xc3", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80",
                              "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "a\xe2\x82", "\xe2\x28\xa1");
    CHECK_FALSE(is_utf8(bad));
}

TEST_CASE("a text keeps to the limits of its member", "[wire]")
{
    auto const [text, limits, problem] = GENERATE(table<std::string, TextLimits, std::string>({
        {"Ada", name_text, ""},
        {"", name_text, ""},
        {"", id_text, "must not be empty"},
        {"", new_id_text, ""},
        {std::string(120, 'x'), name_text, ""},
        {std::string(121, 'x'), name_text, "must be at most 120 characters long"},
        {"a\nb", name_text, "must not contain control characters"},
        {"a\nb", block_text, ""},
        {std::string{"a\0b", 3}, block_text, "must not contain control characters"},
        {"a\x7f", name_text, "must not contain control characters"},
        {"u-1_2.3", id_text, ""},
        {".hidden", id_text, "must be an id of letters, digits, `-`, `_` and `.`"},
        {"a/b", id_text, "must be an id of letters, digits, `-`, `_` and `.`"},
        {"ada@riverside.example", email_text, ""},
        {"ada", email_text, "must be an e-mail address"},
        {"@x", email_text, "must be an e-mail address"},
        {"a@", email_text, "must be an e-mail address"},
        {"a@b@c", email_text, "must be an e-mail address"},
        {"a b@c", email_text, "must be an e-mail address"},
        {"a@b,c@d", email_text, "must be an e-mail address"},
        {"2028-02-29", day_text, ""},
        {"2027-02-29", day_text, "must be a day such as 2027-03-01"},
        {"2027-3-1", day_text, "must be a day such as 2027-03-01"},
    }));
    CAPTURE(text);
    CHECK(problem_of(text, limits) == problem);
}

TEST_CASE("a limit counts characters and not bytes", "[wire]")
{
    auto text = std::string{};
    for (auto at = 0; at < 120; ++at)
        text += "é";
    CHECK(problem_of(text, name_text).empty());
    CHECK_FALSE(problem_of(text + "é", name_text).empty());
}

TEST_CASE("an instant is read in UTC, with or without milliseconds", "[wire]")
{
    CHECK(instant_of("2026-11-21T08:00:00Z") == 1'795'248'000'000);
    CHECK(instant_of("2026-11-21T08:00:00.123Z") == 1'795'248'000'123);
    auto const bad = GENERATE(as<std::string>{}, "", "2026-11-21", "2026-11-21T08:00:00", "2026-11-21T24:00:00Z",
                              "2026-11-21T08:60:00Z", "2026-11-21T08:00:60Z", "2026-13-21T08:00:00Z",
                              "2026-11-21 08:00:00Z", "2026-11-21T08:00:00+01:00", "2026-11-21T08:00:00,123Z",
                              "2026-11-21T08:00:00.1a3Z");
    CAPTURE(bad);
    CHECK_FALSE(instant_of(bad));
}

TEST_CASE("instants come back as they were written", "[wire]")
{
    constexpr auto step = 86'399'999 * Instant{997};
    for (auto instant = Instant{-62'000'000'000'000}; instant < 250'000'000'000'000; instant += step) {
        auto text = std::string{};
        append_instant(text, instant);
        CAPTURE(text);
        REQUIRE(instant_of(text) == instant);
    }
}

TEST_CASE("percent escapes are decoded strictly", "[wire]")
{
    CHECK(percent_decoded("a%20b") == "a b");
    CHECK(percent_decoded("%C3%A9") == "é");
    CHECK(percent_decoded(percent_encoded("Engine 7/é?&=+%🚑")) == "Engine 7/é?&=+%🚑");
    CHECK_FALSE(percent_decoded("%"));
    CHECK_FALSE(percent_decoded("%4"));
    CHECK_FALSE(percent_decoded("%4x"));
    CHECK_FALSE(percent_decoded("%00"));
    CHECK_FALSE(percent_decoded("%0d%0a"));
    CHECK_FALSE(percent_decoded("%ff"));
}

TEST_CASE("a query string has known parameters, each once", "[wire]")
{
    auto const query = Query::parse("q=ada+o%27k&limit=25&account=", "q account after limit");
    REQUIRE(query);
    CHECK(query->text("q") == "ada o'k");
    CHECK(query->text("account").empty());
    CHECK(query->text("after").empty());
    CHECK(query->number("limit", 1, 100, 50) == 25);
    CHECK(query->number("after", 1, 100, 50) == 50);
    CHECK(query->number("q", 1, 100, 50).error() == WireError{"q", "must be a whole number from 1 to 100"});
    CHECK(query->number("limit", 1, 20, 5).error() == WireError{"limit", "must be a whole number from 1 to 20"});

    CHECK(Query::parse("x=1", "q after").error() == WireError{"query", "`x` is not known here"});
    CHECK(Query::parse("after=1&after=2", "q after").error() == WireError{"after", "stands here twice"});
    CHECK(Query::parse("q=%zz", "q after").error() == WireError{"q", "is not well percent-encoded"});
    CHECK(Query::parse("q=" + std::string(501, 'a'), "q").error() == WireError{"q", "is too long"});
    CHECK(Query::parse("", "").has_value());
    CHECK(Query::parse("=1", "q").error() == WireError{"query", "`` is not known here"});
}
