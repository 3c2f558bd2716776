#include "tests/kit/stage.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace castellan::ui;
using castellan::WeeklyWindow;
using castellan::tests::Stage;

using Hours = std::vector<WeeklyWindow>;

template <>
struct Catch::StringMaker<WeeklyWindow> {
    static std::string convert(WeeklyWindow const& one)
    {
        return std::to_string(one.weekday) + ": " + std::to_string(one.from) + "–" + std::to_string(one.until);
    }
};

namespace {

struct Painting : Stage {
    Hours hours = {{1, 480, 1020}, {2, 485, 600}};
    int changes = 0;
    int snap = 30;
    std::string_view locked;
    Driver driver{ui, [&] { changes += week_grid(ui, "Hours", hours, snap, {.disabled = locked}); }};

    /// In the cell of a day and minute.
    [[nodiscard]] std::pair<float, float> place(int row, int minute)
    {
        auto const day = driver.find(AriaRole::row, row == 0 ? "Monday" : row == 1 ? "Tuesday" : "Wednesday")->rect;
        auto const head = driver.find(AriaRole::button, "Monday, all day")->rect.width;
        return {day.x + head + (day.width - head) * (static_cast<float>(minute) + 7) / 1440, day.y + day.height / 2};
    }
    void drag(std::pair<float, float> from, std::pair<float, float> to)
    {
        ui.pointer_moved(from.first, from.second);
        driver.frames(2);
        ui.pointer_button(true);
        driver.frames(2);
        ui.pointer_moved(to.first, to.second);
        driver.frames(2);
    }
    void drop()
    {
        ui.pointer_button(false);
        driver.frames(2);
    }
};

} // namespace

TEST_CASE("Painting a part of a day joins it with what is there, and clearing cuts it out", "[kit][week]")
{
    Hours hours;
    paint(hours, {2, 480, 600}, true);
    paint(hours, {1, 600, 660}, true);
    paint(hours, {1, 480, 600}, true); // Up to the next one: they become one.
    CHECK(hours == Hours{{1, 480, 660}, {2, 480, 600}});
    paint(hours, {1, 510, 540}, false);
    CHECK(hours == Hours{{1, 480, 510}, {1, 540, 660}, {2, 480, 600}});
    paint(hours, {1, 0, 1440}, true);
    CHECK(hours == Hours{{1, 0, 1440}, {2, 480, 600}});
    paint(hours, {1, 0, 1440}, false);
    paint(hours, {3, 0, 1440}, false);
    CHECK(hours == Hours{{2, 480, 600}});
}

TEST_CASE("A week is said by days in a row", "[kit][week]")
{
    CHECK(week_in_words({}).empty());
    Hours const hours{{1, 480, 720}, {1, 780, 1050}, {2, 480, 720}, {2, 780, 1050}, {3, 480, 1050}, {7, 0, 1440}};
    CHECK(week_in_words(hours) == std::vector<std::string>{"Monday to Tuesday 08:00 to 12:00, 13:00 to 17:30",
                                                           "Wednesday 08:00 to 17:30", "Sunday 00:00 to 24:00"});
}

TEST_CASE("Dragging sets or clears, as the first cell says, over hours and days", "[kit][week]")
{
    Painting it;
    it.drag(it.place(2, 480), it.place(2, 1020));
    CHECK(it.hours.back() == WeeklyWindow{3, 480, 1050});
    it.drop();
    CHECK(it.hours == Hours{{1, 480, 1020}, {2, 485, 600}, {3, 480, 1050}});
    // Back again before it is let go: only what is covered now counts.
    it.drag(it.place(0, 480), it.place(2, 600));
    CHECK(it.hours == Hours{{1, 630, 1020}, {3, 630, 1050}});
    auto const [x, y] = it.place(1, 510);
    it.ui.pointer_moved(x, y);
    it.driver.frames(2);
    it.drop();
    CHECK(it.hours == Hours{{1, 540, 1020}, {2, 540, 600}, {3, 480, 1050}});
    CHECK(it.driver.items_without_entry().empty());
}

