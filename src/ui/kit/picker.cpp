// One or some of many, in a list that opens under the field.
#include "ui/kit/field.hpp"
#include "ui/kit/field_frame.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace castellan::ui {

namespace {

constexpr std::size_t search_from = 8;

bool matches(std::string_view text, std::string_view query)
{
    auto const lower = [](char letter) {
        return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
    };
    return std::ranges::search(text, query, [&](char one, char other) { return lower(one) == lower(other); }).begin() !=
               text.end() ||
           query.empty();
}

struct List {
    std::string_view name;
    WidgetId id;
    std::span<Choice const> choices;
    bool multiple = false;
    std::function<bool(Choice const&)> chosen;
};

// The open list. Returns the choice that was taken in this frame.
Choice const* open_list(Core& core, List const& list, Rect const& anchor)
{
    auto const& theme = *core.theme;
    auto const searchable = list.choices.size() >= search_from;
    auto const has_detail =
        std::ranges::any_of(list.choices, [](Choice const& choice) { return !choice.detail.empty(); });
    auto const row = core.viewport.coarse_pointer ? std::max(core.least_target, core.px(has_detail ? 46.0f : 32.0f))
                                                  : core.px(has_detail ? 46.0f : 32.0f);
    auto const head = searchable ? core.control_height() + core.px(8) : 0.0f;

    core.popup_matches.clear();
    for (std::size_t index = 0; index < list.choices.size(); ++index) {
        auto const& choice = list.choices[index];
        if (matches(choice.label, core.popup_query) || matches(choice.detail, core.popup_query))
            core.popup_matches.push_back(static_cast<std::uint32_t>(index));
    }
    auto const count = static_cast<std::int64_t>(core.popup_matches.size());
    auto const lines = std::clamp<std::int64_t>(static_cast<std::int64_t>(list.choices.size()), 1, has_detail ? 6 : 8);
    auto const list_height = row * static_cast<float>(lines);
    auto const width = std::max(anchor.width, core.px(220));
    if (!core.begin_popup(list.id, anchor, width, list_height + head + core.px(8)))
        return nullptr;

    Choice const* taken = nullptr;
    auto const inside = core.region();
    if (searchable) {
        FieldOptions options{.placeholder = tr("Search…"), .kind = EntryKind::search, .autofocus = true};
        Rect const box{inside.x + core.px(2), inside.y + core.px(2), inside.width - core.px(4), core.control_height()};
        auto const side = core.px(size::icon);
        auto const lead = core.px(10) + side + core.px(8);
        auto node = field_node(AriaRole::searchbox, core.id("query"), tr("Search"), options, box);
        auto const edit = edit_text(core, box, {box.x + lead, box.y, box.width - lead - core.px(8), box.height}, node,
                                    core.popup_query, options, true);
        core.draw_icon(icon::search, box.x + core.px(10), box.y + (box.height - side) / 2, theme.text_muted);
        if (edit.changed)
            core.popup_index = core.popup_query.empty() ? -1 : 0;
        if (edit.touch.focused && count > 0) {
            if (core.took(Key::down))
                core.popup_index = std::min(core.popup_index + 1, count - 1);
            if (core.took(Key::up))
                core.popup_index = std::max<std::int64_t>(core.popup_index - 1, 0);
        }
        if (edit.submitted && core.popup_index >= 0 && core.popup_index < count)
            taken = &list.choices[core.popup_matches[static_cast<std::size_t>(core.popup_index)]];
    }

    Rect const body{inside.x, inside.y + head, inside.width, list_height};
    core.open({.id = core.id("list"),
               .role = AriaRole::listbox,
               .name = list.name,
               .rect = body,
               .multiselectable = list.multiple,
               .row_count = static_cast<std::int32_t>(count)});
    core.begin_scroller(core.id("scroll"), body);
    if (!searchable)
        core.begin_group(list.id, Axis::vertical);
    auto const top = core.region().y;
    auto const inner_width = core.region().width;
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(count), row);
    if (core.popup_index >= 0 && core.popup_index < count)
        clipper.IncludeItemByIndex(static_cast<int>(core.popup_index));
    if (!searchable)
        clipper.IncludeItemsByIndex(0, static_cast<int>(count));
    if (!core.activations.empty())
        clipper.IncludeItemsByIndex(0, static_cast<int>(std::min<std::int64_t>(count, 200)));
    while (clipper.Step()) {
        for (auto index = clipper.DisplayStart; index < clipper.DisplayEnd; ++index) {
            auto const& choice = list.choices[core.popup_matches[static_cast<std::size_t>(index)]];
            auto const chosen = list.chosen(choice);
            auto const enabled = choice.unavailable.empty();
            auto const highlighted = index == core.popup_index;
            Rect const rect{inside.x, top + row * static_cast<float>(index), inner_width, row};
            auto const touch = core.widget({.id = core.id(choice.key),
                                            .role = AriaRole::option,
                                            .name = choice.label,
                                            .description = enabled ? choice.detail : choice.unavailable,
                                            .rect = rect,
                                            .selected = chosen,
                                            .row_index = index + 1},
                                           {.stop = !searchable, .preferred = chosen, .enabled = enabled});
            auto const lit = enabled && (touch.hovered || touch.focused || highlighted);
            if (lit)
                core.fill(rect, theme.hover, size::radius);
            if (touch.ring || highlighted)
                core.frame(inset(rect, 1), theme.focus.faded(highlighted || touch.ring ? 1 : 0), size::radius, 1.5f);
            if (highlighted)
                ImGui::ScrollToRectEx(ImGui::GetCurrentWindow(), {corner(rect), far_corner(rect)},
                                      ImGuiScrollFlags_KeepVisibleEdgeY);
            auto x = rect.x + core.px(8);
            auto const side = core.px(size::icon);
            if (list.multiple) {
                Rect const box{x, std::round(rect.y + (row - core.px(18)) / 2), core.px(18), core.px(18)};
                if (chosen) {
                    core.fill(box, theme.accent, 4);
                    core.draw_icon(icon::check, box.x + core.px(2), box.y + core.px(2), theme.on_accent, 14);
                } else {
                    core.frame(box, enabled ? theme.line_strong : theme.line, 4);
                }
                x += core.px(28);
            } else if (chosen) {
                core.draw_icon(icon::check, rect.right() - core.px(8) - side, rect.y + (row - side) / 2, theme.link);
            }
            if (choice.icon) {
                core.draw_icon(choice.icon, x, rect.y + (row - side) / 2, theme.text_muted);
                x += side + core.px(8);
            }
            auto const right = rect.right() - core.px(list.multiple ? 8.0f : 32.0f);
            auto const color = enabled ? theme.text : theme.text_disabled;
            if (choice.detail.empty()) {
                core.text({x, rect.y, right - x, row}, choice.label, Face::body, color);
            } else {
                core.text({x, rect.y + core.px(5), right - x, core.px(19)}, choice.label, Face::body, color);
                core.text({x, rect.y + core.px(23), right - x, core.px(18)}, choice.detail, Face::small,
                          enabled ? theme.text_muted : theme.text_disabled);
            }
            if (touch.hovered)
                core.report.cursor = enabled ? Cursor::hand : Cursor::not_allowed;
            core.tooltip(touch, choice.unavailable);
            if (touch.pressed)
                taken = &choice;
        }
    }
    core.extend(top + row * static_cast<float>(count));
    if (count == 0)
        core.text_centered({body.x, body.y, body.width, core.px(48)}, tr("Nothing matches."), Face::body, theme.text_muted);
    if (!searchable)
        core.end_group();
    core.end_scroller();
    core.close();
    if (taken && !taken->unavailable.empty())
        taken = nullptr;
    if (taken && !list.multiple)
        core.close_popup();
    core.end_popup();
    return taken;
}

