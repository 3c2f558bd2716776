#include "tests/kit/stage.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace castellan::ui;
using castellan::tests::Stage;

TEST_CASE("An axis has round steps, zero, and all values", "[kit][chart]")
{
    auto const axis = axis_of(3, 61);
    CHECK(axis.low == 0);
    CHECK(axis.high == 80);
    CHECK(axis.step == 20);
    auto const below = axis_of(-7, 12);
    CHECK(below.low <= -7);
    CHECK(below.high >= 12);
    auto const flat = axis_of(0, 0);
    CHECK(flat.high > flat.low);
    CHECK(axis_of(0, 0.04).high >= 0.04);
}

TEST_CASE("A chart is told as a list of its values", "[kit][chart]")
{
    Stage stage;
    static constexpr auto days = std::to_array<std::string_view>({"Mon", "Tue", "Wed"});
    static constexpr auto opened = std::to_array<double>({4, 12, 7});
    static constexpr auto refused = std::to_array<double>({0, 1.5, 2});
    Driver driver{stage.ui, [&] {
                      line_chart(stage.ui, "Openings", days,
                                 std::array{Series{.name = "Opened", .values = opened},
                                            Series{.name = "Refused", .values = refused, .tone = Tone::danger}});
                      bar_chart(stage.ui, "Safes", std::array{Bar{"Harbour", 14}, Bar{"Airport", 0}}, {.unit = "%"});
                      sparkline(stage.ui, "Trend", opened, "7");
                      sparkline(stage.ui, "Empty", {}, "–");
                  }};
    CHECK(driver.find(AriaRole::listitem, "Tue: Opened 12, Refused 1.5"));
    CHECK(driver.find(AriaRole::list, "Safes"));
    CHECK(driver.find(AriaRole::listitem, "Harbour: 14 %"));
    CHECK(driver.find(AriaRole::img, "Trend: 7, 4 – 12"));
    CHECK(driver.find(AriaRole::img, "Empty: –"));
}

TEST_CASE("A panel for details leaves the page within reach, and closes", "[kit][panel]")
{
    Stage stage;
    auto open = true;
    auto pressed = 0;
    Driver driver{stage.ui, [&] {
                      pressed += button(stage.ui, "On the page");
                      if (SidePanel panel{stage.ui, "Engine 7", open, "MX-0001"}) {
                          Facts facts{stage.ui};
                          facts.text("Firmware", "4.12.1");
                      }
                  }};
    CHECK(driver.find(AriaRole::complementary, "Engine 7"));
    auto const rect = driver.find(AriaRole::button, "On the page")->rect;
    driver.click(rect.x + 5, rect.y + 5);
    CHECK(pressed == 1);
    CHECK(driver.items_without_entry().empty());
    REQUIRE(driver.press(AriaRole::button, "Close the panel"));
    CHECK_FALSE(open);
}
