#include "ui/kit/theme.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

constexpr Color rgb(std::uint32_t value)
{
    return Color::hex(value);
}

} // namespace

constinit Theme const light_theme = {
    .name = "light",
    .dark = false,
    .canvas = rgb(0xF8F9FB),
    .sidebar = rgb(0xF2F4F7),
    .surface = rgb(0xFFFFFF),
    .raised = rgb(0xFFFFFF),
    .sunken = rgb(0xF6F7F9),
    .hover = rgb(0xF1F3F6),
    .selected = rgb(0xE8EEFC),
    .scrim = Color::hex(0x10141B, 110),
    .line = rgb(0xE4E7EC),
    .line_strong = rgb(0x868F9E),
    .focus = rgb(0x3E63DD),
    .text = rgb(0x161B24),
    .text_muted = rgb(0x5B6473),
    .text_disabled = rgb(0x98A0AD),
    .link = rgb(0x2F52C4),
    .accent = rgb(0x3457D5),
    .accent_hover = rgb(0x2946B4),
    .on_accent = rgb(0xFFFFFF),
    .danger = rgb(0xC6282F),
    .danger_hover = rgb(0xA81E25),
    .on_danger = rgb(0xFFFFFF),
    .field = rgb(0xFFFFFF),
    .tooltip = rgb(0x1C222C),
    .on_tooltip = rgb(0xF4F6F8),
    .shadow = Color::hex(0x1B2433, 70),
    .skeleton = rgb(0xE7EAEF),
    .tones = {{
        // on the surface   fill            text on the fill
        {rgb(0x5B6473), rgb(0xECEFF3), rgb(0x4A5362)}, // neutral
        {rgb(0x2F52C4), rgb(0xE6ECFC), rgb(0x2743A6)}, // accent
        {rgb(0x10784A), rgb(0xDDF3E7), rgb(0x0C6239)}, // good
        {rgb(0x935600), rgb(0xFBEFD6), rgb(0x7A4700)}, // warning
        {rgb(0xC6282F), rgb(0xFCE6E6), rgb(0xA11C23)}, // danger
    }},
    .avatars = {{rgb(0x3F63C9), rgb(0x7650BD), rgb(0xAC3B70), rgb(0x9E4C1A), rgb(0x1F775A), rgb(0x33698A)}},
    .on_avatar = rgb(0xFFFFFF),
};

constinit Theme const dark_theme = {
    .name = "dark",
    .dark = true,
    .canvas = rgb(0x0F1216),
    .sidebar = rgb(0x0B0D11),
    .surface = rgb(0x15191F),
    .raised = rgb(0x1C2129),
    .sunken = rgb(0x12151A),
    .hover = rgb(0x1E242D),
    .selected = rgb(0x1B2947),
    .scrim = Color::hex(0x000000, 160),
    .line = rgb(0x282E38),
    .line_strong = rgb(0x6E7888),
    .focus = rgb(0x7C9DFF),
    .text = rgb(0xECEFF4),
    .text_muted = rgb(0x9DA7B6),
    .text_disabled = rgb(0x66707F),
    .link = rgb(0x8FB0FF),
    .accent = rgb(0x3E63DD),
    .accent_hover = rgb(0x3556C4),
    .on_accent = rgb(0xFFFFFF),
    .danger = rgb(0xCF353B),
    .danger_hover = rgb(0xB52B31),
    .on_danger = rgb(0xFFFFFF),
    .field = rgb(0x11151A),
    .tooltip = rgb(0xE9ECF1),
    .on_tooltip = rgb(0x161B24),
    .shadow = Color::hex(0x000000, 190),
    .skeleton = rgb(0x242A33),
    .tones = {{
        {rgb(0x9DA7B6), rgb(0x272D37), rgb(0xC3CBD7)}, // neutral
        {rgb(0x8FB0FF), rgb(0x1D2B52), rgb(0xA9C2FF)}, // accent
        {rgb(0x4CC38A), rgb(0x123A29), rgb(0x74D9A8)}, // good
        {rgb(0xE0A33E), rgb(0x3C2C0D), rgb(0xF0BE69)}, // warning
        {rgb(0xFF8585), rgb(0x451C1F), rgb(0xFFA0A0)}, // danger
    }},
    .avatars = {{rgb(0x4469D2), rgb(0x7A54C2), rgb(0xB04077), rgb(0xA2501E), rgb(0x237C5E), rgb(0x376F90)}},
    .on_avatar = rgb(0xFFFFFF),
};

