#include "ui/kit/app_frame.hpp"

#include "ui/kit/actions_plan.hpp"
#include "ui/kit/button_look.hpp"
#include "ui/kit/field.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/palette_parts.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace castellan::ui {

namespace {

// The sign of the house: a tower with battlements in a rounded square.
void draw_sign(Core& core, float x, float y, float side)
{
    auto const& theme = *core.theme;
    core.fill({x, y, side, side}, theme.accent, 7);
    auto const unit = side / 14;
    auto const left = x + 3.5f * unit;
    auto const top = y + 3 * unit;
    for (int merlon = 0; merlon < 3; ++merlon)
        core.fill({left + static_cast<float>(merlon) * 2.5f * unit, top, 2 * unit, 2.5f * unit}, theme.on_accent);
    core.fill({left, top + 2.2f * unit, 7 * unit, 1.8f * unit}, theme.on_accent);
    core.fill({left + unit, top + 4 * unit, 5 * unit, 4.2f * unit}, theme.on_accent);
    core.fill({left + 2.6f * unit, top + 5.6f * unit, 1.8f * unit, 2.6f * unit}, theme.accent, 1);
}

void draw_place(Core& core, Place const& place, bool folded)
{
    auto const& theme = *core.theme;
    auto const height = core.viewport.coarse_pointer ? size::touch : core.px(30);
    auto const rect = core.place_close(0, height);
    auto const count = place.count < 0 ? std::string{} : grouped(place.count);
    auto const name = count.empty() ? std::string{place.label} : std::string{place.label} + " " + count;
    auto const touch = core.widget({.id = core.id(place.href),
                                    .role = AriaRole::link,
                                    .name = name,
                                    .href = place.href,
                                    .rect = rect,
                                    .current = place.current},
                                   {.preferred = place.current});
    if (place.current)
        core.fill(rect, theme.selected, size::radius);
    else if (touch.hovered)
        core.fill(rect, theme.dark ? theme.hover : theme.line.faded(0.75f), size::radius);
    if (place.current)
        core.fill({rect.x - core.px(8), rect.y + core.px(7), core.px(3), rect.height - core.px(14)}, theme.accent, 2);
    if (touch.ring)
        core.ring(inset(rect, 2), size::radius - 1);
    auto const side = core.px(size::icon);
    auto const color = place.current ? theme.link : touch.hovered ? theme.text : theme.text_muted;
    auto const icon_x = folded ? rect.x + (rect.width - side) / 2 : rect.x + core.px(9);
    core.draw_icon(place.icon, icon_x, rect.y + (rect.height - side) / 2, color);
    if (folded) {
        core.tooltip(touch, place.label);
    } else {
        auto const count_width = count.empty() ? 0.0f : core.text_width(count, Face::small) + core.px(10);
        auto const x = rect.x + core.px(35);
        core.text({x, rect.y, rect.right() - x - core.px(4) - count_width, rect.height}, place.label,
                  place.current ? Face::strong : Face::body, place.current ? theme.link : theme.text);
        core.text({rect.x, rect.y, rect.width - core.px(9), rect.height}, count, Face::small, theme.text_muted,
                  Align::right);
    }
    if (touch.hovered)
        core.report.cursor = Cursor::hand;
    if (touch.pressed) {
        core.ui.go(place.href);
        core.app_state->drawer_open = false;
    }
    core.place_close(0, core.px(2));
}

void draw_places(Ui& ui, AppView const& view, Rect const& area, bool folded)
{
    auto& core = ui.core();
    core.push_id(core.id("navigation"));
    core.begin_scroller(core.id("places"), area);
    auto& region = core.region();
    auto const side = core.px(12);
    region.x += side;
    region.width = area.width - 2 * side;
    region.y += core.px(8);
    core.begin_group(core.id("places"), Axis::vertical);
    auto first = true;
    for (auto const& section : view.sections) {
        if (section.places.empty())
            continue;
        if (!first)
            core.place_close(0, core.px(folded ? 8.0f : 12.0f));
        if (!section.label.empty() && !folded) {
            auto const rect = core.place_close(0, core.px(24));
            core.text(part(rect, core.px(9), rect.width - core.px(9)), section.label, Face::small_strong,
                      core.theme->text_muted);
        } else if (!first && folded) {
            core.line(area.x + side, region.y - core.px(4), area.right() - side, region.y - core.px(4),
                      core.theme->line);
        }
        core.open({.id = core.id(section.label), .role = AriaRole::group, .name = section.label});
        for (auto const& place : section.places)
            draw_place(core, place, folded);
        core.close();
        first = false;
    }
    core.end_group();
    core.end_scroller();
    core.pop_id();
}

void open_navigation(Core& core, Rect const& rect)
{
    core.open({.id = core.id("navigation"), .role = AriaRole::navigation, .name = tr("Main"), .rect = rect});
}

void draw_product(Core& core, AppView const& view, Rect const& rect, bool folded)
{
    auto const side = core.px(28);
    auto const x = folded ? rect.x + (rect.width - side) / 2 : rect.x + core.px(16);
    draw_sign(core, x, rect.y + (rect.height - side) / 2, side);
    if (folded)
        return;
    auto const words = x + side + core.px(10);
    auto const room = rect.right() - words - core.px(8);
    auto const middle = rect.y + rect.height / 2;
    if (view.organization.empty()) {
        core.text({words, rect.y, room, rect.height}, view.product, Face::section, core.theme->text);
        return;
    }
    core.add({.role = AriaRole::text, .name = view.organization, .rect = rect});
    core.text({words, middle - core.px(18), room, core.px(19)}, view.product, Face::strong, core.theme->text);
    core.text({words, middle, room, core.px(17)}, view.organization, Face::small, core.theme->text_muted);
}

void account_switch(Ui& ui, AppView const& view, AppState& state, float width_em)
{
    if (view.accounts.empty())
        return;
    auto& core = ui.core();
    if (view.accounts.size() == 1) {
        auto const& only = view.accounts.front();
        auto const rect = core.place(std::min(core.text_width(only.label, Face::strong) + core.px(26), core.px(240)),
                                     core.control_height());
        core.add({.role = AriaRole::text, .name = only.label, .rect = rect});
        auto const side = core.px(size::icon);
        core.draw_icon(icon::building_2, rect.x, rect.y + (rect.height - side) / 2, core.theme->text_muted);
        core.text(part(rect, core.px(24), rect.width - core.px(24)), only.label, Face::strong, core.theme->text);
        return;
    }
    std::string account(view.account);
    if (select(ui, tr("Account"), view.accounts, account, {.label_hidden = true, .width = width_em}))
        state.chosen_account = account;
}

void search(Ui& ui, AppState& state, float width_em)
{
    auto& core = ui.core();
    core.forms.push_back({.id = core.id("search")});
    search_field(ui, tr("Search"), state.search, {.placeholder = tr("Search people, groups, safes"), .width = width_em});
    if (core.forms.back().submitted)
        state.wants_search = true;
    core.forms.pop_back();
}

void person_menu(Ui& ui, AppView const& view, AppState& state, Rect const& rect)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const id = core.id("person");
    auto plan = std::make_unique<Actions::Plan>(core, id, Actions::Plan::Place::menu_only);
    auto& menu = *plan;
    menu.menu_label = view.person;
    menu.about = view.person;
    menu.area = rect;
    auto const list = ImHashStr("menu", 0, id);
    auto const is_open = core.popup_open(list);
    auto const touch = core.widget({.id = id,
                                    .role = AriaRole::button,
                                    .name = view.person,
                                    .description = view.person_detail,
                                    .rect = rect,
                                    .has_popup = true,
                                    .expanded = is_open ? Expanded::yes : Expanded::no});
    if (touch.hovered || is_open)
        core.fill(rect, theme.hover, size::radius);
    if (touch.ring)
        core.ring(rect, size::radius);
    if (touch.hovered)
        core.report.cursor = Cursor::hand;
    auto const side = core.px(28);
    auto const avatar_x = rect.x + core.px(4);
    core.draw_avatar({avatar_x, rect.y + (rect.height - side) / 2, side, side}, view.person);
    if (rect.width > core.px(66)) {
        auto const x = avatar_x + side + core.px(8);
        core.text({x, rect.y, rect.right() - x - core.px(22), rect.height}, view.person, Face::strong, theme.text);
        core.draw_icon(icon::chevron_down, rect.right() - core.px(20), rect.y + (rect.height - core.px(14)) / 2,
                       theme.text_muted, 14);
    }
    if (touch.pressed && std::exchange(core.popup_at_press, 0u) != list)
        core.open_popup(list);

