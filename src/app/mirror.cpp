#include "app/mirror.hpp"

#include "ui/kit/digest.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <span>

namespace castellan::app
{

namespace
{

using ui::AriaRole;
using ui::SemanticNode;

constexpr std::size_t header_words = 3;
constexpr std::size_t node_words = 14;
constexpr std::uint32_t as_before = 0xFFFF'FFFF; // In place of the number of places.

bool is_text_field(AriaRole role)
{
    return role == AriaRole::textbox || role == AriaRole::searchbox || role == AriaRole::spinbutton;
}

bool lies_over(AriaRole role)
{
    return role == AriaRole::menu || role == AriaRole::listbox || role == AriaRole::dialog ||
           role == AriaRole::alertdialog;
}

/// While a dialog, menu or list is open, fields outside of it must leave presses to the canvas: what is on top takes
/// them, and a press beside it closes it.
bool is_covered(ui::Semantics nodes, std::uint32_t index)
{
    for (std::uint32_t i = 0; i < nodes.size(); ++i)
        if (lies_over(nodes[i].role) && nodes[i].visible && !ui::is_within(nodes, index, i))
            return true;
    return false;
}

std::uint32_t flags_of(SemanticNode const& node, bool covered)
{
    std::array const switches = {node.visible,         node.disabled, node.selected, node.current,   node.focusable,
                                 node.required,        node.busy,     node.modal,    node.has_popup, node.multiline,
                                 node.multiselectable, covered};
    std::uint32_t flags = 0;
    for (std::uint32_t bit = 0; bit < switches.size(); ++bit)
        flags |= static_cast<std::uint32_t>(switches[bit]) << bit;
    flags |= static_cast<std::uint32_t>(node.checked) << 12;
    flags |= static_cast<std::uint32_t>(node.expanded) << 14;
    flags |= static_cast<std::uint32_t>(node.sorted) << 16;
    flags |= static_cast<std::uint32_t>(node.live) << 18;
    return flags;
}

std::uint32_t rounded(float value)
{
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(value)));
}

bool is_empty(ui::Rect const& rect)
{
    return rect.width <= 0 || rect.height <= 0;
}

ui::Rect around(ui::Rect const& one, ui::Rect const& other)
{
    if (is_empty(one))
        return other;
    auto const x = std::min(one.x, other.x);
    auto const y = std::min(one.y, other.y);
    return {x, y, std::max(one.right(), other.right()) - x, std::max(one.bottom(), other.bottom()) - y};
}

/// Where each entry is; one without a place of its own is where its parts are.
std::vector<ui::Rect> rects_of(ui::Semantics nodes)
{
    std::vector<ui::Rect> parts(nodes.size());
    for (auto i = nodes.size(); i-- > 0;) {
        auto& rect = parts[i];
        if (!is_empty(nodes[i].rect))
            rect = nodes[i].rect;
        if (auto const parent = nodes[i].parent; parent != SemanticNode::no_parent && !is_empty(rect))
            parts[parent] = around(parts[parent], rect);
    }
    return parts;
}

/// Positions are relative to the node around, so that scrolling a table moves its rows and leaves its cells alone.
std::array<std::uint32_t, node_words> words_of(ui::Semantics nodes, std::span<ui::Rect const> rects,
                                               std::uint32_t index)
{
    auto const& node = nodes[index];
    auto const& rect = rects[index];
    auto const holder = node.parent == SemanticNode::no_parent ? ui::Rect{} : rects[node.parent];
    auto const covered = is_text_field(node.role) && is_covered(nodes, index);
    return {node.id,
            flags_of(node, covered),
            rounded(rect.x) - rounded(holder.x),
            rounded(rect.y) - rounded(holder.y),
            rounded(rect.width),
            rounded(rect.height),
            node.level,
            static_cast<std::uint32_t>(node.row_count),
            static_cast<std::uint32_t>(node.column_count),
            static_cast<std::uint32_t>(node.row_index),
            static_cast<std::uint32_t>(node.column_index),
            std::bit_cast<std::uint32_t>(node.value_now),
            std::bit_cast<std::uint32_t>(node.value_min),
            std::bit_cast<std::uint32_t>(node.value_max)};
}

std::array<std::string_view, 7> texts_of(SemanticNode const& node)
{
    return {ui::aria_name(node.role), node.name, node.value, node.description, node.error, node.placeholder, node.href};
}

void append(std::string& texts, std::string_view text)
{
    constexpr char end = '\x1f';
    for (auto const c : text)
        if (c != end)
            texts += c;
    texts += end;
}

} // namespace

MirrorUpdate const* Mirror::take(ui::Semantics nodes)
{
    update_.words.assign(header_words, 0);
    update_.texts.clear();
    std::uint32_t changed = 0;
    ui::WidgetId focused = 0;
    std::vector<Place> places;
    places.reserve(nodes.size());
    auto const rects = rects_of(nodes);

    for (std::uint32_t i = 0; i < nodes.size(); ++i) {
        auto const& node = nodes[i];
        places.push_back({node.id, node.parent == SemanticNode::no_parent ? 0 : nodes[node.parent].id});
        if (node.focused)
            focused = node.id;

        auto const words = words_of(nodes, rects, i);
        auto const texts = texts_of(node);
        ui::Digest digest;
        digest.add(words.data(), sizeof words);
        for (auto const text : texts)
            digest.add(text);
        auto const [known, added] = digests_.try_emplace(node.id, digest.value());
        if (!added && known->second == digest.value())
            continue;
        known->second = digest.value();
        ++changed;
        update_.words.insert(update_.words.end(), words.begin(), words.end());
        for (auto const text : texts)
            append(update_.texts, text);
    }

    auto const moved = places != places_;
    if (changed == 0 && !moved && focused == focused_)
        return nullptr;
    if (moved) {
        for (auto const [id, parent] : places) {
            update_.words.push_back(id);
            update_.words.push_back(parent);
        }
        // The page forgets what has no place any more; should it come back, it must be told whole.
        if (digests_.size() > places.size()) {
            std::unordered_map<ui::WidgetId, std::uint64_t> kept;
            kept.reserve(places.size());
            for (auto const place : places)
                kept.emplace(place.id, digests_[place.id]);
            digests_ = std::move(kept);
        }
        places_ = std::move(places);
    }
    focused_ = focused;
    update_.words[0] = changed;
    update_.words[1] = moved ? static_cast<std::uint32_t>(places_.size()) : as_before;
    update_.words[2] = focused;
    return &update_;
}

} // namespace castellan::app
