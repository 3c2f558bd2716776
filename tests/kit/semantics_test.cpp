#include "tests/kit/stage.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include <array>
#include <set>

using namespace castellan::ui;
using castellan::tests::Stage;

namespace {

struct Gallery : Stage {
    GalleryState state;
    AppState app;
    using Stage::Stage;
    void draw()
    {
        static std::array const places{Place{"Users", "#/users", icon::users, false, 120},
                                       Place{"Groups", "#/groups", icon::warehouse, true}};
        static std::array const sections{PlaceSection{"Safes and groups", places}};
        static std::array const accounts{Choice{.key = "a", .label = "City"}, Choice{.key = "b", .label = "County"}};
        AppFrame frame{ui,
                       {.organization = "Riverside",
                        .sections = sections,
                        .accounts = accounts,
                        .account = "a",
                        .person = "Ada Lovelace",
                        .person_href = "#/me",
                        .offline = true},
                       app};
        Page page{ui, "kit"};
        kit_gallery(ui, state);
    }
};

} // namespace

TEST_CASE("Every interactive ImGui item has its entry, in every part and state", "[kit][semantics]")
{
    auto const width = GENERATE(390.0f, 1280.0f, 1920.0f);
    auto const tab = GENERATE("fields", "buttons", "table", "states", "detail");
    Gallery gallery{Viewport{.width = width, .height = 800, .coarse_pointer = width < 800}};
    gallery.state.tab = tab;
    Driver driver{gallery.ui, [&] { gallery.draw(); }};
    CAPTURE(width, tab);
    CHECK(driver.items_without_entry() == std::vector<std::string>{});
    if (gallery.ui.is_narrow()) {
        REQUIRE(driver.press(AriaRole::button, "Open the menu"));
        CHECK(driver.items_without_entry() == std::vector<std::string>{});
        REQUIRE(driver.press(AriaRole::button, "Close the menu"));
    }
    gallery.state.dialog = true;
    gallery.state.tab = "buttons";
    driver.frames(3);
    CHECK(driver.find(AriaRole::dialog, "Edit group"));
    CHECK(driver.items_without_entry() == std::vector<std::string>{});
}

TEST_CASE("Ids are unique in a frame and the same in the next", "[kit][semantics]")
{
    auto const tab = GENERATE("fields", "buttons", "table", "states", "detail");
    Gallery gallery;
    gallery.state.tab = tab;
    Driver driver{gallery.ui, [&] { gallery.draw(); }};
    auto const ids = [&] {
        std::vector<WidgetId> list;
        for (auto const& node : gallery.ui.semantics())
            list.push_back(node.id);
        return list;
    };
    auto const before = ids();
    CHECK(std::set(before.begin(), before.end()).size() == before.size());
    driver.frames(2);
    CHECK(ids() == before);
}

TEST_CASE("What can be used has a name, and parents come before their children", "[kit][semantics]")
{
    auto const tab = GENERATE("fields", "buttons", "table", "states", "detail");
    Gallery gallery;
    gallery.state.tab = tab;
    Driver driver{gallery.ui, [&] { gallery.draw(); }};
    auto const nodes = gallery.ui.semantics();
    auto mains = 0;
    auto first_headings = 0;
    for (std::uint32_t index = 0; index < nodes.size(); ++index) {
        auto const& node = nodes[index];
        CAPTURE(aria_name(node.role), node.rect.x, node.rect.y);
        if (is_interactive(node.role) || node.role == AriaRole::row)
            CHECK((!node.name.empty() || node.row_index == 1));
        if (node.parent != SemanticNode::no_parent)
            CHECK(node.parent < index);
        mains += node.role == AriaRole::main;
        first_headings += node.role == AriaRole::heading && node.level == 1;
    }
    CHECK(mains == 1);
    CHECK(first_headings == 1);
}

TEST_CASE("Targets are at least 44 px high where the pointer is coarse", "[kit][semantics]")
{
    auto const tab = GENERATE("fields", "buttons", "table", "detail");
    Gallery gallery{Viewport{.width = 820, .height = 1180, .coarse_pointer = true}};
    gallery.state.tab = tab;
    Driver driver{gallery.ui, [&] { gallery.draw(); }};
    for (auto const& node : gallery.ui.semantics()) {
        if (!is_interactive(node.role) || node.name.starts_with("Remove ") || node.rect.height <= 0)
            continue;
        if (node.role == AriaRole::link && gallery.ui.semantics()[node.parent].name == "Breadcrumb")
            continue; // Links within a line of text are exempt, as in WCAG 2.5.8.
        CAPTURE(aria_name(node.role), node.name, node.rect.height);
        CHECK(node.rect.height >= 44);
    }
}

