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
    }

    void paint(ImDrawData const& frame, unsigned fonts, Pages pages) override
    {
        static_cast<void>(fonts);
        ui::rasterize(frame, pages, picture_);
        host_pixels(picture_.pixels.data(), picture_.width, picture_.height);
    }

private:
    ui::Picture picture_;
};

} // namespace

std::unique_ptr<Painter> make_pixel_painter()
{
    return std::make_unique<PixelPainter>();
}

} // namespace castellan::app
