// What is on the screen, for whoever can't see the canvas: one entry per widget, text and structure, in reading order.
// The shell mirrors it into ARIA elements, tests find and use widgets through it, and the kit takes its own Tab order
// from it. Every part of the kit writes its entry itself; a screen never does.
//
// The list is flat; `parent` is the index of the entry around (always smaller than one's own), or `no_parent`.
#pragma once

#include "ui/kit/basics.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

/// Named as WAI-ARIA names them (`switch_` is `switch`); `aria_name` gives the word. `text` has no role in ARIA: it is
/// a plain run of text, `paragraph` where ARIA 1.2 is understood.
enum class AriaRole : std::uint8_t {
    text,
    heading,
    link,
    button,
    img,
    separator,
    status,
    alert,
    tooltip,
    progressbar,
    banner,
    navigation,
    main,
    complementary,
    region,
    search,
    form,
    group,
    toolbar,
    list,
    listitem,
    textbox,
    searchbox,
    spinbutton,
    checkbox,
    switch_,
    radiogroup,
    radio,
    combobox,
    listbox,
    option,
    tablist,
    tab,
    tabpanel,
    menu,
    menuitem,
    menuitemradio,
    menuitemcheckbox,
    grid,
    row,
    columnheader,
    gridcell,
    term,
    definition,
    dialog,
    alertdialog,
};

[[nodiscard]] std::string_view aria_name(AriaRole role);

/// Whether activating, typing into or choosing it does something.
[[nodiscard]] bool is_interactive(AriaRole role);

enum class Checked : std::uint8_t { not_checkable, no, yes, mixed };
enum class Expanded : std::uint8_t { not_expandable, no, yes };
enum class Sorted : std::uint8_t { not_sortable, none, ascending, descending };
enum class Live : std::uint8_t { off, polite, assertive };

struct SemanticNode {
    static constexpr std::uint32_t no_parent = std::numeric_limits<std::uint32_t>::max();

    WidgetId id = 0; ///< Unique in the frame and stable between frames; what `Ui::activate` and the others take.
    AriaRole role = AriaRole::text;
    std::uint32_t parent = no_parent;

    std::string_view name = {};        ///< Label, text, or alternative text.
    std::string_view value = {};       ///< Of fields, combo boxes, progress bars. Empty for a password.
    std::string_view description = {}; ///< Hint, second line, or why it is disabled.
    std::string_view error = {};       ///< What is wrong with the value; `invalid` is its presence.
    std::string_view placeholder = {};
    std::string_view href = {}; ///< Of links: the route, `#/users/u7`.

    Rect rect = {};      ///< Where it is drawn; may be scrolled out of sight.
    bool visible = true; ///< Whether any of it can be seen.
    bool disabled = false;
    bool selected = false; ///< Tab, option, row.
    bool current = false;  ///< The place where one is, in a navigation.
    bool focused = false;
    bool focusable = false; ///< In the Tab order, or reached by the arrow keys within its group.
    bool required = false;
    bool busy = false;
    bool modal = false; ///< Of dialogs: the rest of the page is out of reach.
    bool has_popup = false;
    bool multiline = false;
    bool multiselectable = false;
    Checked checked = Checked::not_checkable;
    Expanded expanded = Expanded::not_expandable;
    Sorted sorted = Sorted::not_sortable;
    Live live = Live::off;
    std::uint8_t level = 0; ///< Of headings, 1 to 6.

    // Grids: counts on the grid, 1-based places on rows and cells (row 1 is the header). 0 is not said.
    std::int32_t row_count = 0;
    std::int32_t column_count = 0;
    std::int32_t row_index = 0;
    std::int32_t column_index = 0;

    float value_now = 0; ///< Of progress bars and spin buttons, with the range around it.
    float value_min = 0;
    float value_max = 0;
};

/// One frame's entries. The texts live as long as the frame: until the next but one `begin_frame`.
using Semantics = std::span<SemanticNode const>;

/// The first entry with this role and name, or null. `within` limits the search to entries below that one.
[[nodiscard]] SemanticNode const* find(Semantics nodes, AriaRole role, std::string_view name,
                                       std::uint32_t within = SemanticNode::no_parent);
[[nodiscard]] SemanticNode const* find(Semantics nodes, WidgetId id);
[[nodiscard]] bool is_within(Semantics nodes, std::uint32_t index, std::uint32_t ancestor);

/// The whole tree as indented text, one entry a line: `button "Sync now" (disabled: The safe is offline.)`. For golden
/// files and for failure messages.
[[nodiscard]] std::string as_text(Semantics nodes);

} // namespace castellan::ui
