#include "service/qr_code.hpp"

#include <qrencode.h>

#include <cstddef>
#include <memory>

namespace castellan {

std::vector<std::string> qr_code(std::string_view text)
{
    auto const made = std::unique_ptr<QRcode, decltype(&QRcode_free)>{
        QRcode_encodeString8bit(std::string{text}.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!made)
        return {};
    auto const width = static_cast<std::size_t>(made->width);
    auto rows = std::vector<std::string>(width, std::string(width, '0'));
    for (std::size_t at = 0; at < width * width; ++at) {
        if ((made->data[at] & 1U) != 0)
            rows[at / width][at % width] = '1';
    }
    return rows;
}

} // namespace castellan
