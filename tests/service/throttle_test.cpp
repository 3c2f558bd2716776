#include "service/throttle.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan;

TEST_CASE("A throttle counts within its window, and forgives", "[service][throttle]")
{
    auto throttle = Throttle{{.tries = 3, .window_ms = 1'000}};
    CHECK_FALSE(throttle.count_try("a", 0));
    CHECK_FALSE(throttle.count_try("a", 10));
    CHECK_FALSE(throttle.count_try("a", 20));
    CHECK(throttle.count_try("a", 30) == 970);
    CHECK_FALSE(throttle.count_try("b", 30));
    CHECK(throttle.count_try("a", 999) == 1);
    CHECK_FALSE(throttle.count_try("a", 1'000));

    throttle.forgive("b");
    for (auto tries = 0; tries < 3; ++tries)
        CHECK_FALSE(throttle.count_try("b", 1'000));
    CHECK(throttle.count_try("b", 1'000));
    throttle.give_back("b");
    CHECK_FALSE(throttle.count_try("b", 1'000));
}

TEST_CASE("A throttle keeps a bounded number of keys, whatever is thrown at it", "[service][throttle]")
{
    auto throttle = Throttle{{.tries = 1, .window_ms = 1'000'000}, 100};
    CHECK_FALSE(throttle.count_try("first", 0));
    CHECK(throttle.count_try("first", 0));
    for (auto number = 0; number < 99; ++number)
        CHECK_FALSE(throttle.count_try("key" + std::to_string(number), 1));
    CHECK(throttle.count_try("first", 2));
    for (auto number = 0; number < 10'000; ++number)
        CHECK_FALSE(throttle.count_try("more" + std::to_string(number), 2));
    CHECK_FALSE(throttle.count_try("first", 3)); // forgotten, as the oldest
    CHECK(throttle.count_try("more9999", 3));
}
