#include "ui/kit/raster.hpp"

#include "ui/kit/digest.hpp"
#include "ui/kit/raster_shapes.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

constexpr int cell_width = 64;
constexpr int cell_height = 16; // Flat, since what differs is mostly a line.

Patch common(Patch const& a, Patch const& b)
{
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

bool is_empty(Patch const& patch) { return patch.left >= patch.right || patch.top >= patch.bottom; }

/// Six indices of a rectangle along the axes, or three of a triangle.
struct Shape {
    ImDrawVert const* vertices;
    ImDrawIdx const* indices;
    bool quad;

    [[nodiscard]] ImDrawVert const& vertex(int at) const { return vertices[indices[at]]; }
};

bool is_quad(ImDrawVert const* vertices, ImDrawIdx const* indices)
{
    if (indices[3] != indices[0] || indices[4] != indices[2])
        return false;
    auto const& a = vertices[indices[0]];
    auto const& b = vertices[indices[1]];
    auto const& c = vertices[indices[2]];
    auto const& d = vertices[indices[5]];
    return a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x && a.pos.x < c.pos.x &&
           a.pos.y < c.pos.y && a.col == b.col && a.col == c.col && a.col == d.col && a.uv.y == b.uv.y &&
           b.uv.x == c.uv.x && c.uv.y == d.uv.y && d.uv.x == a.uv.x;
}

std::uint32_t color_of(ImDrawVert const& vertex)
{
    auto const channel = [&](int shift) { return (vertex.col >> shift) & 0xFF; };
    return channel(IM_COL32_R_SHIFT) | channel(IM_COL32_G_SHIFT) << 8 | channel(IM_COL32_B_SHIFT) << 16 |
           channel(IM_COL32_A_SHIFT) << 24;
}

/// A frame as the painter sees it: in pixels.
class Frame {
public:
    Frame(ImDrawData const& data, unsigned fonts, std::span<Inscriptions::Page const> pages)
        : data_(data), fonts_(fonts), pages_(pages)
    {
        unsigned char* pixels = nullptr;
        ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &atlas_.width, &atlas_.height);
        atlas_.alpha = pixels;
    }

    [[nodiscard]] Patch bounds() const
    {
        return {0, 0, static_cast<int>(data_.DisplaySize.x * data_.FramebufferScale.x + 0.5f),
                static_cast<int>(data_.DisplaySize.y * data_.FramebufferScale.y + 0.5f)};
    }

    /// Adds to each cell what is drawn in it.
    void digest(std::vector<std::uint64_t>& cells, int columns) const
    {
        each_command(bounds(), [&](ImDrawCmd const& command, Patch const& clip, ImDrawVert const* vertices, ImDrawIdx const* indices) {
            auto const page = page_of(command);
            std::uint64_t const source = page > 0 ? pages_[page - 1].revision * 16ull + page : fonts_ * 16ull;
            each_shape(command, vertices, indices, [&](Shape const& shape) {
                auto const cell_range = common(clip, bounds_of(shape));
                if (is_empty(cell_range))
                    return;
                Digest digest;
                digest.add(&source, sizeof source);
                digest.add(&clip, sizeof clip);
                for (auto corner = 0; corner < 3; ++corner)
                    digest.add(&shape.vertex(corner), sizeof(ImDrawVert));
                for (auto row = cell_range.top / cell_height; row <= (cell_range.bottom - 1) / cell_height; ++row) {
                    for (auto column = cell_range.left / cell_width; column <= (cell_range.right - 1) / cell_width; ++column) {
                        auto& cell = cells[static_cast<std::size_t>(row * columns + column)];
                        cell = (cell ^ digest.value()) * 0x9E37'79B9'7F4A'7C15u;
                    }
                }
            });
        });
    }

    void draw(Picture& picture, Patch const& patch) const
    {
        for (auto y = patch.top; y < patch.bottom; ++y) {
            auto* const row = picture.pixels.data() + static_cast<std::ptrdiff_t>(y) * picture.width;
            std::fill(row + patch.left, row + patch.right, 0xFF000000u);
        }
        each_command(patch, [&](ImDrawCmd const& command, Patch const& clip, ImDrawVert const* vertices, ImDrawIdx const* indices) {
            auto texture = atlas_;
            if (auto const page = page_of(command); page > 0)
                texture = {nullptr, pages_[page - 1].pixels.data(), Inscriptions::page_width, Inscriptions::page_height};
            each_shape(command, vertices, indices, [&](Shape const& shape) {
                if (!shape.quad) {
                    draw_triangle(picture, clip, texture, corner(shape.vertex(0)), corner(shape.vertex(1)), corner(shape.vertex(2)));
                    return;
                }
                auto const& first = shape.vertex(0);
                auto const& last = shape.vertex(2);
                draw_quad(picture, clip, texture,
                          {x_of(first.pos.x), y_of(first.pos.y), x_of(last.pos.x), y_of(last.pos.y), first.uv.x, first.uv.y,
                           last.uv.x, last.uv.y, color_of(first)});
            });
        });
    }

private:
    [[nodiscard]] float x_of(float x) const { return (x - data_.DisplayPos.x) * data_.FramebufferScale.x; }
    [[nodiscard]] float y_of(float y) const { return (y - data_.DisplayPos.y) * data_.FramebufferScale.y; }

    static std::uintptr_t page_of(ImDrawCmd const& command) { return reinterpret_cast<std::uintptr_t>(command.GetTexID()); }

    /// Those of which something may be within a patch.
    template <class Visit>
    void each_command(Patch const& patch, Visit const& visit) const
    {
        auto const pixel = [](float at) { return static_cast<int>(std::floor(at + 0.5f)); };
        for (auto const* list : data_.CmdLists) {
            for (auto const& command : list->CmdBuffer) {
                auto const& box = command.ClipRect;
                auto const clip = common(patch, {pixel(x_of(box.x)), pixel(y_of(box.y)), pixel(x_of(box.z)), pixel(y_of(box.w))});
                if (!is_empty(clip))
                    visit(command, clip, list->VtxBuffer.Data + command.VtxOffset, list->IdxBuffer.Data + command.IdxOffset);
            }
        }
    }

    template <class Visit>
    static void each_shape(ImDrawCmd const& command, ImDrawVert const* vertices, ImDrawIdx const* indices, Visit const& visit)
    {
        for (unsigned at = 0; at + 2 < command.ElemCount;) {
            Shape const shape{vertices, indices + at, at + 5 < command.ElemCount && is_quad(vertices, indices + at)};
            visit(shape);
            at += shape.quad ? 6 : 3;
        }
    }

    [[nodiscard]] Patch bounds_of(Shape const& shape) const
    {
        auto const& a = shape.vertex(0).pos;
        auto const& b = shape.vertex(1).pos;
        auto const& c = shape.vertex(2).pos;
        auto const floor = [](float at) { return static_cast<int>(std::floor(at)); };
        return {floor(x_of(std::min({a.x, b.x, c.x}))), floor(y_of(std::min({a.y, b.y, c.y}))),
                floor(x_of(std::max({a.x, b.x, c.x}))) + 1, floor(y_of(std::max({a.y, b.y, c.y}))) + 1};
    }

    [[nodiscard]] Corner corner(ImDrawVert const& vertex) const
    {
        // Of a 64th of a pixel, see draw_triangle.
        auto const snapped = [](float at) { return std::floor(at * 64 + 0.5f) / 64; };
        auto const color = color_of(vertex);
        auto const channel = [&](int shift) { return static_cast<float>((color >> shift) & 0xFF); };
        return {snapped(x_of(vertex.pos.x)), snapped(y_of(vertex.pos.y)), vertex.uv.x, vertex.uv.y,
                channel(0), channel(8), channel(16), channel(24) / 255};
    }

    ImDrawData const& data_;
    unsigned fonts_;
    std::span<Inscriptions::Page const> pages_;
    Texture atlas_;
};

} // namespace

