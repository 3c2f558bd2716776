// Draws a frame without a GPU: ImDrawData into an RGBA buffer. For browsers without WebGL, and for looking at screens
// in tests.
#pragma once

#include "ui/kit/lettering.hpp"

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

/// Renders into `picture`, which is resized to the display size times its pixel ratio. The font atlas is read from the
/// current Ui; `pages` are its `Ui::pages`.
void rasterize(ImDrawData const& data, std::span<Inscriptions::Page const> pages, Picture& picture);

} // namespace castellan::ui
