// `#/kit` as pictures: every part in every state, light and dark, on a desk and on a phone. Drawn by the software painter,
// so that the same sources give the same pixels. After a change that is meant to be seen:
//   CASTELLAN_RENEW=1 build/native/tests/kit/castellan_kit_tests "[golden]"
// and look at the pictures.
#include "tests/kit/stage.hpp"
#include "ui/kit/raster.hpp"

#include <catch2/catch_test_macros.hpp>

#include <png.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

using namespace castellan::ui;
using castellan::tests::Stage;

namespace {

std::filesystem::path const folder = CASTELLAN_SOURCE_DIR "/tests/kit/golden";

void save(Picture const& picture, std::filesystem::path const& path)
{
    std::vector<std::uint8_t> bytes;
    for (auto const pixel : picture.pixels)
        for (auto const shift : {0, 8, 16})
            bytes.push_back(static_cast<std::uint8_t>(pixel >> shift));
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = static_cast<png_uint_32>(picture.width);
    image.height = static_cast<png_uint_32>(picture.height);
    image.format = PNG_FORMAT_RGB;
    std::filesystem::create_directories(path.parent_path());
    REQUIRE(png_image_write_to_file(&image, path.c_str(), 0, bytes.data(), 0, nullptr));
}

/// How many pixels differ from the file, by more than a painter's rounding; all of them if it is not there.
std::size_t difference(Picture const& picture, std::filesystem::path const& path)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_file(&image, path.c_str()))
        return picture.pixels.size();
    image.format = PNG_FORMAT_RGB;
    std::vector<std::uint8_t> bytes(PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, nullptr, bytes.data(), 0, nullptr) ||
        static_cast<int>(image.width) != picture.width || static_cast<int>(image.height) != picture.height)
        return picture.pixels.size();
    constexpr auto rounding = 3;
    std::size_t different = 0;
    for (std::size_t index = 0; index < picture.pixels.size(); ++index) {
        auto const differs = [&](std::size_t channel) {
            auto const drawn = static_cast<int>(picture.pixels[index] >> (8 * channel) & 0xFF);
            return std::abs(drawn - static_cast<int>(bytes[index * 3 + channel])) > rounding;
        };
        different += differs(0) || differs(1) || differs(2);
    }
    return different;
}

struct Scene {
    std::string name;
    std::string tab;
    std::function<void(Ui&, GalleryState&, Driver&)> prepare = {};
};

std::vector<Scene> scenes()
{
    return {
        {"fields", "fields"},
        {"buttons", "buttons"},
        {"table", "table"},
        {"states", "states"},
        {"detail", "detail"},
        {"charts", "charts"},
        {"week", "week"},
        {"chosen", "table",
         [](Ui&, GalleryState& state, Driver&) {
             state.table.selection.assign({1, 2, 4});
         }},
        {"columns", "table",
         [](Ui&, GalleryState&, Driver& driver) { CHECK(driver.press(AriaRole::button, "Table options: People")); }},
        {"panel", "charts", [](Ui&, GalleryState& state, Driver&) { state.panel = true; }},
        {"dialog", "buttons", [](Ui&, GalleryState& state, Driver&) { state.dialog = true; }},
        {"messages", "buttons",
         [](Ui&, GalleryState&, Driver& driver) {
             CHECK(driver.press(AriaRole::button, "Success"));
             CHECK(driver.press(AriaRole::button, "Refusal"));
         }},
        {"commands", "detail", [](Ui& ui, GalleryState&, Driver&) { CHECK(ui.key(Key::commands)); }},
        {"keys", "detail", [](Ui& ui, GalleryState&, Driver&) { CHECK(ui.key(Key::help)); }},
        {"choices", "fields",
         [](Ui&, GalleryState&, Driver& driver) { CHECK(driver.press(AriaRole::combobox, "Groups")); }},
        {"calendar", "fields",
         [](Ui&, GalleryState&, Driver& driver) { CHECK(driver.press(AriaRole::button, "Open calendar")); }},
    };
}

struct Shown : Stage {
    GalleryState state;
    AppState frame;
    explicit Shown(Viewport const& viewport, std::string tab) : Stage(viewport) { state.tab = std::move(tab); }

    void draw()
    {
        static constexpr auto places =
            std::to_array<Place>({{.label = "Parts", .href = "#/kit", .icon = icon::layout_dashboard, .current = true},
                                  {.label = "Users", .href = "#/users", .icon = icon::users, .count = 120}});
        static constexpr auto sections = std::to_array<PlaceSection>({{.label = "Kit", .places = places}});
        AppFrame const around{ui, {.organization = "Every part", .sections = sections, .person = "Ada Okafor"}, frame};
        Page const page{ui, "kit"};
        kit_gallery(ui, state);
    }
};

constexpr Viewport desk{.width = 1280, .height = 800, .reduced_motion = true};
constexpr Viewport phone{.width = 390, .height = 844, .coarse_pointer = true, .reduced_motion = true};

} // namespace

TEST_CASE("The gallery looks as it did when somebody looked at it", "[kit][golden]")
{
    for (auto const& scene : scenes()) {
        for (auto viewport : {desk, phone}) {
            for (auto const dark : {false, true}) {
                // Of what opens over a page one look is enough; of pages, dark on a desk and light on both.
                if ((scene.prepare || viewport == phone) && (dark || (scene.prepare && viewport == phone)))
                    continue;
                viewport.dark = dark;
                Shown shown{viewport, scene.tab};
                Driver driver{shown.ui, [&] { shown.draw(); }};
                if (scene.prepare)
                    scene.prepare(shown.ui, shown.state, driver);
                driver.frames(4);
                auto const picture = rasterize(*shown.ui.draw_data(), shown.ui.pages());
                auto const name = scene.name + (viewport.width < 800 ? "-phone" : "-desk") + (dark ? "-dark.png" : "-light.png");
                CHECK(driver.items_without_entry().empty());
                if (std::getenv("CASTELLAN_RENEW")) {
                    save(picture, folder / name);
                    continue;
                }
                auto const different = difference(picture, folder / name);
                if (different > 0)
                    save(picture, std::filesystem::path(CASTELLAN_TEST_OUTPUT) / name);
                INFO(name << " differs; what was drawn is in " << CASTELLAN_TEST_OUTPUT);
                CHECK(different == 0);
            }
        }
    }
}

TEST_CASE("Where the pointer is a finger, everything to touch is at least 44 px", "[kit][touch]")
{
    for (auto viewport : {phone, desk}) {
        viewport.coarse_pointer = true;
        for (auto const& scene : scenes()) {
            Shown shown{viewport, scene.tab};
            Driver driver{shown.ui, [&] { shown.draw(); }};
            if (scene.prepare)
                scene.prepare(shown.ui, shown.state, driver);
            driver.frames(4);
            auto looked_at = 0;
            for (auto const& node : shown.ui.semantics()) {
                if (!is_interactive(node.role) || !node.visible)
                    continue;
                ++looked_at;
                INFO(scene.name << ": " << aria_name(node.role) << " “" << node.name << "” is " << node.rect.width << " × "
                                << node.rect.height);
                CHECK(node.rect.height >= size::touch);
                CHECK(node.rect.width >= size::touch);
            }
            CHECK(looked_at > 5);
        }
    }
}
