#include "ui/kit/actions.hpp"

#include "model/put_in_order.hpp"
#include "ui/kit/actions_plan.hpp"
#include "ui/kit/button_look.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/offer_look.hpp"

#include <algorithm>
#include <utility>

namespace castellan::ui {

Actions::Actions(std::unique_ptr<Plan> plan) : plan_(std::move(plan)) {}
Actions::Actions(Actions&& other) noexcept = default;

Actions::~Actions()
{
    if (plan_)
        plan_->draw();
}

bool Actions::button(std::string_view label, ButtonOptions const& options)
{
    if (plan_->mute)
        return false;
    auto& core = plan_->core;
    auto& arena = core.texts[core.frame_number & 1];
    Plan::Item item;
    item.id = ImHashData(label.data(), label.size(), plan_->id);
    item.label = arena.keep(label);
    item.look = options;
    item.look.disabled = arena.keep(options.disabled);
    item.look.hint = arena.keep(options.hint);
    item.menu_only = plan_->rest_in_menu;
    auto const pressed = core.pressed_action == item.id;
    plan_->items.push_back(std::move(item));
    return pressed;
}

bool Actions::form(std::string_view label, Change const& change, ButtonOptions const& options)
{
    if (plan_->mute)
        return false;
    auto& core = plan_->core;
    auto const decision = core.note_offer(change, Offer::Kind::form, ImHashData(label.data(), label.size(), plan_->id));
    auto const look = look_of(core, decision, change, {.hint = options.hint});
    if (look.absent)
        return false;
    auto adapted = options;
    if (!look.disabled.empty())
        adapted.disabled = look.disabled;
    return button(label, adapted);
}

void Actions::offer(std::string_view label, Change const& change, OfferOptions const& options)
{
    if (plan_->mute)
        return;
    auto& core = plan_->core;
    auto& arena = core.texts[core.frame_number & 1];
    Plan::Item item;
    item.kind = Plan::Item::Kind::offer;
    item.id = ImHashData(label.data(), label.size(), plan_->id);
    auto const decision = core.note_offer(change, Offer::Kind::act, item.id);
    auto const look = look_of(core, decision, change, options);
    if (look.absent)
        return;
    item.label = arena.keep(label);
    item.look = {.weight = options.weight,
                 .icon = options.icon,
                 .icon_only = options.icon_only,
                 .busy = look.busy,
                 .disabled = arena.keep(look.disabled),
                 .hint = arena.keep(look.hint)};
    item.offered = std::make_unique<std::pair<std::vector<Change>, OfferOptions>>(std::vector{change}, options);
    item.offered->second.hint = item.look.hint;
    item.offered->second.incomplete = {};
    item.menu_only = plan_->rest_in_menu;
    plan_->items.push_back(std::move(item));
}

void Actions::offer_each(std::string_view label, Bulk const& bulk, OfferOptions const& options)
{
    if (plan_->mute || bulk.possible().empty())
        return;
    auto& core = plan_->core;
    auto& arena = core.texts[core.frame_number & 1];
    Plan::Item item;
    item.id = ImHashData(label.data(), label.size(), plan_->id);
    item.label = arena.keep(label);
    item.look = {.weight = options.weight, .icon = options.icon, .hint = arena.keep(options.hint)};
    bulk.note(core.offers, item.id);
    if (core.pressed_action == item.id) {
        auto asked = options;
        if (!asked.confirm)
            asked.confirm = Confirmation{.title = std::string(label) + "?"};
        if (auto const left_out = bulk.left_out_sentence(); !left_out.empty())
            asked.confirm->body += (asked.confirm->body.empty() ? "" : "\n\n") + left_out;
        auto const possible = bulk.possible();
        core.activate_offer({possible.begin(), possible.end()}, asked, label, item.id);
    }
    item.menu_only = plan_->rest_in_menu;
    plan_->items.push_back(std::move(item));
}

bool Actions::toggle(std::string_view label, bool on, int salt)
{
    if (plan_->mute)
        return false;
    auto& core = plan_->core;
    Plan::Item item;
    item.kind = Plan::Item::Kind::check;
    item.id = ImHashData(label.data(), label.size(), plan_->id + static_cast<WidgetId>(salt));
    item.label = core.texts[core.frame_number & 1].keep(label);
    item.checked = on;
    item.menu_only = true;
    auto const pressed = core.pressed_action == item.id;
    plan_->items.push_back(std::move(item));
    return pressed;
}

void Actions::section(std::string_view label)
{
    Plan::Item item;
    item.kind = Plan::Item::Kind::section;
    item.label = plan_->core.texts[plan_->core.frame_number & 1].keep(label);
    item.menu_only = true;
    plan_->items.push_back(std::move(item));
}

void Actions::link(std::string_view label, std::string_view href, Icon icon)
{
    if (plan_->mute)
        return;
    auto& arena = plan_->core.texts[plan_->core.frame_number & 1];
    Plan::Item item;
    item.kind = Plan::Item::Kind::link;
    item.id = ImHashData(label.data(), label.size(), plan_->id);
    item.label = arena.keep(label);
    item.href = arena.keep(href);
    item.look.icon = icon;
    item.menu_only = plan_->rest_in_menu;
    plan_->items.push_back(std::move(item));
}

void Actions::rest_in_menu()
{
    plan_->rest_in_menu = true;
}

void Actions::Plan::act(Item& item)
{
    switch (item.kind) {
    case Item::Kind::button:
    case Item::Kind::check:
        core.pressing_action = item.id;
        break;
    case Item::Kind::section:
        break;
    case Item::Kind::offer:
        core.activate_offer(item.offered->first, item.offered->second, item.label, item.id);
        if (in_dialog && !core.dialogs.empty() && core.dialogs.back().closes_on_offer)
            core.dialogs.back().close_requested = true;
        break;
    case Item::Kind::link:
        core.ui.go(item.href);
        break;
    }
    core.want_frame_in(0);
}

Touch Actions::Plan::draw_item(Item& item, Rect const& rect)
{
    SemanticNode node{.role = item.kind == Item::Kind::link ? AriaRole::link : AriaRole::button, .href = item.href};
    auto const touch = draw_button(core, rect, item.id, item.label, item.look, node);
    if (touch.pressed)
        act(item);
    return touch;
}

void Actions::Plan::draw_menu(WidgetId menu, Rect const& anchor, std::size_t count)
{
    // What destroys stands last, behind a line.
    put_in_order(std::span(items).first(count), {}, [](Item const& item) { return item.look.weight == Weight::danger; });
    auto const item_height = core.viewport.coarse_pointer ? core.control_height() : core.px(32);
    auto width = core.px(160);
    auto height = core.px(8);
    auto divided = false;
    for (std::size_t index = 0; index < count; ++index) {
        auto const& item = items[index];
        width = std::max(width, core.text_width(item.label, Face::body) + core.px(64));
        if (item.kind == Item::Kind::section) {
            height += core.px(index > 0 ? 33.0f : 24.0f);
            continue;
        }
        height += item_height;
        if (index > 0 && item.look.weight == Weight::danger && !divided) {
            divided = true;
            height += core.px(9);
        }
    }
    auto const head = menu_title.empty() ? 0.0f : core.px(menu_subtitle.empty() ? 36.0f : 54.0f);
    if (head > 0)
        width = std::max({width, core.text_width(menu_title, Face::strong) + core.px(32),
                          core.text_width(menu_subtitle, Face::small) + core.px(32)});
    if (!core.begin_popup(menu, anchor, width, height + head, Align::right))
        return;
    if (head > 0) {
        auto const rect = core.place_close(0, head);
        auto const x = rect.x + core.px(8);
        auto const line = core.px(20);
        core.text({x, rect.y + core.px(5), rect.width - core.px(16), line}, menu_title, Face::strong, core.theme->text);
        core.text({x, rect.y + core.px(5) + line, rect.width - core.px(16), line}, menu_subtitle, Face::small,
                  core.theme->text_muted);
        core.line(rect.x - core.px(4), rect.bottom() - core.px(5), rect.right() + core.px(4),
                  rect.bottom() - core.px(5), core.theme->line);
    }
    core.open({.id = ImHashStr("list", 0, menu), .role = AriaRole::menu, .name = menu_label});
    core.begin_group(menu, Axis::vertical);
    divided = false;
    for (std::size_t index = 0; index < count; ++index) {
        auto& item = items[index];
        if (item.kind == Item::Kind::section) {
            if (index > 0) {
                auto const gap = core.place_close(0, core.px(9));
                core.line(gap.x - core.px(4), gap.y + core.px(4), gap.right() + core.px(4), gap.y + core.px(4),
                          core.theme->line);
            }
            auto const rect = core.place_close(0, core.px(24));
            core.text(part(rect, core.px(8), rect.width - core.px(8)), item.label, Face::small_strong,
                      core.theme->text_muted);
            continue;
        }
        auto const danger = item.look.weight == Weight::danger;
        if (index > 0 && danger && !divided) {
            divided = true;
            auto const gap = core.place_close(0, core.px(9));
            core.line(gap.x - core.px(4), gap.y + core.px(4), gap.right() + core.px(4), gap.y + core.px(4),
                      core.theme->line);
        }
        auto const rect = core.place_close(0, item_height);
        auto const enabled = item.look.disabled.empty() && !item.look.busy;
        auto const touch = core.widget({.id = item.id,
                                        .role = item.kind == Item::Kind::check ? AriaRole::menuitemcheckbox
                                                                               : AriaRole::menuitem,
                                        .name = item.label,
                                        .description = item.look.disabled.empty() ? item.look.hint : item.look.disabled,
                                        .href = item.href,
                                        .rect = rect,
                                        .busy = item.look.busy,
                                        .checked = item.kind != Item::Kind::check ? Checked::not_checkable
                                                   : item.checked                 ? Checked::yes
                                                                                  : Checked::no},
                                       {.enabled = enabled});
        if (enabled && (touch.hovered || touch.focused))
            core.fill(rect, core.theme->hover, size::radius);
        if (touch.ring)
            core.ring(inset(rect, 3), size::radius - 2);
        auto const color = !enabled ? core.theme->text_disabled
                           : danger ? core.theme->tone(Tone::danger).on_surface
                                    : core.theme->text;
        auto const icon_y = rect.y + (rect.height - core.px(size::icon)) / 2;
        if (item.look.busy)
            core.draw_spinner(rect.x + core.px(8), icon_y, core.px(size::icon), color);
        else
            core.draw_icon(item.checked ? icon::check : item.look.icon, rect.x + core.px(8), icon_y,
                           danger || !enabled ? color : core.theme->text_muted);
        core.text({rect.x + core.px(32), rect.y, rect.width - core.px(40), rect.height}, item.label, Face::body, color);
        if (touch.hovered)
            core.report.cursor = enabled ? Cursor::hand : Cursor::not_allowed;
        core.tooltip(touch, item.look.disabled.empty() ? item.look.hint : item.look.disabled);
        if (touch.pressed) {
            act(item);
            if (item.kind != Item::Kind::check)
                core.close_popup();
        }
    }
    core.end_group();
    core.close();
    core.end_popup();
}

void Actions::Plan::draw_menu_button(Rect const& rect, std::size_t count)
{
    auto const menu = ImHashStr("menu", 0, id);
    auto const is_open = core.popup_open(menu);
    auto look = menu_look;
    look.pressed_look = is_open;
    if (cell)
        core.open({.id = ImHashStr("cell", 0, id), .role = *cell, .rect = rect});
    auto const touch =
        draw_button(core, rect, ImHashStr("opener", 0, id), menu_label, look,
                    {.role = AriaRole::button, .has_popup = true, .expanded = is_open ? Expanded::yes : Expanded::no},
                    {.takes_arrows = row != 0});
    if (cell)
        core.close();
    if (touch.pressed && std::exchange(core.popup_at_press, 0u) != menu)
        core.open_popup(menu);
    if (row && core.focused == row && core.took(Key::right))
        core.set_focus(touch.id, true);
    else if (row && touch.focused && core.took(Key::left))
        core.set_focus(row, true);
    draw_menu(menu, rect, count);
}

void Actions::Plan::tell_palette()
{
    if (in_dialog || !in_palette)
        return;
    for (auto& item : items) {
        if (item.kind == Item::Kind::check || item.kind == Item::Kind::section)
            continue;
        if (core.commanded == item.id && core.commanded != 0) {
            core.commanded = 0;
            act(item);
        }
        core.commands.push_back({.id = item.id,
                                 .label = item.label,
                                 .about = about,
                                 .href = item.href,
                                 .icon = item.look.icon,
                                 .disabled = item.look.busy ? std::string_view{tr("It is under way.")} : item.look.disabled});
    }
}

void Actions::Plan::draw()
{
    if (items.empty())
        return;
    tell_palette();
    if (after)
        after();
    for (auto& item : items)
        item.look.small = small;
    if (place == Place::menu_only) {
        draw_menu(ImHashStr("menu", 0, id), area, items.size());
        return;
    }
    if (place == Place::menu) {
        draw_menu_button(area, items.size());
        return;
    }

    auto const gap = core.px(8);
    auto const height = small ? core.small_control_height() : core.control_height();
    auto const menu_width = height;
    auto const width_of = [&](Item const& item) { return button_width(core, item.label, item.look); };

    // From the most important one, at the end, as many as there is room for; the rest into the menu.
    auto const has_menu_items = std::ranges::any_of(items, &Item::menu_only);
    float total = 0;
    for (auto const& item : items)
        total += item.menu_only ? 0 : width_of(item) + gap;
    if (all_widths)
        all_widths(std::max(0.0f, total - gap) + (has_menu_items ? menu_width + gap : 0));
    auto room = area.width - (has_menu_items ? menu_width + gap : 0);
    if (total - gap > room && !in_dialog) {
        if (!has_menu_items)
            room -= menu_width + gap;
        float used = 0;
        auto first = true;
        for (auto at = items.rbegin(); at != items.rend(); ++at) {
            if (at->menu_only)
                continue;
            used += width_of(*at) + gap;
            at->menu_only = used - gap > room && !first;
            first = false;
        }
    }
    put_in_order(items, std::greater{}, &Item::menu_only);
    auto const middle = std::ranges::find(items, false, &Item::menu_only);
    auto const in_menu = static_cast<std::size_t>(middle - items.begin());

    float width = in_menu ? menu_width + gap : 0;
    for (auto at = middle; at != items.end(); ++at)
        width += width_of(*at) + gap;
    width -= gap;
    if (measured)
        measured(width);
    auto x = place == Place::centered ? area.x + (area.width - width) / 2 : area.right() - width;
    x = std::max(x, area.x);
    auto const y = std::round(area.y + (area.height - height) / 2);
    core.open({.id = ImHashStr("toolbar", 0, id), .role = AriaRole::group, .name = tr("Actions"), .rect = area});
    for (auto at = middle; at != items.end(); ++at) {
        Rect const rect{std::round(x), y, std::min(width_of(*at), area.right() - x), height};
        draw_item(*at, rect);
        x += rect.width + gap;
    }
    if (in_menu) {
        menu_look = {.weight = Weight::secondary, .icon = icon::ellipsis, .icon_only = true, .small = small};
        draw_menu_button({std::round(x), y, menu_width, height}, in_menu);
    }
    core.close();
}

Actions menu_button(Ui& ui, std::string_view label, ButtonOptions const& options)
{
    auto& core = ui.core();
    auto plan = std::make_unique<Actions::Plan>(core, core.id(label), Actions::Plan::Place::menu);
    plan->area = core.place(button_width(core, label, options),
                            options.small ? core.small_control_height() : core.control_height());
    plan->menu_label = core.texts[core.frame_number & 1].keep(label);
    plan->menu_look = options;
    plan->menu_look.hint = {};
    plan->menu_look.disabled = {};
    return Actions{std::move(plan)};
}

} // namespace castellan::ui
