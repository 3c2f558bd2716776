// Facts, figures, tabs.
#include "ui/kit/core.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/layout.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace castellan::ui {

namespace {

struct FactPlace {
    Rect label;
    Rect value;
};

FactPlace place_fact(Core& core, std::string_view label, float value_height)
{
    auto const stacked = core.region().width < core.px(300);
    auto const line = core.px(22);
    auto const label_width = std::min(core.px(160), core.region().width * 0.38f);
    auto const height = std::max(value_height, line) + (stacked ? line : 0.0f);
    auto const rect = core.place(0, height);
    FactPlace place;
    if (stacked) {
        place.label = {rect.x, rect.y, rect.width, line};
        place.value = {rect.x, rect.y + line, rect.width, rect.height - line};
    } else {
        place.label = {rect.x, rect.y, label_width - core.px(8), line};
        place.value = {rect.x + label_width, rect.y, rect.width - label_width, rect.height};
    }
    core.add({.role = AriaRole::term, .name = label, .rect = place.label});
    core.text(place.label, label, Face::body, core.theme->text_muted);
    return place;
}

float value_width(Core& core)
{
    auto const width = core.region().width;
    return width < core.px(300) ? width : width - std::min(core.px(160), width * 0.38f);
}

} // namespace

Facts::Facts(Ui& ui) : ui_(ui)
{
    auto& core = ui.core();
    auto& around = core.region();
    if (!around.first)
        around.y += around.gap;
    core.open({.id = core.id("facts"), .role = AriaRole::group, .name = tr("Details")});
    core.push_region({.x = around.x, .y = around.y, .width = around.width, .gap = core.px(10)});
}

Facts::~Facts()
{
    auto& core = ui_.core();
    auto const bottom = core.region().y;
    core.pop_region();
    core.close();
    core.region().y = bottom;
    core.region().first = false;
}

void Facts::text(std::string_view label, std::string_view value)
{
    auto& core = ui_.core();
    auto const shown = value.empty() ? std::string_view{"–"} : value;
    auto const place = place_fact(core, label, core.wrapped_height(shown, Face::body, value_width(core)));
    core.add({.role = AriaRole::definition, .name = shown, .rect = place.value});
    core.wrapped(place.value.x, place.value.y + core.px(1), place.value.width, shown, Face::body,
                 value.empty() ? core.theme->text_muted : core.theme->text);
}

void Facts::link(std::string_view label, std::string_view value, std::string_view href)
{
    auto& core = ui_.core();
    auto const place = place_fact(core, label, core.px(22));
    core.open({.role = AriaRole::definition, .rect = place.value});
    core.push_region({.x = place.value.x, .y = place.value.y, .width = place.value.width});
    core.push_id(core.id(label));
    ui::link(ui_, value, href);
    core.pop_id();
    core.pop_region();
    core.close();
}

void Facts::badge(std::string_view label, Tone tone, std::string_view word)
{
    auto& core = ui_.core();
    auto const place = place_fact(core, label, core.px(22));
    core.add({.role = AriaRole::definition, .name = word, .rect = place.value});
    core.draw_badge(place.value.x, place.value.y + core.px(11), tone, word);
}

void Facts::person(std::string_view label, std::string_view name, std::string_view href)
{
    auto& core = ui_.core();
    auto const place = place_fact(core, label, core.px(24));
    auto const side = core.px(22);
    core.open({.role = AriaRole::definition, .name = href.empty() ? name : std::string_view{}, .rect = place.value});
    core.draw_avatar({place.value.x, place.value.y, side, side}, name);
    auto const words = part(place.value, side + core.px(8), place.value.width - side - core.px(8));
    if (href.empty()) {
        core.text(words, name, Face::body, core.theme->text);
    } else {
        core.push_region({.x = words.x, .y = words.y + core.px(2), .width = words.width});
        core.push_id(core.id(label));
        ui::link(ui_, name, href);
        core.pop_id();
        core.pop_region();
    }
    core.close();
}

void Facts::time(std::string_view label, std::int64_t at_ms)
{
    auto& core = ui_.core();
    auto const exact = date_and_time(at_ms, core.utc_offset_minutes);
    auto const relative = relative_time(at_ms, core.clock_ms, core.utc_offset_minutes);
    text(label, at_ms == 0 ? relative : exact + " · " + relative);
}

