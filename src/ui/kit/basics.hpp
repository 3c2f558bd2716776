// The few small values that every part of the kit speaks of: ids, rectangles, icons, tones, sizes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace castellan::ui {

/// A widget's id, the same from frame to frame as long as its label and the scopes around it are. 0 is none.
using WidgetId = std::uint32_t;

/// In CSS pixels, from the top left of the canvas.
struct Rect {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    [[nodiscard]] constexpr float right() const { return x + width; }
    [[nodiscard]] constexpr float bottom() const { return y + height; }
    [[nodiscard]] constexpr bool contains(float px, float py) const
    {
        return px >= x && py >= y && px < right() && py < bottom();
    }
};

/// A code point of the icon font; `icon::` in ui/kit/icons.hpp has them by name. Default-constructed: no icon.
struct Icon {
    char32_t code_point = 0;
    constexpr explicit operator bool() const { return code_point != 0; }
    friend constexpr bool operator==(Icon, Icon) = default;
};

/// What a colour means. Never shown by colour alone: a badge has its word, a banner its icon.
enum class Tone : std::uint8_t { neutral, accent, good, warning, danger };

/// How loud a button is. A page has at most one `primary` in sight; `danger` is for what destroys.
enum class Weight : std::uint8_t { primary, secondary, ghost, danger };

enum class Align : std::uint8_t { left, right };

/// A thing to choose from: an account, a role, a person. `key` is what the screen gets back.
struct Choice {
    std::string key;
    std::string label;
    std::string detail = {}; ///< A second, quieter text: an e-mail address, what a role means.
    Icon icon = {};
    std::string unavailable = {}; ///< Why it can't be chosen; empty if it can.
};

} // namespace castellan::ui