bool opens(Core& core, Touch const& touch, WidgetId popup)
{
    if (touch.pressed && std::exchange(core.popup_at_press, 0u) != popup) {
        core.open_popup(popup);
        return true;
    }
    return false;
}

} // namespace

bool select(Ui& ui, std::string_view label, std::span<Choice const> choices, std::string& value,
            FieldOptions const& options)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const across = core.region().flow == Region::Flow::across;
    auto adapted = options;
    if (across && ui.is_narrow()) {
        // Two in a line: they leave the room to what they filter.
        adapted.width = (std::floor((core.region().width - core.region().gap) / 2) - 1) / core.px(size::body);
    } else if (across && !(options.label_hidden && options.width > 0)) {
        // Wide enough for what can be chosen, so that it rarely jumps; what is long gets its room when it is chosen, so that
        // a table's filters stand in one line.
        auto const em = core.px(size::body);
        auto widest = 0.0f;
        auto here = 0.0f;
        for (auto const& choice : choices.first(std::min<std::size_t>(choices.size(), 60))) {
            auto const needed = (core.text_width(choice.label, Face::body) + core.text_width(label, Face::body) +
                                 core.px(choice.icon ? 82.0f : 58.0f)) / em;
            widest = std::max(widest, needed);
            if (choice.key == value)
                here = std::min(needed, 19.0f);
        }
        adapted.width = std::max({adapted.width, std::min(widest, 13.0f), here});
    }
    auto const box = place_field(core, label, adapted, core.control_height());
    auto const id = core.id(label);
    auto const popup = ImHashStr("list", 0, id);
    auto const current = std::ranges::find(choices, value, &Choice::key);
    auto const has_value = current != choices.end();

    auto node = field_node(AriaRole::combobox, id, label, options, box);
    node.value = has_value ? std::string_view{current->label} : std::string_view{};
    node.has_popup = true;
    node.expanded = core.popup_open(popup) ? Expanded::yes : Expanded::no;
    auto const enabled = options.disabled.empty();
    auto const touch = core.widget(node, {.autofocus = options.autofocus, .enabled = enabled});
    draw_field_box(core, box, touch, options);
    auto const side = core.px(size::icon);
    auto x = box.x + core.px(11);
    if (has_value && current->icon) {
        core.draw_icon(current->icon, x, box.y + (box.height - side) / 2, theme.text_muted);
        x += side + core.px(8);
    }
    // In a toolbar there is no label above: it stands before the value.
    auto const placeholder = options.placeholder.empty() ? tr("Choose…") : options.placeholder;
    auto const right = box.right() - side - core.px(16);
    if (across || options.label_hidden) {
        auto const lead = core.text_width(label, Face::body) + core.px(6);
        if (lead < (right - x) * 0.6f) {
            core.text({x, box.y, lead, box.height}, label, Face::body, theme.text_muted);
            x += lead;
        }
    }
    auto const shown = has_value ? std::string_view{current->label} : placeholder;
    auto const cut = core.text({x, box.y, right - x, box.height}, shown, Face::body,
                               !enabled    ? theme.text_disabled
                               : has_value ? theme.text
                                           : theme.text_muted);
    core.draw_icon(icon::chevrons_up_down, box.right() - side - core.px(10), box.y + (box.height - side) / 2,
                   theme.text_muted);
    if (touch.hovered)
        core.report.cursor = enabled ? Cursor::hand : Cursor::not_allowed;
    core.tooltip(touch, !enabled ? options.disabled : cut ? shown : std::string_view{});
    opens(core, touch, popup);

    auto const* taken = open_list(core,
                                  {.name = label,
                                   .id = popup,
                                   .choices = choices,
                                   .chosen = [&](Choice const& choice) { return choice.key == value; }},
                                  box);
    if (!taken || taken->key == value)
        return false;
    value = taken->key;
    core.want_frame_in(0);
    return true;
}