    menu.menu_title = view.person;
    menu.menu_subtitle = view.person_detail;
    Actions actions{std::move(plan)};
    if (!view.person_href.empty())
        actions.link(tr("Your account"), view.person_href, icon::user);
    if (actions.button(tr("Keyboard"), {.icon = icon::keyboard}))
        state.palette.keys_open = true;
    for (auto const& [tag, name] : languages()) {
        if (tag != language() && actions.button(name, {.icon = icon::languages}))
            state.wanted_language = tag;
    }
    if (actions.button(tr("Sign out"), {.icon = icon::log_out}))
        state.wants_sign_out = true;
}

void theme_switch(Ui& ui, AppState& state, Rect const& rect)
{
    auto& core = ui.core();
    auto const dark = core.viewport.dark;
    if (draw_button(core, rect, core.id("theme"), dark ? tr("Use the light theme") : tr("Use the dark theme"),
                    {.weight = Weight::ghost, .icon = dark ? icon::sun : icon::moon, .icon_only = true})
            .pressed)
        state.wants_other_theme = true;
}

void top_bar(Ui& ui, AppView const& view, AppState& state, Rect const& bar, bool narrow)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    core.open({.id = core.id("banner"), .role = AriaRole::banner, .rect = bar});
    core.fill(bar, theme.surface);
    core.line(bar.x, bar.bottom() - 1, bar.right(), bar.bottom() - 1, theme.line);
    auto const height = core.control_height();
    auto const y = std::round(bar.y + (bar.height - height) / 2);
    auto x = bar.x + core.px(narrow ? 8.0f : 20.0f);
    if (narrow) {
        if (draw_button(core, {x, y, height, height}, core.id("menu"), tr("Open the menu"),
                        {.weight = Weight::ghost, .icon = icon::menu, .icon_only = true},
                        {.role = AriaRole::button, .has_popup = true})
                .pressed)
            state.drawer_open = true;
        x += height + core.px(6);
        draw_sign(core, x, bar.y + (bar.height - core.px(26)) / 2, core.px(26));
        core.text({x + core.px(36), bar.y, bar.right() - x - core.px(150), bar.height}, view.product, Face::section,
                  theme.text);
    }
    auto const person_width =
        narrow ? std::max(core.px(36), core.viewport.coarse_pointer ? size::touch : 0.0f) : std::min(core.px(200), core.text_width(view.person, Face::strong) + core.px(66));
    auto const right = bar.right() - core.px(narrow ? 10.0f : 16.0f);
    if (!narrow) {
        auto const room = right - person_width - height - core.px(24) - x;
        core.push_region(
            {.x = x, .y = y, .width = room, .gap = core.px(16), .flow = Region::Flow::across, .line_x = x});
        auto const em = core.px(size::body);
        account_switch(ui, view, state, std::min(17.0f, room * 0.4f / em));
        search(ui, state, std::clamp(room * 0.5f / em, 10.0f, 26.0f));
        core.pop_region();
    }
    Rect const person{right - person_width, y, person_width, height};
    theme_switch(ui, state, {person.x - height - core.px(6), y, height, height});
    if (!view.person.empty())
        person_menu(ui, view, state, person);
    core.close();
}

