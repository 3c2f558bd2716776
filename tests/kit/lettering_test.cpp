#include "ui/kit/lettering.hpp"

#include "tests/kit/stage.hpp"
#include "ui/kit/core.hpp"
#include "ui/kit/raster.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <string>

using namespace castellan::ui;
using castellan::tests::Stage;

namespace {

/// Draws one frame with these letters on it; the number of points that differ from an empty one.
std::size_t ink_of(Stage& stage, std::string_view name, Rect const& rect = {20, 20, 300, 30})
{
    stage.ui.begin_frame(1);
    stage.ui.end_frame();
    auto const empty = rasterize(*stage.ui.draw_data(), stage.ui.pages());
    stage.ui.begin_frame(2);
    stage.ui.core().text(rect, name, Face::body, stage.ui.theme().text);
    stage.ui.end_frame();
    auto const written = rasterize(*stage.ui.draw_data(), stage.ui.pages());
    std::size_t points = 0;
    for (std::size_t at = 0; at < empty.pixels.size(); ++at)
        points += empty.pixels[at] != written.pixels[at] ? 1u : 0u;
    return points;
}

} // namespace

TEST_CASE("Names that the fonts have letters for are not painted by the platform", "[kit][lettering]")
{
    Stage stage;
    for (auto const* name : {"Ada Okafor", "Miguel Ángel Castañeda Ríos", "Ελένη Παπαδοπούλου", "Ибрагим Хасанов", "Łukasz Wiśniewski"}) {
        INFO(name);
        CHECK(ink_of(stage, name) > 100);
        CHECK_FALSE(stage.ui.core().is_foreign(name));
        CHECK(stage.ui.pages().empty());
    }
}

TEST_CASE("Names in other scripts are painted, and measured as they are painted", "[kit][lettering]")
{
    Stage stage;
    for (auto const* name : {"陈晓明", "رشيد الفاروقي", "נעמי פלדמן", "박예진", "राजेश", "สมชาย", "Sam 👩‍🚒", "Nguyễn"}) {
        INFO(name);
        CHECK(ink_of(stage, name) > 50);
        CHECK(stage.ui.core().is_foreign(name));
        CHECK(stage.ui.core().text_width(name, Face::body) > 10);
    }
    CHECK(stage.ui.pages().size() == 1);
}

TEST_CASE("A name without room is cut between letters and says so at the end where it is read", "[kit][lettering]")
{
    Stage stage;
    stage.ui.begin_frame(1);
    auto& core = stage.ui.core();
    auto const han = core.shortened("陈晓明陈晓明陈晓明陈晓明", Face::body, 80);
    CHECK(han.starts_with("陈晓明"));
    CHECK(han.ends_with("…"));
    CHECK(core.text_width(han, Face::body) <= 80);
    auto const arabic = core.shortened("رشيد الفاروقي رشيد الفاروقي", Face::body, 80);
    CHECK(arabic.ends_with("…\u200F"));
    auto const joined = core.shortened("👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒👩‍🚒", Face::body, 60);
    CHECK((joined.size() - std::string_view{"…"}.size()) % std::string_view{"👩‍🚒"}.size() == 0);
    stage.ui.end_frame();
}

TEST_CASE("Text without blanks wraps between its letters, and none is lost", "[kit][lettering]")
{
    Stage stage;
    stage.ui.begin_frame(1);
    auto& core = stage.ui.core();
    std::string_view rest = "陈晓明陈晓明陈晓明陈晓明 رشيد الفاروقي";
    auto lines = 0;
    std::string all;
    for (; !rest.empty(); Core::skip_break(rest)) {
        auto const size = core.first_line(rest, Face::body, 60);
        CHECK(core.text_width(rest.substr(0, size), Face::body) <= 70);
        all += rest.substr(0, size);
        rest.remove_prefix(size);
        ++lines;
    }
    CHECK(lines >= 4);
    CHECK(all == "陈晓明陈晓明陈晓明陈晓明رشيدالفاروقي");
    stage.ui.end_frame();
}

TEST_CASE("Pictures of texts give way to newer ones, and are never more than their pages hold", "[kit][lettering]")
{
    auto const lettering = make_plain_lettering();
    Inscriptions inscriptions;
    inscriptions.use(lettering.get());
    for (auto number = 0; number < 5000; ++number) {
        if (number % 100 == 0)
            inscriptions.begin_frame();
        auto const name = "陈晓明 " + std::to_string(number);
        auto const place = inscriptions.find(name, 28, true, Color::hex(0x161B24));
        REQUIRE(place);
        CHECK(place->u1 <= 1);
        CHECK(place->v1 <= 1);
        CHECK(inscriptions.find(name, 28, true, Color::hex(0x161B24))->u0 == place->u0);
    }
    CHECK(inscriptions.pages().size() == Inscriptions::most_pages);
}

TEST_CASE("A person's initials are letters of any script", "[kit][lettering]")
{
    CHECK(initials("陈晓明") == "陈");
    CHECK(initials("رشيد الفاروقي") == "ر");
    CHECK(initials("राजेश वेंकटरमन") == "रा");
    CHECK(initials("👩‍🚒 Sam") == "👩‍🚒");
    CHECK(initials("Ελένη Παπαδοπούλου") == "ΕΠ");
}

TEST_CASE("In the top bar stands the whole name, however short it is", "[kit][lettering]")
{
    Stage stage;
    auto state = AppState{};
    auto const ink_of_bar = [&](std::string_view person) {
        auto const view = AppView{.person = person};
        for (auto frame = 1; frame <= 2; ++frame) {
            stage.ui.begin_frame(frame);
            {
                AppFrame app{stage.ui, view, state};
                Page page{stage.ui, "a page"};
            }
            stage.ui.end_frame();
        }
        return rasterize(*stage.ui.draw_data(), stage.ui.pages());
    };
    // Both have the initials BL, so that only the name itself can differ.
    auto const is_drawn = ink_of_bar("Bo Li").pixels != ink_of_bar("Bi Lo").pixels;
    CHECK(is_drawn);
}
