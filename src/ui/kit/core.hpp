// The kit's own state and the primitives its parts are made of: placing, drawing text and shapes, ids, semantics,
// keyboard focus, layers. Only files of the kit include this; together they are the only code that calls ImGui.
//
// ImGui gives windows, scrolling, clipping, hit testing and draw lists. Layout, keyboard and look are the kit's:
// ImGui's own navigation moves by geometry and knows no Tab order, which is not how a web page behaves, so it is
// switched off and the order of the semantic entries is used.
#pragma once

#include "ui/kit/fonts.hpp"
#include "ui/kit/lettering.hpp"
#include "ui/kit/ui.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan::ui {

class AppFrame;
struct AppState;

/// Texts of one frame, in blocks that are kept.
class TextArena {
public:
    std::string_view keep(std::string_view text);
    std::string_view keep(std::initializer_list<std::string_view> parts);
    void clear();

private:
    static constexpr std::size_t block_size = 32 * 1024;
    char* room(std::size_t size);
    std::vector<std::unique_ptr<char[]>> blocks_;
    std::vector<std::unique_ptr<char[]>> large_;
    std::size_t block_ = 0;
    std::size_t used_ = 0;
};

/// Where parts flow. `width` is what they may take; `y` is where the next one begins.
struct Region {
    enum class Flow : std::uint8_t { down, across };
    float x = 0;
    float y = 0;
    float width = 0;
    float gap = 16; ///< Between parts.
    Flow flow = Flow::down;
    bool first = true;
    float line_x = 0; ///< Across: where the next part begins, and how high the line is.
    float line_height = 0;
    bool from_right = false; ///< Across: the next part stands at the right end.
    float cell = 0;          ///< Across: parts begin at multiples of this, so that those of all lines stand in columns.
};

/// What the pointer and the keyboard did to a widget.
struct Touch {
    WidgetId id = 0;
    std::uint32_t node = 0;
    bool pressed = false;
    bool by_pointer = false; ///< Pressed by mouse or finger; `Core::press_modifiers` are of that press.
    bool released = false;   ///< The pointer let go of it, wherever it was then.
    bool hovered = false;
    bool held = false;
    bool focused = false;
    bool ring = false; ///< The focus is to be seen: it came by the keyboard.
    bool visible = true;
};

/// How far a surface stands above the page: cards, what opens beside something (menus, bars, messages), and what takes the
/// whole attention (dialogs).
enum class Elevation : std::uint8_t { resting, floating, modal };

/// How a widget takes the keyboard.
struct Reach {
    bool stop = true;          ///< In the Tab order.
    bool preferred = false;    ///< In a group: the one that Tab arrives at.
    bool takes_arrows = false; ///< Arrow keys are its own (a number field, an open list).
    bool takes_row_keys = false; ///< Ctrl+A and Ctrl+C are its own: a row of a table.
    bool takes_escape = false;
    bool resizes = false; ///< Shift and an arrow make it wider and narrower: the header of a column.
    bool autofocus = false;
    bool text = false;    ///< A text field: keys are the DOM input's.
    bool selects = false; ///< Arriving by an arrow key chooses it: radio buttons, tabs.
    bool enabled = true;
    bool hit_test = true; ///< False: activated by id or keyboard only.
};

enum class Axis : std::uint8_t { vertical, horizontal, both };

/// A place where the keyboard can be, as the last frame drew it.
struct Stop {
    WidgetId id = 0;
    WidgetId group = 0;
    Axis axis = Axis::vertical;
    int layer = 0;
    bool preferred = false;
    bool takes_arrows = false;
    bool takes_row_keys = false;
    bool takes_escape = false;
    bool resizes = false;
    bool autofocus = false;
    bool text = false;
    bool selects = false;
    bool in_page = false; ///< And not in what stays around it.
};

struct TimedToast {
    Toast toast;
    std::uint64_t number = 0;
    double leaves_at = 0; ///< 0: stays.
};

/// How a person has arranged a table's columns.
struct TableLayout {
    std::vector<float> widths; ///< In em; 0: as the screen has it.
    std::vector<bool> hidden;
};

struct PendingConfirmation {
    std::vector<Change> changes;
    Confirmation question;
    Weight weight = Weight::danger;
    WidgetId id = 0;
    bool open = false;
    std::size_t depth = 0; ///< The number of dialogs around the offer: the question is asked over them.
};

/// Something that the page offers, for the palette. The texts live as long as the frame.
struct Command {
    WidgetId id = 0;
    std::string_view label;
    std::string_view about = {}; ///< Whose: a row's name.
    std::string_view href = {};
    Icon icon = {};
    std::string_view disabled = {};
};

