// What the kit needs from, and says to, whatever it runs in: the browser (src/app) or a test (headless.hpp). Plain
// values; neither side sees Dear ImGui.
#pragma once

#include "ui/kit/basics.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

struct Viewport {
    float width = 1280; ///< CSS pixels.
    float height = 800;
    float pixel_ratio = 1;       ///< devicePixelRatio; fonts are baked anew when it changes.
    float text_scale = 1;        ///< The reader's own enlargement, on top of the browser's zoom.
    bool coarse_pointer = false; ///< `(pointer: coarse)`: targets grow to 44 px.
    bool reduced_motion = false; ///< `(prefers-reduced-motion: reduce)`.
    bool dark = false;           ///< What the theme is; the switch in the top bar asks for the other one.
    bool text_overlay = false;   ///< A DOM input shows the focused field's text, so that the canvas leaves it out.
    friend bool operator==(Viewport const&, Viewport const&) = default;
};

/// Font files as bytes, TrueType or OpenType. They must outlive the Ui: nothing is copied.
struct Fonts {
    std::span<std::byte const> regular;  ///< Inter Regular.
    std::span<std::byte const> semibold; ///< Inter SemiBold.
    std::span<std::byte const> icons;    ///< Lucide. Empty: icons are left out.
};

/// Keys that the kit understands. Text comes through `set_value`, not through keys.
enum class Key : std::uint8_t {
    tab,
    enter,
    space,
    escape,
    up,
    down,
    left,
    right,
    home,
    end,
    page_up,
    page_down,
    backspace,
    remove,
    select_all, ///< Ctrl+A
    copy,       ///< Ctrl+C
    commands,   ///< Ctrl+K
    help        ///< ?
};
struct Modifiers {
    bool shift = false;
    bool control = false;
    bool alt = false;
};

enum class EntryKind : std::uint8_t { text, email, password, search, multiline, number, date };

/// The text field that has the keyboard. The shell lays a real DOM input exactly over `rect`, with this value, font
/// size and placeholder, and reports what is typed with `Ui::set_value(id, …)`, Enter with `Ui::submit(id)`. Tab,
/// Escape, up and down it offers to `Ui::key` first, and keeps them if that returns false.
struct TextEntry {
    WidgetId id = 0;
    Rect rect = {}; ///< Of the text within the field's frame.
    Rect clip = {}; ///< What of the canvas the field may be seen in: it scrolls under bars.
    std::string_view value = {};
    std::string_view label = {};
    std::string_view placeholder = {};
    EntryKind kind = EntryKind::text;
    float font_size = 14;       ///< CSS pixels.
    bool select_all = false;    ///< On arriving by Tab.
    std::size_t max_length = 0; ///< In characters; 0 is without limit.
};

enum class Cursor : std::uint8_t { arrow, hand, text, not_allowed, resize_columns };

/// The type of what is to be printed as a table: CSV, under a title which is its name.
inline constexpr std::string_view printed = "print";

/// A file for the person to keep, or to have on paper.
struct Download {
    std::string name; ///< "users.csv"
    std::string type; ///< "text/csv"; "address": the content is where the browser itself is to fetch it
    std::string content;
};

/// A file that the person has chosen or dropped.
struct PickedFile {
    std::string name;
    std::string content; ///< Not more than `picked_bytes_most`, and one byte more if there is more.
};
inline constexpr std::size_t picked_bytes_most = std::size_t{4} * 1024 * 1024;

/// Something that is remembered in this browser: how wide a person has made the columns of a table. An empty value
/// forgets it.
struct Kept {
    std::string key;
    std::string value;
};

/// What a person is asked to bring: a table as a file; a photo, taken or chosen, which comes scaled down; a signature,
/// drawn or typed, which comes as a picture.
enum class Pick : std::uint8_t { nothing, table, photo, signature };

/// What the program should do after a frame, besides drawing it.
struct FrameReport {
    /// Seconds until something on the screen changes by itself (a spinner turns, a toast leaves); none if nothing does.
    std::optional<double> next_frame_in;
    std::optional<TextEntry> text_entry;
    Cursor cursor = Cursor::arrow;
    std::optional<std::string> copy; ///< Text for the clipboard.
    std::optional<Download> download;
    Pick pick = Pick::nothing; ///< Lets the person bring something; `Ui::file_picked` has it then.
    std::vector<Kept> keep;
};

} // namespace castellan::ui
