// One frame of the console: what the platform tells it, what screens ask of it, what comes out. The parts that screens
// are made of (tables, fields, dialogs …) are functions and scopes that take a `Ui&` first; ui/kit/kit.hpp has them
// all.
//
//   ui.begin_frame(seconds);
//   users_screen(ui, users_view(world, actor), state);   // parts: heading(ui, …), DataTable table{ui, …}
//   auto const& report = ui.end_frame();
//   for (auto& change : ui.take_changes()) …
#pragma once

#include "ui/kit/basics.hpp"
#include "ui/kit/lettering.hpp"
#include "ui/kit/offer.hpp"
#include "ui/kit/platform.hpp"
#include "ui/kit/semantics.hpp"
#include "ui/kit/theme.hpp"

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

struct ImDrawData;

namespace castellan::ui {

class Core; // The kit's own state, ui/kit/core.hpp; no business of screens.

/// A message that comes up in the corner and leaves by itself; errors and refusals stay until they are dismissed.
struct Toast {
    Tone tone = Tone::good;
    std::string title;
    std::string body = {};
    std::string rule = {}; ///< "S-8": who is refused is told by which rule.
};

class Ui {
public:
    explicit Ui(Fonts const& fonts);
    ~Ui();
    Ui(Ui const&) = delete;
    Ui& operator=(Ui const&) = delete;

    // ---- The platform's side -------------------------------------------------------------------------------------

    void set_viewport(Viewport const& viewport);
    /// Draws in these colours alone; none: in those of the light or the dark theme.
    void force_colors(std::optional<SystemColors> const& colors);
    [[nodiscard]] Viewport const& viewport() const;

    /// The wall clock in milliseconds since 1970 and the offset of local time from UTC, for dates on the screen.
    void set_clock(std::int64_t now_ms, int utc_offset_minutes);
    [[nodiscard]] std::int64_t now_ms() const;
    [[nodiscard]] int utc_offset_minutes() const;

    /// Whom offers are judged for. Without a viewer nothing is offered.
    void set_viewer(Viewer const& viewer);
    [[nodiscard]] Viewer const& viewer() const;

    /// Changes that were sent and not answered yet: their offers are drawn busy.
    void set_under_way(std::span<Change const> changes);

    /// What `FrameReport::keep` asked to remember, in an earlier visit.
    void recall(std::string_view key, std::string_view value);

    void begin_frame(double seconds);
    FrameReport const& end_frame();
    /// Of the last frame; what imgui_impl_opengl3 or raster.hpp draw.
    [[nodiscard]] ImDrawData const* draw_data() const;
    /// Grows when the font atlas was built anew, so that its texture must be uploaded again.
    [[nodiscard]] unsigned font_generation() const;
    /// Who paints what the fonts lack; a stand-in until then. Before the first frame.
    void set_lettering(std::unique_ptr<Lettering> lettering);
    /// The textures 1, 2 … of the draw data.
    [[nodiscard]] std::span<Inscriptions::Page const> pages() const;
    [[nodiscard]] Semantics semantics() const;

    // Input, to be said between frames.
    void pointer_moved(float x, float y);
    void pointer_left();
    void pointer_button(bool down, bool touch = false, Modifiers modifiers = {});
    /// Whether a finger that begins here and goes sideways drags something, and does not scroll.
    [[nodiscard]] bool takes_drag(float x, float y) const;
    void wheel(float dx, float dy); ///< CSS pixels, positive scrolls the content right and down.
    /// True if the kit uses the key; if not the browser may have it. Tab is used until the last stop is passed.
    bool key(Key key, Modifiers modifiers = {});

    // By id, from the mirror and from tests; carried out in the next frame, wherever the widget is scrolled to.
    void activate(WidgetId id);
    void focus(WidgetId id);
    void focus_first();
    void focus_last();
    void blur();
    void set_value(WidgetId id, std::string_view text);
    /// Enter in a single-line text field: the form around it is submitted.
    void submit(WidgetId id);

    /// A file was chosen, or dropped on the page.
    void file_picked(PickedFile file);

    /// All that was activated since the last call, in order.
    [[nodiscard]] std::vector<Change> take_changes();
    /// Where the person asked to go (`#/users/u7`).
    [[nodiscard]] std::optional<std::string> take_navigation();

    /// Each offer that the last frame drew, in closed menus too.
    [[nodiscard]] std::span<Offer const> offers() const;

    // ---- The screen's side ---------------------------------------------------------------------------------------

    /// Draws an action if the rules allow its change: absent if denied, disabled with its reason if not now, "…" and
    /// asking for the code if it takes effect after an obligation. Activated, it queues exactly this change.
    /// True in the frame in which it was queued.
    bool offer(std::string_view label, Change const& change, OfferOptions const& options = {});

    /// Draws what changes would give and take, by the hook of the screens; every question draws it by itself, a form before
    /// its buttons.
    void consequences(std::span<Change const> changes);
    void show_consequences(std::function<void(std::span<Change const>)> draw);

    /// Whether to show what leads to a form for such a change ("Edit…"). `change` stands for what the form will make:
    /// the thing as it is. Noted in `offers()`.
    Effect may_offer(Change const& change);

    /// The decision alone, noted nowhere.
    [[nodiscard]] Decision judge(Change const& change) const;

    /// Sends a change from the screen's own logic; for a form that is submitted by Enter. Queued only if it would have
    /// been drawn enabled.
    void request(Change change);

    void go(std::string_view href);
    /// What is shown changes by itself after so many seconds: a countdown.
    void draw_again_in(double seconds);
    /// Puts text on the clipboard, in answer to a press.
    void copy(std::string_view text);
    void toast(Toast toast);
    /// A file for the person to keep, in answer to a press.
    void save(Download file);

    /// Ids of what is drawn in this scope hang on the thing and not on its place:
    ///   auto const scope = ui.scope(user.id);
    class Scope {
    public:
        Scope(Core& core, std::string_view key);
        Scope(Core& core, std::uint64_t key);
        ~Scope();
        Scope(Scope const&) = delete;
        Scope& operator=(Scope const&) = delete;

    private:
        Core& core_;
    };
    [[nodiscard]] Scope scope(std::string_view key);
    [[nodiscard]] Scope scope(std::integral auto key) { return scope_of(static_cast<std::uint64_t>(key)); }

    [[nodiscard]] Theme const& theme() const;
    /// Below 800 px: parts arrange themselves, screens seldom need to know.
    [[nodiscard]] bool is_narrow() const;
    /// CSS pixels of one em (the body text).
    [[nodiscard]] float em() const;

    /// For the kit's own files.
    [[nodiscard]] Core& core() { return *core_; }

private:
    [[nodiscard]] Scope scope_of(std::uint64_t key);
    std::unique_ptr<Core> core_;
};

} // namespace castellan::ui
