#include "ui/kit/raster_shapes.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

std::uint32_t color_at(Texture const& texture, float u, float v)
{
    auto const column = std::clamp(static_cast<int>(u * static_cast<float>(texture.width)), 0, texture.width - 1);
    auto const row = std::clamp(static_cast<int>(v * static_cast<float>(texture.height)), 0, texture.height - 1);
    return texture.colors[row * texture.width + column];
}

// Bilinear, as WebGL samples it.
float sample(Texture const& texture, float u, float v)
{
    auto const x = u * static_cast<float>(texture.width) - 0.5f;
    auto const y = v * static_cast<float>(texture.height) - 0.5f;
    auto const x0 = static_cast<int>(std::floor(x));
    auto const y0 = static_cast<int>(std::floor(y));
    auto const fx = x - static_cast<float>(x0);
    auto const fy = y - static_cast<float>(y0);
    auto const at = [&](int column, int row) {
        column = std::clamp(column, 0, texture.width - 1);
        row = std::clamp(row, 0, texture.height - 1);
        return static_cast<float>(texture.alpha[row * texture.width + column]);
    };
    auto const top = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
    auto const bottom = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx;
    return (top * (1 - fy) + bottom * fy) * (1.0f / 255);
}

/// The first pixel whose centre lies beyond an edge.
int first_inside(float edge) { return static_cast<int>(std::ceil(edge - 0.5f)); }

Patch pixels_of(Quad const& quad, Patch const& clip)
{
    return {std::max(clip.left, first_inside(quad.left)), std::max(clip.top, first_inside(quad.top)),
            std::min(clip.right, first_inside(quad.right)), std::min(clip.bottom, first_inside(quad.bottom))};
}

std::uint32_t* row_of(Picture& picture, int y)
{
    return picture.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture.width;
}

/// A 255th of a product, rounded.
std::uint32_t part_of(std::uint32_t value, std::uint32_t share)
{
    auto const product = value * share + 128;
    return (product + (product >> 8)) >> 8;
}

/// Red and blue in one number, green in another: two channels a multiplication.
struct Ink {
    std::uint32_t red_blue, green;

    explicit Ink(std::uint32_t color) : red_blue(color & 0xFF00FF), green(color & 0xFF00) {}

    /// `alpha` up to 255.
    void over(std::uint32_t& pixel, std::uint32_t alpha) const
    {
        // Of 256 and not of 255, so that a shift divides.
        auto const share = alpha + (alpha >> 7);
        auto const rest = 256 - share;
        auto const mixed_red_blue = ((red_blue * share + (pixel & 0xFF00FF) * rest + 0x800080) >> 8) & 0xFF00FF;
        auto const mixed_green = ((green * share + (pixel & 0xFF00) * rest + 0x8000) >> 8) & 0xFF00;
        pixel = 0xFF000000u | mixed_red_blue | mixed_green;
    }
};

void fill(Picture& picture, Patch const& pixels, std::uint32_t color, std::uint32_t alpha)
{
    Ink const ink{color};
    for (auto y = pixels.top; y < pixels.bottom; ++y) {
        auto* const row = row_of(picture, y);
        if (alpha == 255) {
            std::fill(row + pixels.left, row + pixels.right, color | 0xFF000000u);
            continue;
        }
        for (auto x = pixels.left; x < pixels.right; ++x)
            ink.over(row[x], alpha);
    }
}

/// Where each pixel of a row or column lies in a texture, in 65536ths of a texel.
struct Walk {
    int begin, step;

    Walk(float from, float to, int texels, float edge, float opposite_edge, int first_pixel)
    {
        auto const a_pixel = (to - from) * static_cast<float>(texels) / (opposite_edge - edge);
        auto const at = from * static_cast<float>(texels) + a_pixel * (static_cast<float>(first_pixel) + 0.5f - edge);
        begin = static_cast<int>(at * 65536);
        step = static_cast<int>(a_pixel * 65536);
    }
};

