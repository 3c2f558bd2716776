// How Castellan looks: colours, sizes and corners as constexpr tables, one for light and one for dark. Nothing else in
// the program names a colour. tests/kit/theme_test.cpp computes the contrast of every pair that text is drawn in.
#pragma once

#include "ui/kit/basics.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace castellan::ui {

/// 0xRRGGBB or, with `alpha`, see-through.
struct Color {
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;
    std::uint8_t alpha = 255;

    static constexpr Color hex(std::uint32_t rgb, std::uint8_t alpha = 255)
    {
        return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
                static_cast<std::uint8_t>(rgb), alpha};
    }
    [[nodiscard]] constexpr Color faded(float opacity) const
    {
        return {red, green, blue, static_cast<std::uint8_t>(static_cast<float>(alpha) * opacity + 0.5f)};
    }
    friend constexpr bool operator==(Color, Color) = default;
};

/// A tone's three colours: the text or icon on a surface, the quiet fill behind a badge, the text on that fill.
struct ToneColors {
    Color on_surface;
    Color fill;
    Color on_fill;
};

struct Theme {
    std::string_view name;
    bool dark = false;

    // Surfaces, from the back to the front.
    Color canvas; ///< Behind everything.
    Color sidebar;
    Color surface; ///< Cards, tables, the top bar.
    Color raised;  ///< Menus, dialogs.
    Color sunken;  ///< Table headers, code, the fill of a disabled field.
    Color hover;
    Color selected; ///< The row or the place where one is.
    Color scrim;

    // Lines.
    Color line;        ///< Hairlines between things.
    Color line_strong; ///< The border of a field or button: 3:1 on the surface.
    Color focus;       ///< The ring around what has the keyboard.

    // Text.
    Color text;
    Color text_muted;
    Color text_disabled; ///< Exempt from the contrast rule, as in WCAG 1.4.3, but kept above 2.5:1.
    Color link;

    // Accent and danger, as solid fills with text on them.
    Color accent;
    Color accent_hover;
    Color on_accent;
    Color danger;
    Color danger_hover;
    Color on_danger;
    Color field; ///< The fill of a text field.
    Color tooltip;
    Color on_tooltip;
    Color shadow;
    Color skeleton;

    std::array<ToneColors, 5> tones; ///< By `Tone`.
    std::array<Color, 6> avatars;    ///< Fills for initials; `on_avatar` is the text.
    Color on_avatar;

    [[nodiscard]] constexpr ToneColors const& tone(Tone which) const { return tones[static_cast<std::size_t>(which)]; }
};

extern Theme const light_theme;
extern Theme const dark_theme;

/// The few colours of a person whose system forces them on every page (`forced-colors: active`), as CSS names them.
struct SystemColors {
    Color canvas;
    Color canvas_text;
    Color link_text;
    Color gray_text;
    Color highlight;
    Color highlight_text;
};

/// Only these colours: what else is told by a colour is told by a line or a word as well.
[[nodiscard]] Theme forced_theme(SystemColors const& colors);

/// Contrast of two opaque colours as WCAG 2.2 defines it, 1 to 21.
[[nodiscard]] double contrast(Color one, Color other);

/// A see-through colour as it looks on a ground.
[[nodiscard]] Color blended(Color over, Color ground);

/// Two colours that text (or, with `minimum` 3, a mark) is drawn in; the table is what the contrast test checks.
struct ContrastPair {
    std::string_view what;
    Color text;
    Color ground;
    double minimum;
};
[[nodiscard]] std::vector<ContrastPair> contrast_pairs(Theme const& theme);

/// Sizes in CSS pixels at scale 1, on a grid of 4; multiplied by the text scale when used.
namespace size {
inline constexpr float body = 14;
inline constexpr float small = 12.5f;
inline constexpr float section_title = 16;
inline constexpr float page_title = 22;
inline constexpr float icon = 16;
inline constexpr float large_icon = 28;
inline constexpr float control = 34; ///< Height of buttons and fields.
inline constexpr float small_control = 28;
inline constexpr float touch = 44;    ///< The least height of a target where the pointer is coarse.
inline constexpr float row = 44;      ///< Table row with one line.
inline constexpr float tall_row = 56; ///< Table row with two lines.
inline constexpr float header_row = 36;
inline constexpr float top_bar = 52;
inline constexpr float sidebar = 236;
inline constexpr float folded_sidebar = 56;
inline constexpr float radius = 6;
inline constexpr float card_radius = 8;
inline constexpr float page_padding = 32;
inline constexpr float narrow_padding = 16;
inline constexpr float page_width = 1200; ///< Detail pages stop growing here; lists use it all.
inline constexpr float narrow = 800;      ///< Below this the sidebar folds away and tables become cards.
} // namespace size

} // namespace castellan::ui
