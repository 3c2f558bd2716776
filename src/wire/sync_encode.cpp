#include "rules/cut.hpp"
#include "rules/sight.hpp"
#include "wire/rows.hpp"
#include "wire/sections.hpp"
#include "wire/sync.hpp"
#include "wire/view.hpp"

#include <algorithm>
#include <utility>

namespace castellan::wire {

namespace {

class Cutter {
public:
    Cutter(World const& world, UserId viewer, std::optional<std::uint64_t> number, GroupId terminal)
        : world_(world), viewer_(viewer), terminal_(terminal), number_(number.value_or(world.revision)),
          view_(world, viewer, {}, terminal), writer_(out_)
    {
    }

    std::string everything()
    {
        out_.reserve(world_.users.size() * 160 + world_.safes.size() * 200 + 4'096);
        begin(true);
        for_each_in_order_of_cuts([this](auto none) {
            writer_.key(name_of(section_of_handle<decltype(none)>)).list();
            for (auto const handle : world_.table_of(none).handles())
                view_.write(writer_, handle, Form::sync);
            writer_.end();
        });
        writer_.end();
        return std::move(out_);
    }

    std::string difference(Touched const& touched)
    {
        for (std::size_t section = 0; section < section_count; ++section)
            ids_[section] = touched.things[section];
        for (auto& ids : ids_)
            unite(ids);
        begin(false);
        // What is gone comes first, so that an address or id that moved on is free when its new owner comes.
        writer_.key("removed").object();
        for_each_in_order_of_cuts([this](auto none) { write_removed(none); });
        writer_.end();
        // With a safe that came into sight its assets came.
        for (auto const& id : ids<SafeId>()) {
            if (auto const* safe = world_.get(world_.safes.find(id)))
                add_all(safe->assets);
        }
        for_each_in_order_of_cuts([this](auto none) { write_touched(none); });
        writer_.end();
        return std::move(out_);
    }

private:
    template <class Handle>
    std::vector<std::string>& ids()
    {
        return ids_[static_cast<std::size_t>(section_of_handle<Handle>)];
    }

    template <class Handle>
    void add_all(std::vector<Handle> const& handles)
    {
        for (auto const handle : handles)
            ids<Handle>().push_back(world_.table_of(handle)[handle].id);
    }

    void begin(bool is_everything)
    {
        writer_.object();
        if (auto const* row = world_.users.get(viewer_))
            writer_.member("me", row->id);
        writer_.member("revision", number_);
        writer_.member("everything", is_everything);
        writer_.key("organization");
        auto organization = cut_organization(world_, viewer_);
        if (terminal_)
            organization.patient_fields = organization.user_fields = "[]";
        write_row(writer_, organization);
    }

    template <class Handle>
    void write_removed(Handle none)
    {
        auto begun = false;
        for (auto const& id : ids<Handle>()) {
            if (view_.sees(section_of_handle<Handle>, world_.table_of(none).find(id).slot))
                continue;
            if (!std::exchange(begun, true))
                writer_.key(name_of(section_of_handle<Handle>)).list();
            writer_.text(id);
        }
        if (begun)
            writer_.end();
    }

    template <class Handle>
    void write_touched(Handle none)
    {
        auto handles = std::vector<Handle>{};
        for (auto const& id : ids<Handle>()) {
            auto const handle = world_.table_of(none).find(id);
            if (view_.sees(section_of_handle<Handle>, handle.slot))
                handles.push_back(handle);
        }
        if (handles.empty()) // also of hidden ones: an empty list would tell of them
            return;
        unite(handles);
        writer_.key(name_of(section_of_handle<Handle>)).list();
        for (auto const handle : handles)
            view_.write(writer_, handle, Form::sync);
        writer_.end();
    }

    World const& world_;
    UserId viewer_;
    GroupId terminal_;
    std::uint64_t number_;
    View view_;
    std::string out_;
    Writer writer_;
    std::array<std::vector<std::string>, section_count> ids_;
};

} // namespace

std::string encode_sync(World const& world, UserId viewer, std::optional<std::uint64_t> number, GroupId terminal)
{
    return Cutter{world, viewer, number, terminal}.everything();
}

std::string encode_sync(World const& world, UserId viewer, Touched const& touched, std::optional<std::uint64_t> number,
                        GroupId terminal)
{
    auto const* row = world.users.get(viewer);
    if (!row || touched.everything || std::ranges::contains(touched.scopes, row->id))
        return encode_sync(world, viewer, number, terminal);
    return Cutter{world, viewer, number, terminal}.difference(touched);
}

} // namespace castellan::wire
