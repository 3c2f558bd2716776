// Modules, records and admin profiles as a person uses them.
#include "tests/ui/browser.hpp"
#include "ui/screens/admin_profiles.hpp"
#include "ui/screens/form_designer.hpp"
#include "ui/screens/module_screen.hpp"
#include "ui/screens/privileges_screen.hpp"
#include "ui/screens/roles_screen.hpp"
#include "wire/form_json.hpp"

#include <catch2/catch_test_macros.hpp>

#include <algorithm>

using namespace castellan;
using namespace castellan::test;
using namespace castellan::ui;

namespace {

// Of the demonstration.
constexpr auto collaborator = "u46";
constexpr auto module_admin = "u45";
constexpr auto partial_admin = "u63";
constexpr auto profile_keeper = "u73";
constexpr auto full_admin = "u16";

/// What begins as a PNG of 640 by 480.
std::string picture()
{
    return std::string{"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x02\0\0\0....pixels", 39};
}

/// The one that was made last, whatever day the demonstration's others are of.
/// The one that was made last; those of the demonstration are later by the town's clock.
Record const* newest_record(World const& world, ModuleId module)
{
    auto const& records = world.modules[module].records;
    return records.empty() ? nullptr : &world.records[records.back()];
}

struct Eyes {
    explicit Eyes(std::string_view person) : town(demonstration()), replica(town.replica_of(person)), seen(look(replica.world(), replica.me(), replica.world().accounts.find("a1"), town.now, 1)) {}
    Town town;
    client::Replica replica;
    Seen seen;
};

} // namespace

TEST_CASE("M-4: a record is submitted with what was filled in, its picture first", "[ui][app][M-4]")
{
    auto town = Town{demonstration()};
    auto mateus = Browser{town, collaborator, "#/modules/m1"};
    REQUIRE(mateus.press(AriaRole::button, "Submit a record…"));
    auto const* submit = mateus.find(AriaRole::button, "Submit");
    REQUIRE(submit != nullptr);
    CHECK(submit->disabled); // what is required is missing
    CHECK(submit->description.contains("Vehicle"));
    REQUIRE(mateus.press(AriaRole::combobox, "Vehicle"));
    REQUIRE(mateus.press(AriaRole::option, "Medic 12"));
    REQUIRE(mateus.type("Mileage", "41234"));
    REQUIRE(mateus.press(AriaRole::radio, "Yes"));
    REQUIRE(mateus.press(AriaRole::button, "Photo of a defect"));
    mateus.ui.file_picked({"photo.jpg", picture()});
    mateus.frames(2);
    CHECK(mateus.find(AriaRole::button, "Submit")->disabled); // it is on its way
    mateus.settle();
    CHECK(mateus.find(AriaRole::button, "Remove picture") != nullptr);
    REQUIRE(mateus.press(AriaRole::button, "Submit"));
    mateus.settle();
    CHECK(mateus.shows("Record submitted"));
    auto const* record = newest_record(town.world(), town.world().modules.find("m1"));
    REQUIRE(record != nullptr);
    auto const answers = wire::answers_in(record->values);
    CHECK(answer_to(answers, "vehicle")->text == "Medic 12");
    CHECK(answer_to(answers, "mileage")->text == "41234");
    CHECK(answer_to(answers, "clean")->text == "true");
    REQUIRE(answer_to(answers, "photo") != nullptr);
    CHECK(is_picture_id(answer_to(answers, "photo")->text));
}

TEST_CASE("M-4: a picture that is not kept is told at its field, and the rest stays", "[ui][app][M-4]")
{
    auto town = Town{demonstration()};
    auto mateus = Browser{town, collaborator, "#/modules/m1"};
    REQUIRE(mateus.press(AriaRole::button, "Submit a record…"));
    REQUIRE(mateus.type("Mileage", "12 km"));
    CHECK(mateus.find(AriaRole::button, "Submit")->disabled);
    REQUIRE(mateus.press(AriaRole::button, "Photo of a defect"));
    mateus.ui.file_picked({"photo.svg", "<svg/>"});
    mateus.frames(2);
    mateus.settle();
    auto const* photo = mateus.find(AriaRole::button, "Photo of a defect");
    REQUIRE(photo != nullptr);
    CHECK(photo->error.contains("no picture"));
    auto const* mileage = mateus.find(AriaRole::textbox, "Mileage");
    REQUIRE(mileage != nullptr);
    CHECK(mileage->value == "12 km");
}

