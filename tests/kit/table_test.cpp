#include "tests/kit/stage.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <chrono>
#include <cstdio>

using namespace castellan::ui;
using castellan::tests::Stage;

namespace {

constexpr std::size_t many = 100'000;

struct People : Stage {
    TableState state;
    std::size_t rows = many;
    std::size_t drawn = 0;
    TableContent content = TableContent::ready;
    using Stage::Stage;

    void draw()
    {
        static constexpr Column columns[] = {{.label = "Name"},
                                             {.label = "Role", .width = 12, .leaves_first = 1},
                                             {.label = "Safes", .width = 6, .align = Align::right}};
        Page page{ui, "people", PageWidth::full};
        DataTable table{ui,
                        "People",
                        columns,
                        state,
                        {.row_count = rows,
                         .content = content,
                         .empty = {.title = "No people yet", .body = "Invite somebody."},
                         .problem = "The server did not answer.",
                         .rule = "S-4",
                         .fill = true}};
        drawn = 0;
        while (table.next_row()) {
            ++drawn;
            auto const name = "Person " + std::to_string(table.row());
            table.begin_row(table.row(), {.href = "#/users/" + std::to_string(table.row())});
            table.person(name, "somebody@riverside.example");
            table.text("User");
            table.number(static_cast<std::int64_t>(table.row()));
            auto actions = table.actions();
            (void)actions.button("Edit…");
            (void)actions.button("Delete…", {.weight = Weight::danger});
        }
    }
};

} // namespace

TEST_CASE("A table of 100,000 rows draws those in sight, within 4 ms", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    CHECK(people.drawn > 8);
    CHECK(people.drawn < 40);
    auto const* grid = driver.find(AriaRole::grid, "People");
    REQUIRE(grid);
    CHECK(grid->row_count == static_cast<std::int32_t>(many) + 1);
    CHECK(grid->column_count == 3);

    auto best = 1e9;
    for (int round = 0; round < 5; ++round) {
        auto const start = std::chrono::steady_clock::now();
        driver.frames(20);
        best = std::min(
            best, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count() / 20);
    }
    std::printf("a frame with a table of %zu rows: %.3f ms\n", many, best);
    CHECK(best < 4);
}

TEST_CASE("Rows are known by their place, cells by column", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    auto const* row = driver.find(AriaRole::row, "Person 3");
    REQUIRE(row);
    CHECK(row->row_index == 5); // The header is 1.
    auto const* cell = driver.find(AriaRole::gridcell, "Person 3");
    REQUIRE(cell);
    CHECK(cell->column_index == 1);
    CHECK(cell->description == "somebody@riverside.example");
    CHECK(is_within(people.ui.semantics(), static_cast<std::uint32_t>(cell - people.ui.semantics().data()),
                    static_cast<std::uint32_t>(row - people.ui.semantics().data())));
}

TEST_CASE("A header sorts, and the other way when pressed again", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    CHECK(driver.find(AriaRole::columnheader, "Name")->sorted == Sorted::ascending);
    REQUIRE(driver.press(AriaRole::columnheader, "Role"));
    CHECK(people.state.sort_column == 1);
    CHECK(driver.find(AriaRole::columnheader, "Role")->sorted == Sorted::ascending);
    REQUIRE(driver.press(AriaRole::columnheader, "Role"));
    CHECK(people.state.descending);
    CHECK(driver.find(AriaRole::columnheader, "Name")->sorted == Sorted::none);
}

TEST_CASE("Arrows go through all rows, bringing them into sight; Enter opens one", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    people.ui.focus(driver.find(AriaRole::row, "Person 0")->id);
    driver.frames(2);
    for (int step = 0; step < 60; ++step)
        driver.key(Key::down);
    CHECK(people.focused_name() == "Person 60");
    CHECK(driver.find(AriaRole::row, "Person 60")->visible);
    driver.key(Key::end);
    CHECK(people.focused_name() == "Person 99999");
    CHECK(driver.find(AriaRole::row, "Person 99999")->visible);
    driver.key(Key::up);
    driver.key(Key::enter);
    CHECK(people.ui.take_navigation() == "#/users/99998");
    driver.key(Key::home);
    CHECK(people.focused_name() == "Person 0");
}

TEST_CASE("A row's menu is reached from the row by the arrow to the right", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    people.ui.focus(driver.find(AriaRole::row, "Person 2")->id);
    driver.frames(2);
    driver.key(Key::right);
    CHECK(people.focused_name() == "Actions for Person 2");
    driver.key(Key::left);
    CHECK(people.focused_name() == "Person 2");
    driver.key(Key::right);
    driver.key(Key::enter);
    CHECK(people.focused_name() == "Edit…");
    driver.key(Key::escape);
    CHECK(people.focused_name() == "Actions for Person 2");
}

TEST_CASE("A click opens a row; a click on its menu does not", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    auto const row = driver.find(AriaRole::row, "Person 1")->rect;
    driver.click(row.x + row.width / 2, row.y + row.height / 2);
    CHECK(people.ui.take_navigation() == "#/users/1");
    auto const menu = driver.find(AriaRole::button, "Actions for Person 1")->rect;
    driver.click(menu.x + menu.width / 2, menu.y + menu.height / 2);
    CHECK_FALSE(people.ui.take_navigation());
    CHECK(driver.find(AriaRole::menuitem, "Edit…"));
}

TEST_CASE("A finger that lands and lifts at once opens a row", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    auto const row = driver.find(AriaRole::row, "Person 1")->rect;
    people.ui.pointer_moved(row.x + 100, row.y + 10);
    people.ui.pointer_button(true, true);
    people.ui.pointer_button(false, true);
    driver.frames(4);
    CHECK(people.ui.take_navigation() == "#/users/1");
}

TEST_CASE("The wheel scrolls the rows", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    driver.wheel(400, 400, 2000);
    CHECK_FALSE(driver.find(AriaRole::row, "Person 0"));
    CHECK(driver.find(AriaRole::columnheader, "Name")->visible);
}

TEST_CASE("Empty, loading, failed and denied tables say so", "[kit][table]")
{
    People people;
    Driver driver{people.ui, [&] { people.draw(); }};
    people.rows = 0;
    driver.frames();
    CHECK(driver.find(AriaRole::status, "No people yet")->description == "Invite somebody.");
    people.content = TableContent::loading;
    driver.frames();
    CHECK(driver.find(AriaRole::grid, "People")->busy);
    people.content = TableContent::failed;
    driver.frames();
    CHECK(driver.find(AriaRole::status, "This could not be loaded")->description == "The server did not answer.");
    people.content = TableContent::denied;
    driver.frames();
    CHECK(driver.find(AriaRole::status, "You can't see this page")->description.find("S-4") != std::string_view::npos);
}

TEST_CASE("Where it is narrow, rows are cards with every column", "[kit][table]")
{
    People people{Viewport{.width = 390, .height = 844}};
    Driver driver{people.ui, [&] { people.draw(); }};
    auto const* row = driver.find(AriaRole::row, "Person 0");
    REQUIRE(row);
    CHECK(row->rect.height > 80);
    CHECK(row->rect.right() <= 390);
    auto cells = 0;
    for (auto const& node : people.ui.semantics())
        cells += node.role == AriaRole::gridcell && node.row_index == 2;
    CHECK(cells == 3);
}