std::span<Patch const> Rasterizer::draw(ImDrawData const& data, unsigned fonts, std::span<Inscriptions::Page const> pages)
{
    Frame const frame{data, fonts, pages};
    auto const bounds = frame.bounds();
    if (bounds.right != picture_.width || bounds.bottom != picture_.height) {
        picture_.width = bounds.right;
        picture_.height = bounds.bottom;
        picture_.pixels.resize(static_cast<std::size_t>(bounds.right) * static_cast<std::size_t>(bounds.bottom));
        forget();
    }
    auto const columns = (bounds.right + cell_width - 1) / cell_width;
    auto const rows = (bounds.bottom + cell_height - 1) / cell_height;
    cells_.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows), 1);
    frame.digest(cells_, columns);
    find_patches(columns, rows);
    for (auto& patch : patches_) {
        patch = common(patch, bounds);
        frame.draw(picture_, patch);
    }
    std::swap(cells_, former_cells_);
    return patches_;
}

void Rasterizer::forget()
{
    former_cells_.clear();
}

/// Rows of cells that follow each other and differ become one patch, as wide as the widest needs.
void Rasterizer::find_patches(int columns, int rows)
{
    patches_.clear();
    former_cells_.resize(cells_.size()); // With zeros, which are as good as unlike.
    for (auto row = 0; row < rows; ++row) {
        auto first = columns;
        auto last = -1;
        for (auto column = 0; column < columns; ++column) {
            auto const cell = static_cast<std::size_t>(row * columns + column);
            if (cells_[cell] == former_cells_[cell])
                continue;
            first = std::min(first, column);
            last = column;
        }
        if (last < 0)
            continue;
        Patch const differs{first * cell_width, row * cell_height, (last + 1) * cell_width, (row + 1) * cell_height};
        if (!patches_.empty() && patches_.back().bottom == differs.top) {
            auto& above = patches_.back();
            above = {std::min(above.left, differs.left), above.top, std::max(above.right, differs.right), differs.bottom};
        } else {
            patches_.push_back(differs);
        }
    }
}

Picture rasterize(ImDrawData const& frame, std::span<Inscriptions::Page const> pages)
{
    Rasterizer rasterizer;
    rasterizer.draw(frame, 0, pages);
    return rasterizer.picture();
}

} // namespace castellan::ui
