#include "service/undo.hpp"

#include <ranges>

namespace castellan {

void Undo::apply(Change const& change, Stamp const& stamp)
{
    auto const touched = rows_touched_by(world_, change, stamp.actor);
    auto& step = steps_.emplace_back();
    touched.for_each([&]<class Handle>(Handle none, std::vector<Handle> const& handles) {
        auto& rows = step.former.template of<Handle>();
        rows.reserve(handles.size());
        for (auto const handle : handles)
            rows.emplace_back(handle, std::as_const(world_).table_of(none)[handle]);
    });
    if (touched.organization)
        step.organization = world_.organization;
    castellan::apply(world_, change, stamp);
    step.made = rows_made_by(world_, change);
}

void Undo::roll_back()
{
    for (auto& step : std::views::reverse(steps_)) {
        step.made.for_each([this](auto, auto const& made) {
            for (auto const handle : made)
                world_.take_back(handle);
        });
        step.former.for_each([this](auto, auto& rows) {
            for (auto& [handle, row] : rows)
                world_.put_back(handle, std::move(row));
        });
        if (step.organization)
            world_.organization = std::move(*step.organization);
    }
    steps_.clear();
    world_.revision = revision_;
}

} // namespace castellan