struct InputEvent {
    enum class Kind : std::uint8_t { move, leave, button, wheel } kind = Kind::move;
    float x = 0;
    float y = 0;
    bool down = false;
    bool touch = false;
    Modifiers modifiers = {};
};

class Core {
public:
    Core(Ui& owner, Fonts const& fonts);
    ~Core();
    Core(Core const&) = delete;
    Core& operator=(Core const&) = delete;

    // ---- ids and scopes (core.cpp)
    [[nodiscard]] WidgetId id(std::string_view label) const;
    [[nodiscard]] WidgetId id(std::uint64_t number) const;
    void push_id(WidgetId seed) { seeds.push_back(seed); }
    void pop_id() { seeds.pop_back(); }

    // ---- semantics (nodes.cpp)
    /// Adds an entry and copies its texts; gives it an id if it has none.
    std::uint32_t add(SemanticNode node);
    /// The same, and what follows is within it.
    std::uint32_t open(SemanticNode node);
    void close();
    [[nodiscard]] SemanticNode& node(std::uint32_t index) { return nodes[index]; }

    // ---- interaction (focus.cpp)
    Touch widget(SemanticNode node, Reach const& reach = {});
    void begin_group(WidgetId group, Axis axis);
    void end_group();
    void begin_layer(WidgetId layer);
    void end_layer();
    /// A key that was pressed since the last frame and is meant for the focused widget.
    [[nodiscard]] bool took(Key key);
    /// The same, with what was held.
    [[nodiscard]] std::optional<Modifiers> take(Key key);
    bool key(Key key, Modifiers modifiers);
    bool move_focus(int direction);
    void set_focus(WidgetId id, bool by_keyboard);
    void settle_focus();
    void tooltip(Touch const& touch, std::string_view text);
    /// Over something that is no widget: a text that was shortened.
    void tooltip_over(Rect const& rect, WidgetId id, std::string_view text);
    [[nodiscard]] bool hovered_long_enough(WidgetId id);

    // ---- placing (place.cpp)
    [[nodiscard]] Region& region() { return regions.back(); }
    /// The next part's rectangle: `height` high, `width` wide (0: all that there is; in a line, none is an error).
    Rect place(float width, float height);
    /// Without a gap before it.
    Rect place_close(float width, float height);
    void push_region(Region const& region) { regions.push_back(region); }
    void pop_region() { regions.pop_back(); }
    void extend(float bottom);
    [[nodiscard]] float control_height() const;
    [[nodiscard]] float small_control_height() const;
    [[nodiscard]] float px(float size) const { return size * scale; }
    /// Where it may be touched: around what is seen, at least `least_target` where the pointer is coarse.
    [[nodiscard]] Rect target(Rect const& rect) const;

    // ---- drawing (draw.cpp)
    [[nodiscard]] ImDrawList& list() const { return *ImGui::GetWindowDrawList(); }
    void fill(Rect const& rect, Color color, float radius = 0) const;
    void frame(Rect const& rect, Color color, float radius = 0, float thickness = 1) const;
    void line(float x0, float y0, float x1, float y1, Color color) const;
    /// The picture at an address of the service, as large as fits; false if it is not there (yet).
    bool draw_picture(Rect const& rect, std::string_view address);
    void shadow(Rect const& rect, float radius, float depth) const;
    /// A surface with its shadow and border.
    void lift(Rect const& rect, float radius, Elevation elevation) const;
    void ring(Rect const& rect, float radius) const;
    void dot(float x, float y, float radius, Color color) const;
    void draw_icon(Icon icon, float x, float y, Color color, float size = size::icon) const; ///< Top left.
    void draw_spinner(float x, float y, float diameter, Color color);
    void draw_avatar(Rect const& rect, std::string_view name);
    [[nodiscard]] float text_width(std::string_view text, Face face) const;
    /// One line, as it is: from the bundled fonts, or painted by the platform where these lack a letter.
    void set_line(ImDrawList& to, float x, float y, std::string_view text, Face face, Color color) const;
    /// How much of a text is on its first line; at least one letter. What a line ends with is not part of the next.
    [[nodiscard]] std::size_t first_line(std::string_view text, Face face, float width) const;
    static void skip_break(std::string_view& text);
    [[nodiscard]] bool is_foreign(std::string_view text) const;
    /// Cut to the width, "…" at the end where it is read.
    [[nodiscard]] std::string shortened(std::string_view text, Face face, float width) const;
    [[nodiscard]] float line_height(Face face) const;
    /// At the left, middle of `rect`; "…" where it does not fit. True if it was shortened.
    bool text(Rect const& rect, std::string_view text, Face face, Color color, Align align = Align::left) const;
    void text_centered(Rect const& rect, std::string_view text, Face face, Color color) const;
    [[nodiscard]] float wrapped_height(std::string_view text, Face face, float width) const;
    float wrapped(float x, float y, float width, std::string_view text, Face face, Color color) const;
    /// A badge's width, and the badge, at the left and middle of a rectangle.
    [[nodiscard]] float badge_width(std::string_view word) const;
    void draw_badge(float x, float middle, Tone tone, std::string_view word) const;

