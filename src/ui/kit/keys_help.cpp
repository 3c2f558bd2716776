// The keys of the console, under `?`.
#include "ui/kit/core.hpp"
#include "ui/kit/dialog.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/layout.hpp"
#include "ui/kit/palette_parts.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace castellan::ui {

namespace {

struct KeyLine {
    std::string_view keys; ///< With blanks between what is pressed together.
    std::string_view does;
};
struct KeySection {
    std::string_view title;
    std::array<KeyLine, 6> lines;
};

// all words:
constexpr auto sections = std::to_array<KeySection>({
    {"Everywhere",
     {{{"Ctrl K", "Commands and places"},
       {"Ctrl F", "Search this page"},
       {"Tab", "The next part"},
       {"Enter", "Open or press"},
       {"Esc", "Close"},
       {"?", "This list"}}}},
    {"In tables",
     {{{"↑ ↓", "Row by row; Home and End"},
       {"→", "The menu of the row"},
       {"Space", "Select the row"},
       {"Shift ↑ ↓", "Select a range"},
       {"Ctrl A", "Select all rows"},
       {"Ctrl C", "Copy rows"}}}},
});
// words end

void draw_line(Core& core, KeyLine const& line)
{
    auto const& theme = *core.theme;
    auto const rect = core.place(0, core.px(28));
    core.open({.id = core.id(line.does), .role = AriaRole::group, .rect = rect});
    auto rest = std::string_view{tr(line.keys)};
    auto x = rect.x;
    core.add({.role = AriaRole::term, .name = tr(line.keys), .rect = part(rect, 0, core.px(130))});
    while (!rest.empty()) {
        auto const end = std::min(rest.find(' '), rest.size());
        auto const word = rest.substr(0, end);
        auto const width = std::max(core.px(24), core.text_width(word, Face::small_strong) + core.px(14));
        Rect const cap{x, rect.y + core.px(3), width, core.px(22)};
        core.fill(cap, theme.sunken, 4);
        core.frame(cap, theme.line, 4);
        core.text_centered(cap, word, Face::small_strong, theme.text);
        x += width + core.px(4);
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    Rect const words{rect.x + core.px(140), rect.y, rect.width - core.px(140), rect.height};
    core.add({.role = AriaRole::definition, .name = tr(line.does), .rect = words});
    core.text(words, tr(line.does), Face::body, theme.text);
    core.close();
}

} // namespace

void draw_keys(Ui& ui, PaletteState& state)
{
    auto& core = ui.core();
    if (std::exchange(core.keys_wanted, false))
        state.keys_open = true;
    if (Dialog dialog{ui, tr("Keyboard"), state.keys_open, {.width = 54, .closes = true}}) {
        Columns columns{ui, {1, 1}};
        for (auto const& section : sections) {
            if (&section != &sections.front())
                columns.next();
            heading(ui, tr(section.title), 3);
            auto const gap = std::exchange(core.region().gap, core.px(4));
            for (auto const& line : section.lines)
                draw_line(core, line);
            core.region().gap = gap;
        }
    }
}

} // namespace castellan::ui
