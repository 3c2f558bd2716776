// Which rows a change touches: for taking it back.
#pragma once

#include "model/apply.hpp"
#include "wire/section.hpp"

#include <algorithm>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace castellan {

/// A list for each kind of thing.
template <template <class Handle> class List>
class OfEachKind {
public:
    template <class Handle>
    [[nodiscard]] List<Handle>& of()
    {
        return std::get<List<Handle>>(lists_);
    }
    template <class Handle>
    [[nodiscard]] List<Handle> const& of() const
    {
        return std::get<List<Handle>>(lists_);
    }

    /// Calls `act(none, list)` for each kind.
    template <class Act>
    void for_each(Act const& act)
    {
        wire::for_each_section([&]<class Handle>(Handle none) { act(none, of<Handle>()); });
    }
    template <class Act>
    void for_each(Act const& act) const
    {
        wire::for_each_section([&]<class Handle>(Handle none) { act(none, of<Handle>()); });
    }

private:
    template <class Handles>
    struct Lists;
    template <class... Handles>
    struct Lists<std::tuple<Handles...>> {
        using type = std::tuple<List<Handles>...>;
    };

    Lists<wire::Handles>::type lists_;
};

/// User for UserId.
template <class Handle>
using RowOf = std::remove_cvref_t<decltype(std::declval<World const&>().table_of(Handle{})[Handle{}])>;

template <class Handle>
using HandleVector = std::vector<Handle>;

/// Rows of all kinds, each once.
struct Rows : OfEachKind<HandleVector> {
    bool organization = false;

    template <class Tag>
    void add(Id<Tag> thing)
    {
        using Handle = Id<Tag>;
        if (thing)
            of<Handle>().push_back(thing);
    }
    template <HandleList List>
    void add(List const& things)
    {
        of<std::ranges::range_value_t<List>>().append_range(things);
    }
    template <class Handle, class Role>
    void add(Holdings<Handle, Role> const& holdings)
    {
        for (auto const& holding : holdings)
            add(holding.thing);
    }
    void unite()
    {
        for_each([](auto, auto& list) { castellan::unite(list); });
    }
};

/// The rows that `apply` will alter or remove, both ends of every relation that it changes included. Asked before.
[[nodiscard]] Rows rows_touched_by(World const& world, Change const& change, Actor actor);

/// The rows that `apply` has made. Asked after.
[[nodiscard]] Rows rows_made_by(World const& world, Change const& change);

} // namespace castellan
