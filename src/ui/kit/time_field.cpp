// A time of day, typed as 14:05; the arrows go on by a quarter of an hour.
#include "model/calendar.hpp"
#include "ui/kit/field.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

namespace castellan::ui {

bool time_field(Ui& ui, std::string_view label, std::string& value, FieldOptions const& options)
{
    auto& core = ui.core();
    auto adapted = options;
    if (adapted.placeholder.empty())
        adapted.placeholder = "HH:MM";
    if (adapted.error.empty() && !value.empty() && !parse_time(value))
        adapted.error = tr("A time of day looks like 14:05.");
    adapted.max_length = 5;
    auto const box = place_field(core, label, adapted, core.control_height());
    auto const node = field_node(AriaRole::textbox, core.id(label), label, adapted, box);
    auto const edit =
        edit_text(core, box, {box.x + core.px(11), box.y + 1, box.width - box.height - core.px(12), box.height - 2},
                  node, value, adapted, true);
    auto const side = core.px(size::icon);
    core.draw_icon(icon::clock, box.right() - (box.height + side) / 2, box.y + (box.height - side) / 2,
                   core.theme->text_muted);
    if (!edit.touch.focused || !options.disabled.empty())
        return edit.changed;
    auto const now = parse_time(value);
    auto step = 0;
    if (core.took(Key::up))
        step = 15;
    else if (core.took(Key::down))
        step = -15;
    if (step == 0)
        return edit.changed;
    // From a time in between to the next quarter.
    auto const from = now.value_or(step > 0 ? 8 * 60 - 15 : 8 * 60 + 15);
    auto const quarter = from / 15 * 15;
    auto const next = step > 0 ? quarter + 15 : (from == quarter ? quarter - 15 : quarter);
    value = written_time((next + minutes_a_day) % minutes_a_day);
    core.want_frame_in(0);
    return true;
}

} // namespace castellan::ui