void drawer(Ui& ui, AppView const& view, AppState& state)
{
    auto& core = ui.core();
    auto const id = core.id("drawer");
    if (!core.popup_open(id)) {
        if (!state.drawer_open)
            return;
        core.open_popup(id);
    }
    Rect const rect{0, 0, std::min(core.px(288), core.viewport.width - core.px(48)), core.viewport.height};
    ImGui::SetNextWindowPos(corner(rect));
    ImGui::SetNextWindowSize({rect.width, rect.height});
    if (!ImGui::BeginPopupEx(id, ImGuiWindowFlags_Modal | ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground))
        return;
    core.list().PushClipRectFullScreen();
    core.fill({0, 0, core.viewport.width, core.viewport.height}, core.theme->scrim);
    core.shadow(rect, 0, 20);
    core.fill(rect, core.theme->sidebar);
    core.list().PopClipRect();
    core.begin_layer(id);
    core.open({.id = id, .role = AriaRole::dialog, .name = tr("Menu"), .rect = rect, .modal = true});
    core.push_id(id);
    Rect const head{rect.x, rect.y, rect.width, core.px(64)};
    draw_product(core, view, head, false);
    auto const side = core.control_height();
    auto closing =
        draw_button(core, {rect.right() - side - core.px(10), head.y + (head.height - side) / 2, side, side},
                    core.id("close"), tr("Close the menu"), {.weight = Weight::ghost, .icon = icon::x, .icon_only = true})
            .pressed;
    core.push_region(
        {.x = rect.x + core.px(12), .y = head.bottom(), .width = rect.width - core.px(24), .gap = core.px(10)});
    search(ui, state, 0);
    account_switch(ui, view, state, 0);
    auto const top = core.region().y + core.px(8);
    core.pop_region();
    Rect const places{rect.x, top, rect.width, rect.bottom() - top};
    open_navigation(core, places);
    draw_places(ui, view, places, false);
    core.close();
    closing = closing || core.took(Key::escape) || !state.drawer_open || state.chosen_account || state.wants_search ||
              (ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
               !rect.contains(ImGui::GetMousePos().x, ImGui::GetMousePos().y));
    core.pop_id();
    core.close();
    core.end_layer();
    if (closing) {
        state.drawer_open = false;
        core.close_popup();
    }
    ImGui::EndPopup();
}

} // namespace

