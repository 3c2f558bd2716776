// Shapes and text. Positions are rounded to CSS pixels, so that hairlines stay hairlines.
#include "ui/kit/core.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

namespace castellan::ui {

namespace {

constexpr std::string_view ellipsis = "…";

/// Of Inter, in ems: from the top of a line to its baseline.
constexpr float inter_ascent = 2728.0f / 2816.0f;

constexpr bool is_strong(Face face)
{
    return face == Face::strong || face == Face::small_strong || face == Face::section || face == Face::title;
}

/// Hebrew, Arabic and their neighbours.
constexpr bool is_from_right(char32_t code_point)
{
    return (code_point >= 0x0590 && code_point <= 0x08FF) || (code_point >= 0xFB1D && code_point <= 0xFDFF) ||
           (code_point >= 0xFE70 && code_point <= 0xFEFF);
}

std::uint32_t hash_of(std::string_view text)
{
    std::uint32_t hash = 2166136261u;
    for (auto const character : text)
        hash = (hash ^ static_cast<unsigned char>(character)) * 16777619u;
    return hash;
}

} // namespace

void Core::fill(Rect const& rect, Color color, float radius) const
{
    list().AddRectFilled(corner(rect), far_corner(rect), packed(color), px(radius));
}

void Core::frame(Rect const& rect, Color color, float radius, float thickness) const
{
    list().AddRect(corner(rect), far_corner(rect), packed(color), px(radius), 0, thickness);
}

void Core::line(float x0, float y0, float x1, float y1, Color color) const
{
    // As a filled rectangle: a line of one pixel is smeared over two by anti-aliasing.
    if (y0 == y1)
        list().AddRectFilled({x0, y0}, {x1, y0 + 1}, packed(color));
    else
        list().AddRectFilled({x0, y0}, {x0 + 1, y1}, packed(color));
}

void Core::shadow(Rect const& rect, float radius, float depth) const
{
    // Rings of decreasing strength under the surface, shifted down: soft enough, and a dozen quads.
    auto const steps = static_cast<int>(std::clamp(depth, 3.0f, 14.0f));
    auto const strength = 1.5f / static_cast<float>(steps);
    for (int step = steps; step > 0; --step) {
        auto const reach = static_cast<float>(step) / static_cast<float>(steps);
        auto const spread = depth * reach;
        Rect const around{rect.x - spread, rect.y - spread + depth * 0.35f, rect.width + 2 * spread,
                          rect.height + 2 * spread};
        list().AddRectFilled(corner(around), far_corner(around),
                             packed(theme->shadow.faded(strength * (1 - reach) * (1 - reach) + strength * 0.04f)),
                             px(radius) + spread);
    }
}

void Core::lift(Rect const& rect, float radius, Elevation elevation) const
{
    constexpr std::array<float, 3> depths = {3, 14, 24};
    shadow(rect, radius, depths[static_cast<std::size_t>(elevation)]);
    fill(rect, elevation == Elevation::resting ? theme->surface : theme->raised, radius);
    frame(rect, theme->line, radius);
}

void Core::ring(Rect const& rect, float radius) const
{
    auto& target = list();
    auto const around = inset(rect, -3);
    target.AddRect(corner(around), far_corner(around), packed(theme->focus), px(radius) + 3, 0, 2);
}

void Core::dot(float x, float y, float radius, Color color) const
{
    list().AddCircleFilled({x, y}, radius, packed(color));
}

void Core::draw_icon(Icon icon, float x, float y, Color color, float wanted) const
{
    if (!icon)
        return;
    auto const face = wanted > 22 ? Face::large_icon : Face::icon;
    auto* const font = shelf.font(face);
    if (!font)
        return;
    char utf8[5] = {};
    ImTextCharToUtf8(utf8, static_cast<unsigned int>(icon.code_point));
    list().AddText(font, px(wanted), {std::round(x), std::round(y)}, packed(color), utf8);
}

void Core::draw_spinner(float x, float y, float diameter, Color color)
{
    auto const radius = diameter / 2;
    auto const turn = viewport.reduced_motion ? 0.0f : static_cast<float>(std::fmod(now * 5.0, 2 * std::numbers::pi));
    auto& target = list();
    target.PathArcTo({x + radius, y + radius}, radius - 1, turn, turn + 4.4f, 24);
    target.PathStroke(packed(color), 0, std::max(1.5f, diameter / 9));
    if (!viewport.reduced_motion)
        want_frame_in(1.0 / 30);
}

void Core::draw_avatar(Rect const& rect, std::string_view name)
{
    auto const fill_color = theme->avatars[hash_of(name) % theme->avatars.size()];
    dot(rect.x + rect.width / 2, rect.y + rect.height / 2, rect.width / 2, fill_color);
    auto const letters = initials(name);
    text_centered(rect, letters, rect.width > px(36) ? Face::section : Face::small_strong, theme->on_avatar);
}

bool Core::is_foreign(std::string_view text) const
{
    if (!inscriptions.are_there())
        return false;
    auto* const font = shelf.font(Face::body);
    while (!text.empty()) {
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            text.remove_prefix(1);
            continue;
        }
        auto const code_point = first_code_point(text);
        if (code_point > 0xFFFF || font->FindGlyphNoFallback(static_cast<ImWchar>(code_point)) == nullptr)
            return true;
        text.remove_prefix(code_point < 0x800 ? 2 : 3);
    }
    return false;
}

