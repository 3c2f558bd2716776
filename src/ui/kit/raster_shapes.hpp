// The shapes that a frame of Dear ImGui consists of, as they are drawn into a picture: rectangles along the axes, glyphs among
// them, and triangles. For Rasterizer alone.
#pragma once

#include "ui/kit/raster.hpp"

#include <cstdint>

namespace castellan::ui {

/// What shapes take their colour from, at places between 0 and 1.
struct Texture {
    unsigned char const* alpha = nullptr;  ///< The atlas is white; only its alpha says something.
    std::uint32_t const* colors = nullptr; ///< Of a page instead, which is drawn pixel on pixel.
    int width = 0;
    int height = 0;
};

/// Of four vertices that ImGui's PrimRect and PrimRectUV make: of one colour. Nearly all that a screen consists of, and much
/// faster than its two triangles.
struct Quad {
    float left, top, right, bottom;
    float u0, v0, u1, v1;
    std::uint32_t color; ///< 0xAABBGGRR
};

/// Of a triangle. Colours up to 255, alpha up to 1.
struct Corner {
    float x, y, u, v;
    float red, green, blue, alpha;
};

/// Of the picture's pixels, those within `clip`.
void draw_quad(Picture& picture, Patch const& clip, Texture const& texture, Quad const& quad);
void draw_triangle(Picture& picture, Patch const& clip, Texture const& texture, Corner const& a, Corner const& b,
                   Corner const& c);

} // namespace castellan::ui
