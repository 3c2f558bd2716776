// Pictures: photos and signatures that people bring, and those that are kept.
#include "ui/kit/button_look.hpp"
#include "ui/kit/field.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>
#include <utility>

namespace castellan::ui {

namespace {

constexpr float picture_height = 200;
constexpr float empty_height = 84;

void draw_words(Core& core, Rect const& box, Icon icon, std::string_view words)
{
    auto const side = core.px(size::icon);
    auto const y = box.y + (box.height - core.px(52)) / 2;
    core.draw_icon(icon, box.x + (box.width - side) / 2, y, core.theme->text_muted);
    core.text_centered({box.x, y + core.px(22), box.width, core.px(28)}, words, Face::body, core.theme->text);
}

} // namespace

bool picture_field(Ui& ui, std::string_view label, Pick what, PickedFile& taken, PictureLook const& look, FieldOptions const& options)
{
    auto& core = ui.core();
    auto const is_there = !look.address.empty();
    auto const box = place_field(core, label, options, core.px(is_there ? picture_height : empty_height));
    auto const words = look.busy                ? tr("Being sent …")
                       : what == Pick::signature ? (is_there ? tr("Signed. Press to sign again") : tr("Press to sign"))
                                                 : (is_there ? tr("There is a photo. Press to take another") : tr("Press to take or choose a photo"));
    auto node = field_node(AriaRole::button, core.id(label), label, options, box);
    node.description = options.disabled.empty() ? words : options.disabled;
    node.busy = look.busy;
    auto const can = options.disabled.empty() && !look.busy;
    auto const touch = core.widget(node, {.enabled = can});
    if (touch.hovered)
        core.report.cursor = can ? Cursor::hand : Cursor::not_allowed;
    draw_field_box(core, box, touch, options);
    auto const icon = what == Pick::signature ? icon::signature : icon::camera;
    if (!is_there || look.busy || !core.draw_picture(inset(box, core.px(6)), look.address))
        draw_words(core, box, icon, words);
    if (touch.pressed) {
        core.report.pick = what;
        core.picking = touch.id;
        core.picked_file.reset(); // what was dropped beside it
    }
    if (is_there && look.removable && can) {
        auto const side = core.target({0, 0, core.px(30), core.px(30)}).width;
        core.push_id(touch.id);
        auto const remove = draw_button(core, {box.right() - side - core.px(6), box.y + core.px(6), side, side}, core.id("remove"), tr("Remove picture"),
                                        {.icon = icon::trash_2, .icon_only = true}, {.role = AriaRole::button}, {});
        core.pop_id();
        if (remove.pressed) {
            taken = {};
            return true;
        }
    }
    if (core.picking != touch.id || !core.picked_file)
        return false;
    taken = *std::exchange(core.picked_file, std::nullopt);
    core.picking = 0;
    return !taken.content.empty();
}

void picture(Ui& ui, std::string_view name, std::string_view address)
{
    auto& core = ui.core();
    auto const box = core.place(0, core.px(picture_height));
    core.add({.id = core.id(name), .role = AriaRole::img, .name = name, .rect = box});
    core.fill(box, core.theme->sunken, size::radius);
    if (!core.draw_picture(inset(box, core.px(6)), address))
        draw_words(core, box, icon::camera, tr("The picture is being fetched"));
}

} // namespace castellan::ui
