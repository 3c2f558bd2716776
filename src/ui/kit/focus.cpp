// The keyboard: where it is, where Tab and arrows take it, and what a widget makes of a press by pointer, key or id.
#include "ui/kit/core.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

bool activates_on_enter(AriaRole role)
{
    return role != AriaRole::textbox && role != AriaRole::searchbox && role != AriaRole::spinbutton &&
           role != AriaRole::checkbox && role != AriaRole::switch_ && role != AriaRole::radio;
}

bool activates_on_space(AriaRole role)
{
    return role != AriaRole::textbox && role != AriaRole::searchbox && role != AriaRole::spinbutton &&
           role != AriaRole::link && role != AriaRole::gridcell;
}

Stop const* stop_of(std::vector<Stop> const& stops, WidgetId id)
{
    auto const at = std::ranges::find(stops, id, &Stop::id);
    return id == 0 || at == stops.end() ? nullptr : &*at;
}

} // namespace

Touch Core::widget(SemanticNode entry, Reach const& reach)
{
    entry.focusable = reach.stop;
    entry.disabled = entry.disabled || !reach.enabled;
    auto const rect = entry.rect;
    auto const index = add(entry);
    auto& kept = nodes[index];

    Touch touch;
    touch.id = kept.id;
    touch.node = index;

    if (reach.stop) {
        Stop stop{.id = kept.id, .layer = static_cast<int>(layer_path.size())};
        stop.preferred = reach.preferred;
        stop.takes_arrows = reach.takes_arrows;
        stop.takes_row_keys = reach.takes_row_keys;
        stop.takes_escape = reach.takes_escape;
        stop.resizes = reach.resizes;
        stop.autofocus = reach.autofocus;
        stop.text = reach.text;
        stop.selects = reach.selects;
        stop.in_page = page_window != nullptr;
        if (!groups.empty()) {
            stop.group = groups.back().id;
            stop.axis = groups.back().axis;
        }
        stops.push_back(stop);
    }

    ImRect const box{corner(rect), far_corner(rect)};
    auto const shown = ImGui::ItemAdd(box, kept.id, nullptr,
                                      ImGuiItemFlags_NoNav | static_cast<ImGuiItemFlags>(ImGuiItemFlags_AllowOverlap));
    touch.visible = shown;
    if (shown && reach.hit_test) {
        if (reach.enabled) {
            touch.pressed = ImGui::ButtonBehavior(box, kept.id, &touch.hovered, &touch.held,
                                                  ImGuiButtonFlags_PressedOnClickRelease | ImGuiButtonFlags_NoNavFocus);
            touch.by_pointer = touch.pressed;
            touch.released = ImGui::IsItemDeactivated();
            if (ImGui::IsItemActivated())
                set_focus(kept.id, false);
        } else {
            touch.hovered = ImGui::ItemHoverable(box, kept.id, GImGui->LastItemData.InFlags);
        }
    }
    if (viewport.coarse_pointer && !touch.held)
        touch.hovered = touch.hovered && GImGui->IO.MouseDown[0]; // No hover that stays where a finger was.
    if (focused == kept.id) {
        focus_seen = true;
        touch.focused = true;
        touch.ring = by_keyboard || reach.text;
        kept.focused = true;
        if (scroll_to_focus && rect.height > 0) {
            auto* const window = ImGui::GetCurrentWindow();
            ImGui::ScrollToRectEx(window, {box.Min.x, box.Min.y - px(8), box.Max.x, box.Max.y + px(8)},
                                  ImGuiScrollFlags_KeepVisibleEdgeY | ImGuiScrollFlags_KeepVisibleEdgeX);
            scroll_to_focus = false;
        }
        if (!keys.empty() && reach.stop) {
            if (activates_on_enter(entry.role) && took(Key::enter))
                touch.pressed = true;
            if (activates_on_space(entry.role) && took(Key::space))
                touch.pressed = true;
        }
    }
    if (!activations.empty()) {
        auto const at = std::ranges::find(activations, kept.id);
        if (at != activations.end()) {
            activations.erase(at);
            touch.pressed = true;
            if (reach.stop) // It may be scrolled away: what it opens belongs beside it.
                set_focus(kept.id, true);
        }
    }
    touch.pressed = touch.pressed && reach.enabled && !kept.disabled;
    if (touch.pressed || touch.held)
        want_frame_in(0);
    return touch;
}

