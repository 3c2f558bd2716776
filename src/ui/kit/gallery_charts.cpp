// The gallery's charts, surfaces and panels.
#include "ui/kit/gallery_parts.hpp"

#include "ui/kit/kit.hpp"

#include <array>

namespace castellan::ui {

void gallery_charts(Ui& ui, GalleryState& state)
{
    static constexpr auto days = std::to_array<std::string_view>(
        {"9 Nov", "10 Nov", "11 Nov", "12 Nov", "13 Nov", "14 Nov", "15 Nov", "16 Nov", "17 Nov", "18 Nov", "19 Nov"});
    static constexpr auto openings = std::to_array<double>({42, 38, 51, 47, 12, 9, 44, 53, 61, 48, 57});
    static constexpr auto refused = std::to_array<double>({3, 5, 2, 8, 1, 0, 4, 11, 6, 3, 2});
    static constexpr auto late = std::to_array<double>({12, 14, 9, 17, 6, 3, 12, 19, 22, 18, 15});
    Columns columns{ui, {2, 1}};
    {
        Card card{ui, "Openings", {.subtitle = "Per day, all safes of the account"}};
        line_chart(ui, "Openings per day", days,
                   std::array{Series{.name = "Opened", .values = openings},
                              Series{.name = "After hours", .values = late, .tone = Tone::warning},
                              Series{.name = "Refused", .values = refused, .tone = Tone::danger}});
    }
    {
        Card card{ui, "Safes by station"};
        bar_chart(ui, "Safes by station",
                  std::array{Bar{"Station 1 · Harbour", 14}, Bar{"Station 4 · University Hospital", 9},
                             Bar{"Station 7 · Riverside", 6}, Bar{"Station 8 · Training", 0}});
    }
    columns.next();
    {
        Card card{ui, "Where it is going"};
        sparkline(ui, "Openings", openings, "57");
        sparkline(ui, "Refused", refused, "2", Tone::danger);
        sparkline(ui, "Nothing yet", {}, "–");
    }
    {
        Card card{ui, "Details", {.icon = icon::triangle_alert, .tone = Tone::danger}};
        paragraph(ui, "A card of the danger tone is where things are destroyed.");
        Buttons line{ui};
        if (button(ui, "Open the panel", {.icon = icon::panel_left_open}))
            state.panel = true;
    }
    if (SidePanel panel{ui, "Engine 7 narcotics", state.panel, "MX-0001"}) {
        Facts facts{ui};
        facts.badge("State", Tone::good, "Online");
        facts.text("Firmware", "4.12.1");
        facts.link("Group", "Station 7 · Riverside", "#/kit");
    }
}

} // namespace castellan::ui
