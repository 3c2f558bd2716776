#include "service/image.hpp"

namespace castellan {

namespace {

constexpr auto png_begins = std::string_view{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16};
constexpr auto jpeg_begins = std::string_view{"\xFF\xD8\xFF", 3};

std::uint32_t number_at(std::string_view content, std::size_t at, std::size_t bytes)
{
    auto number = std::uint32_t{0};
    for (auto const byte : content.substr(at, bytes))
        number = number << 8 | static_cast<unsigned char>(byte);
    return number;
}

/// A JPEG is a list of segments; the first frame header says how large it is.
std::optional<Image> jpeg_in(std::string_view content)
{
    for (auto at = std::size_t{2}; at + 9 <= content.size();) {
        if (content[at] != '\xFF')
            return std::nullopt;
        auto const marker = static_cast<unsigned char>(content[at + 1]);
        if (marker == 0xFF) { // filled up
            ++at;
            continue;
        }
        // C4, C8 and CC are tables; of the others each begins a frame.
        if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
            return Image{"image/jpeg", number_at(content, at + 7, 2), number_at(content, at + 5, 2)};
        if (marker == 0xD9 || marker == 0xDA)
            return std::nullopt;
        auto const length = number_at(content, at + 2, 2);
        if (length < 2)
            return std::nullopt;
        at += 2 + length;
    }
    return std::nullopt;
}

} // namespace

std::optional<Image> image_in(std::string_view content)
{
    auto image = std::optional<Image>{};
    if (content.starts_with(png_begins) && content.size() >= 33)
        image = Image{"image/png", number_at(content, 16, 4), number_at(content, 20, 4)};
    else if (content.starts_with(jpeg_begins))
        image = jpeg_in(content);
    return image && image->width > 0 && image->height > 0 ? image : std::nullopt;
}

} // namespace castellan