bool multi_select(Ui& ui, std::string_view label, std::span<Choice const> choices, std::vector<std::string>& values,
                  FieldOptions const& options)
{
    auto& core = ui.core();
    auto const& theme = *core.theme;
    auto const id = core.id(label);
    auto const popup = ImHashStr("list", 0, id);
    auto const enabled = options.disabled.empty();

    // Chips wrap in the field, which grows with them.
    auto const chip_height = core.viewport.coarse_pointer ? core.px(32) : core.px(24);
    auto const gap = core.px(5);
    auto const width = options.width > 0 ? core.px(options.width * size::body) : core.region().width;
    auto const room = width - core.px(44);
    auto const chip_width = [&](std::string_view words) {
        return std::min(core.text_width(words, Face::body) + core.px(34), room);
    };
    auto const label_of = [&](std::string const& key) {
        auto const choice = std::ranges::find(choices, key, &Choice::key);
        return choice == choices.end() ? std::string_view{key} : std::string_view{choice->label};
    };
    auto lines = 1;
    auto used = 0.0f;
    for (auto const& key : values) {
        auto const chip = chip_width(label_of(key));
        if (used > 0 && used + chip > room) {
            ++lines;
            used = 0;
        }
        used += chip + gap;
    }
    auto const height = std::max(core.control_height(), static_cast<float>(lines) * (chip_height + gap) + gap);
    auto const box = place_field(core, label, options, height);
    auto node = field_node(AriaRole::combobox, id, label, options, box);
    auto const summary =
        values.empty() ? std::string{} : tr_n("{} chosen", "{} chosen", static_cast<std::int64_t>(values.size()));
    node.value = summary;
    node.has_popup = true;
    node.expanded = core.popup_open(popup) ? Expanded::yes : Expanded::no;
    auto const touch = core.widget(node, {.autofocus = options.autofocus, .enabled = enabled});
    draw_field_box(core, box, touch, options);
    auto const side = core.px(size::icon);
    core.draw_icon(icon::chevrons_up_down, box.right() - side - core.px(10),
                   box.y + (std::min(box.height, core.control_height()) - side) / 2, theme.text_muted);
    if (values.empty())
        core.text(inset(box, core.px(11), 0),
                  options.placeholder.empty() ? tr("Choose…") : options.placeholder, Face::body,
                  theme.text_muted);

    auto removed = values.end();
    auto x = box.x + gap + 1;
    auto y = box.y + (lines == 1 ? (box.height - chip_height) / 2 : gap);
    core.push_id(id);
    for (auto at = values.begin(); at != values.end(); ++at) {
        auto const words = label_of(*at);
        auto const chip = chip_width(words);
        if (x > box.x + gap + 1 && x + chip > box.x + gap + 1 + room) {
            x = box.x + gap + 1;
            y += chip_height + gap;
        }
        Rect const rect{std::round(x), std::round(y), std::round(chip), chip_height};
        core.fill(rect, theme.tone(Tone::neutral).fill, 4);
        core.text({rect.x + core.px(8), rect.y, rect.width - core.px(30), rect.height}, words, Face::body, theme.text);
        Rect const cross{rect.right() - core.px(24), rect.y, core.px(24), rect.height};
        auto const name = core.texts[core.frame_number & 1].keep(tr("Remove {}", words));
        auto const cross_touch = core.widget(
            {.id = core.id(*at), .role = AriaRole::button, .name = name, .rect = core.target(cross)}, {.enabled = enabled});
        core.draw_icon(icon::x, cross.x + core.px(4), cross.y + (cross.height - core.px(14)) / 2,
                       cross_touch.hovered ? theme.text : theme.text_muted, 14);
        if (cross_touch.ring)
            core.ring(inset(cross, 4), 3);
        if (cross_touch.pressed)
            removed = at;
        x += chip + gap;
    }
    core.pop_id();
    if (touch.hovered)
        core.report.cursor = enabled ? Cursor::hand : Cursor::not_allowed;
    core.tooltip(touch, options.disabled);
    if (removed == values.end())
        opens(core, touch, popup);

    auto const* taken = open_list(
        core,
        {.name = label,
         .id = popup,
         .choices = choices,
         .multiple = true,
         .chosen = [&](Choice const& choice) { return std::ranges::find(values, choice.key) != values.end(); }},
        box);
    if (removed != values.end()) {
        values.erase(removed);
        core.want_frame_in(0);
        return true;
    }
    if (!taken)
        return false;
    if (auto const at = std::ranges::find(values, taken->key); at != values.end())
        values.erase(at);
    else
        values.push_back(taken->key);
    core.want_frame_in(0);
    return true;
}

} // namespace castellan::ui
