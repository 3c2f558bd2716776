#include "ui/kit/field_frame.hpp"

#include "ui/kit/icons.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

Rect place_in_form(Core& core, float width, float height)
{
    if (core.region().flow == Region::Flow::across || core.forms.empty() || core.forms.back().columns == 1)
        return core.place(width, height);
    auto& form = core.forms.back();
    auto const gap = core.px(16);
    auto const half = std::floor((core.region().width - gap) / 2);
    if (form.column == 0) {
        auto const rect = core.place(half, height);
        form.top = rect.y;
        form.row_bottom = rect.bottom();
        form.column = 1;
        return rect;
    }
    form.column = 0;
    Rect const rect{std::round(core.region().x + half + gap), form.top, half, std::round(height)};
    core.region().y = std::max(form.row_bottom, rect.bottom());
    core.extend(rect.bottom());
    return rect;
}

Rect place_field(Core& core, std::string_view label, FieldOptions const& options, float control_height)
{
    auto const across = core.region().flow == Region::Flow::across;
    auto const with_label = !options.label_hidden && !across;
    auto const below = options.error.empty() ? options.hint : options.error;
    auto const label_height = with_label ? core.px(24) : 0.0f;
    auto const em = core.px(size::body);
    auto width = std::min(options.width * em, core.region().width);
    if (across && width == 0)
        width = 15 * em;

    // The text below wraps, and its height is needed before the width is final: it is never wider than the field.
    auto const form_halves = !across && !core.forms.empty() && core.forms.back().columns == 2;
    auto const wrap_width = across || width > 0 ? width
                            : form_halves       ? std::floor((core.region().width - core.px(16)) / 2)
                                                : core.region().width;
    auto const lead = options.error.empty() ? 0.0f : core.px(20);
    auto const below_height =
        below.empty() || across ? 0.0f : core.wrapped_height(below, Face::small, wrap_width - lead) + core.px(5);
    auto const rect = place_in_form(core, width, label_height + control_height + below_height);
    if (with_label) {
        Rect const words{rect.x, rect.y, rect.width, core.px(20)};
        core.text(words, label, Face::small_strong, core.theme->text);
        if (options.required) {
            auto const x = std::min(words.x + core.text_width(label, Face::small_strong) + core.px(3), words.right());
            core.text({x, words.y, core.px(12), words.height}, "*", Face::small_strong,
                      core.theme->tone(Tone::danger).on_surface);
        }
    }
    Rect const control{rect.x, rect.y + label_height, rect.width, std::round(control_height)};
    if (below_height > 0) {
        auto const y = control.bottom() + core.px(5);
        if (options.error.empty()) {
            core.wrapped(rect.x, y, wrap_width, below, Face::small, core.theme->text_muted);
        } else {
            auto const color = core.theme->tone(Tone::danger).on_surface;
            core.draw_icon(icon::circle_alert, rect.x, y + core.px(1), color, 14);
            core.wrapped(rect.x + lead, y, wrap_width - lead, below, Face::small, color);
        }
    }
    return control;
}

void draw_field_box(Core& core, Rect const& rect, Touch const& touch, FieldOptions const& options)
{
    auto const& theme = *core.theme;
    auto const disabled = !options.disabled.empty();
    core.fill(rect, disabled ? theme.sunken : theme.field, size::radius);
    auto const border = !options.error.empty() ? theme.tone(Tone::danger).on_surface
                        : disabled             ? theme.line
                        : touch.focused        ? theme.focus
                        : touch.hovered        ? theme.text_muted
                                               : theme.line_strong;
    core.frame(rect, border, size::radius, 1);
    if (touch.focused && touch.ring) {
        auto const around = inset(rect, -2);
        core.list().AddRect(corner(around), far_corner(around), packed(border.faded(0.45f)), core.px(size::radius) + 2,
                            0, 3);
    }
}

SemanticNode field_node(AriaRole role, WidgetId id, std::string_view label, FieldOptions const& options,
                        Rect const& rect)
{
    return {.id = id,
            .role = role,
            .name = label,
            .description = options.disabled.empty() ? options.hint : options.disabled,
            .error = options.error,
            .placeholder = options.placeholder,
            .rect = rect,
            .required = options.required};
}

TextEdit edit_text(Core& core, Rect const& box, Rect const& text_rect, SemanticNode node, std::string& value,
                   FieldOptions const& options, bool takes_arrows)
{
    auto const& theme = *core.theme;
    auto const multiline = options.kind == EntryKind::multiline;
    auto const enabled = options.disabled.empty();
    TextEdit edit;

    if (enabled) {
        if (auto const typed = core.typed.find(node.id); typed != core.typed.end()) {
            edit.changed = value != typed->second;
            value = std::move(typed->second);
            core.typed.erase(typed);
            core.want_frame_in(0);
        }
    }
    node.value = options.kind == EntryKind::password ? std::string_view{} : std::string_view{value};
    node.multiline = multiline;
    node.rect = box;
    edit.touch = core.widget(
        node, {.takes_arrows = takes_arrows, .autofocus = options.autofocus, .text = true, .enabled = enabled});
    draw_field_box(core, box, edit.touch, options);
    if (edit.touch.hovered)
        core.report.cursor = enabled ? Cursor::text : Cursor::not_allowed;
    core.tooltip(edit.touch, options.disabled);

    auto const overlaid = edit.touch.focused && core.viewport.text_overlay && enabled;
    if (!overlaid) {
        auto const color = !enabled ? theme.text_disabled : value.empty() ? theme.text_muted : theme.text;
        auto const shown = value.empty()                         ? options.placeholder
                           : options.kind == EntryKind::password ? std::string_view{"••••••••"}
                                                                 : std::string_view{value};
        if (multiline) {
            core.list().PushClipRect(corner(text_rect), far_corner(text_rect), true);
            core.wrapped(text_rect.x, text_rect.y, text_rect.width, shown, Face::body, color);
            core.list().PopClipRect();
        } else {
            core.text(text_rect, shown, Face::body, color);
            if (edit.touch.focused && enabled) {
                auto const x =
                    std::min(text_rect.x + (value.empty() ? 0 : core.text_width(shown, Face::body)), text_rect.right());
                auto const middle = text_rect.y + text_rect.height / 2;
                core.fill({std::round(x), middle - core.px(9), 1, core.px(18)}, theme.text);
            }
        }
    }
    if (edit.touch.focused && enabled) {
        auto& arena = core.texts[core.frame_number & 1];
        auto const clip_min = core.list().GetClipRectMin();
        auto const clip_max = core.list().GetClipRectMax();
        core.report.text_entry =
            TextEntry{.id = edit.touch.id,
                      .rect = text_rect,
                      .clip = {clip_min.x, clip_min.y, clip_max.x - clip_min.x, clip_max.y - clip_min.y},
                      .value = arena.keep(value),
                      .label = arena.keep(node.name),
                      .placeholder = arena.keep(options.placeholder),
                      .kind = options.kind,
                      .font_size = core.shelf.size(Face::body),
                      .select_all = core.by_keyboard,
                      .max_length = options.max_length};
        auto const entered = std::ranges::find(core.submissions, edit.touch.id);
        edit.submitted = !multiline && (entered != core.submissions.end() || core.took(Key::enter));
    }
    if (auto const entered = std::ranges::find(core.submissions, edit.touch.id); entered != core.submissions.end()) {
        core.submissions.erase(entered);
        edit.submitted = !multiline;
    }
    if (edit.submitted) {
        core.want_frame_in(0);
        if (!core.forms.empty())
            core.forms.back().submitted = true;
    }
    return edit;
}

} // namespace castellan::ui
