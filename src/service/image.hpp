// What a picture says of itself, as far as it takes to keep it and to show it without harm. Its pixels are read by nobody here.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace castellan {

struct Image {
    std::string_view type; // "image/jpeg", "image/png"
    std::uint32_t width = 0;
    std::uint32_t height = 0;
};

/// Nothing for what does not begin as a JPEG or PNG does, or does not say how large it is.
[[nodiscard]] std::optional<Image> image_in(std::string_view content);

} // namespace castellan
