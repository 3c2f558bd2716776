// Ctrl+K and `?`.
#include "tests/kit/stage.hpp"

#include <catch2/catch_test_macros.hpp>

#include <array>

using namespace castellan::ui;
using castellan::tests::Stage;

namespace {

struct House : Stage {
    AppState state;
    TableState table;
    std::string name;
    bool renamed = false;
    bool edited = false;
    std::string removed;
    bool dialog = false;
    Driver driver{ui, [this] { draw(); }};

    void draw()
    {
        static constexpr auto places = std::to_array<Place>(
            {{.label = "Overview", .href = "#/"}, {.label = "Users", .href = "#/users"}, {.label = "Groups", .href = "#/groups"}});
        static constexpr auto sections = std::to_array<PlaceSection>({{.label = "", .places = places}});
        AppView view{.organization = "Riverside", .sections = sections, .person = "Ada"};
        view.find = [](std::string_view query, std::vector<Hit>& hits) {
            if (query == "grace")
                hits.push_back({.label = "Grace Hopper", .detail = "Person", .href = "#/users/u2"});
        };
        AppFrame frame{ui, view, state};
        Page page{ui, "house"};
        {
            auto actions = page_header(ui, {.title = "Station 7"});
            edited = edited || actions.button("Edit…");
            (void)actions.button("Sync now", {.disabled = "The safe is offline. (S-8)"});
            actions.rest_in_menu();
            renamed = renamed || actions.button("Rename…");
        }
        text_field(ui, "Name", name);
        static constexpr auto columns = std::to_array<Column>({{.label = "Person"}});
        DataTable rows{ui, "People", columns, table, {.row_count = 3}};
        while (rows.next_row()) {
            auto const who = "Person " + std::to_string(rows.row());
            rows.begin_row(rows.row(), {.name = who});
            rows.text(who);
            auto actions = rows.actions();
            if (actions.button("Remove"))
                removed = who;
        }
        Dialog over{ui, "Edit group", dialog};
    }
    [[nodiscard]] std::vector<std::string> options() const
    {
        std::vector<std::string> names;
        for (auto const& node : ui.semantics()) {
            if (node.role == AriaRole::option)
                names.emplace_back(node.name);
        }
        return names;
    }
    void search(std::string_view letters)
    {
        REQUIRE(driver.type(AriaRole::searchbox, "Search for a command, a place or a thing", letters));
    }
};

} // namespace

TEST_CASE("Ctrl+K lists what the page offers and the places, and nothing else", "[kit][palette]")
{
    House house;
    CHECK(house.ui.key(Key::commands, {.control = true}));
    house.driver.frames(3);
    CHECK(house.focused_name() == "Search for a command, a place or a thing");
    CHECK(house.options() == std::vector<std::string>{"Edit…", "Sync now", "Rename…", "Overview", "Users", "Groups",
                                                      "Keyboard", "Sign out"});
    auto const* sync = house.driver.find(AriaRole::option, "Sync now");
    CHECK(sync->disabled);
    CHECK(sync->description == "The safe is offline. (S-8)");
    CHECK(house.driver.items_without_entry().empty());
    house.driver.key(Key::escape);
    CHECK(house.options().empty());
}

TEST_CASE("A few letters find a command; Enter carries it out, in closed menus too", "[kit][palette]")
{
    House house;
    house.driver.key(Key::commands);
    house.search("rnm");
    CHECK(house.options() == std::vector<std::string>{"Rename…"});
    house.driver.key(Key::enter);
    house.driver.frames(3);
    CHECK(house.renamed);
    CHECK_FALSE(house.edited);
    CHECK(house.options().empty());
}

TEST_CASE("Arrows choose among what is found, and Enter goes there", "[kit][palette]")
{
    House house;
    house.driver.key(Key::commands);
    house.search("r");
    auto const all = house.options();
    REQUIRE(all.size() > 2);
    house.driver.key(Key::down);
    CHECK(house.driver.find(AriaRole::option, all[1])->selected);
    house.driver.key(Key::up);
    house.search("users");
    house.driver.key(Key::enter);
    CHECK(house.ui.take_navigation() == "#/users");
    house.driver.key(Key::commands);
    house.search("grace");
    house.driver.key(Key::enter);
    CHECK(house.ui.take_navigation() == "#/users/u2");
}

TEST_CASE("What can't be done now is told and not done", "[kit][palette]")
{
    House house;
    house.driver.key(Key::commands);
    house.search("sync");
    house.driver.key(Key::enter);
    CHECK(house.options() == std::vector<std::string>{"Sync now"}); // It is still open.
    house.search("zzz");
    CHECK(house.options().empty());
    CHECK(house.driver.find(AriaRole::status, "Nothing matches."));
    house.driver.key(Key::enter);
    CHECK_FALSE(house.ui.take_navigation());
}

TEST_CASE("Of rows, the commands of the one with the keyboard are listed", "[kit][palette]")
{
    House house;
    house.ui.focus(house.driver.find(AriaRole::row, "Person 1")->id);
    house.driver.frames(2);
    house.driver.key(Key::commands);
    house.search("remove");
    CHECK(house.options() == std::vector<std::string>{"Remove"});
    CHECK(house.driver.find(AriaRole::option, "Remove")->description == "Person 1");
    house.driver.key(Key::enter);
    house.driver.frames(3);
    CHECK(house.removed == "Person 1");
    CHECK(house.focused_name() == "Person 1"); // The keyboard is where it was.
}

TEST_CASE("Over a dialog the keys are the browser's, and `?` is a letter in a field", "[kit][palette]")
{
    House house;
    house.ui.focus(house.driver.find(AriaRole::textbox, "Name")->id);
    house.driver.frames(2);
    CHECK_FALSE(house.ui.key(Key::help));
    house.dialog = true;
    house.driver.frames(3);
    CHECK_FALSE(house.ui.key(Key::commands, {.control = true}));
    CHECK_FALSE(house.ui.key(Key::help));
}

TEST_CASE("`?` shows the keys", "[kit][palette]")
{
    House house;
    CHECK(house.ui.key(Key::help));
    house.driver.frames(3);
    CHECK(house.driver.find(AriaRole::dialog, "Keyboard"));
    CHECK(house.driver.shows("Commands and places"));
    house.driver.key(Key::escape);
    CHECK_FALSE(house.driver.find(AriaRole::dialog, "Keyboard"));
}

TEST_CASE("Letters fit a text in their order, best at the beginnings of words", "[kit][palette]")
{
    CHECK(fit("Add members…", "am") > fit("Groups of Adam", "am"));
    CHECK(fit("Users", "use") > fit("My house", "use"));
    CHECK(fit("Users", "USERS") > 0);
    CHECK(fit("Users", "sersu") < 0);
    CHECK(fit("", "a") < 0);
    CHECK(fit("Users", "") == 0);
}
