// Writing the frame's semantic entries, and their ids.
#include "ui/kit/core.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

constexpr WidgetId mixed(WidgetId seed, std::uint64_t value)
{
    auto hash = (value ^ seed) * 0x9E3779B97F4A7C15ull;
    hash ^= hash >> 32;
    auto const id = static_cast<WidgetId>(hash * 0xD6E8FEB86659FD93ull >> 32);
    return id ? id : 1;
}

// Ids must be unique in a frame, whatever labels a screen repeats: a taken one is moved on, in reading order, so that
// it is the same in the next frame.
WidgetId unique(std::vector<std::uint32_t>& table, std::size_t used, WidgetId id)
{
    if (table.size() < 2 * (used + 1)) {
        std::vector<std::uint32_t> larger(std::max<std::size_t>(1024, table.size() * 2), 0);
        auto const mask = larger.size() - 1;
        for (auto const old : table) {
            if (!old)
                continue;
            auto at = old & mask;
            while (larger[at])
                at = (at + 1) & mask;
            larger[at] = old;
        }
        table.swap(larger);
    }
    auto const mask = table.size() - 1;
    for (;;) {
        auto at = id & mask;
        while (table[at] && table[at] != id)
            at = (at + 1) & mask;
        if (!table[at]) {
            table[at] = id;
            return id;
        }
        id = mixed(id, 1);
    }
}

} // namespace

WidgetId Core::id(std::string_view label) const
{
    auto const source = source_of(label);
    auto const hash = ImHashData(source.data(), source.size(), seeds.back());
    return hash ? hash : 1;
}

WidgetId Core::id(std::uint64_t number) const
{
    return mixed(seeds.back(), number);
}

std::uint32_t Core::add(SemanticNode entry)
{
    auto& arena = texts[frame_number & 1];
    entry.name = arena.keep(entry.name);
    entry.value = arena.keep(entry.value);
    entry.description = arena.keep(entry.description);
    entry.error = arena.keep(entry.error);
    entry.placeholder = arena.keep(entry.placeholder);
    entry.href = arena.keep(entry.href);
    entry.parent = parents.empty() ? SemanticNode::no_parent : parents.back();
    if (!entry.id)
        entry.id = mixed(entry.parent == SemanticNode::no_parent ? 1 : nodes[entry.parent].id,
                         static_cast<std::uint64_t>(entry.role) + 64);
    entry.id = unique(id_table, nodes.size(), entry.id);
    if (entry.rect.width > 0 && entry.rect.height > 0) {
        auto const& clip = ImGui::GetCurrentWindowRead()->ClipRect;
        entry.visible = clip.Overlaps({corner(entry.rect), far_corner(entry.rect)});
    }
    nodes.push_back(entry);
    return static_cast<std::uint32_t>(nodes.size() - 1);
}

std::uint32_t Core::open(SemanticNode entry)
{
    auto const index = add(entry);
    parents.push_back(index);
    return index;
}

void Core::close()
{
    parents.pop_back();
}

} // namespace castellan::ui
