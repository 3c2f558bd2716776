// Draws a frame without a GPU: ImDrawData into an RGBA buffer. For browsers without WebGL, and for looking at screens
// in tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

struct ImDrawData;

namespace castellan::ui {

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels; ///< 0xAABBGGRR: bytes R, G, B, A, as a canvas's ImageData wants them.
};

/// Renders into `picture`, which is resized to the display size times its pixel ratio. The font atlas is the only
/// texture; it is read from the current Ui.
void rasterize(ImDrawData const& data, Picture& picture);

} // namespace castellan::ui
