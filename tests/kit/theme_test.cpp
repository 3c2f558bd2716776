#include "ui/kit/kiosk.hpp"
#include "ui/kit/theme.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

using namespace castellan::ui;

TEST_CASE("Contrast is computed as WCAG does", "[kit][theme]")
{
    using Catch::Matchers::WithinAbs;
    CHECK_THAT(contrast(Color::hex(0x000000), Color::hex(0xFFFFFF)), WithinAbs(21.0, 0.001));
    CHECK_THAT(contrast(Color::hex(0x767676), Color::hex(0xFFFFFF)), WithinAbs(4.54, 0.01));
    CHECK_THAT(contrast(Color::hex(0x336699), Color::hex(0x336699)), WithinAbs(1.0, 0.001));
}

TEST_CASE("Every text can be read on its ground, in both themes", "[kit][theme]")
{
    for (auto const* theme : {&light_theme, &dark_theme}) {
        for (auto const& pair : contrast_pairs(*theme)) {
            CAPTURE(theme->name, pair.what, contrast(pair.text, pair.ground));
            CHECK(contrast(pair.text, pair.ground) >= pair.minimum);
        }
    }
}

TEST_CASE("At a terminal whatever is read has 7:1, by day and by night", "[kit][theme][terminal]")
{
    for (auto const* theme : {&light_theme, &dark_theme}) {
        auto const strong = high_contrast(*theme);
        CHECK(strong.dark == theme->dark);
        for (auto const& pair : contrast_pairs(strong)) {
            auto const least = pair.minimum == 4.5 ? 7.0 : pair.minimum == 2.5 ? 4.5 : pair.minimum; // Disabled: its reason is read.
            CAPTURE(strong.name, pair.what, contrast(pair.text, pair.ground));
            CHECK(contrast(pair.text, pair.ground) >= least);
        }
    }
}

TEST_CASE("In forced colours nothing is drawn in another one, and every text can be read", "[kit][theme]")
{
    SystemColors const night{.canvas = Color::hex(0x000000),
                             .canvas_text = Color::hex(0xFFFFFF),
                             .link_text = Color::hex(0xFFFF00),
                             .gray_text = Color::hex(0x3FF23F),
                             .highlight = Color::hex(0x1AEBFF),
                             .highlight_text = Color::hex(0x000000)};
    auto const theme = forced_theme(night);
    CHECK(theme.dark);
    CHECK(theme.surface == night.canvas);
    CHECK(theme.link == night.link_text);
    CHECK(theme.accent == night.highlight);
    for (auto const& pair : contrast_pairs(theme)) {
        CAPTURE(pair.what, contrast(pair.text, pair.ground));
        CHECK(contrast(pair.text, pair.ground) >= pair.minimum);
    }

    auto day = night;
    day.canvas = Color::hex(0xFFFFFF);
    day.canvas_text = Color::hex(0x000000);
    CHECK_FALSE(forced_theme(day).dark);
}

TEST_CASE("Surfaces can be told apart from the canvas or have a line around them", "[kit][theme]")
{
    for (auto const* theme : {&light_theme, &dark_theme}) {
        CHECK(contrast(theme->line, theme->surface) > 1.15);
        CHECK(contrast(theme->hover, theme->surface) > 1.05);
        CHECK(theme->raised != theme->scrim);
    }
}