    // ---- windows (windows.cpp)
    /// A popup beside `anchor`, open if `popup_open(id)`. Its content is drawn between begin and end.
    void open_popup(WidgetId id);
    [[nodiscard]] bool popup_open(WidgetId id) const;
    bool begin_popup(WidgetId id, Rect const& anchor, float width, float height, Align align = Align::left);
    void end_popup();
    void close_popup();
    bool begin_scroller(WidgetId id, Rect const& rect, bool horizontal = false);
    void end_scroller();

    // ---- offers (offer.cpp)
    Decision note_offer(Change const& change, Offer::Kind kind, WidgetId id);
    /// Why not now, as a person is told.
    [[nodiscard]] std::string reason_of(Change const& change, Decision const& decision) const;
    [[nodiscard]] bool is_under_way(Change const& change) const;
    /// Queues the changes, or asks first.
    void activate_offer(std::vector<Change> wanted, OfferOptions const& options, std::string_view label, WidgetId id);
    void draw_confirmation();
    void draw_toasts();

    void want_frame_in(double seconds);
    void feed_input();
    void apply_style();
    void begin_frame(double seconds);
    void end_frame();

    // The rest is plain state, shared by the kit's files.
    Ui& ui;
    ImGuiContext* context = nullptr;
    FontShelf shelf;
    std::unique_ptr<Lettering> lettering;
    mutable Inscriptions inscriptions; ///< Of what the fonts of the shelf lack.
    Viewport viewport;
    Theme const* theme = &light_theme;
    std::optional<Theme> forced_theme; ///< In place of light and dark.
    float scale = 1; ///< Text scale: all sizes are multiplied by it.
    float least_target = size::touch; ///< The least height of a target where the pointer is coarse; more at a kiosk.
    double now = 0;  ///< Seconds, of this frame.
    std::int64_t clock_ms = 0;
    int utc_offset_minutes = 0;
    FrameReport report;
    unsigned long frame_number = 0;

    Viewer viewer;
    std::function<void(std::span<Change const>)> consequences; ///< Draws them.
    std::vector<Change> under_way;
    std::vector<Change> changes;
    std::vector<Offer> offers;
    std::optional<std::string> navigation;
    std::vector<TimedToast> toasts;
    std::uint64_t toast_count = 0;
    PendingConfirmation confirmation;

    std::vector<SemanticNode> nodes;
    std::vector<std::uint32_t> parents;
    TextArena texts[2];
    std::vector<WidgetId> seeds;
    std::vector<std::uint32_t> id_table; ///< Ids used in this frame, open addressing.
    std::vector<Region> regions;

    std::vector<Stop> stops; ///< Of this frame; between frames, of the one that is on the screen.
    std::vector<Stop> last_stops;
    struct Group {
        WidgetId id;
        Axis axis;
    };
    std::vector<Group> groups;
    struct Layer {
        WidgetId id = 0;
        WidgetId returns_to = 0;
    };
    std::vector<Layer> layers;         ///< Open ones, as of the last frame, with where the keyboard returns to.
    std::vector<WidgetId> layer_path;  ///< Where drawing is.
    std::vector<WidgetId> layers_seen; ///< In this frame, by depth.
    WidgetId focused = 0;
    bool focus_seen = false;
    bool by_keyboard = false;
    bool scroll_to_focus = false;
    bool lost_in_page = false; ///< What had the keyboard went with its page: Tab goes on within the next one.
    std::unordered_map<WidgetId, WidgetId> last_in_group;
    std::vector<WidgetId> activations;
    std::vector<WidgetId> submissions;
    std::unordered_map<WidgetId, std::string> typed;
    std::vector<std::pair<Key, Modifiers>> keys;
    std::vector<InputEvent> input;
    Modifiers press_modifiers; ///< Held when the pointer went down last.
    WidgetId popup_at_press = 0; ///< The popup that was open when the pointer went down.
    WidgetId open_popup_id = 0;
    WidgetId pressed_action = 0; ///< An action of `Actions`, reported in the next frame.
    WidgetId pressing_action = 0;
    std::vector<Command> commands; ///< What the page offers in this frame.
    WidgetId commanded = 0;        ///< Chosen in the palette: done when its actions are drawn next.
    bool has_palette = false;      ///< In the last frame.
    bool palette_is_open = false;
    bool palette_wanted = false;
    bool keys_wanted = false;
    std::optional<PickedFile> picked_file; ///< For the file field that is drawn next.
    WidgetId picking = 0; ///< The field that asked for it last.
    WidgetId hovered_since_id = 0;
    double hovered_since = 0;
    WidgetId hovered_now = 0;
    Rect tip_rect = {};
    std::string_view tip_text = {};

