#include "ui/kit/raster.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

struct Texture {
    unsigned char const* alpha = nullptr; ///< The atlas is white; only its alpha says something.
    std::uint32_t const* colors = nullptr; ///< Of a page instead, which is drawn pixel on pixel.
    int width = 0;
    int height = 0;

    [[nodiscard]] std::uint32_t color(float u, float v) const
    {
        auto const column = std::clamp(static_cast<int>(u * static_cast<float>(width)), 0, width - 1);
        auto const row = std::clamp(static_cast<int>(v * static_cast<float>(height)), 0, height - 1);
        return colors[row * width + column];
    }

    // Bilinear, as WebGL samples it.
    [[nodiscard]] float sample(float u, float v) const
    {
        auto const x = u * static_cast<float>(width) - 0.5f;
        auto const y = v * static_cast<float>(height) - 0.5f;
        auto const x0 = static_cast<int>(std::floor(x));
        auto const y0 = static_cast<int>(std::floor(y));
        auto const fx = x - static_cast<float>(x0);
        auto const fy = y - static_cast<float>(y0);
        auto const at = [&](int column, int row) {
            column = std::clamp(column, 0, width - 1);
            row = std::clamp(row, 0, height - 1);
            return static_cast<float>(alpha[row * width + column]);
        };
        auto const top = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
        auto const bottom = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx;
        return (top * (1 - fy) + bottom * fy) * (1.0f / 255);
    }
};

struct Corner {
    float x, y, u, v;
    float red, green, blue, alpha;
};

struct Box {
    int left, top, right, bottom;
};

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

// A triangle, by the edge functions over its bounding box. Pixel centres; the top-left rule, so that of two triangles
// that share an edge exactly one draws each pixel on it. For that the edge functions must be exact, seen from either
// side: corners are snapped to a 64th of a pixel, and doubles hold every product of such numbers.
void triangle(Picture& picture, Box const& clip, Texture const& texture, Corner const& a, Corner const& b0,
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
    auto const coverage = flat && texture.alpha ? texture.sample(a.u, a.v) : 1.0f;
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
                        auto const pixel = texture.color(mixed(&Corner::u), mixed(&Corner::v));
                        auto const part_of = [&](int shift) { return static_cast<float>(pixel >> shift & 0xFF); };
                        blend(row[x], part_of(0), part_of(8), part_of(16),
                              std::min(mixed(&Corner::alpha) * part_of(24) / 255, 1.0f));
                        continue;
                    }
                    auto const alpha = mixed(&Corner::alpha) *
                                       (flat ? coverage : texture.sample(mixed(&Corner::u), mixed(&Corner::v)));
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

} // namespace

void rasterize(ImDrawData const& data, std::span<Inscriptions::Page const> pages, Picture& picture)
{
    auto const scale = data.FramebufferScale;
    picture.width = static_cast<int>(data.DisplaySize.x * scale.x + 0.5f);
    picture.height = static_cast<int>(data.DisplaySize.y * scale.y + 0.5f);
    picture.pixels.assign(static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height),
                          0xFF000000u);

    Texture atlas;
    unsigned char* pixels = nullptr;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &atlas.width, &atlas.height);
    atlas.alpha = pixels;

    auto const corner_of = [&](ImDrawVert const& vertex) {
        auto const channel = [&](int shift) { return static_cast<float>((vertex.col >> shift) & 0xFF); };
        auto const snapped = [](float at) { return std::round(at * 64) / 64; };
        return Corner{snapped((vertex.pos.x - data.DisplayPos.x) * scale.x),
                      snapped((vertex.pos.y - data.DisplayPos.y) * scale.y),
                      vertex.uv.x,
                      vertex.uv.y,
                      channel(IM_COL32_R_SHIFT),
                      channel(IM_COL32_G_SHIFT),
                      channel(IM_COL32_B_SHIFT),
                      channel(IM_COL32_A_SHIFT) / 255};
    };
    for (auto const* list : data.CmdLists) {
        for (auto const& command : list->CmdBuffer) {
            Box const clip{
                std::max(0, static_cast<int>(std::round((command.ClipRect.x - data.DisplayPos.x) * scale.x))),
                std::max(0, static_cast<int>(std::round((command.ClipRect.y - data.DisplayPos.y) * scale.y))),
                std::min(picture.width,
                         static_cast<int>(std::round((command.ClipRect.z - data.DisplayPos.x) * scale.x))),
                std::min(picture.height,
                         static_cast<int>(std::round((command.ClipRect.w - data.DisplayPos.y) * scale.y)))};
            if (clip.left >= clip.right || clip.top >= clip.bottom)
                continue;
            auto texture = atlas;
            if (auto const page = reinterpret_cast<std::uintptr_t>(command.GetTexID()); page > 0)
                texture = {nullptr, pages[page - 1].pixels.data(), Inscriptions::page_width, Inscriptions::page_height};
            auto const* indices = list->IdxBuffer.Data + command.IdxOffset;
            auto const* vertices = list->VtxBuffer.Data + command.VtxOffset;
            for (unsigned index = 0; index + 2 < command.ElemCount; index += 3)
                triangle(picture, clip, texture, corner_of(vertices[indices[index]]),
                         corner_of(vertices[indices[index + 1]]), corner_of(vertices[indices[index + 2]]));
        }
    }
}

} // namespace castellan::ui
