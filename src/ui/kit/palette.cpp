#include "ui/kit/palette.hpp"

#include "model/put_in_order.hpp"
#include "ui/kit/actions_plan.hpp"
#include "ui/kit/app_frame.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/palette_parts.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <cmath>

namespace castellan::ui {

namespace {

constexpr float width_em = 42;
constexpr std::int64_t lines_in_sight = 9;

/// One line of the list: a title, or something to choose.
struct Entry {
    enum class Kind : std::uint8_t { title, place, action, found } kind = Kind::title;
    std::string_view label;
    std::string_view detail = {};
    std::string_view href = {};
    Icon icon = {};
    WidgetId action = 0;
    std::string_view disabled = {};
    int fits = 0;
};

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
}

void append_section(std::vector<Entry>& entries, std::string_view title, std::vector<Entry> section)
{
    if (section.empty())
        return;
    put_in_order(section, std::greater{}, &Entry::fits);
    entries.push_back({.label = title});
    entries.insert(entries.end(), section.begin(), section.end());
}

std::vector<Entry> entries_of(Core const& core, AppView const& view, std::string_view query,
                              std::vector<Hit> const& found)
{
    std::vector<Entry> places;
    for (auto const& section : view.sections) {
        for (auto const& place : section.places) {
            if (auto const fits = fit(place.label, query); fits >= 0)
                places.push_back({.kind = Entry::Kind::place,
                                  .label = place.label,
                                  .href = place.href,
                                  .icon = place.icon,
                                  .fits = fits});
        }
    }
    std::vector<Entry> actions;
    std::vector<Entry> own; // of the person's menu
    for (auto const& command : core.commands) {
        auto const fits = std::max(fit(command.label, query), fit(command.about, query) - 1);
        if (fits >= 0)
            (command.about == view.person ? own : actions)
                .push_back({.kind = command.href.empty() ? Entry::Kind::action : Entry::Kind::place,
                               .label = command.label,
                               .detail = command.about,
                               .href = command.href,
                               .icon = command.icon,
                               .action = command.id,
                               .disabled = command.disabled,
                               .fits = fits});
    }
    std::vector<Entry> things;
    for (auto const& one : found)
        things.push_back({.kind = Entry::Kind::found,
                          .label = one.label,
                          .detail = one.detail,
                          .href = one.href,
                          .icon = one.icon});
    std::vector<Entry> entries;
    append_section(entries, tr("On this page"), std::move(actions));
    append_section(entries, tr("Go to"), std::move(places));
    append_section(entries, tr("Found"), std::move(things));
    append_section(entries, tr("You"), std::move(own));
    return entries;
}

/// The next entry that can be chosen, from `at` on in a direction; `at` itself if there is none.
std::int64_t next_choice(std::vector<Entry> const& entries, std::int64_t at, std::int64_t step)
{
    auto const count = static_cast<std::int64_t>(entries.size());
    for (auto next = at + step; next >= 0 && next < count; next += step) {
        if (entries[static_cast<std::size_t>(next)].kind != Entry::Kind::title)
            return next;
    }
    return at;
}

void choose(Core& core, Entry const& entry, PaletteState& state)
{
    if (!entry.disabled.empty())
        return;
    if (entry.kind == Entry::Kind::action)
        core.commanded = entry.action;
    else
        core.ui.go(entry.href);
    state.open = false;
    core.want_frame_in(0);
}

void draw_entry(Core& core, Entry const& entry, Rect const& rect, bool highlighted, Touch const& touch)
{
    auto const& theme = *core.theme;
    auto const enabled = entry.disabled.empty();
    if (highlighted)
        core.fill(rect, theme.selected, size::radius);
    else if (touch.hovered && enabled)
        core.fill(rect, theme.hover, size::radius);
    auto const side = core.px(size::icon);
    auto x = rect.x + core.px(10);
    core.draw_icon(entry.icon ? entry.icon : icon::arrow_right, x, rect.y + (rect.height - side) / 2,
                   enabled ? theme.text_muted : theme.text_disabled);
    x += side + core.px(12);
    auto const label = std::min(core.text_width(entry.label, Face::body) + 1, rect.right() - x - core.px(10));
    core.text({x, rect.y, label, rect.height}, entry.label, Face::body, enabled ? theme.text : theme.text_disabled);
    auto const detail = enabled ? entry.detail : entry.disabled;
    Rect const beside{x + label + core.px(12), rect.y, rect.right() - core.px(10) - x - label - core.px(12), rect.height};
    if (beside.width > core.px(40))
        core.text(beside, detail, Face::small, theme.text_muted, Align::right);
    if (touch.hovered)
        core.report.cursor = enabled ? Cursor::hand : Cursor::not_allowed;
    core.tooltip(touch, entry.disabled);
}

/// The list under the search; what was chosen by the pointer.
Entry const* draw_entries(Core& core, std::vector<Entry> const& entries, Rect const& area, std::int64_t highlighted,
                          bool follow, float line)
{
    Entry const* taken = nullptr;
    core.open({.id = core.id("list"), .role = AriaRole::listbox, .name = tr("Commands"), .rect = area});
    core.begin_scroller(core.id("scroll"), area);
    auto const top = core.region().y;
    for (std::size_t index = 0; index < entries.size(); ++index) {
        auto const& entry = entries[index];
        Rect const rect{area.x, top + line * static_cast<float>(index), core.region().width, line};
        if (entry.kind == Entry::Kind::title) {
            core.text({rect.x + core.px(10), rect.y + core.px(6), rect.width, rect.height - core.px(6)}, entry.label,
                      Face::small_strong, core.theme->text_muted);
            continue;
        }
        auto const lit = static_cast<std::int64_t>(index) == highlighted;
        auto const touch = core.widget({.id = core.id(std::uint64_t{index} + 1),
                                        .role = AriaRole::option,
                                        .name = entry.label,
                                        .description = entry.disabled.empty() ? entry.detail : entry.disabled,
                                        .rect = rect,
                                        .selected = lit},
                                       {.stop = false, .enabled = entry.disabled.empty()});
        draw_entry(core, entry, rect, lit, touch);
        if (lit && follow)
            ImGui::ScrollToRectEx(ImGui::GetCurrentWindow(), {rect.x, rect.y - line, rect.right(), rect.bottom()},
                                  ImGuiScrollFlags_KeepVisibleEdgeY);
        if (touch.pressed)
            taken = &entry;
    }
    core.extend(top + line * static_cast<float>(entries.size()));
    core.end_scroller();
    core.close();
    return taken;
}

} // namespace

