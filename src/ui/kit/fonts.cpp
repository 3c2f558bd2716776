#include "ui/kit/fonts.hpp"

#include "ui/kit/theme.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

constexpr std::array<float, 8> sizes = {
    size::body,          size::body,       size::small, size::small,
    size::section_title, size::page_title, size::icon,  size::large_icon,
};

// ImGui's sizes are from ascender to descender; the web's are the em square. Inter's (2728 + 680) / 2816 between them.
constexpr float inter_line = 1.2102f;

constexpr bool is_icon(std::size_t face)
{
    return face >= static_cast<std::size_t>(Face::icon);
}

// Latin with all its extensions, Greek, Cyrillic, Vietnamese, punctuation, currency, arrows, and the signs ✓ and –.
constexpr ImWchar letter_ranges[] = {
    0x0020, 0x024F, 0x0370, 0x03FF, 0x0400, 0x045F, 0x0490, 0x04FF, 0x1E00, 0x1EFF,
    0x2010, 0x2027, 0x2030, 0x203A, 0x20A0, 0x20BF, 0x2116, 0x2116, 0x2122, 0x2122,
    0x2190, 0x2193, 0x2212, 0x2212, 0x2248, 0x2248, 0x2260, 0x2265, 0,
};
constexpr ImWchar icon_ranges[] = {0xE000, 0xF8FF, 0};

} // namespace

float FontShelf::size(Face face) const
{
    return sizes[static_cast<std::size_t>(face)] * text_scale_;
}

float FontShelf::line(Face face) const
{
    return size(face) * (is_icon(static_cast<std::size_t>(face)) ? 1.0f : inter_line);
}

bool FontShelf::bake(ImFontAtlas& atlas, float pixel_ratio, float text_scale)
{
    auto const density = pixel_ratio * text_scale;
    if (std::abs(density - density_) < 0.001f && std::abs(text_scale - text_scale_) < 0.001f)
        return false;
    density_ = density;
    text_scale_ = text_scale;
    ++generation_;

    atlas.Clear();
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    for (std::size_t face = 0; face < faces_.size(); ++face) {
        auto const is_bold = face == 1 || face == 3 || face == 4 || face == 5;
        auto bytes = is_icon(face) ? fonts_.icons : is_bold ? fonts_.semibold : fonts_.regular;
        if (bytes.empty()) {
            faces_[face] = nullptr;
            continue;
        }
        ImFontConfig config;
        config.FontDataOwnedByAtlas = false;
        config.SizePixels = sizes[face] * density * (is_icon(face) ? 1.0f : inter_line);
        // At a high density the pixels themselves are fine enough.
        config.OversampleH = density > 1.4f ? 1 : 2;
        config.OversampleV = 1;
        config.PixelSnapH = false;
        config.RasterizerMultiply = density > 1.4f ? 1.0f : 1.12f;
        config.GlyphRanges = is_icon(face) ? icon_ranges : letter_ranges;
        config.EllipsisChar = 0x2026;
        // ImGui takes a non-const pointer, for the case that it owns the bytes.
        auto* data = const_cast<std::byte*>(bytes.data());
        faces_[face] = atlas.AddFontFromMemoryTTF(data, static_cast<int>(bytes.size()), config.SizePixels, &config);
    }
    IM_ASSERT(faces_[0] && "the kit needs at least the regular face");
    atlas.Build();
    for (std::size_t face = 0; face < static_cast<std::size_t>(Face::icon); ++face) {
        if (!faces_[face])
            faces_[face] = faces_[0];
    }
    return true;
}

} // namespace castellan::ui