TEST_CASE("M-3: a form is designed, previewed, put into order by keyboard, and saved", "[ui][app][M-3]")
{
    auto town = Town{demonstration()};
    auto const module = town.world().modules.find("m1");
    auto const before = form_of(town.world().modules[module]).size();
    auto bronwen = Browser{town, module_admin, "#/modules/m1?tab=form"};
    REQUIRE(bronwen.press(AriaRole::button, "Add field"));
    REQUIRE(bronwen.press(AriaRole::menuitem, "Date"));
    REQUIRE(bronwen.type("Label", "Inspected on"));
    CHECK(bronwen.find(AriaRole::heading, "Inspected on") != nullptr);
    REQUIRE(bronwen.press_last(AriaRole::button, "Move up"));
    REQUIRE(bronwen.press(AriaRole::button, "Save form"));
    bronwen.settle();
    auto const form = form_of(town.world().modules[module]);
    REQUIRE(form.size() == before + 1);
    CHECK(form[before - 1].label == "Inspected on");
    CHECK(form[before - 1].kind == FieldKind::date);
    CHECK(form[before - 1].id != form[before].id);
}

TEST_CASE("records are searched, filtered and sorted by the fields of their form", "[ui][views]")
{
    auto const eyes = Eyes{module_admin};
    auto const module = eyes.seen.world.modules.find("m1");
    auto const all = records_view(eyes.seen, module, {});
    REQUIRE(all.lines.size() > 3);
    CHECK(all.total == all.lines.size());
    auto const at = [&](RecordLine const& line) { return eyes.seen.world.records[line.record].at; };
    CHECK(std::ranges::is_sorted(all.lines, std::greater{}, at)); // the latest first
    auto const ladders = records_view(eyes.seen, module, {.search = {}, .filter = "vehicle=Ladder 3"});
    CHECK(ladders.lines.size() < all.lines.size());
    for (auto const& line : ladders.lines)
        CHECK(line.texts[0] == "Ladder 3");
    auto const by_mileage = records_view(eyes.seen, module, {.search = {}, .filter = {}, .sort = 3, .descending = false});
    CHECK(std::ranges::is_sorted(by_mileage.lines, {}, [](RecordLine const& line) { return std::stoi(line.texts[1]); }));
    CHECK(records_view(eyes.seen, module, {.search = "no such words"}).lines.empty());
}

TEST_CASE("P-1: the Admin entry is there for members of profiles, and leads to what they grant", "[ui][P-1]")
{
    auto const dragan = Eyes{partial_admin};
    CHECK(has_admin_entry(dragan.seen));
    auto names = std::vector<std::string_view>{};
    for (auto const& granted : granted_managers(dragan.seen))
        names.push_back(granted.manager);
    CHECK(names == std::vector<std::string_view>{"groups", "safes", "doors", "keys"});
    CHECK_FALSE(has_admin_entry(Eyes{"u22"}.seen)); // a user
    CHECK_FALSE(has_admin_entry(Eyes{"u1"}.seen));  // S alone gives nothing in P
    auto const jonathan = Eyes{full_admin};
    CHECK(has_admin_entry(jonathan.seen));
    CHECK(granted_managers(jonathan.seen).size() > names.size());
}

