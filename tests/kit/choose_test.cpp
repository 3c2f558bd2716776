// Choosing rows, arranging columns, and taking rows out of a table.
#include "tests/kit/stage.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>
#include <chrono>
#include <cstdio>

using namespace castellan::ui;
using castellan::tests::Stage;

namespace {

struct People : Stage {
    TableState state;
    std::size_t rows = 1000;
    std::string name_of_seven = "Person 7";
    bool cleared = false;
    using Stage::Stage;

    void draw()
    {
        static constexpr auto columns = std::to_array<Column>({{.label = "Name", .second = "E-mail"},
                                                               {.label = "Role", .width = 12},
                                                               {.label = "Safes", .width = 6, .align = Align::right}});
        Page page{ui, "people", PageWidth::full};
        {
            DataTable table{ui,
                            "People",
                            columns,
                            state,
                            {.row_count = rows, .fill = true, .key = "people", .row_key = [](std::size_t row) {
                                 return std::uint64_t{row} * 3;
                             }}};
            while (table.next_row()) {
                auto const row = table.row();
                auto const name = row == 7 ? name_of_seven : "Person " + std::to_string(row);
                table.begin_row(row, {.name = name, .href = "#/users/" + std::to_string(row)});
                table.person(name, "p" + std::to_string(row) + "@riverside.example");
                table.text(row == 9 ? "=1+1" : "User");
                table.number(static_cast<std::int64_t>(row) * 1000);
                auto actions = table.actions();
                (void)actions.button("Edit…");
            }
        }
        if (SelectionBar bar{ui, state}; bar) {
            auto actions = bar.actions();
            cleared = cleared || actions.button("Disable");
        }
    }
    [[nodiscard]] Rect row_at(Driver& driver, std::string_view row)
    {
        auto const* node = driver.find(AriaRole::row, row);
        REQUIRE(node);
        return node->rect;
    }
    void click_row(Driver& driver, std::string_view row, Modifiers modifiers)
    {
        auto const rect = row_at(driver, row);
        ui.pointer_moved(rect.x + 300, rect.y + 10);
        driver.frames(2);
        ui.pointer_button(true, false, modifiers);
        driver.frames(1);
        ui.pointer_button(false);
        driver.frames(3);
    }
    void start_at(Driver& driver, std::string_view row)
    {
        ui.focus(driver.find(AriaRole::row, row)->id);
        driver.frames(2);
    }
    [[nodiscard]] std::string copied(Driver& driver)
    {
        ui.key(Key::copy, {.control = true});
        ui.begin_frame(1000 + ++moment);
        draw();
        auto const report = ui.end_frame();
        driver.frames(1);
        return report.copy.value_or("nothing");
    }
    double moment = 0;
};

} // namespace

TEST_CASE("Space chooses a row, and the bar says how many there are", "[kit][choose]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    CHECK(driver.find(AriaRole::grid, "People")->multiselectable);
    people.start_at(driver, "Person 2");
    driver.key(Key::space);
    CHECK(people.state.selection.has(6));
    CHECK(driver.find(AriaRole::row, "Person 2")->selected);
    CHECK(driver.find(AriaRole::checkbox, "Select Person 2")->checked == Checked::yes);
    CHECK(driver.find(AriaRole::status, "1 selected"));
    CHECK(driver.find(AriaRole::checkbox, "Select all rows")->checked == Checked::mixed);
    CHECK(people.focused_name() == "Person 2");
    CHECK_FALSE(people.ui.take_navigation());
    driver.key(Key::escape);
    CHECK(people.state.selection.empty());
    CHECK_FALSE(driver.find(AriaRole::region, "Selection"));
}

TEST_CASE("Shift and arrows choose a range, Ctrl+A all rows", "[kit][choose]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    people.start_at(driver, "Person 2");
    for (int step = 0; step < 3; ++step)
        driver.key(Key::down, {.shift = true});
    CHECK(people.state.selection.size() == 4);
    CHECK(people.state.selection.has(15));
    driver.key(Key::up, {.shift = true});
    CHECK(people.state.selection.size() == 3);
    driver.key(Key::end, {.shift = true});
    CHECK(people.state.selection.size() == 998);
    driver.key(Key::select_all, {.control = true});
    CHECK(people.state.selection.size() == 1000);
    CHECK(driver.find(AriaRole::checkbox, "Select all rows")->checked == Checked::yes);
    // Moving on alone leaves the choice as it is.
    driver.key(Key::up);
    CHECK(people.state.selection.size() == 1000);
}