void Core::takes_drags(Rect const& rect)
{
    ImRect area{corner(rect), far_corner(rect)};
    area.ClipWith(ImGui::GetCurrentWindowRead()->ClipRect);
    drag_areas.push_back({area, layer_path.size()});
}

void Core::begin_group(WidgetId group, Axis axis)
{
    groups.push_back({group, axis});
}

void Core::end_group()
{
    groups.pop_back();
}

void Core::begin_layer(WidgetId layer)
{
    layer_path.push_back(layer);
    auto const depth = layer_path.size();
    if (layers_seen.size() < depth)
        layers_seen.resize(depth, 0);
    layers_seen[depth - 1] = layer;
}

void Core::end_layer()
{
    layer_path.pop_back();
}

bool Core::took(Key key)
{
    return take(key).has_value();
}

std::optional<Modifiers> Core::take(Key key)
{
    auto const at = std::ranges::find(keys, key, &std::pair<Key, Modifiers>::first);
    if (at == keys.end())
        return std::nullopt;
    auto const held = at->second;
    keys.erase(at);
    return held;
}

void Core::set_focus(WidgetId id, bool keyboard)
{
    if (focused != id)
        want_frame_in(0);
    focused = id;
    focus_seen = true;
    lost_in_page = false;
    by_keyboard = keyboard;
    scroll_to_focus = keyboard;
    if (auto const* stop = stop_of(stops, id); stop && stop->group)
        last_in_group[stop->group] = id;
}

bool Core::move_focus(int direction)
{
    // One stop per group: the preferred one, the one that had the keyboard last, or the first.
    auto const top = static_cast<int>(layers.size());
    std::vector<Stop const*> order;
    for (auto const& stop : stops) {
        if (stop.layer != top)
            continue;
        if (!stop.group || order.empty() || order.back()->group != stop.group) {
            order.push_back(&stop);
            continue;
        }
        auto const rank = [&](Stop const& one) {
            auto const last = last_in_group.find(one.group);
            return one.id == focused                                       ? 3
                   : one.preferred                                         ? 2
                   : last != last_in_group.end() && last->second == one.id ? 1
                                                                           : 0;
        };
        if (rank(stop) > rank(*order.back()))
            order.back() = &stop;
    }
    if (order.empty())
        return false;
    auto const here = std::ranges::find(order, focused, &Stop::id);
    auto const count = static_cast<std::ptrdiff_t>(order.size());
    std::ptrdiff_t next;
    if (here == order.end() && lost_in_page)
        next = std::ranges::find(order, true, &Stop::in_page) - order.begin() - (direction > 0 ? 0 : 1);
    else if (here == order.end())
        next = direction > 0 ? 0 : count - 1;
    else
        next = here - order.begin() + direction;
    if (next < 0 || next >= count) {
        if (top == 0) {
            focused = 0; // Past the ends the browser has it.
            return false;
        }
        next = (next + count) % count; // A dialog keeps it.
    }
    set_focus(order[static_cast<std::size_t>(next)]->id, true);
    return true;
}