/// Bilinear like `sample`.
void draw_glyph(Picture& picture, Patch const& pixels, Texture const& texture, Quad const& quad, Walk across, Walk down)
{
    constexpr int half = 32768;
    auto const strength = quad.color >> 24;
    Ink const ink{quad.color};
    auto texel_y = down.begin - half;
    for (auto y = pixels.top; y < pixels.bottom; ++y, texel_y += down.step) {
        auto const line = [&](int at) { return texture.alpha + std::clamp(at, 0, texture.height - 1) * texture.width; };
        auto const* const upper = line(texel_y >> 16);
        auto const* const lower = line((texel_y >> 16) + 1);
        auto const fraction_y = static_cast<std::uint32_t>(texel_y >> 8) & 0xFF;
        auto* const row = row_of(picture, y);
        auto texel_x = across.begin - half;
        for (auto x = pixels.left; x < pixels.right; ++x, texel_x += across.step) {
            auto const column = std::clamp(texel_x >> 16, 0, texture.width - 2);
            auto const fraction_x = static_cast<std::uint32_t>(texel_x >> 8) & 0xFF;
            auto const above = upper[column] * (256 - fraction_x) + upper[column + 1] * fraction_x;
            auto const below = lower[column] * (256 - fraction_x) + lower[column + 1] * fraction_x;
            auto const coverage = (above * (256 - fraction_y) + below * fraction_y + 0x8000) >> 16;
            if (coverage != 0)
                ink.over(row[x], part_of(coverage, strength));
        }
    }
}

/// Pixel on pixel, in colours of its own.
void draw_inscription(Picture& picture, Patch const& pixels, Texture const& texture, Quad const& quad, Walk across, Walk down)
{
    auto texel_y = down.begin;
    for (auto y = pixels.top; y < pixels.bottom; ++y, texel_y += down.step) {
        auto const* const line = texture.colors + std::clamp(texel_y >> 16, 0, texture.height - 1) * texture.width;
        auto* const row = row_of(picture, y);
        auto texel_x = across.begin;
        for (auto x = pixels.left; x < pixels.right; ++x, texel_x += across.step) {
            auto const color = line[std::clamp(texel_x >> 16, 0, texture.width - 1)];
            Ink{color}.over(row[x], part_of(color >> 24, quad.color >> 24));
        }
    }
}

void blend(std::uint32_t& pixel, float red, float green, float blue, float alpha)
{
    auto const over = [alpha](float color, std::uint32_t below) {
        return static_cast<std::uint32_t>(color * alpha + static_cast<float>(below) * (1 - alpha) + 0.5f);
    };
    pixel = over(red, pixel & 0xFF) | over(green, (pixel >> 8) & 0xFF) << 8 | over(blue, (pixel >> 16) & 0xFF) << 16 |
            0xFF000000u;
}

void fill_row(std::uint32_t* row, int from, int to, Corner const& color)
{
    if (color.alpha >= 0.999f) {
        auto const solid = static_cast<std::uint32_t>(color.red) | static_cast<std::uint32_t>(color.green) << 8 |
                           static_cast<std::uint32_t>(color.blue) << 16 | 0xFF000000u;
        std::fill(row + from, row + to, solid);
        return;
    }
    for (auto x = from; x < to; ++x)
        blend(row[x], color.red, color.green, color.blue, color.alpha);
}

} // namespace

void draw_quad(Picture& picture, Patch const& clip, Texture const& texture, Quad const& quad)
{
    auto const pixels = pixels_of(quad, clip);
    if (pixels.left >= pixels.right || pixels.top >= pixels.bottom)
        return;
    if (texture.alpha && quad.u0 == quad.u1 && quad.v0 == quad.v1) {
        auto const coverage = static_cast<std::uint32_t>(sample(texture, quad.u0, quad.v0) * 255 + 0.5f);
        fill(picture, pixels, quad.color, part_of(coverage, quad.color >> 24));
        return;
    }
    Walk const across{quad.u0, quad.u1, texture.width, quad.left, quad.right, pixels.left};
    Walk const down{quad.v0, quad.v1, texture.height, quad.top, quad.bottom, pixels.top};
    if (texture.colors)
        draw_inscription(picture, pixels, texture, quad, across, down);
    else
        draw_glyph(picture, pixels, texture, quad, across, down);
}

