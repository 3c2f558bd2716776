#include "ui/kit/side_panel.hpp"

#include "ui/kit/button_look.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

constexpr float width_em = 28;

} // namespace

SidePanel::SidePanel(Ui& ui, std::string_view title, bool& open, std::string_view subtitle) : ui_(ui)
{
    if (!open)
        return;
    showing_ = true;
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const& page = core.page_rect;
    auto const width =
        ui.is_narrow() ? page.width : std::floor(std::min(core.px(width_em * size::body), page.width * 0.6f));
    Rect const rect{page.right() - width, page.y, width, page.height};
    auto const id = core.id("side-panel");
    ImGui::SetNextWindowPos(corner(rect));
    ImGui::SetNextWindowSize({rect.width, rect.height});
    ImGui::Begin("side-panel", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    core.list().PushClipRect({0, page.y}, far_corner(page));
    core.shadow(rect, 0, 14);
    core.fill(rect, theme.raised);
    core.line(rect.x, rect.y, rect.x, rect.bottom(), theme.line);
    core.list().PopClipRect();
    core.open({.id = id, .role = AriaRole::complementary, .name = title, .rect = rect});
    core.push_id(id);

    auto const padding = core.px(20);
    auto const side = core.small_control_height();
    auto const head = core.px(subtitle.empty() ? 56.0f : 72.0f);
    Rect const words{rect.x + padding, rect.y + core.px(14), rect.width - 2 * padding - side - core.px(8), core.px(28)};
    core.add({.role = AriaRole::heading, .name = title, .description = subtitle, .rect = words, .level = 2});
    core.text(words, title, Face::section, theme.text);
    core.text({words.x, words.bottom() - core.px(2), words.width, core.px(20)}, subtitle, Face::small, theme.text_muted);
    if (draw_button(core, {rect.right() - padding - side + core.px(6), rect.y + core.px(12), side, side},
                    core.id("close"), tr("Close the panel"),
                    {.weight = Weight::ghost, .icon = icon::x, .icon_only = true, .small = true})
            .pressed) {
        open = false;
        core.want_frame_in(0);
    }
    core.line(rect.x, rect.y + head - 1, rect.right(), rect.y + head - 1, theme.line);
    core.begin_scroller(core.id("content"), {rect.x + 1, rect.y + head, rect.width - 1, rect.height - head});
    auto& region = core.region();
    region.x += padding;
    region.y += core.px(16);
    region.width = rect.width - 2 * padding;
}

SidePanel::~SidePanel()
{
    if (!showing_)
        return;
    auto& core = ui_.core();
    core.extend(core.region().y + core.px(16));
    core.end_scroller();
    core.pop_id();
    core.close();
    ImGui::End();
}

} // namespace castellan::ui
