// What Dear ImGui's test-engine hooks tell: each item that was submitted. The kit writes a semantic entry for every
// interactive item itself; `unmirrored_items` proves it. Only the four functions are ours, the test engine is not
// linked.
#include "ui/kit/hooks.hpp"

#include "ui/kit/core.hpp"

#include <algorithm>
#include <cstdio>

namespace castellan::ui {

namespace {

std::vector<ImGuiID>& items()
{
    static std::vector<ImGuiID> list;
    return list;
}

// Windows and their scrollbars are ImGui's own items. A web page's scrollbars aren't in its accessibility tree either.
bool belongs_to_a_window(ImGuiID id)
{
    return std::ranges::any_of(GImGui->Windows, [&](ImGuiWindow* window) {
        // ImGui empties windows that were not drawn for a minute; they have no items.
        if (window->IDStack.empty())
            return false;
        return id == window->ID || id == window->ChildId || id == window->MoveId ||
               id == ImGui::GetWindowScrollbarID(window, ImGuiAxis_X) ||
               id == ImGui::GetWindowScrollbarID(window, ImGuiAxis_Y);
    });
}

} // namespace

void watch_items(Ui& ui, bool on)
{
    ui.core().context->TestEngineHookItems = on;
    items().clear();
}

void forget_items()
{
    items().clear();
}

std::vector<std::string> unmirrored_items(Ui& ui)
{
    std::vector<std::string> missing;
    for (auto const id : items()) {
        if (find(ui.semantics(), id) || belongs_to_a_window(id))
            continue;
        char text[16];
        std::snprintf(text, sizeof text, "0x%08X", id);
        missing.emplace_back(text);
    }
    return missing;
}

} // namespace castellan::ui

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, ImRect const&, ImGuiLastItemData const*)
{
    // The fallback window is what ImGui draws into when there is none; it is never shown.
    if (id != 0 && context->CurrentWindow && !context->CurrentWindow->IsFallbackWindow)
        castellan::ui::items().push_back(id);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, char const*, ImGuiItemStatusFlags) {}

void ImGuiTestEngineHook_Log(ImGuiContext*, char const*, ...) {}

char const* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID)
{
    return nullptr;
}
