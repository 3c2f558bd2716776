#include "service/undo.hpp"

#include <ranges>

namespace castellan {

namespace {

template <class Row, class Handle>
auto copies(Table<Row, Handle> const& table, std::vector<Handle> const& handles)
{
    auto rows = std::vector<std::pair<Handle, Row>>{};
    rows.reserve(handles.size());
    for (auto const handle : handles)
        rows.emplace_back(handle, table[handle]);
    return rows;
}

template <class Former>
void put_back(World& world, Former& rows)
{
    for (auto& [handle, row] : rows)
        world.put_back(handle, std::move(row));
}

template <class Handle>
void take_back(World& world, std::vector<Handle> const& made)
{
    for (auto const handle : made)
        world.take_back(handle);
}

} // namespace

void Undo::apply(Change const& change, Stamp const& stamp)
{
    auto const touched = rows_touched_by(world_, change, stamp.actor);
    auto& step = steps_.emplace_back(Step{.users = copies(world_.users, touched.users),
                                          .groups = copies(world_.groups, touched.groups),
                                          .safes = copies(world_.safes, touched.safes),
                                          .assets = copies(world_.assets, touched.assets)});
    castellan::apply(world_, change, stamp);
    step.made = rows_made_by(world_, change);
}

void Undo::roll_back()
{
    for (auto& step : std::views::reverse(steps_)) {
        take_back(world_, step.made.users);
        take_back(world_, step.made.groups);
        take_back(world_, step.made.safes);
        take_back(world_, step.made.assets);
        put_back(world_, step.users);
        put_back(world_, step.groups);
        put_back(world_, step.safes);
        put_back(world_, step.assets);
    }
    steps_.clear();
    world_.revision = revision_;
}

} // namespace castellan