AppFrame::AppFrame(Ui& ui, AppView const& view, AppState& state) : ui_(ui), view_(view), state_(state)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    core.app_state = &state;
    state.chosen_account.reset();
    state.wants_sign_out = false;
    state.wants_other_theme = false;
    state.wants_search = false;

    auto const narrow = ui.is_narrow();
    auto const folded = state.sidebar_folded;
    auto const sidebar = narrow ? 0.0f : core.px(folded ? size::folded_sidebar : size::sidebar);
    auto const bar_height = core.viewport.coarse_pointer ? core.px(56) : core.px(size::top_bar);
    auto const whole = core.viewport;
    core.push_id(core.id("app"));

    top_bar(ui, view, state, {sidebar, 0, whole.width - sidebar, bar_height}, narrow);
    if (narrow) {
        drawer(ui, view, state);
    } else {
        Rect const rect{0, 0, sidebar, whole.height};
        core.fill(rect, theme.sidebar);
        core.line(rect.right() - 1, 0, rect.right() - 1, rect.bottom(), theme.line);
        open_navigation(core, rect);
        draw_product(core, view, {0, 0, sidebar, core.px(60)}, folded);
        auto const foot = core.control_height() + core.px(16);
        draw_places(ui, view, {0, core.px(60), sidebar - 1, whole.height - core.px(60) - foot}, folded);
        auto const side = core.control_height();
        if (draw_button(core,
                        {folded ? (sidebar - side) / 2 : core.px(12), whole.height - foot + core.px(8), side, side},
                        core.id("fold"), folded ? tr("Unfold the sidebar") : tr("Fold the sidebar"),
                        {.weight = Weight::ghost,
                         .icon = folded ? icon::panel_left_open : icon::panel_left_close,
                         .icon_only = true},
                        {.role = AriaRole::button, .expanded = folded ? Expanded::no : Expanded::yes})
                .pressed)
            state.sidebar_folded = !state.sidebar_folded;
        core.close();
    }

    auto top = bar_height;
    if (view.offline) {
        Rect const strip{sidebar, top, whole.width - sidebar, core.px(34)};
        auto const& colors = theme.tone(Tone::warning);
        auto const words = tr("No connection. What you see may be old; changes wait until it is back.");
        core.add({.role = AriaRole::status, .name = words, .rect = strip, .live = Live::polite});
        core.fill(strip, colors.fill);
        auto const x = strip.x + core.px(narrow ? 16.0f : 24.0f);
        core.draw_icon(icon::wifi_off, x, strip.y + (strip.height - core.px(size::icon)) / 2, colors.on_fill);
        core.text({x + core.px(26), strip.y, strip.right() - x - core.px(34), strip.height}, words, Face::body,
                  colors.on_fill);
        top += strip.height;
    }
    core.page_rect = {sidebar, top, whole.width - sidebar, whole.height - top};
}

AppFrame::~AppFrame()
{
    auto& core = ui_.core();
    core.has_palette = !view_.sections.empty();
    draw_palette(ui_, view_, state_.palette);
    draw_keys(ui_, state_.palette);
    core.palette_is_open = state_.palette.open;
    core.pop_id();
    core.app_state = nullptr;
}

} // namespace castellan::ui