    std::unordered_map<std::string, std::string> remembered; ///< From earlier visits, by key.
    std::unordered_map<std::string, TableLayout> table_layouts;
    WidgetId resizing = 0;   ///< The edge of a column that the pointer holds.
    bool writing = false;    ///< A table is written out and not drawn: nothing is offered meanwhile.
    float bottom_bar = 0;    ///< The height that a bar at the bottom takes, which toasts leave free.
    float last_bottom_bar = 0;

    /// Small things that widgets remember: measured heights, columns, months.
    std::unordered_map<WidgetId, float> floats;
    std::unordered_map<WidgetId, WidgetId> table_row_focus; ///< By table, the row that had the keyboard last.
    std::string popup_query;                                ///< The search in the one open list.
    std::int64_t popup_index = -1;                          ///< The highlighted entry in it.
    std::vector<std::uint32_t> popup_matches;
    /// Where the keyboard is in a grid of hours, and what the pointer is painting there.
    struct Week {
        WidgetId id = 0;
        int row = 0; ///< The cell that has the keyboard, and the one from which it was stretched or painted.
        int from_row = 0;
        std::int64_t at = 8 * 60;
        std::int64_t from_at = 8 * 60;
        bool painting = false;
        bool sets = false;
        std::vector<WeeklyWindow> before = {}; ///< As it was when the pointer went down.
    };
    std::vector<Week> weeks;
    /// Where a finger that goes sideways drags instead of scrolling, as the last frame drew it.
    struct DragArea {
        ImRect rect;
        std::size_t layer;
    };
    std::vector<DragArea> drag_areas;
    void takes_drags(Rect const& rect);
    std::unordered_map<WidgetId, std::string> drafts; ///< What is typed in number fields and is no number (yet).

    // What an open scope needs until it ends. Scopes nest, so these are stacks.
    struct FormScope {
        WidgetId id = 0;
        bool submitted = false;
        int columns = 1;
        int column = 0;
        float top = 0;
        float row_bottom = 0;
        float x = 0;
        float width = 0;
    };
    std::vector<FormScope> forms;
    struct DialogScope {
        WidgetId id = 0;
        bool closes_on_offer = true;
        bool closes = false;
        bool actions_begun = false;
        bool close_requested = false;
        float body_top = 0;
        float content_top = 0;
        float footer = 0;
        Rect window = {};
    };
    std::vector<DialogScope> dialogs;
    struct CardScope {
        WidgetId id = 0;
        Rect title = {};
        float top = 0;
        float padding = 0;
        Tone tone = Tone::neutral;
        float x = 0;
        float width = 0;
        bool flush = false;
        bool bare_top = false; ///< The content begins at the very top, under rounded corners.
        std::unique_ptr<ImDrawListSplitter> splitter;
    };
    std::vector<CardScope> cards;
    struct ColumnScope {
        std::vector<float> weights;
        std::size_t at = 0;
        float x = 0;
        float width = 0;
        float top = 0;
        float bottom = 0;
        bool stacked = false;
    };
    std::vector<ColumnScope> columns;
    struct LineScope {
        float x = 0;
        float width = 0;
        bool moved_right = false;
    };
    std::vector<LineScope> lines;
    AppState* app_state = nullptr;
    Rect page_rect = {};
    ImGuiWindow* page_window = nullptr;
    bool page_filled = false; ///< A table takes what is left of the page, which then doesn't scroll itself.
};

inline ImU32 packed(Color color)
{
    return IM_COL32(color.red, color.green, color.blue, color.alpha);
}
inline ImVec2 corner(Rect const& rect)
{
    return {rect.x, rect.y};
}
inline ImVec2 far_corner(Rect const& rect)
{
    return {rect.right(), rect.bottom()};
}
inline Rect inset(Rect const& rect, float by)
{
    return {rect.x + by, rect.y + by, rect.width - 2 * by, rect.height - 2 * by};
}
inline Rect inset(Rect const& rect, float horizontally, float vertically)
{
    return {rect.x + horizontally, rect.y + vertically, rect.width - 2 * horizontally, rect.height - 2 * vertically};
}
/// The same height, from `left` px within, `width` px wide.
inline Rect part(Rect const& rect, float left, float width)
{
    return {rect.x + left, rect.y, width, rect.height};
}
inline char const* begin_of(std::string_view text)
{
    return text.data();
}
inline char const* end_of(std::string_view text)
{
    return text.data() + text.size();
}

} // namespace castellan::ui