TEST_CASE("It snaps to half or quarter hours, and leaves other times where nothing is painted", "[kit][week]")
{
    Painting it;
    it.snap = 15;
    it.driver.frames(2);
    it.drag(it.place(1, 615), it.place(1, 615));
    it.drop();
    CHECK(it.hours == Hours{{1, 480, 1020}, {2, 485, 600}, {2, 615, 630}});
}

TEST_CASE("A finger that turns out to scroll has painted nothing", "[kit][week]")
{
    Painting it;
    auto const before = it.hours;
    auto const [x, y] = it.place(2, 480);
    CHECK(it.ui.takes_drag(x, y));
    CHECK_FALSE(it.ui.takes_drag(x, y - 1000));
    it.drag({x, y}, {x, y});
    CHECK(it.hours != before);
    it.ui.pointer_left();
    it.driver.frames(2);
    it.drop();
    CHECK(it.hours == before);
}

TEST_CASE("The keyboard paints: arrows go, Shift stretches, Space sets or clears", "[kit][week]")
{
    Painting it;
    it.driver.key(Key::tab);
    CHECK(it.focused_name() == "Monday 08:00 to 08:30");
    it.driver.key(Key::left);
    CHECK(it.focused_name() == "Monday 07:30 to 08:00");
    it.driver.key(Key::space);
    CHECK(it.hours.front() == WeeklyWindow{1, 450, 1020});
    it.driver.key(Key::down);
    it.driver.key(Key::down);
    it.driver.key(Key::right, {.shift = true});
    it.driver.key(Key::down, {.shift = true});
    CHECK(it.focused_name() == "Wednesday to Thursday 07:30 to 08:30");
    it.driver.key(Key::space);
    CHECK(it.hours == Hours{{1, 450, 1020}, {2, 485, 600}, {3, 450, 510}, {4, 450, 510}});
    it.driver.key(Key::space);
    CHECK(it.hours == Hours{{1, 450, 1020}, {2, 485, 600}});
    it.driver.key(Key::home);
    CHECK(it.focused_name() == "Thursday 00:00 to 00:30");
    it.driver.key(Key::end, {.shift = true});
    it.driver.key(Key::enter);
    CHECK(it.hours.back() == WeeklyWindow{4, 0, 1440});
    it.driver.key(Key::remove);
    CHECK(it.hours.back() == WeeklyWindow{2, 485, 600});
    it.driver.key(Key::tab);
    CHECK(it.focused() == nullptr);
}

TEST_CASE("Its hours are said by their names, and a day's name sets or clears the day", "[kit][week]")
{
    Painting it;
    CHECK(it.driver.find(AriaRole::grid, "Hours"));
    auto const* node = it.driver.find(AriaRole::gridcell, "Monday 08:00 to 17:00");
    REQUIRE(node);
    CHECK(node->selected);
    CHECK(it.driver.press(AriaRole::button, "Monday, all day"));
    CHECK(it.hours == Hours{{1, 0, 1440}, {2, 485, 600}});
    CHECK(it.driver.press(AriaRole::button, "Monday, all day"));
    CHECK(it.hours == Hours{{2, 485, 600}});
}

TEST_CASE("What may not be changed is shown, and neither pressed nor painted", "[kit][week]")
{
    Painting it;
    auto const from = it.place(2, 480);
    auto const to = it.place(2, 600);
    it.locked = "Another person decides.";
    it.driver.frames(2);
    auto const before = it.hours;
    it.drag(from, to);
    it.drop();
    CHECK_FALSE(it.driver.press(AriaRole::button, "Monday, all day"));
    CHECK(it.hours == before);
    CHECK_FALSE(it.ui.takes_drag(from.first, from.second));
    CHECK(it.driver.find(AriaRole::gridcell, "Monday 08:00 to 17:00"));
}

TEST_CASE("Two grids on a page keep to themselves", "[kit][week]")
{
    Stage stage;
    Hours one;
    Hours other;
    Driver driver{stage.ui, [&] {
                      week_grid(stage.ui, "One", one);
                      week_grid(stage.ui, "Other", other);
                  }};
    driver.key(Key::tab);
    driver.key(Key::right);
    driver.key(Key::space);
    CHECK(one == Hours{{1, 510, 540}});
    driver.key(Key::tab);
    driver.key(Key::space);
    CHECK(other == Hours{{1, 480, 510}});
}
