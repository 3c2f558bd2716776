#include "app/lettering.hpp"

#include "app/boundary.hpp"

namespace castellan::app
{

namespace
{

class BrowserLettering final : public ui::Lettering
{
public:
    float width(std::string_view text, float font_size, bool strong) const override
    {
        return static_cast<float>(host_text_width(text.data(), text.size(), font_size, strong ? 1 : 0));
    }

    void paint(std::string_view text, float font_size, bool strong, ui::Color color, float x, float y,
               ui::Pixels to) const override
    {
        auto const rgb = static_cast<std::uint32_t>(color.red) << 16 | static_cast<std::uint32_t>(color.green) << 8 | color.blue;
        host_text_paint(text.data(), text.size(), font_size, strong ? 1 : 0, rgb, x, y, to.at, to.width, to.height);
    }

    bool picture(std::string_view address, ui::Pixels to) const override
    {
        return host_picture(address.data(), address.size(), to.at, to.width, to.height) != 0;
    }
};

} // namespace

std::unique_ptr<ui::Lettering> make_browser_lettering()
{
    return std::make_unique<BrowserLettering>();
}

} // namespace castellan::app
