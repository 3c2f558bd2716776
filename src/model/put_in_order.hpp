// Sorting for what is loaded by a browser: std::sort writes two kilobytes anew for each type and each order; this writes
// two functions of a few bytes, and there is one sort for all.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <ranges>
#include <utility>

namespace castellan
{

/// A list whose type was forgotten: what put_in_order needs of it.
struct Sortable
{
    void const* list;
    std::size_t size;
    bool (*comes_before)(void const* list, std::size_t one, std::size_t other);
    void (*exchange)(void const* list, std::size_t one, std::size_t other);
};

void put_in_order(Sortable const& list);

/// Sorts like std::ranges::stable_sort: what neither comes before the other stays as it stands.
template <std::ranges::random_access_range Range, typename Before = std::ranges::less, typename Projection = std::identity>
void put_in_order(Range&& range, Before before = {}, Projection projection = {})
{
    auto const first = std::ranges::begin(range);
    using Position = decltype(first);
    using Step = std::iter_difference_t<Position>;
    struct List
    {
        Position first;
        Before* before;
        Projection* projection;
    };
    auto const list = List{first, std::addressof(before), std::addressof(projection)};
    put_in_order(Sortable{
        .list = &list,
        .size = static_cast<std::size_t>(std::ranges::distance(range)),
        .comes_before =
            [](void const* erased, std::size_t one, std::size_t other) {
                auto const& of = *static_cast<List const*>(erased);
                return static_cast<bool>(std::invoke(*of.before, std::invoke(*of.projection, of.first[static_cast<Step>(one)]),
                                                     std::invoke(*of.projection, of.first[static_cast<Step>(other)])));
            },
        .exchange =
            [](void const* erased, std::size_t one, std::size_t other) {
                auto const& of = *static_cast<List const*>(erased);
                std::ranges::swap(of.first[static_cast<Step>(one)], of.first[static_cast<Step>(other)]);
            },
    });
}

} // namespace castellan