void figures(Ui& ui, std::span<Figure const> all)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const gap = core.px(16);
    auto const width = core.region().width;
    auto const fits = static_cast<std::size_t>((width + gap) / (core.px(width < core.px(420) ? 150.0f : 210.0f) + gap));
    auto per_line = std::clamp<std::size_t>(fits, 1, std::max<std::size_t>(1, all.size()));
    if (all.size() > per_line) // Even lines: four as two and two rather than three and one.
        per_line = (all.size() + (all.size() + per_line - 1) / per_line - 1) / ((all.size() + per_line - 1) / per_line);
    auto const each = (width - gap * static_cast<float>(per_line - 1)) / static_cast<float>(per_line);
    auto const height = core.px(112);
    core.open({.id = core.id("figures"), .role = AriaRole::list, .name = tr("Figures")});
    Rect line{};
    for (std::size_t index = 0; index < all.size(); ++index) {
        auto const& figure = all[index];
        auto const at = index % per_line;
        if (at == 0) {
            if (index > 0)
                core.place_close(0, gap);
            line = index > 0 ? core.place_close(0, height) : core.place(0, height);
        }
        auto const left = std::round((each + gap) * static_cast<float>(at));
        Rect const rect{line.x + left, line.y, std::round((each + gap) * static_cast<float>(at) + each) - left, height};
        core.shadow(rect, size::card_radius, 3);
        auto hovered = false;
        core.open({.id = core.id(figure.label), .role = AriaRole::listitem, .rect = rect});
        auto ring = false;
        if (!figure.href.empty()) {
            core.push_id(core.id(figure.label));
            auto const name = core.texts[core.frame_number & 1].keep({figure.label, ": ", figure.value});
            auto const touch = core.widget({.id = core.id("link"),
                                            .role = AriaRole::link,
                                            .name = name,
                                            .description = figure.detail,
                                            .href = figure.href,
                                            .rect = rect});
            core.pop_id();
            hovered = touch.hovered;
            ring = touch.ring;
            if (touch.pressed)
                ui.go(figure.href);
            if (hovered)
                core.report.cursor = Cursor::hand;
        } else {
            core.add({.role = AriaRole::text,
                      .name = figure.label,
                      .value = figure.value,
                      .description = figure.detail,
                      .rect = rect});
        }
        core.close();
        core.fill(rect, hovered ? theme.hover : theme.surface, size::card_radius);
        core.frame(rect, theme.line, size::card_radius);
        if (ring)
            core.ring(rect, size::card_radius);
        auto const inner = inset(rect, core.px(16), core.px(14));
        core.text({inner.x, inner.y, inner.width - core.px(24), core.px(20)}, figure.label, Face::body,
                  theme.text_muted);
        core.draw_icon(figure.icon, inner.right() - core.px(size::icon), inner.y + core.px(2),
                       figure.tone == Tone::neutral ? theme.text_muted : theme.tone(figure.tone).on_surface);
        auto const value_face = core.text_width(figure.value, Face::title) > inner.width ? Face::section : Face::title;
        core.text({inner.x, inner.y + core.px(26), inner.width, core.px(32)}, figure.value, value_face, theme.text);
        core.text({inner.x, inner.bottom() - core.px(20), inner.width, core.px(20)}, figure.detail, Face::small,
                  figure.tone == Tone::neutral ? theme.text_muted : theme.tone(figure.tone).on_surface);
    }
    core.close();
}

bool tabs(Ui& ui, std::string_view name, std::span<Tab const> all, std::string& current)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const height = core.viewport.coarse_pointer ? core.control_height() : core.px(38);
    auto const gap = core.px(24);
    auto const label_of = [](Tab const& tab) {
        return tab.count < 0 ? std::string(tab.label) : std::string(tab.label) + "  " + grouped(tab.count);
    };
    // What has no room stands on another line: nothing lies beside the page, where only a finger would find it.
    auto const room = core.region().width;
    auto const place_of = [&, x = 0.0f, line = 0](float width) mutable {
        if (x > 0 && x + width > room) {
            x = 0;
            ++line;
        }
        return Rect{std::exchange(x, x + width + gap), static_cast<float>(line) * height, width, height};
    };
    auto const width_of = [&](Tab const& tab) { return core.text_width(label_of(tab), Face::strong) + 1; };
    auto last = Rect{0, 0, 0, height};
    for (auto place = place_of; auto const& tab : all)
        last = place(width_of(tab));
    auto const rect = core.place(0, last.bottom());
    core.open({.id = core.id(name), .role = AriaRole::tablist, .name = name, .rect = rect});
    core.push_id(core.id(name));
    core.begin_group(core.id("tabs"), Axis::horizontal);
    for (auto y = rect.y + height; y < rect.bottom() + 1; y += height)
        core.line(rect.x, y - 1, rect.right(), y - 1, theme.line);

    auto changed = false;
    for (auto next = place_of; auto const& tab : all) {
        auto place = next(width_of(tab));
        place.x += rect.x;
        place.y += rect.y;
        auto const selected = current == tab.key;
        auto const touch = core.widget(
            {.id = core.id(tab.key),
             .role = AriaRole::tab,
             .name = tab.label,
             .rect = core.target(place),
             .selected = selected},
            {.preferred = selected, .selects = true});
        if (touch.ring)
            core.ring(inset(place, -2, 6), 4);
        core.text({place.x, place.y, place.width, place.height - 2}, label_of(tab), Face::strong,
                  selected || touch.hovered ? theme.text : theme.text_muted);
        if (selected)
            core.fill({place.x, place.bottom() - 2, place.width, 2}, theme.accent, 1);
        if (touch.hovered)
            core.report.cursor = Cursor::hand;
        if (touch.pressed && !selected) {
            current = tab.key;
            changed = true;
            core.want_frame_in(0);
        }
    }
    core.end_group();
    core.pop_id();
    core.close();
    return changed;
}

} // namespace castellan::ui