// A triangle, by the edge functions over its bounding box. Pixel centres; the top-left rule, so that of two triangles
// that share an edge exactly one draws each pixel on it. For that the edge functions must be exact, seen from either
// side: corners are snapped to a 64th of a pixel, and doubles hold every product of such numbers.
void draw_triangle(Picture& picture, Patch const& clip, Texture const& texture, Corner const& a, Corner const& b0,
                   Corner const& c0)
{
    auto const* b = &b0;
    auto const* c = &c0;
    auto area = (b->x - a.x) * (c->y - a.y) - (b->y - a.y) * (c->x - a.x);
    if (area == 0)
        return;
    if (area < 0) {
        std::swap(b, c);
        area = -area;
    }
    auto const left = std::max(clip.left, static_cast<int>(std::floor(std::min({a.x, b->x, c->x}))));
    auto const right = std::min(clip.right, static_cast<int>(std::ceil(std::max({a.x, b->x, c->x}))));
    auto const top = std::max(clip.top, static_cast<int>(std::floor(std::min({a.y, b->y, c->y}))));
    auto const bottom = std::min(clip.bottom, static_cast<int>(std::ceil(std::max({a.y, b->y, c->y}))));
    if (left >= right || top >= bottom)
        return;

    struct Edge {
        double step_x, step_y, value;
        bool inclusive;
    };
    auto const x0 = static_cast<double>(left) + 0.5;
    auto const y0 = static_cast<double>(top) + 0.5;
    auto const edge = [&](Corner const& from, Corner const& to) {
        auto const dx = static_cast<double>(to.x) - static_cast<double>(from.x);
        auto const dy = static_cast<double>(to.y) - static_cast<double>(from.y);
        return Edge{-dy, dx, dx * (y0 - static_cast<double>(from.y)) - dy * (x0 - static_cast<double>(from.x)),
                    dy < 0 || (dy == 0 && dx > 0)};
    };
    Edge edges[3] = {edge(*b, *c), edge(*c, a), edge(a, *b)};
    auto const flat = a.u == b->u && a.u == c->u && a.v == b->v && a.v == c->v;
    auto const one_color = a.red == b->red && a.red == c->red && a.green == b->green && a.green == c->green &&
                           a.blue == b->blue && a.blue == c->blue && a.alpha == b->alpha && a.alpha == c->alpha;
    auto const coverage = flat && texture.alpha ? sample(texture, a.u, a.v) : 1.0f;
    auto const scale = 1 / area;

    for (auto y = top; y < bottom; ++y) {
        // The span where all three edge functions are inside.
        auto from = static_cast<double>(left);
        auto to = static_cast<double>(right);
        for (auto const& one : edges) {
            if (one.step_x == 0) {
                if (one.value < 0 || (one.value == 0 && !one.inclusive))
                    to = from - 1;
                continue;
            }
            auto const crossing = static_cast<double>(left) - one.value / one.step_x;
            if (one.step_x > 0)
                from = std::max(from, one.inclusive ? std::ceil(crossing) : std::floor(crossing) + 1);
            else
                to = std::min(to, one.inclusive ? std::floor(crossing) + 1 : std::ceil(crossing));
        }
        auto const first = static_cast<int>(from);
        auto const last = static_cast<int>(to);
        if (first < last) {
            auto* const row = picture.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture.width;
            if (flat && one_color) {
                auto color = a;
                color.alpha *= coverage;
                fill_row(row, first, last, color);
            } else {
                for (auto x = first; x < last; ++x) {
                    auto const offset = static_cast<double>(x - left);
                    auto const wa = static_cast<float>(edges[0].value + edges[0].step_x * offset) * scale;
                    auto const wb = static_cast<float>(edges[1].value + edges[1].step_x * offset) * scale;
                    auto const wc = 1 - wa - wb;
                    auto const mixed = [&](float Corner::* part) {
                        return a.*part * wa + b->*part * wb + c->*part * wc;
                    };
                    if (texture.colors) {
                        auto const pixel = color_at(texture, mixed(&Corner::u), mixed(&Corner::v));
                        auto const part_of = [&](int shift) { return static_cast<float>(pixel >> shift & 0xFF); };
                        blend(row[x], part_of(0), part_of(8), part_of(16),
                              std::min(mixed(&Corner::alpha) * part_of(24) / 255, 1.0f));
                        continue;
                    }
                    auto const alpha = mixed(&Corner::alpha) *
                                       (flat ? coverage : sample(texture, mixed(&Corner::u), mixed(&Corner::v)));
                    if (alpha > 0.002f)
                        blend(row[x], mixed(&Corner::red), mixed(&Corner::green), mixed(&Corner::blue),
                              std::min(alpha, 1.0f));
                }
            }
        }
        for (auto& one : edges)
            one.value += one.step_y;
    }
}

} // namespace castellan::ui
