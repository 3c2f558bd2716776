// A file from the person's own machine.
#include "ui/kit/field.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <utility>

namespace castellan::ui {

bool file_field(Ui& ui, std::string_view label, PickedFile& value, FieldOptions const& options)
{
    auto& core = ui.core();
    auto const box = place_field(core, label, options, core.px(84));
    auto const words = value.name.empty() ? std::string_view{tr("Drop a file here, or press to choose one")} : std::string_view{value.name};
    auto node = SemanticNode{.id = core.id(label), .role = AriaRole::button, .name = label, .description = words, .rect = box};
    auto const touch = core.widget(node, {.autofocus = options.autofocus});
    if (touch.hovered)
        core.report.cursor = Cursor::hand;
    draw_field_box(core, box, touch, options);
    auto const side = core.px(size::icon);
    core.draw_icon(value.name.empty() ? icon::download : icon::scroll_text, box.x + (box.width - side) / 2, box.y + core.px(16),
                   core.theme->text_muted);
    core.text_centered({box.x, box.y + core.px(38), box.width, core.px(28)}, words, Face::body, core.theme->text);
    if (touch.pressed)
        core.report.pick = Pick::table;
    if (!core.picked_file)
        return false;
    value = *std::exchange(core.picked_file, std::nullopt);
    return true;
}

void Ui::save(Download file)
{
    core_->report.download = std::move(file);
}

void Ui::file_picked(PickedFile file)
{
    core_->picked_file = std::move(file);
    core_->want_frame_in(0);
}

} // namespace castellan::ui