TEST_CASE("Nothing is wider than the page", "[kit][semantics]")
{
    auto const width = GENERATE(360.0f, 390.0f, 768.0f, 1280.0f, 1920.0f, 3840.0f);
    auto const tab = GENERATE("fields", "buttons", "table", "states", "detail");
    Gallery gallery{Viewport{.width = width, .height = 900}};
    gallery.state.tab = tab;
    Driver driver{gallery.ui, [&] { gallery.draw(); }};
    driver.frames(2);
    for (auto const& node : gallery.ui.semantics()) {
        if (node.role == AriaRole::tab)
            continue; // They scroll sideways.
        CAPTURE(width, tab, aria_name(node.role), node.name, node.rect.x, node.rect.width);
        CHECK(node.rect.right() <= width + 0.5f);
        CHECK(node.rect.x >= -0.5f);
    }
}

TEST_CASE("The top bar is one line at every width", "[kit][semantics]")
{
    auto const width = GENERATE(320.0f, 390.0f, 800.0f, 820.0f, 900.0f, 1024.0f, 1280.0f, 1920.0f);
    Gallery gallery{Viewport{.width = width, .height = 800}};
    Driver driver{gallery.ui, [&] { gallery.draw(); }};
    auto const nodes = gallery.ui.semantics();
    auto const* banner = driver.find(AriaRole::banner, "");
    REQUIRE(banner);
    auto const bar = static_cast<std::uint32_t>(banner - nodes.data());
    std::vector<SemanticNode> within;
    for (std::uint32_t index = 0; index < nodes.size(); ++index) {
        if (!is_within(nodes, index, bar))
            continue;
        CAPTURE(width, nodes[index].name);
        CHECK(nodes[index].rect.bottom() <= banner->rect.bottom());
        for (auto const& other : within) {
            auto const one = &nodes[index];
            CAPTURE(other.name);
            CHECK((one->rect.x >= other.rect.right() || other.rect.x >= one->rect.right() ||
                   one->name == "Clear search"));
        }
        within.push_back(nodes[index]);
    }
    CHECK(within.size() >= 3);
}

TEST_CASE("Nothing asks for a frame when nothing moves; a spinner and a toast do", "[kit][semantics]")
{
    Stage stage;
    auto busy = false;
    auto seconds = 100.0;
    auto const frame = [&] {
        seconds += 1.0 / 60;
        stage.ui.begin_frame(seconds);
        (void)button(stage.ui, "Save", {.busy = busy});
        return stage.ui.end_frame().next_frame_in;
    };
    for (int round = 0; round < 4; ++round)
        (void)frame();
    CHECK_FALSE(frame());
    busy = true;
    CHECK(frame());
    auto still = stage.ui.viewport();
    still.reduced_motion = true;
    stage.ui.set_viewport(still);
    (void)frame();
    CHECK_FALSE(frame());
    busy = false;
    stage.ui.toast({.title = "Saved"});
    for (int round = 0; round < 3; ++round)
        (void)frame();
    auto const next = frame();
    REQUIRE(next);
    CHECK(*next > 3);
}

TEST_CASE("A refusal is announced with its rule and stays; success leaves", "[kit][semantics]")
{
    Stage stage;
    Driver driver{stage.ui, [] {}};
    stage.ui.toast({.title = "Saved"});
    stage.ui.toast(
        {.tone = Tone::warning, .title = "Refused", .body = "Nobody changes a role of his own.", .rule = "X-3"});
    driver.frames(2);
    auto const* refusal = driver.find(AriaRole::alert, "Refused. Nobody changes a role of his own. Rule X-3");
    REQUIRE(refusal);
    CHECK(refusal->live == Live::assertive);
    CHECK(driver.find(AriaRole::status, "Saved")->live == Live::polite);
    driver.frames(60 * 6);
    CHECK_FALSE(driver.find(AriaRole::status, "Saved"));
    CHECK(driver.shows("Refused"));
    REQUIRE(driver.press(AriaRole::button, "Dismiss"));
    CHECK_FALSE(driver.shows("Refused"));
}