TEST_CASE("Shift+click chooses a range, Ctrl+click one more; neither opens the row", "[kit][choose]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    people.click_row(driver, "Person 1", {.control = true});
    people.click_row(driver, "Person 4", {.shift = true});
    CHECK(people.state.selection.size() == 4);
    people.click_row(driver, "Person 6", {.control = true});
    CHECK(people.state.selection.size() == 5);
    people.click_row(driver, "Person 2", {.control = true});
    CHECK(people.state.selection.size() == 4);
    CHECK_FALSE(people.ui.take_navigation());
    people.click_row(driver, "Person 2", {});
    CHECK(people.ui.take_navigation() == "#/users/2");
}

TEST_CASE("Check boxes choose, by pointer and by assistive technology", "[kit][choose]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    auto const box = driver.find(AriaRole::checkbox, "Select Person 3")->rect;
    driver.click(box.x + box.width / 2, box.y + box.height / 2);
    CHECK(people.state.selection.has(9));
    CHECK_FALSE(people.ui.take_navigation());
    CHECK(people.focused_name() == "Person 3"); // So that the arrows go on from there.
    REQUIRE(driver.press(AriaRole::checkbox, "Select Person 5"));
    CHECK(people.state.selection.size() == 2);
    REQUIRE(driver.press(AriaRole::button, "Disable"));
    CHECK(people.cleared);
    REQUIRE(driver.press(AriaRole::button, "Clear the selection"));
    CHECK(people.state.selection.empty());
    REQUIRE(driver.press(AriaRole::checkbox, "Select all rows"));
    CHECK(people.state.selection.size() == 1000);
    CHECK(driver.items_without_entry().empty());
}

TEST_CASE("Ctrl+C copies the row, or the rows that are chosen, as a spreadsheet takes them", "[kit][choose]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    CHECK_FALSE(people.ui.key(Key::copy, {.control = true})); // Outside of a table it is the browser's.
    people.start_at(driver, "Person 7");
    people.name_of_seven = "A\tB\nC";
    driver.frames();
    CHECK(people.copied(driver) == "A B C\tp7@riverside.example\tUser\t7000");
    people.state.selection.assign({2997, 3});
    driver.frames();
    CHECK(people.copied(driver) ==
          "Person 1\tp1@riverside.example\tUser\t1000\nPerson 999\tp999@riverside.example\tUser\t999000");
}

TEST_CASE("A table is saved as CSV, as it is shown, without formulas", "[kit][choose]")
{
    People people;
    people.rows = 11;
    Driver driver{people.ui, [&] { people.draw(); }};
    REQUIRE(driver.press(AriaRole::button, "Table options: People"));
    auto const* item = driver.find(AriaRole::menuitem, "Save as CSV");
    REQUIRE(item);
    people.ui.activate(item->id);
    std::optional<Download> file;
    for (int frame = 0; frame < 4 && !file; ++frame) {
        people.ui.begin_frame(2000 + frame);
        people.draw();
        file = people.ui.end_frame().download;
    }
    REQUIRE(file);
    CHECK(file->name == "people.csv");
    CHECK(file->content.starts_with("\xEF\xBB\xBF\"Name\",\"E-mail\",\"Role\",\"Safes\"\r\n"
                                    "\"Person 0\",\"p0@riverside.example\",\"User\",\"0\"\r\n"));
    CHECK(file->content.find("\"'=1+1\"") != std::string::npos);
    CHECK(file->content.ends_with("\"Person 10\",\"p10@riverside.example\",\"User\",\"10000\"\r\n"));
}

