#include "ui/kit/kiosk.hpp"

#include "ui/kit/button_look.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace castellan::ui {

namespace {

constexpr float bar_height = 60;
constexpr float key_height = 52;
constexpr float tile_gap = 12;

constexpr Color rgb(std::uint32_t value) { return Color::hex(value); }

} // namespace

float kiosk_scale(float width, float height)
{
    auto const shorter = std::min(width, height);
    return shorter < 600 ? 1.15f : shorter < 1000 ? 1.5f : 1.9f;
}

Theme high_contrast(Theme const& theme)
{
    auto strong = theme;
    auto const dark = theme.dark;
    strong.name = dark ? "contrast-dark" : "contrast-light";
    strong.canvas = strong.sidebar = dark ? rgb(0x000000) : rgb(0xEEF1F5);
    strong.surface = strong.raised = strong.field = dark ? rgb(0x12161C) : rgb(0xFFFFFF);
    strong.sunken = dark ? rgb(0x0A0D11) : rgb(0xF4F6F9);
    strong.hover = strong.selected = dark ? rgb(0x232B36) : rgb(0xE6ECF8);
    strong.line = dark ? rgb(0x566273) : rgb(0xA3ACBA);
    strong.line_strong = dark ? rgb(0x98A5B8) : rgb(0x4A5362);
    strong.focus = dark ? rgb(0x9DB8FF) : rgb(0x1D3FAE);
    strong.text = dark ? rgb(0xFFFFFF) : rgb(0x000000);
    strong.text_muted = dark ? rgb(0xC9D2DF) : rgb(0x363E4B);
    strong.text_disabled = dark ? rgb(0xA9B4C4) : rgb(0x4D5665);
    strong.link = dark ? rgb(0xB3CAFF) : rgb(0x1B3A9E);
    strong.accent = dark ? rgb(0xA9C2FF) : rgb(0x1D3FAE);
    strong.accent_hover = dark ? rgb(0xC4D6FF) : rgb(0x163289);
    strong.on_accent = dark ? rgb(0x060B18) : rgb(0xFFFFFF);
    strong.danger = dark ? rgb(0xFFB3B3) : rgb(0x9B141B);
    strong.danger_hover = dark ? rgb(0xFFC9C9) : rgb(0x7C0F15);
    strong.on_danger = dark ? rgb(0x1C0405) : rgb(0xFFFFFF);
    if (dark)
        strong.tones = {{{rgb(0xC9D2DF), rgb(0x2A323D), rgb(0xE6EBF2)},
                         {rgb(0xB3CAFF), rgb(0x16264F), rgb(0xD0DEFF)},
                         {rgb(0x7BE0AE), rgb(0x0C3322), rgb(0xA5F0CB)},
                         {rgb(0xF3C877), rgb(0x38290A), rgb(0xFFDFA3)},
                         {rgb(0xFFB3B3), rgb(0x401417), rgb(0xFFCFCF)}}};
    else
        strong.tones = {{{rgb(0x363E4B), rgb(0xE4E8EE), rgb(0x2B323D)},
                         {rgb(0x1B3A9E), rgb(0xE0E8FC), rgb(0x173184)},
                         {rgb(0x07502F), rgb(0xD8F2E4), rgb(0x064427)},
                         {rgb(0x653A00), rgb(0xFCEFD4), rgb(0x573200)},
                         {rgb(0x8F1219), rgb(0xFDE3E3), rgb(0x7F1016)}}};
    strong.avatars = dark ? std::array<Color, 6>{rgb(0xBFD0FF), rgb(0xDCC7FF), rgb(0xFFC2DC), rgb(0xFFD0AE), rgb(0xABEBD0), rgb(0xB5DDF5)}
                          : std::array<Color, 6>{rgb(0x1F3C94), rgb(0x55318F), rgb(0x82214F), rgb(0x77330A), rgb(0x0C513A), rgb(0x174A68)};
    strong.on_avatar = dark ? rgb(0x060B18) : rgb(0xFFFFFF);
    return strong;
}

