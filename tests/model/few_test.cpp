// Few against std::vector: the same calls, the same content.
#include "model/few.hpp"

#include <catch2/catch_test_macros.hpp>

#include <random>
#include <utility>
#include <vector>

namespace castellan {

namespace {

using Numbers = Few<std::uint32_t, 4>;

bool same(Numbers const& few, std::vector<std::uint32_t> const& all)
{
    return std::ranges::equal(few, all) && few.size() == all.size() && few.empty() == all.empty();
}

} // namespace

TEST_CASE("Few holds what a vector would hold, in place and on the heap")
{
    auto random = std::mt19937{7};
    for (auto round = 0; round < 200; ++round) {
        auto few = Numbers{};
        auto all = std::vector<std::uint32_t>{};
        for (auto step = 0; step < 60; ++step) {
            auto const value = static_cast<std::uint32_t>(random() % 100);
            auto const at = all.empty() ? 0 : static_cast<std::ptrdiff_t>(random() % all.size());
            switch (random() % 8) {
            case 0:
            case 1:
            case 2:
                few.push_back(value);
                all.push_back(value);
                break;
            case 3:
                CHECK(*few.insert(few.begin() + at, value) == value);
                all.insert(all.begin() + at, value);
                break;
            case 4:
                if (!all.empty()) {
                    few.erase(few.begin() + at);
                    all.erase(all.begin() + at);
                }
                break;
            case 5:
                few.erase(few.begin() + at, few.end());
                all.erase(all.begin() + at, all.end());
                break;
            case 6: few = Numbers{few}; break;
            default:
                CHECK(erase_if(few, [](auto number) { return number % 7 == 0; }) ==
                      std::erase_if(all, [](auto number) { return number % 7 == 0; }));
            }
            REQUIRE(same(few, all));
        }
        auto const copy = few;
        CHECK(copy == few);
        auto const moved = std::move(few);
        CHECK(same(moved, all));
        few = all;
        CHECK(same(few, all));
        few.push_back(1);
        CHECK(few != moved);
        few.clear();
        CHECK(few.empty());
    }
}

TEST_CASE("Few sits beside what is looked at together with it")
{
    STATIC_CHECK(sizeof(Numbers) == 24);
    auto const listed = Numbers{1, 2, 3, 4, 5};
    CHECK(listed.front() == 1);
    CHECK(listed.back() == 5);
    CHECK(listed[2] == 3);
}

} // namespace castellan
