// Puts a frame of Dear ImGui onto the canvas: with WebGL 2, or as pixels where there is none.
#pragma once

#include <memory>

struct ImDrawData;

namespace castellan::app
{

class Painter
{
public:
    virtual ~Painter() = default;

    /// In device pixels.
    virtual void resize(int width, int height) = 0;
    /// `fonts` grows when the font atlas was baked anew.
    virtual void paint(ImDrawData const& frame, unsigned fonts) = 0;
    /// The browser has taken the context away, and given it back.
    virtual void lost() {}
    virtual void restored() {}
};

/// Null if the canvas gives no WebGL 2 context.
[[nodiscard]] std::unique_ptr<Painter> make_gl_painter();
[[nodiscard]] std::unique_ptr<Painter> make_pixel_painter();

} // namespace castellan::app