int fit(std::string_view text, std::string_view letters)
{
    if (letters.empty())
        return 0;
    auto score = 0;
    auto at = std::size_t{0};
    auto before = std::string_view::npos;
    for (auto const letter : letters) {
        if (letter == ' ')
            continue;
        auto found = std::string_view::npos;
        for (auto index = at; index < text.size(); ++index) {
            if (lower(text[index]) != lower(letter))
                continue;
            auto const begins = index == 0 || text[index - 1] == ' ' || text[index - 1] == '-';
            if (found == std::string_view::npos)
                found = index;
            // A word's beginning counts for more than the next best place, unless the letters go on in a row.
            if (begins || (before != std::string_view::npos && index == before + 1)) {
                found = index;
                break;
            }
        }
        if (found == std::string_view::npos)
            return -1;
        if (found == 0)
            score += 12;
        else if (before != std::string_view::npos && found == before + 1)
            score += 8;
        else if (text[found - 1] == ' ' || text[found - 1] == '-')
            score += 6;
        before = found;
        at = found + 1;
    }
    return score;
}

void draw_palette(Ui& ui, AppView const& view, PaletteState& state)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const id = core.id("palette");
    if (std::exchange(core.palette_wanted, false)) {
        state.open = !state.open;
        state.query.clear();
        state.index = -1;
    }
    if (!core.popup_open(id)) {
        if (!state.open)
            return;
        core.open_popup(id);
    }
    auto const margin = core.px(ui.is_narrow() ? 12.0f : 16.0f);
    auto const line = core.viewport.coarse_pointer ? size::touch : core.px(36);
    auto const head = core.control_height() + core.px(24);
    auto const foot = core.viewport.coarse_pointer ? 0.0f : core.px(34);
    auto const width = std::floor(std::min(core.px(width_em * size::body), core.viewport.width - 2 * margin));
    auto const most = core.viewport.height - 2 * margin;
    auto const height = std::floor(std::min(head + line * static_cast<float>(lines_in_sight) + core.px(12) + foot, most));
    Rect const rect{std::floor((core.viewport.width - width) / 2),
                    std::floor(std::max(margin, (core.viewport.height - height) * 0.25f)), width, height};
    ImGui::SetNextWindowPos(corner(rect));
    ImGui::SetNextWindowSize({rect.width, rect.height});
    if (!ImGui::BeginPopupEx(id, ImGuiWindowFlags_Modal | ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                     ImGuiWindowFlags_NoScrollWithMouse))
        return;
    core.list().PushClipRectFullScreen();
    core.fill({0, 0, core.viewport.width, core.viewport.height}, theme.scrim);
    core.lift(rect, size::card_radius + 2, Elevation::modal);
    core.list().PopClipRect();
    core.begin_layer(id);
    core.open({.id = id, .role = AriaRole::dialog, .name = tr("Commands"), .rect = rect, .modal = true});
    core.push_id(id);

    std::vector<Hit> found;
    if (!state.query.empty() && view.find)
        view.find(state.query, found);
    auto const entries = entries_of(core, view, state.query, found);
    if (state.index < 0 || state.index >= static_cast<std::int64_t>(entries.size()))
        state.index = next_choice(entries, -1, 1);

    FieldOptions const options{
        .placeholder = tr("What do you want to do?"), .kind = EntryKind::search, .label_hidden = true, .autofocus = true};
    Rect const box{rect.x + core.px(12), rect.y + core.px(12), rect.width - core.px(24), core.control_height()};
    auto const side = core.px(size::icon);
    auto const lead = core.px(10) + side + core.px(8);
    auto node = field_node(AriaRole::searchbox, core.id("query"), tr("Search for a command, a place or a thing"), options, box);
    auto const edit = edit_text(core, box, {box.x + lead, box.y, box.width - lead - core.px(8), box.height}, node,
                                state.query, options, true);
    core.draw_icon(icon::search, box.x + core.px(10), box.y + (box.height - side) / 2, theme.text_muted);
    auto const former = state.index;
    if (edit.changed)
        state.index = -1;
    if (core.took(Key::down))
        state.index = next_choice(entries, state.index, 1);
    if (core.took(Key::up))
        state.index = next_choice(entries, state.index, -1);

    Rect const area{rect.x + core.px(8), rect.y + head, rect.width - core.px(16),
                    rect.bottom() - foot - core.px(8) - rect.y - head};
    auto const* taken = draw_entries(core, entries, area, state.index, former != state.index, line);
    if (entries.empty())
        core.text_centered({area.x, area.y, area.width, core.px(72)}, tr("Nothing matches."), Face::body, theme.text_muted);
    auto const here = state.index >= 0 && state.index < static_cast<std::int64_t>(entries.size());
    auto const* highlighted = here ? &entries[static_cast<std::size_t>(state.index)] : nullptr;
    // The keyboard stays in the search, so what it points at is told.
    core.add({.id = core.id("said"),
              .role = AriaRole::status,
              .name = highlighted ? highlighted->label : std::string_view{tr("Nothing matches.")},
              .rect = {area.x, area.y, 1, 1},
              .live = Live::polite});
    if (foot > 0) {
        core.line(rect.x + 1, rect.bottom() - foot, rect.right() - 1, rect.bottom() - foot, theme.line);
        core.text({rect.x + core.px(20), rect.bottom() - foot, rect.width - core.px(40), foot},
                  tr("↑ ↓ choose · Enter opens · Esc closes"), Face::small, theme.text_muted);
    }
    if (edit.submitted && highlighted)
        taken = highlighted;
    if (taken)
        choose(core, *taken, state);
    auto const beside = ImGui::IsMouseClicked(ImGuiMouseButton_Left) &&
                        !rect.contains(ImGui::GetMousePos().x, ImGui::GetMousePos().y);
    if (core.took(Key::escape) || beside)
        state.open = false;
    core.pop_id();
    core.close();
    core.end_layer();
    if (!state.open)
        core.close_popup();
    ImGui::EndPopup();
}

} // namespace castellan::ui