float Core::text_width(std::string_view text, Face face) const
{
    if (text.empty()) // ImGui reads a text without an end up to its zero.
        return 0;
    auto const ratio = viewport.pixel_ratio;
    if (is_foreign(text))
        return inscriptions.width(text, shelf.size(face) * ratio, is_strong(face)) / ratio;
    return shelf.font(face)->CalcTextSizeA(shelf.line(face), FLT_MAX, 0, begin_of(text), end_of(text)).x;
}

void Core::set_line(ImDrawList& to, float x, float y, std::string_view text, Face face, Color color) const
{
    if (text.empty())
        return;
    if (!is_foreign(text)) {
        to.AddText(shelf.font(face), shelf.line(face), {std::floor(x), y}, packed(color), begin_of(text), end_of(text));
        return;
    }
    auto const ratio = viewport.pixel_ratio;
    auto const painted = inscriptions.find(text, shelf.size(face) * ratio, is_strong(face), color);
    if (!painted)
        return;
    // Pixel on pixel.
    auto const left = (std::round(x * ratio) + painted->left) / ratio;
    auto const top = (std::round((y + shelf.size(face) * inter_ascent) * ratio) + painted->top) / ratio;
    auto const texture = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(painted->page) + 1);
    to.AddImage(texture, {left, top}, {left + painted->width / ratio, top + painted->height / ratio},
                {painted->u0, painted->v0}, {painted->u1, painted->v1}, IM_COL32(255, 255, 255, color.alpha));
}

bool Core::draw_picture(Rect const& rect, std::string_view address)
{
    auto const ratio = std::min({viewport.pixel_ratio, Inscriptions::page_width / rect.width, Inscriptions::page_height / rect.height});
    auto const painted = inscriptions.picture(address, static_cast<int>(rect.width * ratio), static_cast<int>(rect.height * ratio));
    if (!painted)
        return false;
    auto const texture = reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(painted->page) + 1);
    list().AddImage(texture, corner(rect), far_corner(rect), {painted->u0, painted->v0}, {painted->u1, painted->v1});
    return true;
}

std::string Core::shortened(std::string_view text, Face face, float width) const
{
    std::vector<std::size_t> ends = {0};
    while (ends.back() < text.size())
        ends.push_back(ends.back() + first_cluster(text.substr(ends.back())).size());
    auto const cut = [&](std::size_t letters) {
        auto kept = text.substr(0, ends[letters]);
        while (kept.ends_with(' '))
            kept.remove_suffix(1);
        auto const from_right = letters > 0 && is_from_right(first_code_point(text.substr(ends[letters - 1])));
        // The mark makes the dots part of what is read from the right.
        return std::string(kept) + std::string(ellipsis) + (from_right ? "\u200F" : "");
    };
    std::size_t fits = 0;
    for (auto step = std::bit_floor(ends.size()); step > 0; step /= 2)
        if (fits + step < ends.size() && text_width(cut(fits + step), face) <= width)
            fits += step;
    return cut(fits);
}

