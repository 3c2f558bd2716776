#include "ui/kit/lettering.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace castellan::ui {

namespace {

// Some scripts stack marks high and low; in ems from the baseline. And letters lean over their start and end.
constexpr float ascent = 1.25f;
constexpr float descent = 0.65f;
constexpr int overhang = 3;

/// Where marks belong to the letter before them, first and last.
constexpr auto marks = std::to_array<std::pair<char32_t, char32_t>>({
    {0x0300, 0x036F}, // accents
    {0x0591, 0x05C7}, // Hebrew points
    {0x0610, 0x061A}, // Arabic
    {0x064B, 0x065F},
    {0x0670, 0x0670},
    {0x0900, 0x0903}, // Devanagari; the Indic scripts after it are laid out alike
    {0x093A, 0x094F},
    {0x0951, 0x0957},
    {0x0962, 0x0963},
    {0x0981, 0x0983},
    {0x09BC, 0x09CD},
    {0x0BBE, 0x0BCD},
    {0x0E31, 0x0E31}, // Thai
    {0x0E34, 0x0E3A},
    {0x0E47, 0x0E4E},
    {0x200D, 0x200D}, // joiner
    {0xFE00, 0xFE0F}, // variations
    {0x1F3FB, 0x1F3FF}, // skin
    {0xE0020, 0xE007F}, // tags of flags
});

std::size_t length_of(char first)
{
    auto const byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

bool is_mark(char32_t code_point)
{
    return std::ranges::any_of(marks, [&](auto const& range) { return code_point >= range.first && code_point <= range.second; });
}

bool is_flag_letter(char32_t code_point)
{
    return code_point >= 0x1F1E6 && code_point <= 0x1F1FF;
}

/// A letter is a block as wide as it is usual in its script, so that layout can be tested without a browser.
class PlainLettering final : public Lettering {
public:
    float width(std::string_view text, float font_size, bool strong) const override
    {
        float total = 0;
        while (!text.empty()) {
            auto const letter = first_cluster(text);
            total += advance(first_code_point(letter), font_size);
            text.remove_prefix(letter.size());
        }
        return total + (strong ? 1.0f : 0.0f);
    }

    void paint(std::string_view text, float font_size, bool strong, Color color, float x, float y,
               Pixels to) const override
    {
        static_cast<void>(strong);
        while (!text.empty()) {
            auto const letter = first_cluster(text);
            auto const step = advance(first_code_point(letter), font_size);
            if (letter != " ")
                block(to, x + 1, y - font_size * 0.7f, step - 2, font_size * 0.7f, color);
            x += step;
            text.remove_prefix(letter.size());
        }
    }

private:
    static float advance(char32_t code_point, float font_size)
    {
        return font_size * (code_point < 0x1100 ? 0.55f : 1.0f);
    }
    static void block(Pixels to, float x, float y, float width, float height, Color color)
    {
        auto const packed = static_cast<std::uint32_t>(color.red) | static_cast<std::uint32_t>(color.green) << 8 |
                            static_cast<std::uint32_t>(color.blue) << 16 | 0xFF000000u;
        for (auto row = std::max(0, static_cast<int>(y)); row < std::min(to.height, static_cast<int>(y + height)); ++row)
            for (auto column = std::max(0, static_cast<int>(x)); column < std::min(to.width, static_cast<int>(x + width)); ++column)
                to.at[row * to.width + column] = packed;
    }
};

} // namespace

char32_t first_code_point(std::string_view text)
{
    if (text.empty())
        return 0;
    auto const length = std::min(length_of(text.front()), text.size());
    auto code_point = static_cast<char32_t>(static_cast<unsigned char>(text.front()));
    if (length > 1) {
        code_point &= 0x7Fu >> length;
        for (std::size_t at = 1; at < length; ++at)
            code_point = code_point << 6 | (static_cast<unsigned char>(text[at]) & 0x3Fu);
    }
    return code_point;
}

std::string_view first_cluster(std::string_view text)
{
    if (text.empty())
        return {};
    auto end = std::min(length_of(text.front()), text.size());
    auto joined = false;
    auto flag = is_flag_letter(first_code_point(text));
    while (end < text.size()) {
        auto const next = first_code_point(text.substr(end));
        auto const second_of_flag = flag && is_flag_letter(next);
        if (!joined && !is_mark(next) && !second_of_flag)
            break;
        flag = false;
        joined = next == 0x200D;
        end = std::min(end + length_of(text[end]), text.size());
    }
    return text.substr(0, end);
}

void Inscriptions::clear()
{
    places_.clear();
    widths_.clear();
    shelves_.clear();
    for (auto& page : pages_) {
        std::ranges::fill(page.pixels, 0u);
        ++page.revision;
    }
}

float Inscriptions::width(std::string_view text, float font_size, bool strong)
{
    constexpr std::size_t most_widths = 4096;
    std::string key(text);
    key.push_back(strong ? '\x02' : '\x01');
    key += std::to_string(static_cast<int>(font_size * 16));
    if (auto const known = widths_.find(key); known != widths_.end())
        return known->second;
    if (widths_.size() >= most_widths)
        widths_.clear();
    return widths_.emplace(std::move(key), lettering_->width(text, font_size, strong)).first->second;
}

std::optional<std::pair<int, int>> Inscriptions::room(int width, int height, int& page)
{
    for (auto& shelf : shelves_) {
        if (shelf.height == height && shelf.x + width <= page_width) {
            page = shelf.page;
            return std::pair{std::exchange(shelf.x, shelf.x + width), shelf.y};
        }
    }
    auto const open_shelf = [&](int on) {
        auto y = 0;
        for (auto const& shelf : shelves_)
            y = shelf.page == on ? std::max(y, shelf.y + shelf.height) : y;
        if (y + height > page_height)
            return false;
        shelves_.push_back({on, y, height, 0});
        return true;
    };
    for (auto on = 0; on < static_cast<int>(pages_.size()); ++on)
        if (open_shelf(on))
            return room(width, height, page);
    if (pages_.size() < most_pages) {
        pages_.push_back({.pixels = std::vector<std::uint32_t>(std::size_t{page_width} * page_height)});
        return room(width, height, page);
    }
    return empty_a_page() ? room(width, height, page) : std::nullopt;
}

bool Inscriptions::empty_a_page()
{
    std::array<unsigned, most_pages> seen = {};
    for (auto const& [key, place] : places_)
        seen[static_cast<std::size_t>(place.inscription.page)] = std::max(seen[static_cast<std::size_t>(place.inscription.page)], place.seen);
    auto const oldest = std::ranges::min_element(seen);
    if (*oldest + 1 >= frame_)
        return false;
    auto const page = static_cast<int>(oldest - seen.begin());
    std::erase_if(places_, [&](auto const& entry) { return entry.second.inscription.page == page; });
    std::erase_if(shelves_, [&](Shelf const& shelf) { return shelf.page == page; });
    std::ranges::fill(pages_[static_cast<std::size_t>(page)].pixels, 0u);
    ++pages_[static_cast<std::size_t>(page)].revision;
    return true;
}

std::optional<Inscription> Inscriptions::find(std::string_view text, float font_size, bool strong, Color color)
{
    std::string key(text);
    key.push_back(strong ? '\x02' : '\x01');
    key += std::to_string(static_cast<int>(font_size * 16));
    key.append({static_cast<char>(color.red), static_cast<char>(color.green), static_cast<char>(color.blue)});
    if (auto const known = places_.find(key); known != places_.end()) {
        known->second.seen = frame_;
        return known->second.inscription;
    }
    auto const baseline = static_cast<int>(std::ceil(font_size * ascent));
    auto const height = baseline + static_cast<int>(std::ceil(font_size * descent));
    auto const width = std::min(page_width, static_cast<int>(std::ceil(this->width(text, font_size, strong))) + 2 * overhang);
    if (height > page_height || width <= 2 * overhang)
        return std::nullopt;
    std::vector<std::uint32_t> painted(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    auto const pixels = Pixels{painted.data(), width, height};
    lettering_->paint(text, font_size, strong, color, overhang, static_cast<float>(baseline), pixels);
    return keep(std::move(key), pixels, -overhang, static_cast<float>(-baseline));
}

std::optional<Inscription> Inscriptions::picture(std::string_view address, int width, int height)
{
    if (lettering_ == nullptr || width <= 0 || height <= 0)
        return std::nullopt;
    auto key = std::string(address) + '\x03' + std::to_string(width) + 'x' + std::to_string(height);
    if (auto const known = places_.find(key); known != places_.end()) {
        known->second.seen = frame_;
        return known->second.inscription;
    }
    std::vector<std::uint32_t> painted(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    auto const pixels = Pixels{painted.data(), width, height};
    if (!lettering_->picture(address, pixels))
        return std::nullopt;
    return keep(std::move(key), pixels, 0, 0);
}

std::optional<Inscription> Inscriptions::keep(std::string key, Pixels painted, float left, float top)
{
    auto const [at, width, height] = painted;
    auto page_number = 0;
    auto const corner = room(width, height, page_number);
    if (!corner)
        return std::nullopt;
    auto& page = pages_[static_cast<std::size_t>(page_number)];
    for (auto row = 0; row < height; ++row)
        std::copy_n(at + static_cast<std::ptrdiff_t>(row) * width, width,
                    page.pixels.begin() + static_cast<std::ptrdiff_t>(corner->second + row) * page_width + corner->first);
    ++page.revision;

    auto const u = [](int x) { return static_cast<float>(x) / page_width; };
    auto const v = [](int y) { return static_cast<float>(y) / page_height; };
    Inscription const inscription{.page = page_number,
                                  .u0 = u(corner->first),
                                  .v0 = v(corner->second),
                                  .u1 = u(corner->first + width),
                                  .v1 = v(corner->second + height),
                                  .left = left,
                                  .top = top,
                                  .width = static_cast<float>(width),
                                  .height = static_cast<float>(height)};
    places_.emplace(std::move(key), Place{inscription, frame_});
    return inscription;
}

bool Lettering::picture(std::string_view, Pixels) const
{
    return false;
}

std::unique_ptr<Lettering> make_plain_lettering()
{
    return std::make_unique<PlainLettering>();
}

} // namespace castellan::ui
