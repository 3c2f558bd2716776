// Where columns stand, how wide they are, which ones are shown, and what of that a person has chosen and is remembered.
#include "ui/kit/table_plan.hpp"

#include "model/world.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace castellan::ui {

namespace {

// "4|0,1250,-,0": how many columns there were, then widths in hundredths of an em; "-" is hidden. A table that has got other columns
// since begins anew.
std::string text_of(TableLayout const& layout)
{
    auto text = std::to_string(layout.widths.size()) + "|";
    for (std::size_t index = 0; index < layout.widths.size(); ++index) {
        auto const number = layout.hidden[index] ? "-" : std::to_string(std::lround(layout.widths[index] * 100));
        text.append(index > 0 ? "," : "").append(number);
    }
    return text;
}

TableLayout read(std::string_view text, std::size_t columns)
{
    TableLayout layout{std::vector<float>(columns, 0.0f), std::vector<bool>(columns, false)};
    auto const head = std::to_string(columns) + "|";
    if (!text.starts_with(head))
        return layout;
    text.remove_prefix(head.size());
    for (std::size_t index = 0; index < columns && !text.empty(); ++index) {
        auto const end = std::min(text.find(','), text.size());
        auto const part = text.substr(0, end);
        auto hundredths = 0;
        std::from_chars(part.data(), part.data() + part.size(), hundredths);
        if (part == "-")
            layout.hidden[index] = index > 0;
        else if (hundredths >= 300 && hundredths <= 8000)
            layout.widths[index] = static_cast<float>(hundredths) / 100;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return layout;
}

std::string layout_key(Core const& core, std::string_view table)
{
    auto const* me = core.viewer.world ? core.viewer.world->users.get(core.viewer.actor) : nullptr;
    return "columns/" + (me ? me->id : std::string{}) + "/" + std::string(table);
}

} // namespace

void DataTable::Plan::find_layout()
{
    auto const key = options.key.empty() ? "#" + std::to_string(id) : layout_key(core, options.key);
    auto const [at, is_new] = core.table_layouts.try_emplace(key);
    if (is_new || at->second.widths.size() != columns.size()) {
        auto const kept = core.remembered.find(key);
        at->second = read(kept == core.remembered.end() ? std::string_view{} : std::string_view{kept->second}, columns.size());
    }
    layout = &at->second;
}

void DataTable::Plan::keep_layout()
{
    if (options.key.empty())
        return;
    auto const plain = std::ranges::all_of(layout->widths, [](float width) { return width == 0; }) &&
                       std::ranges::none_of(layout->hidden, [](bool hidden) { return hidden; });
    auto const key = layout_key(core, options.key);
    auto value = plain ? std::string{} : text_of(*layout);
    core.remembered.insert_or_assign(key, value);
    core.report.keep.push_back({key, std::move(value)});
}

bool DataTable::Plan::is_hidden(std::size_t index) const
{
    return layout->hidden[index];
}

float DataTable::Plan::width_of(std::size_t index) const
{
    return layout->widths[index] > 0 ? layout->widths[index] : columns[index].width;
}

bool DataTable::Plan::columns_fit() const
{
    auto const em = core.px(size::body);
    auto needed = 2 * padding + check + menu - core.px(24);
    for (std::size_t index = 0; index < columns.size(); ++index) {
        auto const& one = columns[index];
        if (one.leaves_first == 0 && !is_hidden(index))
            needed += (one.width > 0 ? one.width * em : 10 * em) + core.px(24);
    }
    return needed <= width;
}

void DataTable::Plan::place_columns()
{
    auto const em = core.px(size::body);
    auto const least = 10 * em;
    places.assign(columns.size(), {});
    lines_of_card.assign(columns.size(), -1);
    std::vector<bool> shown(columns.size(), true);
    auto line = 0;
    for (std::size_t index = 0; index < columns.size(); ++index) {
        shown[index] = !is_hidden(index);
        if (shown[index])
            lines_of_card[index] = line++;
    }
    auto const room = width - 2 * padding - check - menu;
    auto const gap = core.px(24);
    for (;;) {
        float used = 0;
        int stretching = 0;
        int count = 0;
        auto resized = false;
        for (std::size_t index = 0; index < columns.size(); ++index) {
            if (!shown[index])
                continue;
            used += (width_of(index) > 0 ? width_of(index) * em : least) + gap;
            stretching += width_of(index) == 0;
            resized = resized || layout->widths[index] > 0;
            ++count;
        }
        auto victim = columns.size();
        if (used - gap > room) {
            for (std::size_t index = 0; index < columns.size(); ++index) {
                if (shown[index] && columns[index].leaves_first > 0 &&
                    (victim == columns.size() || columns[index].leaves_first >= columns[victim].leaves_first))
                    victim = index;
            }
        }
        if (victim != columns.size()) {
            shown[victim] = false;
            continue;
        }
        auto spare = std::max(0.0f, room - (used - gap));
        // The first has a picture or a second line in it: it gets a little more before they share.
        auto const more = stretching > 1 && width_of(0) == 0 ? std::min(spare, 5 * em) : 0.0f;
        spare -= more;
        auto const squeeze = used - gap > room ? room / (used - gap) : 1.0f;
        auto at = x + padding + check;
        for (std::size_t index = 0; index < columns.size(); ++index) {
            if (!shown[index])
                continue;
            auto cell = width_of(index) > 0 ? width_of(index) * em
                                            : least + spare / static_cast<float>(std::max(1, stretching));
            // Nobody has touched them: they share what is left. Otherwise a width is what it was made.
            if (index == 0)
                cell += more;
            if (stretching == 0 && !resized)
                cell += spare / static_cast<float>(count);
            cell = std::floor(cell * squeeze);
            places[index] = {at, 0, cell, 0};
            at += cell + gap;
        }
        return;
    }
}

} // namespace castellan::ui
