#include "ui/kit/ui.hpp"

#include "ui/kit/core.hpp"

#include <algorithm>
#include <utility>

namespace castellan::ui {

Ui::Ui(Fonts const& fonts) : core_(std::make_unique<Core>(*this, fonts))
{
    set_lettering(make_plain_lettering());
}
Ui::~Ui() = default;

void Ui::set_viewport(Viewport const& viewport)
{
    core_->viewport = viewport;
}
void Ui::force_colors(std::optional<SystemColors> const& colors)
{
    core_->forced_theme = colors.transform(ui::forced_theme);
}
Viewport const& Ui::viewport() const
{
    return core_->viewport;
}

void Ui::set_clock(std::int64_t now_ms, int utc_offset_minutes)
{
    core_->clock_ms = now_ms;
    core_->utc_offset_minutes = utc_offset_minutes;
}
std::int64_t Ui::now_ms() const
{
    return core_->clock_ms;
}
int Ui::utc_offset_minutes() const
{
    return core_->utc_offset_minutes;
}

void Ui::set_viewer(Viewer const& viewer)
{
    core_->viewer = viewer;
}
Viewer const& Ui::viewer() const
{
    return core_->viewer;
}

void Ui::set_under_way(std::span<Change const> changes)
{
    core_->under_way.assign(changes.begin(), changes.end());
}

void Ui::recall(std::string_view key, std::string_view value)
{
    core_->remembered.insert_or_assign(std::string(key), std::string(value));
}

void Ui::begin_frame(double seconds)
{
    core_->begin_frame(seconds);
}

FrameReport const& Ui::end_frame()
{
    core_->end_frame();
    return core_->report;
}

ImDrawData const* Ui::draw_data() const
{
    ImGui::SetCurrentContext(core_->context);
    return ImGui::GetDrawData();
}
unsigned Ui::font_generation() const
{
    return core_->shelf.generation();
}
void Ui::set_lettering(std::unique_ptr<Lettering> lettering)
{
    core_->lettering = std::move(lettering);
    core_->inscriptions.use(core_->lettering.get());
}
std::span<Inscriptions::Page const> Ui::pages() const
{
    return core_->inscriptions.pages();
}
Semantics Ui::semantics() const
{
    return core_->nodes;
}

void Ui::pointer_moved(float x, float y)
{
    core_->input.push_back({InputEvent::Kind::move, x, y});
}
void Ui::pointer_left()
{
    core_->input.push_back({InputEvent::Kind::leave});
}
void Ui::pointer_button(bool down, bool touch, Modifiers modifiers)
{
    core_->input.push_back(
        {.kind = InputEvent::Kind::button, .down = down, .touch = touch, .modifiers = modifiers});
}
bool Ui::takes_drag(float x, float y) const
{
    return std::ranges::any_of(core_->drag_areas, [&](Core::DragArea const& area) {
        return area.layer == core_->layers.size() && area.rect.Contains({x, y});
    });
}
void Ui::wheel(float dx, float dy)
{
    core_->input.push_back({InputEvent::Kind::wheel, dx, dy});
}
bool Ui::key(Key key, Modifiers modifiers)
{
    return core_->key(key, modifiers);
}

void Ui::activate(WidgetId id)
{
    core_->activations.push_back(id);
}
void Ui::focus(WidgetId id)
{
    core_->set_focus(id, true);
}
void Ui::focus_first()
{
    core_->focused = 0;
    core_->move_focus(1);
}
void Ui::focus_last()
{
    core_->focused = 0;
    core_->move_focus(-1);
}
void Ui::blur()
{
    core_->focused = 0;
}
void Ui::set_value(WidgetId id, std::string_view text)
{
    core_->typed.insert_or_assign(id, std::string(text));
}
void Ui::submit(WidgetId id)
{
    core_->submissions.push_back(id);
}

std::vector<Change> Ui::take_changes()
{
    return std::exchange(core_->changes, {});
}
std::optional<std::string> Ui::take_navigation()
{
    return std::exchange(core_->navigation, std::nullopt);
}
std::span<Offer const> Ui::offers() const
{
    return core_->offers;
}

void Ui::go(std::string_view href)
{
    core_->navigation = std::string(href);
    core_->want_frame_in(0);
}

void Ui::draw_again_in(double seconds)
{
    core_->want_frame_in(seconds);
}

void Ui::copy(std::string_view text)
{
    core_->report.copy = std::string(text);
}

void Ui::toast(Toast toast)
{
    constexpr double stays = 5;
    auto const passing = toast.tone == Tone::good || toast.tone == Tone::neutral || toast.tone == Tone::accent;
    auto& toasts = core_->toasts;
    toasts.push_back({std::move(toast), ++core_->toast_count, passing ? core_->now + stays : 0});
    if (toasts.size() > 5)
        toasts.erase(toasts.begin());
    core_->want_frame_in(0);
}

Ui::Scope::Scope(Core& core, std::string_view key) : core_(core)
{
    core.push_id(core.id(key));
}
Ui::Scope::Scope(Core& core, std::uint64_t key) : core_(core)
{
    core.push_id(core.id(key));
}
Ui::Scope::~Scope()
{
    core_.pop_id();
}
Ui::Scope Ui::scope(std::string_view key)
{
    return {*core_, key};
}
Ui::Scope Ui::scope_of(std::uint64_t key)
{
    return {*core_, key};
}

Theme const& Ui::theme() const
{
    if (core_->forced_theme)
        return *core_->forced_theme;
    return core_->viewport.dark ? dark_theme : light_theme;
}
bool Ui::is_narrow() const
{
    return core_->viewport.width < size::narrow * core_->viewport.text_scale;
}
float Ui::em() const
{
    return size::body * core_->viewport.text_scale;
}

} // namespace castellan::ui