Theme forced_theme(SystemColors const& colors)
{
    auto const& ground = colors.canvas;
    auto const& ink = colors.canvas_text;
    auto const tinted = blended(ink.faded(0.12f), ground);
    auto theme = contrast(ground, rgb(0xFFFFFF)) > contrast(ground, rgb(0x000000)) ? dark_theme : light_theme;
    theme.name = "forced";
    theme.canvas = theme.sidebar = theme.surface = theme.raised = theme.sunken = theme.field = ground;
    theme.hover = theme.selected = theme.skeleton = tinted;
    theme.scrim = ground.faded(0.7f);
    theme.line = theme.line_strong = ink;
    theme.focus = colors.highlight;
    theme.text = theme.text_muted = ink;
    theme.text_disabled = colors.gray_text;
    theme.link = colors.link_text;
    theme.accent = theme.accent_hover = colors.highlight;
    theme.on_accent = colors.highlight_text;
    theme.danger = theme.danger_hover = theme.tooltip = ink;
    theme.on_danger = theme.on_tooltip = theme.on_avatar = ground;
    theme.shadow = ground.faded(0);
    theme.tones.fill({ink, ground, ink});
    theme.avatars.fill(ink);
    return theme;
}

double contrast(Color one, Color other)
{
    auto const luminance = [](Color color) {
        auto const linear = [](std::uint8_t channel) {
            auto const value = channel / 255.0;
            return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
    };
    auto const first = luminance(one);
    auto const second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

Color blended(Color over, Color ground)
{
    auto const mix = [&](std::uint8_t top, std::uint8_t bottom) {
        return static_cast<std::uint8_t>((top * over.alpha + bottom * (255 - over.alpha) + 127) / 255);
    };
    return {mix(over.red, ground.red), mix(over.green, ground.green), mix(over.blue, ground.blue), 255};
}

std::vector<ContrastPair> contrast_pairs(Theme const& theme)
{
    constexpr double text = 4.5;
    constexpr double mark = 3;
    std::vector<ContrastPair> pairs = {
        {"text on canvas", theme.text, theme.canvas, text},
        {"text on sidebar", theme.text, theme.sidebar, text},
        {"text on surface", theme.text, theme.surface, text},
        {"text on raised", theme.text, theme.raised, text},
        {"text on sunken", theme.text, theme.sunken, text},
        {"text on hover", theme.text, theme.hover, text},
        {"text on selected", theme.text, theme.selected, text},
        {"text in a field", theme.text, theme.field, text},
        {"muted on canvas", theme.text_muted, theme.canvas, text},
        {"muted on sidebar", theme.text_muted, theme.sidebar, text},
        {"muted on surface", theme.text_muted, theme.surface, text},
        {"muted on raised", theme.text_muted, theme.raised, text},
        {"muted on sunken", theme.text_muted, theme.sunken, text},
        {"muted on hover", theme.text_muted, theme.hover, text},
        {"muted on selected", theme.text_muted, theme.selected, text},
        {"placeholder in a field", theme.text_muted, theme.field, text},
        {"disabled on surface", theme.text_disabled, theme.surface, 2.5},
        {"link on canvas", theme.link, theme.canvas, text},
        {"link on surface", theme.link, theme.surface, text},
        {"link on hover", theme.link, theme.hover, text},
        {"link on selected", theme.link, theme.selected, text},
        {"primary button", theme.on_accent, theme.accent, text},
        {"primary button, hovered", theme.on_accent, theme.accent_hover, text},
        {"danger button", theme.on_danger, theme.danger, text},
        {"danger button, hovered", theme.on_danger, theme.danger_hover, text},
        {"tooltip", theme.on_tooltip, theme.tooltip, text},
        {"field border on surface", theme.line_strong, theme.surface, mark},
        {"field border on canvas", theme.line_strong, theme.canvas, mark},
        {"field border on raised", theme.line_strong, theme.raised, mark},
        {"focus ring on canvas", theme.focus, theme.canvas, mark},
        {"focus ring on surface", theme.focus, theme.surface, mark},
        {"focus ring on sidebar", theme.focus, theme.sidebar, mark},
        {"focus ring on raised", theme.focus, theme.raised, mark},
        {"switch on surface", theme.accent, theme.surface, mark},
    };
    constexpr std::array<std::array<std::string_view, 4>, 5> tone_names = {{
        {"neutral on surface", "neutral on raised", "neutral on hover", "neutral badge"},
        {"accent on surface", "accent on raised", "accent on hover", "accent badge"},
        {"good on surface", "good on raised", "good on hover", "good badge"},
        {"warning on surface", "warning on raised", "warning on hover", "warning badge"},
        {"danger on surface", "danger on raised", "danger on hover", "danger badge"},
    }};
    for (std::size_t tone = 0; tone < theme.tones.size(); ++tone) {
        auto const& colors = theme.tones[tone];
        pairs.push_back({tone_names[tone][0], colors.on_surface, theme.surface, text});
        pairs.push_back({tone_names[tone][1], colors.on_surface, theme.raised, text});
        pairs.push_back({tone_names[tone][2], colors.on_surface, theme.hover, text});
        pairs.push_back({tone_names[tone][3], colors.on_fill, colors.fill, text});
    }
    for (auto const avatar : theme.avatars)
        pairs.push_back({"initials", theme.on_avatar, avatar, text});
    return pairs;
}

} // namespace castellan::ui
