// The scrolling page and its header.
#include "ui/kit/actions_plan.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/layout.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace castellan::ui {

Page::Page(Ui& ui, std::string_view key, PageWidth width) : ui_(ui)
{
    auto& core = ui.core();
    core.open({.id = core.id("main"), .role = AriaRole::main, .rect = core.page_rect});
    core.push_id(core.id(key));
    core.begin_scroller(core.id("page"), core.page_rect);
    core.page_window = ImGui::GetCurrentWindow();
    core.page_filled = false;

    auto& region = core.region();
    auto const padding = core.px(ui.is_narrow() ? size::narrow_padding : size::page_padding);
    auto const most = width == PageWidth::reading  ? core.px(760)
                      : width == PageWidth::normal ? core.px(size::page_width)
                                                   : core.px(2400);
    // The scrollbar's width is always kept free, so that nothing moves when it comes.
    auto const room = core.page_rect.width - ImGui::GetStyle().ScrollbarSize - 2 * padding;
    region.width = std::floor(std::min(room, most));
    region.x += padding + std::floor((room - region.width) / 2);
    region.y += core.px(ui.is_narrow() ? 16.0f : 24.0f);
    region.gap = core.px(20);
}

Page::~Page()
{
    auto& core = ui_.core();
    core.place_close(0, core.px(ui_.is_narrow() || core.page_filled ? 24.0f : 40.0f));
    core.end_scroller();
    core.pop_id();
    core.close();
}

namespace {

void breadcrumb(Ui& ui, std::span<Crumb const> crumbs, std::string_view here)
{
    auto& core = ui.core();
    auto const rect = core.place(0, core.px(20));
    core.open({.role = AriaRole::navigation, .name = tr("Breadcrumb"), .rect = rect});
    auto x = rect.x;
    for (auto const& crumb : crumbs) {
        auto const width = std::min(core.text_width(crumb.label, Face::small) + 1, rect.width * 0.4f);
        Rect const place{x, rect.y, width, rect.height};
        auto const touch = core.widget({.id = core.id(crumb.href),
                                        .role = AriaRole::link,
                                        .name = crumb.label,
                                        .href = crumb.href,
                                        .rect = core.target(place)});
        if (touch.ring)
            core.ring(place, 3);
        auto const cut =
            core.text(place, crumb.label, Face::small, touch.hovered ? core.theme->link : core.theme->text_muted);
        if (cut)
            core.tooltip(touch, crumb.label);
        if (touch.hovered)
            core.report.cursor = Cursor::hand;
        if (touch.pressed)
            ui.go(crumb.href);
        x += width + core.px(4);
        core.draw_icon(icon::chevron_right, x, rect.y + (rect.height - core.px(14)) / 2, core.theme->text_muted, 14);
        x += core.px(18);
    }
    Rect const last{x, rect.y, std::max(0.0f, rect.right() - x), rect.height};
    core.add({.role = AriaRole::text, .name = here, .rect = last, .current = true});
    core.text(last, here, Face::small, core.theme->text_muted);
    core.close();
}

} // namespace

Actions page_header(Ui& ui, PageHeader const& header)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    if (!header.breadcrumb.empty()) {
        breadcrumb(ui, header.breadcrumb, header.title);
        core.place_close(0, core.px(8));
    }

    auto const title_line = core.px(32);
    auto const has_subtitle = !header.subtitle.empty();
    auto const narrow = ui.is_narrow();
    auto const avatar_lead = header.avatar.empty() ? 0.0f : core.px(62);
    auto const subtitle_height =
        !has_subtitle ? 0.0f
        : narrow      ? core.wrapped_height(header.subtitle, Face::body, core.region().width - avatar_lead)
                      : core.px(22);
    auto const badge = header.status.empty() ? 0.0f : core.badge_width(header.status) + core.px(12);
    auto const title_natural = core.text_width(header.title, Face::title) + 1;
    // The state stands beside the title; on a phone, under it where both don't fit.
    auto const badge_below = narrow && badge > 0 && avatar_lead + title_natural + badge > core.region().width;
    auto const badge_line = badge_below ? core.px(28) : 0.0f;
    auto const height = title_line + badge_line + subtitle_height;
    auto const rect = core.region().first ? core.place(0, height) : core.place_close(0, height);

    auto lead = 0.0f;
    if (!header.avatar.empty()) {
        auto const side = has_subtitle ? core.px(48) : core.px(36);
        core.draw_avatar({rect.x, rect.y + (rect.height - side) / 2, side, side}, header.avatar);
        lead = side + core.px(14);
    } else if (header.icon && !ui.is_narrow()) {
        auto const side = has_subtitle ? core.px(48) : core.px(36);
        Rect const tile{rect.x, std::round(rect.y + (rect.height - side) / 2), side, side};
        core.fill(tile, theme.tone(Tone::accent).fill, size::card_radius);
        auto const glyph = has_subtitle ? size::large_icon - 4 : size::icon + 4;
        core.draw_icon(header.icon, tile.x + (side - core.px(glyph)) / 2, tile.y + (side - core.px(glyph)) / 2,
                       theme.tone(Tone::accent).on_fill, glyph);
        lead = side + core.px(14);
    }

    auto const beside = badge_below ? 0.0f : badge;
    auto const most = (narrow ? rect.width : rect.width * 0.62f) - lead - beside;
    auto const title_width = std::min(title_natural, most);
    Rect const title{rect.x + lead, rect.y, title_width, title_line};
    core.add(
        {.role = AriaRole::heading, .name = header.title, .description = header.subtitle, .rect = title, .level = 1});
    if (core.text(title, header.title, Face::title, theme.text))
        core.tooltip_over(title, core.id("title"), header.title);
    if (!header.status.empty()) {
        Rect const place = badge_below ? Rect{title.x, title.bottom(), badge - core.px(12), badge_line}
                                       : Rect{title.right() + core.px(12), rect.y, badge, title_line};
        core.add({.role = AriaRole::text, .name = header.status, .rect = place});
        core.draw_badge(place.x, place.y + place.height / 2 + 1, header.status_tone, header.status);
    }
    auto const text_end = title.right() + beside;
    if (has_subtitle && narrow) {
        core.wrapped(title.x, rect.y + title_line + badge_line, rect.width - lead, header.subtitle, Face::body, theme.text_muted);
    } else if (has_subtitle) {
        // Beside the buttons as they were in the frame before.
        auto const taken = std::exchange(core.floats[core.id("header-actions")], 0.0f);
        Rect const below{title.x, rect.y + title_line, std::max(0.0f, rect.width - lead - taken), subtitle_height};
        if (core.text(below, header.subtitle, Face::body, theme.text_muted))
            core.tooltip_over(below, core.id("subtitle"), header.subtitle);
    }

    auto plan = std::make_unique<Actions::Plan>(core, core.id("header-actions"), Actions::Plan::Place::right_aligned);
    if (narrow) {
        // Under the title, from the left edge; the space is taken when there are actions at all.
        plan->area = {rect.x, rect.bottom() + core.px(12), rect.width, core.control_height()};
        plan->after = [&core, bottom = plan->area.bottom()] {
            core.region().y = std::max(core.region().y, bottom);
            core.extend(bottom);
        };
    } else {
        auto const left = text_end + core.px(24);
        plan->area = {left, rect.y, rect.right() - left, std::max(title_line, rect.height)};
        plan->measured = [&core, id = core.id("header-actions")](float width) { core.floats[id] = width + core.px(24); };
    }
    return Actions{std::move(plan)};
}

} // namespace castellan::ui
