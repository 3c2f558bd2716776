#include "model/put_in_order.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_random.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

using namespace castellan;

namespace
{

struct Line
{
    int rank;
    std::string name;
    bool operator==(Line const&) const = default;
};

} // namespace

TEST_CASE("put_in_order sorts like std::stable_sort", "[model]")
{
    auto const size = GENERATE(std::size_t{0}, std::size_t{1}, std::size_t{2}, std::size_t{17}, std::size_t{1'000});
    auto const ranks = GENERATE_COPY(take(3, chunk(std::max(size, std::size_t{1}), random(0, 1 + static_cast<int>(size / 3)))));
    auto lines = std::vector<Line>{};
    for (auto at = std::size_t{0}; at < size; ++at)
        lines.push_back({ranks[at], "line " + std::to_string(at)});
    auto expected = lines;
    std::ranges::stable_sort(expected, {}, &Line::rank);
    put_in_order(lines, {}, &Line::rank);
    CHECK(lines == expected);
    put_in_order(lines, {}, &Line::rank);
    CHECK(lines == expected);
    std::ranges::stable_sort(expected, std::ranges::greater{}, &Line::name);
    put_in_order(lines, std::ranges::greater{}, &Line::name);
    CHECK(lines == expected);
}

TEST_CASE("put_in_order sorts a part of a list and leaves the rest", "[model]")
{
    auto numbers = std::vector{5, 4, 3, 2, 1};
    put_in_order(std::ranges::subrange(numbers.begin() + 1, numbers.begin() + 4));
    CHECK(numbers == std::vector{5, 2, 3, 4, 1});
}
