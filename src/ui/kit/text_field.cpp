// Fields that are typed into.
#include "ui/kit/button_look.hpp"
#include "ui/kit/field.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace castellan::ui {

bool text_field(Ui& ui, std::string_view label, std::string& value, FieldOptions const& options)
{
    auto& core = ui.core();
    auto const box = place_field(core, label, options, core.control_height());
    auto const node = field_node(AriaRole::textbox, core.id(label), label, options, box);
    return edit_text(core, box, inset(box, core.px(11), 1), node, value, options).changed;
}

bool text_area(Ui& ui, std::string_view label, std::string& value, int lines, FieldOptions const& options)
{
    auto& core = ui.core();
    auto const line = std::round(core.line_height(Face::body) * 1.22f);
    auto const box = place_field(core, label, options, line * static_cast<float>(lines) + core.px(16));
    auto multiline = options;
    multiline.kind = EntryKind::multiline;
    auto const node = field_node(AriaRole::textbox, core.id(label), label, options, box);
    return edit_text(core, box, inset(box, core.px(11), core.px(8)), node, value, multiline).changed;
}

bool search_field(Ui& ui, std::string_view label, std::string& value, FieldOptions const& options)
{
    auto& core = ui.core();
    auto adapted = options;
    adapted.kind = EntryKind::search;
    adapted.label_hidden = true;
    if (adapted.placeholder.empty())
        adapted.placeholder = label;
    if (adapted.width == 0 && core.region().flow == Region::Flow::across)
        adapted.width = ui.is_narrow() ? 100.0f : std::clamp(core.region().width * 0.24f / core.px(size::body), 12.0f, 22.0f);
    auto const box = place_field(core, label, adapted, core.control_height());
    auto const side = core.px(size::icon);
    auto const lead = core.px(10) + side + core.px(8);
    auto const clear = value.empty() ? 0.0f : box.height;
    Rect const text_rect{box.x + lead, box.y + 1, box.width - lead - std::max(clear, core.px(11)), box.height - 2};
    auto node = field_node(AriaRole::searchbox, core.id(label), label, adapted, box);
    auto const edit = edit_text(core, box, text_rect, node, value, adapted);
    auto changed = edit.changed;
    core.draw_icon(icon::search, box.x + core.px(10), box.y + (box.height - side) / 2, core.theme->text_muted);
    if (edit.touch.focused && core.took(Key::escape) && !value.empty()) {
        value.clear();
        changed = true;
    }
    if (clear > 0) {
        core.push_id(core.id(label));
        Rect const cross{box.right() - clear, box.y, clear, box.height};
        auto const touch =
            core.widget({.id = core.id("clear"), .role = AriaRole::button, .name = tr("Clear search"), .rect = cross});
        core.pop_id();
        if (touch.hovered)
            core.report.cursor = Cursor::hand;
        if (touch.ring)
            core.ring(inset(cross, 6), 4);
        core.draw_icon(icon::x, cross.x + (cross.width - side) / 2, cross.y + (cross.height - side) / 2,
                       touch.hovered ? core.theme->text : core.theme->text_muted);
        if (touch.pressed) {
            value.clear();
            changed = true;
            core.set_focus(edit.touch.id, core.by_keyboard);
        }
    }
    return changed;
}

bool number_field(Ui& ui, std::string_view label, std::optional<std::int64_t>& value, NumberOptions const& range,
                  FieldOptions const& options)
{
    auto& core = ui.core();
    auto adapted = options;
    adapted.kind = EntryKind::number;
    auto const box = place_field(core, label, adapted, core.control_height());
    auto node = field_node(AriaRole::spinbutton, core.id(label), label, adapted, box);
    node.value_min = static_cast<float>(range.min);
    node.value_max = static_cast<float>(range.max);
    node.value_now = static_cast<float>(value.value_or(0));

    auto const draft = core.drafts.find(node.id);
    auto words = draft != core.drafts.end() ? draft->second : value ? std::to_string(*value) : std::string{};
    auto const edit = edit_text(core, box, inset(box, core.px(11), 1), node, words, adapted, true);
    auto const before = value;
    if (edit.changed) {
        std::int64_t parsed = 0;
        auto const [end, problem] = std::from_chars(words.data(), words.data() + words.size(), parsed);
        if (problem == std::errc{} && end == words.data() + words.size() && parsed >= range.min && parsed <= range.max)
            value = parsed;
        else
            value.reset();
        core.drafts.insert_or_assign(node.id, words);
    }
    if (edit.touch.focused) {
        auto const step = core.took(Key::up) ? range.step : core.took(Key::down) ? -range.step : 0;
        if (step != 0) {
            value = std::clamp(value.value_or(range.min - step) + step, range.min, range.max);
            core.drafts.erase(node.id);
            core.want_frame_in(0);
        }
    } else {
        core.drafts.erase(node.id);
    }
    return value != before;
}

} // namespace castellan::ui