TEST_CASE("P-5: a partial administrator is shown what he holds in a profile, and ticks no more; P-6: a full one all", "[ui][P-5][P-6]")
{
    auto const wojciech = Eyes{profile_keeper};
    auto const& world = wojciech.seen.world;
    auto const own = world.profiles.find("f3");
    REQUIRE(own);
    CHECK(tickable(wojciech.seen, own) == world.profiles[own].permissions);
    auto const other = world.profiles.find("f1");
    REQUIRE(other);
    CHECK(tickable(wojciech.seen, other).empty());
    CHECK(world.profiles[other].permissions.empty());

    auto const jonathan = Eyes{full_admin};
    auto const all = tickable(jonathan.seen, jonathan.seen.world.profiles.find("f1"));
    CHECK(all.includes({Permission::safes_upgrade, Permission::modules_delete, Permission::audit_export}));
    CHECK_FALSE(all.has(Permission::profiles_set_type)); // P-6: no profile carries it
    CHECK_FALSE(all.has(Permission::people_promote));
}

TEST_CASE("P-2: a manager is added with its list, and list goes with it alone", "[ui][app][P-2]")
{
    auto town = Town{demonstration()};
    auto jonathan = Browser{town, full_admin, "#/profiles/f2"};
    REQUIRE(jonathan.press(AriaRole::combobox, "Add a manager"));
    REQUIRE(jonathan.press(AriaRole::option, "Safes"));
    auto const* list = static_cast<SemanticNode const*>(nullptr);
    for (auto const& node : jonathan.ui.semantics()) {
        if (node.role == AriaRole::checkbox && node.name == "list") {
            CHECK(node.checked == Checked::yes);
            CHECK(node.disabled);
            list = &node;
        }
    }
    REQUIRE(list != nullptr);
    REQUIRE(jonathan.press(AriaRole::button, "Save permissions"));
    jonathan.settle();
    CHECK(town.world().profiles[town.world().profiles.find("f2")].permissions.has(Permission::safes_list));
}

TEST_CASE("two profiles are compared permission by permission", "[ui][views]")
{
    auto const here = PermissionSet{Permission::safes_list, Permission::safes_sync};
    auto const there = PermissionSet{Permission::safes_list, Permission::doors_list};
    CHECK(compared(here, there, true) == std::vector<ComparedLine>{{Permission::safes_sync, true, false}, {Permission::doors_list, false, true}});
    CHECK(compared(here, there, false).size() == 3);
    CHECK(compared(here, here, true).empty());
}

TEST_CASE("the roles page says what the tables decide, and who holds it", "[ui][views]")
{
    auto const ada = Eyes{"u1"};
    auto const columns = role_columns(ada.seen, Book::safes, {});
    auto const of = [&](std::string_view key) { return *std::ranges::find(columns, key, &RoleColumn::key); };
    CHECK(role_cell(ada.seen, of("group_admin"), Permission::safes_sync).reach == "own groups · S-8");
    CHECK(role_cell(ada.seen, of("group_admin"), Permission::safes_register).reach.empty());
    CHECK(role_cell(ada.seen, of("partial_admin"), Permission::safes_sync).reach == "if in a profile · P-1");
    auto const holders = holders_of(ada.seen, of("group_admin"), Permission::safes_sync);
    auto const holds = [&](std::string_view id) { return std::ranges::contains(holders, ada.seen.world.users.find(id), &RoleHolder::user); };
    CHECK(holds("u6"));
    CHECK_FALSE(holds("u22"));
    CHECK_FALSE(holds("u1"));
}

TEST_CASE("what was used is what would have done: its lists come along", "[ui][views]")
{
    CHECK(with_lists({Permission::safes_sync}) == PermissionSet{Permission::safes_sync, Permission::safes_list});
    CHECK(with_lists({}).empty());
}

TEST_CASE("less is offered to who used less, by whoever may change it", "[ui][app][X-7]")
{
    auto town = Town{demonstration()};
    auto ada = Browser{town, "u1", "#/privileges"};
    ada.settle();
    CHECK(ada.shows("User instead of Group Administrator")); // nobody has done anything yet
    CHECK_FALSE(ada.shows("Reading the trail"));
}
