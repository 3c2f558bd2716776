// Text in scripts that the bundled fonts have not: names of people are written in all of them. The platform lays such
// text out with its own fonts, in its own order, and paints it into pictures that are kept.
#pragma once

#include "ui/kit/theme.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan::ui {

/// Red, green, blue, alpha, one byte each, not premultiplied.
struct Pixels {
    std::uint32_t* at = nullptr;
    int width = 0;
    int height = 0;
};

/// What the platform does. Sizes are in device pixels.
class Lettering {
public:
    virtual ~Lettering() = default;
    /// How wide a line is set with this font size.
    [[nodiscard]] virtual float width(std::string_view text, float font_size, bool strong) const = 0;
    /// Writes a line from `x` on along the baseline `y`, in this colour; emoji in their own. `to` comes empty.
    virtual void paint(std::string_view text, float font_size, bool strong, Color color, float x, float y,
                       Pixels to) const = 0;
    /// Paints the picture at an address of the service, whole and as large as fits; `to` comes empty. False: it is not
    /// there, or not yet; when it has come a frame is drawn.
    virtual bool picture(std::string_view address, Pixels to) const;
};

/// Where a stretch of text is painted: in a page, which painters know by its texture.
struct Inscription {
    int page = 0;
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
    float left = 0, top = 0; ///< Of the picture from the line's start and baseline, in device pixels.
    float width = 0, height = 0;
};

/// Pictures of texts, and their widths, as many as there is room for; what was not seen for longest gives way.
class Inscriptions {
public:
    static constexpr int page_width = 1024;
    static constexpr int page_height = 512;
    static constexpr int most_pages = 8;

    struct Page {
        std::vector<std::uint32_t> pixels; ///< page_width × page_height
        std::uint32_t revision = 0;        ///< Grows whenever the pixels change.
    };

    void use(Lettering const* lettering) { lettering_ = lettering; }
    [[nodiscard]] bool are_there() const { return lettering_ != nullptr; }
    /// The density has changed: everything is painted anew.
    void clear();
    void begin_frame() { ++frame_; }

    [[nodiscard]] float width(std::string_view text, float font_size, bool strong);
    /// None if it is empty or as large as a page.
    [[nodiscard]] std::optional<Inscription> find(std::string_view text, float font_size, bool strong, Color color);
    /// None if it is not there (yet).
    [[nodiscard]] std::optional<Inscription> picture(std::string_view address, int width, int height);
    [[nodiscard]] std::vector<Page> const& pages() const { return pages_; }

private:
    struct Shelf {
        int page, y, height, x;
    };
    struct Place {
        Inscription inscription;
        unsigned seen = 0;
    };
    /// None if there is no room. `left`, `top`: of the picture from the line's start and baseline.
    std::optional<Inscription> keep(std::string key, Pixels painted, float left, float top);
    [[nodiscard]] std::optional<std::pair<int, int>> room(int width, int height, int& page);
    /// Empties the page that nothing of this frame and the last stands on; false if there is none.
    bool empty_a_page();

    Lettering const* lettering_ = nullptr;
    std::vector<Page> pages_;
    std::vector<Shelf> shelves_;
    std::unordered_map<std::string, Place> places_;
    std::unordered_map<std::string, float> widths_;
    unsigned frame_ = 2;
};

/// A stand-in where there is no platform: each letter as a block.
[[nodiscard]] std::unique_ptr<Lettering> make_plain_lettering();

/// The first letter with all that belongs to it: its accents, or what is joined to an emoji.
[[nodiscard]] std::string_view first_cluster(std::string_view text);
[[nodiscard]] char32_t first_code_point(std::string_view text);

} // namespace castellan::ui