std::size_t Core::first_line(std::string_view text, Face face, float width) const
{
    auto const paragraph = text.substr(0, text.find('\n'));
    if (!is_foreign(paragraph)) {
        auto* const font = shelf.font(face);
        auto const* const end = font->CalcWordWrapPositionA(shelf.line(face) / font->FontSize, begin_of(text),
                                                            end_of(text), width);
        return std::max<std::size_t>(1, static_cast<std::size_t>(end - begin_of(text)));
    }
    std::size_t fits = 0;
    for (std::size_t at = 0; at < paragraph.size();) {
        auto const letter = first_cluster(paragraph.substr(at));
        at += letter.size();
        auto const may_end = at == paragraph.size() || paragraph[at] == ' ' || first_code_point(letter) >= 0x2E80;
        if (!may_end)
            continue;
        if (fits > 0 && text_width(paragraph.substr(0, at), face) > width)
            break;
        fits = at;
    }
    return std::max<std::size_t>(1, fits);
}

void Core::skip_break(std::string_view& text)
{
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) {
        auto const ended = text.front() == '\n';
        text.remove_prefix(1);
        if (ended)
            return;
    }
}

float Core::line_height(Face face) const
{
    return shelf.line(face);
}

bool Core::text(Rect const& rect, std::string_view text, Face face, Color color, Align align) const
{
    if (text.empty() || rect.width <= 0)
        return false;
    if (auto const break_at = text.find('\n'); break_at != std::string_view::npos)
        text = text.substr(0, break_at);
    auto const height = shelf.line(face);
    auto const y = std::round(rect.y + (rect.height - height) / 2);
    auto const width = text_width(text, face);
    if (width <= rect.width + 0.5f) {
        set_line(list(), align == Align::right ? rect.right() - width : rect.x, y, text, face, color);
        return false;
    }
    if (is_foreign(text)) {
        set_line(list(), rect.x, y, shortened(text, face, rect.width), face, color);
        return true;
    }
    auto* const font = shelf.font(face);
    auto const dots = text_width(ellipsis, face);
    char const* rest = nullptr;
    auto shown =
        font->CalcTextSizeA(height, std::max(1.0f, rect.width - dots), 0, begin_of(text), end_of(text), &rest).x;
    while (rest > begin_of(text) && rest[-1] == ' ') {
        --rest;
        shown -= font->GetCharAdvance(' ') * (height / font->FontSize);
    }
    list().AddText(font, height, {std::floor(rect.x), y}, packed(color), begin_of(text), rest);
    list().AddText(font, height, {std::floor(rect.x + shown), y}, packed(color), begin_of(ellipsis), end_of(ellipsis));
    return true;
}

void Core::text_centered(Rect const& rect, std::string_view text, Face face, Color color) const
{
    auto const width = std::min(text_width(text, face), rect.width);
    this->text({std::round(rect.x + (rect.width - width) / 2), rect.y, width + 1, rect.height}, text, face, color);
}

float Core::wrapped_height(std::string_view text, Face face, float width) const
{
    auto const step = std::round(shelf.line(face) * 1.22f);
    float total = 0;
    for (; !text.empty(); skip_break(text)) {
        text.remove_prefix(first_line(text, face, width));
        total += step;
    }
    return total;
}

float Core::wrapped(float x, float y, float width, std::string_view text, Face face, Color color) const
{
    auto const height = shelf.line(face);
    auto const step = std::round(height * 1.22f);
    auto top = y;
    for (; !text.empty(); skip_break(text)) {
        auto const size = first_line(text, face, width);
        set_line(list(), x, std::round(top + (step - height) / 2), text.substr(0, size), face, color);
        text.remove_prefix(size);
        top += step;
    }
    return top - y;
}

float Core::badge_width(std::string_view word) const
{
    return std::round(text_width(word, Face::small_strong) + px(25));
}

void Core::draw_badge(float x, float middle, Tone tone, std::string_view word) const
{
    auto const height = px(22);
    Rect const rect{std::round(x), std::round(middle - height / 2), badge_width(word), height};
    auto const& colors = theme->tone(tone);
    fill(rect, colors.fill, size::radius * 2);
    dot(rect.x + px(10), std::round(rect.y + height / 2), px(3), colors.on_fill);
    text({rect.x + px(17), rect.y, rect.width - px(17), rect.height}, word, Face::small_strong, colors.on_fill);
}

} // namespace castellan::ui
