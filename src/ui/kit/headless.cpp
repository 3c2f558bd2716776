#include "ui/kit/headless.hpp"

#include "ui/kit/hooks.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace castellan::ui {

namespace {

std::vector<std::byte> bytes_of(std::string const& path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        std::fprintf(stderr, "%s is missing: build the target castellan_fonts.\n", path.c_str());
        std::abort();
    }
    std::vector<std::byte> bytes;
    for (auto at = std::istreambuf_iterator<char>(file); at != std::istreambuf_iterator<char>(); ++at)
        bytes.push_back(static_cast<std::byte>(*at));
    return bytes;
}

} // namespace

Fonts test_fonts()
{
    static std::string const folder = CASTELLAN_FONTS_DIR;
    static auto const regular = bytes_of(folder + "/inter-regular.ttf");
    static auto const semibold = bytes_of(folder + "/inter-semibold.ttf");
    static auto const icons = bytes_of(folder + "/lucide.ttf");
    return {.regular = regular, .semibold = semibold, .icons = icons};
}

Driver::Driver(Ui& ui, std::function<void()> draw) : ui_(ui), draw_(std::move(draw))
{
    watch_items(ui_, true);
    frames(2);
}

void Driver::frames(int count)
{
    for (int frame = 0; frame < count; ++frame) {
        seconds_ += 1.0 / 60;
        forget_items();
        ui_.begin_frame(seconds_);
        draw_();
        ui_.end_frame();
    }
}

SemanticNode const* Driver::find(AriaRole role, std::string_view name)
{
    return ui::find(ui_.semantics(), role, name);
}

bool Driver::shows(std::string_view text)
{
    for (auto const& node : ui_.semantics()) {
        if (node.name.find(text) != std::string_view::npos || node.value.find(text) != std::string_view::npos)
            return true;
    }
    return false;
}

bool Driver::press(AriaRole role, std::string_view name)
{
    auto const* node = find(role, name);
    if (!node || node->disabled)
        return false;
    ui_.activate(node->id);
    frames(3); // It is pressed, an action is reported, what it opened is measured and shown.
    return true;
}

bool Driver::type(AriaRole role, std::string_view name, std::string_view text)
{
    auto const* node = find(role, name);
    if (!node || node->disabled)
        return false;
    auto const id = node->id;
    ui_.focus(id);
    ui_.set_value(id, text);
    frames(2);
    return true;
}

bool Driver::choose(std::string_view combobox, std::string_view option)
{
    if (!press(AriaRole::combobox, combobox))
        return false;
    return press(AriaRole::option, option);
}

void Driver::key(Key key, Modifiers modifiers)
{
    ui_.key(key, modifiers);
    frames(3);
}

void Driver::click(float x, float y)
{
    ui_.pointer_moved(x, y);
    frames(2);
    ui_.pointer_button(true);
    frames(1);
    ui_.pointer_button(false);
    frames(3);
}

void Driver::wheel(float x, float y, float dy)
{
    ui_.pointer_moved(x, y);
    frames(1);
    ui_.wheel(0, dy);
    frames(2);
}

std::vector<std::string> Driver::items_without_entry() const
{
    return unmirrored_items(ui_);
}

} // namespace castellan::ui
