#include "model/put_in_order.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

namespace castellan
{

void put_in_order(Sortable const& list)
{
    auto is_in_order = true;
    for (auto at = std::size_t{1}; at < list.size && is_in_order; ++at)
        is_in_order = !list.comes_before(list.list, at, at - 1);
    if (is_in_order)
        return;

    auto from = std::vector<std::size_t>(list.size);
    std::iota(from.begin(), from.end(), std::size_t{0});
    std::stable_sort(from.begin(), from.end(),
                     [&](std::size_t one, std::size_t other) { return list.comes_before(list.list, one, other); });

    // Place `at` is to get what stood at `from[at]`. Each exchange puts one thing where it stays; what had been there
    // goes to the place that was left, where the chain goes on.
    for (auto start = std::size_t{0}; start < list.size; ++start) {
        auto at = start;
        while (from[at] != start) {
            auto const next = from[at];
            list.exchange(list.list, at, next);
            from[at] = at;
            at = next;
        }
        from[at] = at;
    }
}

} // namespace castellan