KioskFrame::KioskFrame(Ui& ui, KioskView const& view, KioskState& state) : ui_(ui)
{
    auto& core = ui.core();
    core.least_target = kiosk_target;
    // Colours that a person's system forces stay his.
    auto const wanted = core.viewport.dark ? "contrast-dark" : "contrast-light";
    if (!core.forced_theme || (core.forced_theme->name != "forced" && core.forced_theme->name != wanted)) {
        core.forced_theme = high_contrast(core.viewport.dark ? dark_theme : light_theme);
        core.want_frame_in(0); // What is behind everything was painted in the former one.
    }
    core.theme = &*core.forced_theme;
    auto const& theme = *core.theme;

    state = {};
    core.push_id(core.id("kiosk"));
    Rect const bar{0, 0, core.viewport.width, std::max(core.px(bar_height), kiosk_target + 8)};
    core.open({.id = core.id("banner"), .role = AriaRole::banner, .rect = bar});
    core.fill(bar, theme.surface);
    core.line(bar.x, bar.bottom() - 1, bar.right(), bar.bottom() - 1, theme.line_strong);
    auto const height = core.control_height();
    auto const y = std::round((bar.height - height) / 2);
    auto const margin = core.px(ui.is_narrow() ? 8.0f : 14.0f);
    auto left = margin;
    if (view.has_back) {
        ButtonOptions const options{.icon = icon::chevron_left, .icon_only = ui.is_narrow()};
        auto const width = button_width(core, tr("Back"), options);
        state.wants_back = draw_button(core, {left, y, width, height}, core.id("back"), tr("Back"), options).pressed;
        left += width + margin;
    }
    ButtonOptions const leave{.weight = Weight::primary, .icon = icon::log_out, .icon_only = ui.is_narrow() && core.viewport.width < 600};
    auto const leave_width = button_width(core, tr("Sign out"), leave);
    auto const right = bar.right() - margin - leave_width;
    state.wants_sign_out = draw_button(core, {right, y, leave_width, height}, core.id("sign-out"), tr("Sign out"), leave).pressed;

    auto const room = right - margin - left;
    auto const middle = bar.height / 2;
    core.add({.role = AriaRole::heading, .name = view.title, .rect = {left, 0, room, bar.height}, .level = 1});
    core.add({.role = AriaRole::text, .name = view.person, .rect = {left, 0, room, bar.height}});
    core.text({left, middle - core.px(24), room, core.px(26)}, view.title, Face::section, theme.text);
    core.text({left, middle + core.px(2), room, core.px(20)}, view.person, Face::body, theme.text_muted);
    core.close();
    core.page_rect = {0, bar.bottom(), core.viewport.width, core.viewport.height - bar.bottom()};
}

KioskFrame::~KioskFrame() { ui_.core().pop_id(); }

Tiles::Tiles(Ui& ui, std::string_view name, TileSize size) : ui_(ui)
{
    auto const least_width = size == TileSize::large ? 300.0f : 250.0f;
    auto& core = ui.core();
    auto& region = core.region();
    if (!region.first)
        region.y += region.gap;
    region.first = false;
    auto const gap = core.px(tile_gap);
    columns_ = std::max(1, static_cast<int>((region.width + gap) / (core.px(least_width) + gap)));
    width_ = std::floor((region.width - gap * static_cast<float>(columns_ - 1)) / static_cast<float>(columns_));
    height_ = core.px(size == TileSize::large ? 116.0f : 84.0f);
    left_ = region.x;
    core.open({.id = core.id(name), .role = AriaRole::group, .name = name});
    core.push_id(core.id(name));
}

Tiles::~Tiles()
{
    auto& core = ui_.core();
    if (column_ > 0)
        core.region().y += height_;
    core.extend(core.region().y);
    core.pop_id();
    core.close();
}

bool Tiles::tile(Tile const& tile, std::string_view key)
{
    auto& core = ui_.core();
    auto const& theme = *core.theme;
    auto& region = core.region();
    Rect const rect{left_ + static_cast<float>(column_) * (width_ + core.px(tile_gap)), region.y, width_, height_};
    core.extend(rect.bottom());
    if (++column_ == columns_) {
        column_ = 0;
        region.y += height_ + core.px(tile_gap);
    }

    auto const enabled = tile.disabled.empty() && !tile.busy;
    auto const touch = core.widget({.id = core.id(key.empty() ? tile.label : key),
                                    .role = AriaRole::button,
                                    .name = tile.label,
                                    .value = tile.value,
                                    .description = !tile.disabled.empty() ? tile.disabled : tile.detail.empty() ? tile.state : tile.detail,
                                    .rect = rect,
                                    .busy = tile.busy},
                                   {.enabled = enabled});
    auto const solid = tile.primary && enabled;
    auto const lit = (touch.hovered || touch.held) && enabled;
    core.fill(rect, solid ? (lit ? theme.accent_hover : theme.accent) : enabled ? (lit ? theme.hover : theme.surface) : theme.sunken, size::card_radius);
    if (!solid)
        core.frame(rect, enabled ? theme.line_strong : theme.line, size::card_radius, enabled ? 2 : 1);
    if (touch.ring)
        core.ring(rect, size::card_radius);

    auto const words = solid ? theme.on_accent : enabled ? theme.text : theme.text_disabled;
    auto const quiet = solid ? theme.on_accent : theme.text_muted;
    auto x = rect.x + core.px(14);
    auto right = rect.right() - core.px(14);
    if (tile.icon || tile.busy) {
        auto const side = core.px(size::large_icon);
        auto const top = rect.y + (rect.height - side) / 2;
        if (tile.busy)
            core.draw_spinner(x, top, side, words);
        else
            core.draw_icon(tile.icon, x, top, words, size::large_icon);
        x += side + core.px(12);
    }
    if (!tile.value.empty()) {
        auto const width = core.text_width(tile.value, Face::title);
        core.text({right - width - 1, rect.y, width + 2, rect.height}, tile.value, Face::title, words);
        right -= width + core.px(10);
    }
    // Name, then what is to be said of it: a reason is to be read to its end.
    auto const room = right - x;
    auto const below = tile.disabled.empty() ? tile.detail : tile.disabled;
    auto const line = core.line_height(Face::section);
    auto const quiet_line = core.line_height(Face::body);
    auto const lines_for = [&](std::string_view text, Face face, int most) {
        return std::min(most, static_cast<int>(std::ceil(core.text_width(text, face) / room)));
    };
    auto const name_lines = lines_for(tile.label, Face::section, 2);
    auto const detail_lines = lines_for(below, Face::body, name_lines == 1 ? 3 : 2);
    auto const badge = tile.state.empty() || !tile.disabled.empty() ? 0.0f : core.px(22);
    auto const height = static_cast<float>(name_lines) * line + static_cast<float>(detail_lines) * quiet_line + badge;
    auto y = std::round(rect.y + (rect.height - height) / 2);
    auto const lines_of = [&](std::string_view text, Face face, int lines, float step, Color color) {
        for (auto rest = text; lines > 0 && !rest.empty(); --lines) {
            auto const count = lines == 1 ? rest.size() : core.first_line(rest, face, room);
            core.text({x, y, room, step}, rest.substr(0, count), face, color);
            rest.remove_prefix(count);
            Core::skip_break(rest);
            y += step;
        }
    };
    lines_of(tile.label, Face::section, name_lines, line, words);
    lines_of(below, Face::body, detail_lines, quiet_line, quiet);
    if (badge > 0)
        core.draw_badge(x, y + badge / 2, tile.state_tone, tile.state);
    if (touch.hovered)
        core.report.cursor = enabled ? Cursor::hand : Cursor::not_allowed;
    return touch.pressed;
}

