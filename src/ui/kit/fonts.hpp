// The faces that the kit draws with, baked for the window's pixel ratio and text scale.
#pragma once

#include "ui/kit/platform.hpp"

#include <array>

struct ImFont;
struct ImFontAtlas;

namespace castellan::ui {

enum class Face : std::uint8_t { body, strong, small, small_strong, section, title, icon, large_icon };

class FontShelf {
public:
    explicit FontShelf(Fonts const& fonts) : fonts_(fonts) {}

    /// Bakes the atlas anew if the density changed; true if it did.
    bool bake(ImFontAtlas& atlas, float pixel_ratio, float text_scale);
    [[nodiscard]] ImFont* font(Face face) const { return faces_[static_cast<std::size_t>(face)]; }
    /// The em in CSS pixels, as CSS's `font-size`.
    [[nodiscard]] float size(Face face) const;
    /// From ascender to descender, which is what ImGui calls the size.
    [[nodiscard]] float line(Face face) const;
    [[nodiscard]] unsigned generation() const { return generation_; }

private:
    Fonts fonts_;
    std::array<ImFont*, 8> faces_ = {};
    float density_ = 0;
    float text_scale_ = 1;
    unsigned generation_ = 0;
};

} // namespace castellan::ui
