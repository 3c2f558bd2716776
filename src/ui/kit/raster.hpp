// Draws a frame without a GPU: ImDrawData into an RGBA buffer. For browsers without WebGL, or whose WebGL is software itself,
// and for looking at screens in tests.
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

/// Pixels from left and top up to, without, right and bottom.
struct Patch {
    int left, top, right, bottom;
};

/// Draws frames one after the other into the same picture, of each only what differs from the former.
class Rasterizer {
public:
    /// The picture becomes as large as the display times its pixel ratio. The font atlas is read from the current Ui, whose
    /// `pages` and `font_generation` are given. Answers what has been drawn: nothing outside of it differs from before.
    std::span<Patch const> draw(ImDrawData const& frame, unsigned fonts, std::span<Inscriptions::Page const> pages);
    [[nodiscard]] Picture const& picture() const { return picture_; }
    /// All of the next frame is drawn, whatever is in it.
    void forget();

private:
    void find_patches(int columns, int rows);

    Picture picture_;
    // Of each cell, a digest of all that is drawn in it.
    std::vector<std::uint64_t> cells_, former_cells_;
    std::vector<Patch> patches_;
};

/// A single frame.
[[nodiscard]] Picture rasterize(ImDrawData const& frame, std::span<Inscriptions::Page const> pages);

} // namespace castellan::ui