TEST_CASE("Columns are hidden and resized, and remembered", "[kit][choose]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    REQUIRE(driver.press(AriaRole::button, "Table options: People"));
    REQUIRE(driver.press(AriaRole::menuitemcheckbox, "Role"));
    CHECK(driver.find(AriaRole::menuitemcheckbox, "Role")->checked == Checked::no); // The menu is still there.
    CHECK_FALSE(driver.find(AriaRole::columnheader, "Role"));
    CHECK_FALSE(driver.find(AriaRole::gridcell, "User"));
    CHECK(driver.find(AriaRole::gridcell, "3,000"));
    driver.key(Key::escape);

    // The edge of a column follows the pointer.
    auto const header = driver.find(AriaRole::columnheader, "Name")->rect;
    people.ui.pointer_moved(header.right() + 12, header.y + 10);
    driver.frames(2);
    people.ui.pointer_button(true);
    driver.frames(1);
    people.ui.pointer_moved(header.x + 12 + 420, header.y + 10);
    driver.frames(2);
    people.ui.pointer_button(false);
    people.ui.begin_frame(3000);
    people.draw();
    auto const kept = people.ui.end_frame().keep;
    CHECK(driver.find(AriaRole::columnheader, "Name")->rect.width == 420);
    REQUIRE(kept.size() == 1);
    CHECK(kept[0].value == "3|3000,-,0");

    // In the next visit it is as it was left.
    People again;
    again.ui.recall(kept[0].key, kept[0].value);
    Driver next{again.ui, [&] { again.draw(); }};
    CHECK_FALSE(next.find(AriaRole::columnheader, "Role"));
    CHECK(next.find(AriaRole::columnheader, "Name")->rect.width == 420);
    REQUIRE(next.press(AriaRole::button, "Table options: People"));
    REQUIRE(next.press(AriaRole::menuitem, "Reset columns"));
    CHECK(next.find(AriaRole::columnheader, "Role"));

    // What was kept for other columns, or is no such text at all, is forgotten.
    People changed;
    changed.ui.recall(kept[0].key, "2|30,-");
    Driver other{changed.ui, [&] { changed.draw(); }};
    CHECK(other.find(AriaRole::columnheader, "Role"));
}

TEST_CASE("A header makes its column wider by the keyboard", "[kit][choose]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    auto const before = driver.find(AriaRole::columnheader, "Role")->rect.width;
    people.ui.focus(driver.find(AriaRole::columnheader, "Role")->id);
    driver.frames(2);
    driver.key(Key::right, {.shift = true});
    CHECK(driver.find(AriaRole::columnheader, "Role")->rect.width == before + 14);
    CHECK(people.focused_name() == "Role");
    driver.key(Key::right);
    CHECK(people.focused_name() == "Safes");
}

TEST_CASE("On a phone cards are chosen and sorted", "[kit][choose]")
{
    People people{Viewport{.width = 390, .height = 844, .coarse_pointer = true}};
    Driver driver{people.ui, [&] { people.draw(); }};
    REQUIRE(driver.press(AriaRole::button, "Table options: People"));
    REQUIRE(driver.press(AriaRole::menuitemcheckbox, "Role"));
    CHECK(people.state.sort_column == 1);
    driver.key(Key::escape);
    REQUIRE(driver.press(AriaRole::checkbox, "Select Person 0"));
    auto const* bar = driver.find(AriaRole::region, "Selection");
    REQUIRE(bar);
    CHECK(bar->rect.x >= 0);
    CHECK(bar->rect.right() <= 390);
    CHECK(bar->rect.bottom() <= 844);
}

TEST_CASE("100,000 chosen rows cost no more than 4 ms a frame", "[kit][choose]")
{
    People people;
    people.rows = 100'000;
    Driver driver{people.ui, [&] { people.draw(); }};
    people.start_at(driver, "Person 0");
    driver.key(Key::select_all, {.control = true});
    REQUIRE(people.state.selection.size() == 100'000);
    auto best = 1e9;
    for (int round = 0; round < 5; ++round) {
        auto const start = std::chrono::steady_clock::now();
        driver.frames(10);
        best = std::min(
            best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count() / 10);
    }
    std::printf("a frame with 100,000 chosen rows: %.3f ms\n", best);
    CHECK(best < 4);
}
