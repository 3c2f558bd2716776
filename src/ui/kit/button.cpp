#include "ui/kit/button.hpp"

#include "ui/kit/button_look.hpp"
#include "ui/kit/core.hpp"

#include <algorithm>

namespace castellan::ui {

float button_width(Core& core, std::string_view label, ButtonOptions const& options)
{
    auto const height = options.small ? core.small_control_height() : core.control_height();
    if (options.icon_only)
        return height;
    auto const lead = options.icon || options.busy ? core.px(size::icon + 7) : 0.0f;
    return std::round(core.text_width(label, Face::strong) + lead + core.px(options.small ? 20 : 26));
}

Touch draw_button(Core& core, Rect const& rect, WidgetId id, std::string_view label, ButtonOptions const& options,
                  SemanticNode node, Reach reach)
{
    auto const& theme = *core.theme;
    auto const enabled = options.disabled.empty() && !options.busy;
    node.id = id;
    node.name = label;
    node.rect = rect;
    node.busy = options.busy;
    node.description = options.disabled.empty() ? options.hint : options.disabled;
    reach.enabled = enabled;
    auto const touch = core.widget(node, reach);
    if (touch.hovered)
        core.report.cursor = enabled ? Cursor::hand : Cursor::not_allowed;

    auto const lit = (touch.hovered || touch.held) && enabled;
    auto words = theme.text;
    switch (options.weight) {
    case Weight::primary:
    case Weight::danger: {
        auto const danger = options.weight == Weight::danger;
        auto const base = danger ? theme.danger : theme.accent;
        if (enabled || options.busy) {
            core.fill(rect, lit ? (danger ? theme.danger_hover : theme.accent_hover) : base, size::radius);
            words = danger ? theme.on_danger : theme.on_accent;
        } else {
            core.fill(rect, theme.sunken, size::radius);
            core.frame(rect, theme.line, size::radius);
            words = theme.text_disabled;
        }
        break;
    }
    case Weight::secondary:
        core.fill(rect, lit ? theme.hover : theme.surface, size::radius);
        core.frame(rect, enabled ? theme.line_strong.faded(lit ? 0.9f : 0.55f) : theme.line, size::radius);
        words = enabled || options.busy ? theme.text : theme.text_disabled;
        break;
    case Weight::ghost:
        if (lit || options.pressed_look)
            core.fill(rect, theme.hover, size::radius);
        words = enabled || options.busy ? (options.icon_only ? theme.text_muted : theme.text) : theme.text_disabled;
        if (lit)
            words = theme.text;
        break;
    }
    if (touch.ring)
        core.ring(rect, size::radius);

    auto const icon_side = core.px(size::icon);
    auto const icon_y = rect.y + (rect.height - icon_side) / 2;
    if (options.icon_only) {
        auto const x = rect.x + (rect.width - icon_side) / 2;
        if (options.busy)
            core.draw_spinner(x, icon_y, icon_side, words);
        else
            core.draw_icon(options.icon, x, icon_y, words);
        core.tooltip(touch, options.disabled.empty() ? label : options.disabled);
        return touch;
    }
    auto const lead = options.icon || options.busy ? icon_side + core.px(7) : 0.0f;
    auto const text_width = core.text_width(label, Face::strong);
    auto const room = rect.width - core.px(16) - lead;
    auto const width = std::min(text_width, room);
    auto const x = std::round(rect.x + (rect.width - width - lead) / 2);
    if (options.busy)
        core.draw_spinner(x, icon_y, icon_side, words);
    else if (options.icon)
        core.draw_icon(options.icon, x, icon_y, words);
    auto const cut = core.text({x + lead, rect.y, width + 1, rect.height}, label, Face::strong, words);
    if (!options.disabled.empty())
        core.tooltip(touch, options.disabled);
    else if (!options.hint.empty() || cut)
        core.tooltip(touch, options.hint.empty() ? label : options.hint);
    return touch;
}

bool button(Ui& ui, std::string_view label, ButtonOptions const& options)
{
    auto& core = ui.core();
    auto const width = options.wide ? core.region().width : button_width(core, label, options);
    auto const rect = core.place(width, options.small ? core.small_control_height() : core.control_height());
    return draw_button(core, rect, core.id(label), label, options).pressed;
}

Buttons::Buttons(Ui& ui) : ui_(ui)
{
    auto& core = ui.core();
    auto& around = core.region();
    if (!around.first)
        around.y += around.gap;
    core.lines.push_back({.x = around.x, .width = around.width});
    core.push_region({.x = around.x,
                      .y = around.y,
                      .width = around.width,
                      .gap = core.px(8),
                      .flow = Region::Flow::across,
                      .line_x = around.x});
}

Buttons::~Buttons()
{
    auto& core = ui_.core();
    auto const line = core.region();
    core.pop_region();
    core.lines.pop_back();
    auto& around = core.region();
    around.y = line.y + line.line_height;
    around.first = false;
}

} // namespace castellan::ui