bool Core::key(Key key, Modifiers modifiers)
{
    if (key == Key::tab)
        return move_focus(modifiers.shift ? -1 : 1);

    auto const* stop = stop_of(stops, focused);
    auto const pass_on = [&] {
        keys.emplace_back(key, modifiers);
        return true;
    };
    switch (key) {
    case Key::escape:
        if (!layers.empty() || (stop && (stop->text || stop->takes_escape)))
            return pass_on();
        return false;
    case Key::enter:
    case Key::space:
        return stop ? pass_on() : false;
    case Key::select_all:
    case Key::copy:
        return stop && stop->takes_row_keys ? pass_on() : false;
    case Key::commands:
    case Key::help: {
        // Over a dialog or a menu there is nothing else to do; in a text field `?` is a letter.
        auto const in_palette = key == Key::commands && palette_is_open;
        if (!has_palette || (!layers.empty() && !in_palette) || (key == Key::help && stop && stop->text))
            return false;
        (key == Key::commands ? palette_wanted : keys_wanted) = true;
        return true;
    }
    case Key::backspace:
    case Key::remove:
        return stop && stop->takes_arrows ? pass_on() : false;
    case Key::up:
    case Key::down:
    case Key::left:
    case Key::right:
    case Key::home:
    case Key::end:
    case Key::page_up:
    case Key::page_down:
        break;
    case Key::tab:
        return false;
    }
    if (!stop || (!stop->group && !stop->takes_arrows))
        return (!stop || !stop->text) && key != Key::left && key != Key::right ? pass_on() : false; // Scrolls the page.
    if (stop->takes_arrows || (stop->resizes && modifiers.shift && (key == Key::left || key == Key::right)))
        return pass_on();

    auto const vertical = key == Key::up || key == Key::down;
    auto const horizontal = key == Key::left || key == Key::right;
    if ((vertical && stop->axis == Axis::horizontal) || (horizontal && stop->axis == Axis::vertical))
        return false;
    std::vector<Stop const*> group;
    for (auto const& other : stops) {
        if (other.group == stop->group && other.layer == stop->layer)
            group.push_back(&other);
    }
    auto const count = static_cast<std::ptrdiff_t>(group.size());
    auto const here = std::ranges::find(group, focused, &Stop::id) - group.begin();
    auto next = here;
    if (key == Key::home || key == Key::page_up)
        next = 0;
    else if (key == Key::end || key == Key::page_down)
        next = count - 1;
    else
        next = (here + (key == Key::down || key == Key::right ? 1 : -1) + count) % count;
    auto const& target = *group[static_cast<std::size_t>(next)];
    set_focus(target.id, true);
    if (target.selects)
        activations.push_back(target.id);
    return true;
}

void Core::settle_focus()
{
    // Layers that were closed give the keyboard back to where it was when the outermost of them opened, unless
    // something that is still there was pressed meanwhile.
    std::size_t same = 0;
    while (same < layers.size() && same < layers_seen.size() && layers[same].id == layers_seen[same])
        ++same;
    auto vanished = focused != 0 && !focus_seen;
    if (layers.size() > same) {
        auto const returns_to = layers[same].returns_to;
        layers.resize(same);
        if (!focused || vanished) {
            focused = stop_of(stops, returns_to) ? returns_to : 0;
            vanished = false;
        }
        want_frame_in(0);
    }
    auto const opened = layers_seen.size() > same;
    for (auto depth = same; depth < layers_seen.size(); ++depth)
        layers.push_back({layers_seen[depth], depth == same ? focused : 0});

    // What opened takes the keyboard: where it asks for it, at what is chosen, or at its beginning.
    auto const top = static_cast<int>(layers.size());
    Stop const* wanted = nullptr;
    for (auto const& stop : stops) {
        if (stop.layer != top)
            continue;
        if (stop.autofocus && !stop_of(last_stops, stop.id)) {
            wanted = &stop;
            break;
        }
        if ((opened || (vanished && top > 0)) && (!wanted || (stop.preferred && !wanted->preferred)))
            wanted = &stop;
    }
    if (wanted) {
        focused = wanted->id;
        scroll_to_focus = true;
        want_frame_in(0);
    } else if (vanished) {
        auto const* const stop = stop_of(last_stops, focused);
        lost_in_page = stop != nullptr && stop->in_page;
        focused = 0;
    }
}

bool Core::hovered_long_enough(WidgetId id)
{
    constexpr double delay = 0.35;
    hovered_now = id;
    if (hovered_since_id != id) {
        hovered_since_id = id;
        hovered_since = now;
    }
    if (now - hovered_since >= delay)
        return true;
    want_frame_in(delay - (now - hovered_since) + 0.001);
    return false;
}

void Core::tooltip(Touch const& touch, std::string_view text)
{
    if (text.empty() || !touch.visible)
        return;
    auto const by_key = touch.focused && touch.ring && by_keyboard;
    if (!by_key && (!touch.hovered || !hovered_long_enough(touch.id)))
        return;
    tip_rect = nodes[touch.node].rect;
    tip_text = texts[frame_number & 1].keep(text);
}

void Core::tooltip_over(Rect const& rect, WidgetId id, std::string_view text)
{
    if (text.empty() || viewport.coarse_pointer || !ImGui::IsMouseHoveringRect(corner(rect), far_corner(rect)) ||
        !ImGui::IsWindowHovered() || !hovered_long_enough(id))
        return;
    tip_rect = rect;
    tip_text = texts[frame_number & 1].keep(text);
}

} // namespace castellan::ui
