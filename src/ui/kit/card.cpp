// Surfaces.
#include "ui/kit/actions_plan.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/layout.hpp"

#include <algorithm>

namespace castellan::ui {

Card::Card(Ui& ui, std::string_view title, CardOptions const& options) : ui_(ui)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto& around = core.region();
    if (!around.first)
        around.y += around.gap;
    around.first = false;

    Core::CardScope card;
    card.x = around.x;
    card.width = around.width;
    card.top = around.y;
    card.tone = options.tone;
    card.flush = options.flush;
    card.padding = core.px(ui.is_narrow() ? 16.0f : 20.0f);
    // The surface is drawn when its height is known, under the content: two layers of the draw list.
    card.splitter = std::make_unique<ImDrawListSplitter>();
    card.splitter->Split(&core.list(), 2);
    card.splitter->SetCurrentChannel(&core.list(), 1);

    core.open({.id = core.id(title.empty() ? "card" : title),
               .role = title.empty() ? AriaRole::group : AriaRole::region,
               .name = title});
    core.push_id(core.id(title));

    auto y = card.top;
    card.id = core.id(std::string_view{"card-actions"});
    // The words get what the buttons left in the frame before.
    auto const actions_width = core.floats.contains(card.id) ? core.floats[card.id] : 0.0f;
    core.floats[card.id] = 0;
    if (!title.empty()) {
        auto const lead = options.icon ? core.px(size::icon + 10) : 0.0f;
        auto const room = card.width - 2 * card.padding - actions_width - lead;
        auto const below = options.subtitle.empty() ? 0.0f : core.wrapped_height(options.subtitle, Face::small, room);
        // A finger's buttons are nearly as high as the title of a card, and need some air.
        auto const height = options.subtitle.empty() ? std::max(core.px(52), core.small_control_height() + core.px(16))
                                                     : core.px(44) + std::max(core.px(20), below);
        card.title = {card.x + card.padding, y, card.width - 2 * card.padding, height};
        auto const heading_height = options.subtitle.empty() ? height : core.px(24);
        auto const heading_y = options.subtitle.empty() ? y : y + core.px(12);
        if (options.icon)
            core.draw_icon(options.icon, card.title.x, heading_y + (heading_height - core.px(size::icon)) / 2,
                           options.tone == Tone::danger ? theme.tone(Tone::danger).on_surface : theme.text_muted);
        Rect const words{card.title.x + lead, heading_y, room, heading_height};
        core.add(
            {.role = AriaRole::heading, .name = title, .description = options.subtitle, .rect = words, .level = 2});
        core.text(words, title, Face::section,
                  options.tone == Tone::danger ? theme.tone(Tone::danger).on_surface : theme.text);
        if (!options.subtitle.empty())
            core.wrapped(words.x, heading_y + heading_height, room, options.subtitle, Face::small, theme.text_muted);
        y += height;
        if (options.flush) {
            core.line(card.x + 1, y - 1, card.x + card.width - 1, y - 1, theme.line);
        }
    } else if (!options.flush) {
        y += card.padding;
    }
    // What reaches the edges leaves the border free.
    auto const side = options.flush ? 1.0f : card.padding;
    if (title.empty() && options.flush)
        y += 1;
    card.bare_top = title.empty() && options.flush;
    core.cards.push_back(std::move(card));
    core.push_region({.x = around.x + side, .y = y, .width = around.width - 2 * side, .gap = core.px(16)});
}

Actions Card::actions()
{
    auto& core = ui_.core();
    auto const& title = core.cards.back().title;
    auto plan = std::make_unique<Actions::Plan>(core, core.id("card-actions"), Actions::Plan::Place::right_aligned);
    plan->small = true;
    plan->area = {title.x + title.width * 0.4f, title.y, title.width * 0.6f, title.height};
    plan->measured = [&core, id = core.cards.back().id](float width) { core.floats[id] = width + core.px(16); };
    return Actions{std::move(plan)};
}

Card::~Card()
{
    auto& core = ui_.core();
    auto card = std::move(core.cards.back());
    core.cards.pop_back();
    auto const content = core.region();
    core.pop_region();
    core.pop_id();
    core.close();

    auto const bottom = content.y + (card.flush ? 1.0f : card.padding);
    Rect const rect{card.x, card.top, card.width, bottom - card.top};
    auto& list = core.list();
    card.splitter->SetCurrentChannel(&list, 0);
    core.shadow(rect, size::card_radius, 3);
    core.fill(rect, core.theme->surface, size::card_radius);
    card.splitter->Merge(&list);
    core.frame(rect,
               card.tone == Tone::danger ? core.theme->tone(Tone::danger).on_surface.faded(0.45f) : core.theme->line,
               size::card_radius);
    core.region().y = bottom;
    core.extend(bottom);
}

} // namespace castellan::ui
