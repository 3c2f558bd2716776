// What is switched or chosen with everything in sight.
#include "ui/kit/field.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/icons.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

struct Line {
    Rect rect;
    Touch touch;
};

// A mark with words beside it and a hint below; the whole line is the target.
Line marked_line(Core& core, AriaRole role, std::string_view label, std::string_view detail,
                 FieldOptions const& options, Checked checked, bool mark_right, Reach reach)
{
    auto const lead = core.px(28);
    auto const across = core.region().flow == Region::Flow::across;
    auto const below = options.error.empty() ? detail : options.error;
    auto const natural = core.text_width(label, Face::body) + lead + core.px(mark_right ? 24 : 6);
    auto const width = across ? natural : core.region().width;
    auto const text_width = width - (mark_right ? core.px(48) : lead);
    auto const first =
        across ? core.control_height() : std::max(core.px(24), core.viewport.coarse_pointer ? core.least_target : 0.0f);
    auto const height = first + (below.empty() || across ? 0 : core.wrapped_height(below, Face::small, text_width));
    Line line;
    line.rect = place_in_form(core, across ? width : 0, height);
    auto node = field_node(role, core.id(label), label, options, line.rect);
    node.description = options.disabled.empty() ? below : options.disabled;
    node.checked = checked;
    reach.enabled = options.disabled.empty();
    line.touch = core.widget(node, reach);
    auto const enabled = reach.enabled;
    if (line.touch.hovered)
        core.report.cursor = enabled ? Cursor::hand : Cursor::not_allowed;
    core.tooltip(line.touch, options.disabled);
    auto const x = line.rect.x + (mark_right ? 0 : lead);
    core.text({x, line.rect.y, text_width, first}, label, mark_right ? Face::strong : Face::body,
              enabled ? core.theme->text : core.theme->text_disabled);
    if (!below.empty() && !across)
        core.wrapped(x, line.rect.y + first, text_width, below, Face::small,
                     options.error.empty() ? core.theme->text_muted : core.theme->tone(Tone::danger).on_surface);
    line.rect.height = first;
    return line;
}

} // namespace

bool checkbox(Ui& ui, std::string_view label, bool& value, FieldOptions const& options)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const line = marked_line(core, AriaRole::checkbox, label, options.hint, options,
                                  value ? Checked::yes : Checked::no, false, {});
    auto const side = core.px(18);
    Rect const box{line.rect.x, std::round(line.rect.y + (line.rect.height - side) / 2), side, side};
    auto const enabled = options.disabled.empty();
    if (value) {
        core.fill(box, enabled ? theme.accent : theme.text_disabled, 4);
        core.draw_icon(icon::check, box.x + core.px(2), box.y + core.px(2), theme.on_accent, 14);
    } else {
        core.fill(box, enabled ? theme.field : theme.sunken, 4);
        core.frame(box, enabled ? (line.touch.hovered ? theme.text_muted : theme.line_strong) : theme.line, 4);
    }
    if (line.touch.ring)
        core.ring(box, 4);
    if (line.touch.pressed)
        value = !value;
    return line.touch.pressed;
}

bool toggle(Ui& ui, std::string_view label, bool& value, FieldOptions const& options)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const line = marked_line(core, AriaRole::switch_, label, options.hint, options,
                                  value ? Checked::yes : Checked::no, true, {});
    auto const width = core.px(36);
    auto const height = core.px(20);
    Rect const track{line.rect.right() - width, std::round(line.rect.y + (line.rect.height - height) / 2), width,
                     height};
    auto const enabled = options.disabled.empty();
    core.fill(track, !enabled ? theme.line : value ? theme.accent : theme.line_strong, 10);
    auto const knob = height / 2 - core.px(3);
    core.dot(value ? track.right() - height / 2 : track.x + height / 2, track.y + height / 2, knob,
             value || !enabled ? theme.on_accent : theme.surface);
    if (line.touch.ring)
        core.ring(track, 10);
    if (line.touch.pressed)
        value = !value;
    return line.touch.pressed;
}

bool radio_group(Ui& ui, std::string_view label, std::span<Choice const> choices, std::string& value,
                 FieldOptions const& options)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto head = options;
    auto const rect = place_field(core, label, head, 0);
    auto group = field_node(AriaRole::radiogroup, core.id(label), label, options, rect);
    core.open(group);
    core.push_id(core.id(label));
    core.begin_group(core.id("radios"), Axis::both);
    auto const outer_gap = core.region().gap;
    core.region().gap = core.px(10);
    core.region().first = true; // The label is directly above.
    auto changed = false;
    for (auto const& choice : choices) {
        FieldOptions one;
        one.disabled = options.disabled.empty() ? std::string_view{choice.unavailable} : options.disabled;
        auto const chosen = value == choice.key;
        core.push_id(core.id(choice.key));
        auto const line =
            marked_line(core, AriaRole::radio, choice.label, choice.detail, one, chosen ? Checked::yes : Checked::no,
                        false, {.preferred = chosen, .selects = one.disabled.empty()});
        core.pop_id();
        auto const side = core.px(18);
        auto const x = line.rect.x + side / 2;
        auto const y = std::round(line.rect.y + line.rect.height / 2);
        auto const enabled = one.disabled.empty();
        if (chosen) {
            core.dot(x, y, side / 2, enabled ? theme.accent : theme.text_disabled);
            core.dot(x, y, core.px(3.5f), theme.on_accent);
        } else {
            core.dot(x, y, side / 2,
                     enabled ? (line.touch.hovered ? theme.text_muted : theme.line_strong) : theme.line);
            core.dot(x, y, side / 2 - 1, enabled ? theme.field : theme.sunken);
        }
        if (line.touch.ring)
            core.ring({x - side / 2, y - side / 2, side, side}, 9);
        if (line.touch.pressed && !chosen) {
            value = choice.key;
            changed = true;
        }
    }
    core.region().gap = outer_gap;
    core.end_group();
    core.pop_id();
    core.close();
    return changed;
}

} // namespace castellan::ui
