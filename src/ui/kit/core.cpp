// The frame: what is cleared before it, what is drawn over everything at its end.
#include "ui/kit/core.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

ImVec4 as_vector(Color color)
{
    return ImGui::ColorConvertU32ToFloat4(packed(color));
}

} // namespace

Core::Core(Ui& owner, Fonts const& fonts) : ui(owner), shelf(fonts)
{
    IMGUI_CHECKVERSION();
    context = ImGui::CreateContext();
    ImGui::SetCurrentContext(context);
    auto& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigFlags = ImGuiConfigFlags_NoMouseCursorChange;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    io.ConfigWindowsResizeFromEdges = false;
    io.ConfigInputTextCursorBlink = false;
    io.BackendPlatformName = "castellan";
    context->ConfigNavWindowingKeyNext = 0; // Ctrl+Tab is the browser's.
    context->ConfigNavWindowingKeyPrev = 0;
}

Core::~Core()
{
    ImGui::DestroyContext(context);
}

void Core::apply_style()
{
    auto& style = ImGui::GetStyle();
    style.WindowPadding = {0, 0};
    style.FramePadding = {0, 0};
    style.ItemSpacing = {0, 0};
    style.ItemInnerSpacing = {0, 0};
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 0;
    style.WindowMinSize = {1, 1};
    style.ScrollbarSize = 10;
    style.ScrollbarRounding = 5;
    style.DisabledAlpha = 1;
    style.TouchExtraPadding = viewport.coarse_pointer ? ImVec2{4, 4} : ImVec2{0, 0};
    style.Colors[ImGuiCol_Text] = as_vector(theme->text);
    style.Colors[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
    style.Colors[ImGuiCol_ScrollbarGrab] = as_vector(theme->line_strong.faded(0.5f));
    style.Colors[ImGuiCol_ScrollbarGrabHovered] = as_vector(theme->line_strong);
    style.Colors[ImGuiCol_ScrollbarGrabActive] = as_vector(theme->text_muted);
    style.Colors[ImGuiCol_ModalWindowDimBg] = {0, 0, 0, 0}; // The dialog draws its own scrim, without an animation.
    style.Colors[ImGuiCol_NavHighlight] = {0, 0, 0, 0};
}

void Core::begin_frame(double seconds)
{
    consequences = nullptr;
    ImGui::SetCurrentContext(context);
    auto& io = ImGui::GetIO();
    io.DisplaySize = {std::max(1.0f, viewport.width), std::max(1.0f, viewport.height)};
    io.DisplayFramebufferScale = {viewport.pixel_ratio, viewport.pixel_ratio};
    io.DeltaTime = std::clamp(static_cast<float>(seconds - now), 1.0f / 1000, 0.1f);
    now = seconds;
    scale = viewport.text_scale;
    theme = &ui.theme();
    ++frame_number;

    if (shelf.bake(*io.Fonts, viewport.pixel_ratio, viewport.text_scale)) {
        io.FontDefault = shelf.font(Face::body);
        inscriptions.clear();
    }
    inscriptions.begin_frame();
    io.FontGlobalScale = shelf.line(Face::body) / shelf.font(Face::body)->FontSize;
    apply_style();
    feed_input();
    ImGui::NewFrame();

    report = {};
    texts[frame_number & 1].clear();
    nodes.clear();
    parents.clear();
    seeds.assign(1, 0xCA57E11A);
    std::ranges::fill(id_table, 0u);
    regions.clear();
    last_stops.swap(stops);
    stops.clear();
    groups.clear();
    layer_path.clear();
    layers_seen.clear();
    focus_seen = false;
    hovered_now = 0;
    tip_text = {};
    offers.clear();
    commands.clear();
    drag_areas.clear();
    has_palette = false;
    last_bottom_bar = std::exchange(bottom_bar, 0.0f);
    pressed_action = std::exchange(pressing_action, 0u);

    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(io.DisplaySize);
    ImGui::Begin("castellan", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus |
                     ImGuiWindowFlags_NoScrollWithMouse);
    Rect const whole{0, 0, viewport.width, viewport.height};
    fill(whole, theme->canvas);
    page_rect = whole;
    auto const padding = px(ui.is_narrow() ? size::narrow_padding : size::page_padding);
    push_region({.x = padding, .y = padding, .width = whole.width - 2 * padding, .gap = px(16)});
}

void Core::end_frame()
{
    if (confirmation.depth == 0)
        draw_confirmation();
    draw_toasts();
    ImGui::End();

    if (!tip_text.empty()) {
        auto* const over = ImGui::GetForegroundDrawList();
        auto const line = shelf.line(Face::small);
        auto const width = std::min(text_width(tip_text, Face::small) + 1, px(320));
        auto const height = wrapped_height(tip_text, Face::small, width);
        auto const box_width = width + px(16);
        auto x = std::clamp(tip_rect.x + (tip_rect.width - box_width) / 2, 8.0f,
                            std::max(8.0f, viewport.width - box_width - 8));
        auto y = tip_rect.bottom() + 6;
        if (y + height + px(12) > viewport.height - 8)
            y = tip_rect.y - height - px(12) - 6;
        x = std::round(x);
        y = std::round(y);
        over->AddRectFilled({x, y}, {x + box_width, y + height + px(12)}, packed(theme->tooltip), px(size::radius));
        auto top = y + px(6);
        for (auto rest = tip_text; !rest.empty(); skip_break(rest)) {
            auto const size = first_line(rest, Face::small, width);
            set_line(*over, x + px(8), std::round(top + line * 0.11f), rest.substr(0, size), Face::small,
                     theme->on_tooltip);
            top += std::round(line * 1.22f);
            rest.remove_prefix(size);
        }
    }
    if (!hovered_now)
        hovered_since_id = 0;
    settle_focus();
    auto const text_focused = report.text_entry.has_value();
    for (auto const& [key, modifiers] : keys) {
        auto const page = page_rect.height * 0.9f;
        auto const step = key == Key::down        ? px(60)
                          : key == Key::up        ? -px(60)
                          : key == Key::page_down ? page
                          : key == Key::page_up   ? -page
                          : key == Key::home      ? -1e7f
                          : key == Key::end       ? 1e7f
                                                  : 0.0f;
        if (step != 0 && !text_focused && page_window)
            ImGui::SetScrollY(page_window, std::clamp(page_window->Scroll.y + step, 0.0f, page_window->ScrollMax.y));
        if (step != 0)
            want_frame_in(0);
    }
    keys.clear();
    activations.clear();
    submissions.clear();
    typed.clear();
    page_window = nullptr;
    ImGui::Render();
    if (context->InputEventsQueue.Size > 0 || !input.empty() || pressing_action)
        want_frame_in(0);
}

void Core::feed_input()
{
    // A press waits until the frame after the pointer got there: what lies over something else is known to be hovered
    // one frame later, and a finger arrives and presses at once.
    auto& io = ImGui::GetIO();
    auto moved = false;
    while (!input.empty()) {
        auto const event = input.front();
        if (event.kind == InputEvent::Kind::button && moved)
            break;
        input.erase(input.begin());
        switch (event.kind) {
        case InputEvent::Kind::move:
            io.AddMousePosEvent(event.x, event.y);
            moved = true;
            break;
        case InputEvent::Kind::leave:
            io.AddMousePosEvent(-FLT_MAX, -FLT_MAX);
            moved = true;
            break;
        case InputEvent::Kind::button:
            io.AddMouseSourceEvent(event.touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
            io.AddMouseButtonEvent(0, event.down);
            if (event.down) {
                by_keyboard = false;
                press_modifiers = event.modifiers;
                popup_at_press = context->OpenPopupStack.empty() ? 0 : context->OpenPopupStack.back().PopupId;
            }
            break;
        case InputEvent::Kind::wheel: {
            // ImGui scrolls five lines for one unit.
            auto const unit = 5 * shelf.line(Face::body);
            io.AddMouseWheelEvent(-event.x / unit, -event.y / unit);
            break;
        }
        }
    }
}

void Core::want_frame_in(double seconds)
{
    if (!report.next_frame_in || *report.next_frame_in > seconds)
        report.next_frame_in = seconds;
}

} // namespace castellan::ui
