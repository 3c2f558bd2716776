#include "app/boundary.hpp"
#include "app/painter.hpp"
#include "ui/kit/raster.hpp"

namespace castellan::app
{

namespace
{

class PixelPainter final : public Painter
{
public:
    void resize(int width, int height) override
    {
        static_cast<void>(width); // The frame knows its size.
        static_cast<void>(height);
        rasterizer_.forget(); // A canvas that was resized is empty.
    }

    void paint(ImDrawData const& frame, unsigned fonts, Pages pages) override
    {
        auto const drawn = rasterizer_.draw(frame, fonts, pages);
        auto const& picture = rasterizer_.picture();
        for (auto const& patch : drawn)
            host_pixels(picture.pixels.data(), picture.width, picture.height, patch.left, patch.top,
                        patch.right - patch.left, patch.bottom - patch.top);
    }

private:
    ui::Rasterizer rasterizer_;
};

} // namespace

std::unique_ptr<Painter> make_pixel_painter()
{
    return std::make_unique<PixelPainter>();
}

} // namespace castellan::app
