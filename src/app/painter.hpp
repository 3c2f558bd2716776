// Puts a frame of Dear ImGui onto the canvas: with WebGL 2, or as pixels where there is none.
#pragma once

#include "ui/kit/lettering.hpp"

#include <memory>
#include <span>

struct ImDrawData;

namespace castellan::app
{

using Pages = std::span<ui::Inscriptions::Page const>;

class Painter
{
public:
    virtual ~Painter() = default;

    /// In device pixels.
    virtual void resize(int width, int height) = 0;
    /// `fonts` grows when the font atlas was baked anew; `pages` are the other textures.
    virtual void paint(ImDrawData const& frame, unsigned fonts, Pages pages) = 0;
    /// The browser has taken the context away, and given it back.
    virtual void lost() {}
    virtual void restored() {}
};

/// Null if the canvas gives no WebGL 2 context.
[[nodiscard]] std::unique_ptr<Painter> make_gl_painter();
[[nodiscard]] std::unique_ptr<Painter> make_pixel_painter();

} // namespace castellan::app
