// The software renderer, and the look of the kit as far as a program can judge it.
#include "tests/kit/stage.hpp"
#include "ui/kit/raster.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace castellan::ui;
using castellan::tests::Stage;

namespace {

Color pixel(Picture const& picture, int x, int y)
{
    auto const value = picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                      static_cast<std::size_t>(x)];
    return {static_cast<std::uint8_t>(value), static_cast<std::uint8_t>(value >> 8),
            static_cast<std::uint8_t>(value >> 16), 255};
}

} // namespace

TEST_CASE("A frame is rasterised in the theme's colours, at the window's density", "[kit][picture]")
{
    auto const dark = GENERATE(false, true);
    Stage stage{Viewport{.width = 400, .height = 300, .pixel_ratio = 2, .dark = dark}};
    Driver driver{stage.ui, [&] { (void)button(stage.ui, "Save", {.weight = Weight::primary}); }};
    auto const picture = rasterize(*stage.ui.draw_data(), stage.ui.pages());
    CHECK(picture.width == 800);
    CHECK(picture.height == 600);
    auto const& theme = stage.ui.theme();
    CHECK(pixel(picture, 790, 590) == theme.canvas);
    auto const rect = driver.find(AriaRole::button, "Save")->rect;
    CHECK(pixel(picture, static_cast<int>(rect.x * 2) + 10, static_cast<int>((rect.y + rect.height / 2) * 2)) ==
          theme.accent);
    // The label is there: some of its pixels are as light as the text on an accent is.
    auto letters = 0;
    for (auto y = static_cast<int>(rect.y * 2); y < static_cast<int>(rect.bottom() * 2); ++y) {
        for (auto x = static_cast<int>(rect.x * 2); x < static_cast<int>(rect.right() * 2); ++x)
            letters += pixel(picture, x, y) == theme.on_accent;
    }
    CHECK(letters > 100);
}

TEST_CASE("A button has no gaps, wherever it is", "[kit][picture]")
{
    // Its anti-aliased edges run through pixel centres: where two triangles meet there, exactly one of them has to
    // draw.
    auto viewport = Viewport{.width = 380, .height = 300, .coarse_pointer = true};
    Stage stage{viewport};
    Driver driver{stage.ui, [&] {
                      Page page{stage.ui, "page"};
                      auto actions = page_header(stage.ui, {.title = "Station 7", .subtitle = "Headquarters"});
                      (void)actions.button("Sync now", {.icon = icon::refresh_cw});
                      (void)actions.button("Edit…", {.weight = Weight::primary, .icon = icon::pencil});
                  }};
    for (; viewport.width < 480; ++viewport.width) {
        stage.ui.set_viewport(viewport);
        driver.frames(2);
        auto const picture = rasterize(*stage.ui.draw_data(), stage.ui.pages());
        auto const rect = driver.find(AriaRole::button, "Edit…")->rect;
        auto const x = static_cast<int>(rect.x) + 9;
        auto gaps = 0;
        for (auto y = static_cast<int>(rect.y); y < static_cast<int>(rect.bottom()); ++y)
            gaps += pixel(picture, x, y) != stage.ui.theme().accent;
        CAPTURE(rect.x, rect.y, rect.height);
        CHECK(gaps == 0);
    }
}

TEST_CASE("Two triangles that share an edge draw it once", "[kit][picture]")
{
    // A see-through rectangle is two triangles: were the diagonal drawn twice, it would be darker.
    Stage stage{Viewport{.width = 200, .height = 200}};
    auto open = true;
    Driver driver{stage.ui, [&] { Dialog dialog{stage.ui, "Ask", open}; }};
    driver.frames(3);
    auto const picture = rasterize(*stage.ui.draw_data(), stage.ui.pages());
    auto const scrim = blended(stage.ui.theme().scrim, stage.ui.theme().canvas);
    for (int at = 2; at < 12; ++at) {
        auto const color = pixel(picture, at, at);
        CHECK(std::abs(color.red - scrim.red) <= 1);
    }
}

TEST_CASE("Of a frame is drawn what differs from the former, and the picture is that of the whole frame", "[kit][picture]")
{
    Stage stage{Viewport{.width = 800, .height = 600}};
    std::string text = "Station 7";
    Driver driver{stage.ui, [&] {
                      Page page{stage.ui, "page"};
                      auto actions = page_header(stage.ui, {.title = "Safes", .subtitle = text});
                      (void)actions.button("Edit…", {.weight = Weight::primary, .icon = icon::pencil});
                  }};
    Rasterizer rasterizer;
    auto const draw = [&] { return rasterizer.draw(*stage.ui.draw_data(), stage.ui.font_generation(), stage.ui.pages()); };
    auto const all = draw();
    REQUIRE(all.size() == 1);
    CHECK(all[0].right == 800);
    CHECK(all[0].bottom == 600);
    CHECK(draw().empty());

    text = "Station 8";
    driver.frames(2);
    auto const some = draw();
    REQUIRE(some.size() == 1);
    CHECK((some[0].right - some[0].left) * (some[0].bottom - some[0].top) < 800 * 600 / 10);
    CHECK(rasterizer.picture().pixels == rasterize(*stage.ui.draw_data(), stage.ui.pages()).pixels);

    rasterizer.forget();
    CHECK(draw().size() == 1);

    stage.ui.set_viewport({.width = 790, .height = 620});
    driver.frames(2);
    (void)draw();
    CHECK(rasterizer.picture().pixels == rasterize(*stage.ui.draw_data(), stage.ui.pages()).pixels);
}