bool number_pad(Ui& ui, std::string_view label, std::string& digits, std::int64_t most)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const scope = ui.scope(label);
    auto const before = digits;
    core.open({.id = core.id("pad"), .role = AriaRole::group, .name = label});

    auto const shown = core.place(0, core.px(58));
    auto const gap = core.px(8);
    auto const around = std::exchange(core.region().gap, gap);
    core.add({.id = core.id("shown"), .role = AriaRole::status, .name = digits.empty() ? label : std::string_view{digits}, .rect = shown, .live = Live::polite});
    core.fill(shown, theme.field, size::card_radius);
    core.frame(shown, theme.line_strong, size::card_radius, 2);
    auto const text = inset(shown, core.px(14), 0);
    core.text(text, label, Face::body, theme.text_muted);
    core.text(text, digits.empty() ? std::string_view{"–"} : std::string_view{digits}, Face::title, theme.text, Align::right);

    // words: none of them is one
    constexpr std::array<std::string_view, 10> names = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    // words end
    auto const width = std::floor((core.region().width - 2 * gap) / 3);
    auto const height = std::max(core.px(key_height), kiosk_target);
    auto const key_at = [&](float top, int column) {
        return Rect{core.region().x + static_cast<float>(column) * (width + gap), top, width, height};
    };
    auto const key = [&](Rect const& rect, std::string_view name, Icon icon, bool enabled) {
        auto const touch = core.widget({.id = core.id(name), .role = AriaRole::button, .name = name, .rect = rect}, {.enabled = enabled});
        core.fill(rect, touch.held ? theme.hover : enabled ? theme.surface : theme.sunken, size::card_radius);
        core.frame(rect, enabled ? theme.line_strong : theme.line, size::card_radius, enabled ? 2 : 1);
        if (touch.ring)
            core.ring(rect, size::card_radius);
        auto const ink = enabled ? theme.text : theme.text_disabled;
        if (icon) {
            auto const side = core.px(size::large_icon);
            core.draw_icon(icon, rect.x + (rect.width - side) / 2, rect.y + (rect.height - side) / 2, ink, size::large_icon);
        } else {
            core.text_centered(rect, name, Face::title, ink);
        }
        return touch.pressed;
    };
    auto const press = [&](std::size_t digit) {
        auto next = digits == "0" ? std::string{} : digits;
        next += names[digit];
        auto value = std::int64_t{0};
        for (auto const one : next)
            value = value * 10 + (one - '0');
        if (value <= most)
            digits = std::move(next);
    };
    for (std::size_t row = 0; row < 3; ++row) {
        auto const top = core.place(0, height).y;
        for (std::size_t column = 0; column < 3; ++column) {
            if (auto const digit = row * 3 + column + 1; key(key_at(top, static_cast<int>(column)), names[digit], {}, true))
                press(digit);
        }
    }
    auto const top = core.place(0, height).y;
    if (key(key_at(top, 0), tr("Clear"), icon::x, !digits.empty()))
        digits.clear();
    if (key(key_at(top, 1), names[0], {}, true))
        press(0);
    if (key(key_at(top, 2), tr("Delete the last digit"), icon::chevron_left, !digits.empty()) && !digits.empty())
        digits.pop_back();
    core.region().gap = around;
    core.close();
    if (digits != before)
        core.want_frame_in(0);
    return digits != before;
}

} // namespace castellan::ui
