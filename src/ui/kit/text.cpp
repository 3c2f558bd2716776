#include "ui/kit/text.hpp"

#include "ui/kit/core.hpp"
#include "ui/kit/icons.hpp"
#include "ui/kit/language.hpp"
#include "ui/kit/lettering.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <string>
#include <utility>

namespace castellan::ui {

namespace {

void flowing(Ui& ui, std::string_view words, Face face, Color color)
{
    auto& core = ui.core();
    auto const width = core.region().width;
    if (core.region().flow == Region::Flow::across) {
        auto const rect = core.place(core.text_width(words, face) + 1, core.control_height());
        core.add({.role = AriaRole::text, .name = words, .rect = rect});
        core.text(rect, words, face, color);
        return;
    }
    auto const rect = core.place(0, core.wrapped_height(words, face, width));
    core.add({.role = AriaRole::text, .name = words, .rect = rect});
    core.wrapped(rect.x, rect.y, width, words, face, color);
}

int local_year(std::int64_t at_ms, int utc_offset_minutes)
{
    using namespace std::chrono;
    auto const local = sys_time<milliseconds>{milliseconds{at_ms}} + minutes{utc_offset_minutes};
    return static_cast<int>(year_month_day{floor<days>(local)}.year());
}

} // namespace

void heading(Ui& ui, std::string_view words, int level)
{
    auto& core = ui.core();
    auto const face = level <= 2 ? Face::section : Face::strong;
    auto const rect = core.place(0, core.line_height(face) * 1.25f);
    core.add({.role = AriaRole::heading, .name = words, .rect = rect, .level = static_cast<std::uint8_t>(level)});
    core.text(rect, words, face, core.theme->text);
}

void paragraph(Ui& ui, std::string_view words)
{
    flowing(ui, words, Face::body, ui.theme().text);
}

void muted(Ui& ui, std::string_view words)
{
    flowing(ui, words, Face::body, ui.theme().text_muted);
}

void large_code(Ui& ui, std::string_view code)
{
    flowing(ui, code, Face::title, ui.theme().text);
}

bool link(Ui& ui, std::string_view label, std::string_view href, Icon icon)
{
    auto& core = ui.core();
    auto const lead = icon ? core.px(size::icon + 6) : 0.0f;
    auto const wanted = core.text_width(label, Face::body) + lead + 1;
    auto const rect =
        core.place(std::min(wanted, core.region().width), core.line_height(Face::body) * 1.3f);
    auto const touch = core.widget(
        {.id = core.id(label), .role = AriaRole::link, .name = label, .href = href, .rect = core.target(rect)});
    if (touch.ring)
        core.ring(inset(rect, -1, 0), 3);
    auto const color = core.theme->link;
    if (icon)
        core.draw_icon(icon, rect.x, rect.y + (rect.height - core.px(size::icon)) / 2, color);
    auto const words = part(rect, lead, rect.width - lead);
    auto const cut = core.text(words, label, Face::body, color);
    if (touch.hovered) {
        core.report.cursor = Cursor::hand;
        auto const base = std::round(rect.y + (rect.height + core.line_height(Face::body)) / 2) - 1;
        core.line(words.x, base, words.right(), base, color);
    }
    if (cut)
        core.tooltip(touch, label);
    if (touch.pressed)
        ui.go(href);
    return touch.pressed;
}

void badge(Ui& ui, Tone tone, std::string_view word)
{
    auto& core = ui.core();
    auto const across = core.region().flow == Region::Flow::across;
    auto const rect = core.place(core.badge_width(word), across ? core.control_height() : core.px(22));
    core.add({.role = AriaRole::text, .name = word, .rect = rect});
    core.draw_badge(rect.x, rect.y + rect.height / 2, tone, word);
}

void person(Ui& ui, std::string_view name, std::string_view detail)
{
    auto& core = ui.core();
    auto const rect = core.place(0, core.px(40));
    core.add({.role = AriaRole::text, .name = name, .description = detail, .rect = rect});
    auto const side = core.px(32);
    core.draw_avatar({rect.x, rect.y + (rect.height - side) / 2, side, side}, name);
    auto const words = part(rect, side + core.px(10), rect.width - side - core.px(10));
    if (detail.empty()) {
        core.text(words, name, Face::strong, core.theme->text);
        return;
    }
    auto const half = core.px(20);
    core.text({words.x, words.y, words.width, half}, name, Face::strong, core.theme->text);
    core.text({words.x, words.y + half, words.width, half}, detail, Face::small, core.theme->text_muted);
}

void divider(Ui& ui)
{
    auto& core = ui.core();
    auto const rect = core.place(0, 1);
    core.add({.role = AriaRole::separator, .rect = rect});
    core.fill(rect, core.theme->line);
}

void space(Ui& ui, float height)
{
    ui.core().place_close(0, ui.core().px(height));
}

std::string initials(std::string_view name)
{
    // Two letters where there are capitals; elsewhere they would join, or say nothing: then it is the first.
    constexpr char32_t last_with_capitals = 0x058F;
    std::string letters;
    std::string_view last;
    auto at_word = true;
    for (auto rest = name; !rest.empty();) {
        auto const letter = first_cluster(rest);
        rest.remove_prefix(letter.size());
        if (letter == " " || letter == "-") {
            at_word = letter == " ";
            continue;
        }
        if (std::exchange(at_word, false)) {
            if (letters.empty())
                letters = letter;
            else
                last = letter;
        }
    }
    if (first_code_point(letters) <= last_with_capitals && first_code_point(last) <= last_with_capitals)
        letters.append(last);
    for (auto& letter : letters)
        letter = letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    return letters;
}

std::string relative_time(std::int64_t at_ms, std::int64_t now_ms, int utc_offset_minutes)
{
    if (at_ms == 0)
        return std::string(tr("never"));
    constexpr std::int64_t minute = 60'000;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;
    auto const ahead = at_ms - now_ms;
    auto const distance = ahead < 0 ? -ahead : ahead;
    auto const said = [&](Phrase phrase, std::int64_t value) {
        return formats().say(phrase, value, utc_offset_minutes);
    };
    if (distance < minute)
        return std::string(tr("just now"));
    if (distance < hour)
        return said(Phrase::minutes, ahead / minute);
    if (distance < day)
        return said(Phrase::hours, ahead / hour);
    if (distance < 7 * day)
        return said(Phrase::days, ahead / day);
    auto const this_year = local_year(at_ms, utc_offset_minutes) == local_year(now_ms, utc_offset_minutes);
    return said(this_year ? Phrase::day : Phrase::day_and_year, at_ms);
}

std::string date_and_time(std::int64_t at_ms, int utc_offset_minutes)
{
    return at_ms == 0 ? std::string(tr("never")) : formats().say(Phrase::exact, at_ms, utc_offset_minutes);
}

std::string grouped(std::int64_t number)
{
    return formats().say(Phrase::number, number, 0);
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many)
{
    return grouped(number) + " " + std::string(number == 1 ? one : many);
}

} // namespace castellan::ui
