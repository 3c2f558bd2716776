// Pictures of the screens, for people to look at: not part of the everyday run.
//   CASTELLAN_LOOK=folder castellan_ui_tests "[look]"
// writes one PPM for each page, persona, width and theme.
#include "tests/client/town.hpp"
#include "tests/ui/walker.hpp"
#include "ui/kit/raster.hpp"

#include <catch2/catch_test_macros.hpp>

#include <cstdlib>
#include <fstream>

using namespace castellan;
using namespace castellan::test;

namespace {

void save(ui::Ui& ui, std::string const& path)
{
    auto const picture = ui::rasterize(*ui.draw_data(), ui.pages());
    auto file = std::ofstream{path, std::ios::binary};
    file << "P6\n" << picture.width << " " << picture.height << "\n255\n";
    for (auto const pixel : picture.pixels) {
        char const bytes[] = {static_cast<char>(pixel & 255), static_cast<char>(pixel >> 8 & 255),
                              static_cast<char>(pixel >> 16 & 255)};
        file.write(bytes, 3);
    }
}

struct Shot {
    char const* name;
    char const* person;
    char const* hash;
};

constexpr Shot shots[] = {
    {"overview-admin", "u1", "#/"},
    {"overview-chief", "u6", "#/"},
    {"overview-user", "u22", "#/"},
    {"overview-nogroup", "u8", "#/"},
    {"users", "u1", "#/users"},
    {"user", "u1", "#/users/u6"},
    {"groups", "u1", "#/groups"},
    {"group", "u6", "#/groups/g1"},
    {"group-admin", "u1", "#/groups/g1"},
    {"safes", "u1", "#/safes"},
    {"safe", "u1", "#/safes/s1"},
    {"safe-user", "u22", "#/safes/s1"},
    {"assets", "u1", "#/assets"},
    {"assets-chief", "u6", "#/assets"},
    {"asset", "u1", "#/assets/x2"},
    {"reports", "u1", "#/reports"},
    {"reports-chief", "u6", "#/reports"},
    {"reports-expires", "u1", "#/reports?report=expires&expires=90"},
    {"reports-movements", "u1", "#/reports?report=movements"},
    {"profile", "u6", "#/profile"},
    {"nowhere", "u6", "#/groups/g7"},
    {"search", "u1", "#/search?q=med"},
    {"overview-both", "u3", "#/"},
    {"overview-org", "u18", "#/"},
    {"members", "u18", "#/members"},
    {"overview-full", "u16", "#/"},
    {"overview-keys", "u35", "#/"},
    {"doors", "u16", "#/doors"},
    {"doors-groups", "u32", "#/doors?view=groups"},
    {"doors-keys", "u16", "#/doors?view=keys"},
    {"door", "u16", "#/doors/d2"},
    {"door-admin", "u34", "#/doors/d1"},
    {"door-user", "u35", "#/doors/d1"},
    {"group-doors", "u32", "#/groups/g2"},
    {"group-both", "u16", "#/groups/g1"},
    {"user-keys", "u16", "#/users/u60"},
    {"modules", "u20", "#/modules"},
    {"modules-collaborator", "u46", "#/modules"},
    {"module", "u45", "#/modules/m1"},
    {"module-people", "u45", "#/modules/m1?tab=people"},
    {"module-form", "u45", "#/modules/m1?tab=form"},
    {"module-empty", "u20", "#/modules/m3"},
    {"record", "u45", "#/modules/m1?record=r1"},
    {"admin", "u63", "#/admin"},
    {"profiles", "u16", "#/profiles"},
    {"admin-profile", "u16", "#/profiles/f1?with=f2"},
    {"admin-profile-keeper", "u73", "#/profiles/f3"},
    {"roles", "u16", "#/roles"},
    {"roles-modules", "u16", "#/roles?book=modules&who=records.list&of=collaborator"},
};

} // namespace

TEST_CASE("pictures of the screens", "[.][look]")
{
    auto const* folder = std::getenv("CASTELLAN_LOOK");
    REQUIRE(folder != nullptr);
    auto const* only = std::getenv("CASTELLAN_LOOK_AT");
    auto town = Town{demonstration()};
    struct Size {
        float width;
        float height;
        bool dark;
    };
    for (auto const size : {Size{1280, 800, false}, Size{390, 844, false}, Size{1920, 1080, true}}) {
        for (auto const& shot : shots) {
            if (only != nullptr && std::string_view{only} != shot.name)
                continue;
            auto const replica = town.replica_of(shot.person);
            auto walker = Walker{replica, town.now, size.width, size.height};
            walker.ui().set_viewport({.width = size.width, .height = size.height, .reduced_motion = true, .dark = size.dark});
            walker.go(shot.hash);
            walker.draw(4);
            save(walker.ui(), std::string{folder} + "/" + shot.name + "-" + std::to_string(static_cast<int>(size.width)) +
                                  (size.dark ? "-dark" : "") + ".ppm");
        }
    }
}

TEST_CASE("pictures of the forms", "[.][look]")
{
    auto const* folder = std::getenv("CASTELLAN_LOOK");
    REQUIRE(folder != nullptr);
    auto town = Town{demonstration()};
    auto const replica = town.replica_of("u1");
    auto const& world = replica.world();
    auto walker = Walker{replica, town.now, 1280, 800};
    auto shoot = [&](char const* name, auto const& open) {
        walker.go("#/safes/s1");
        open(walker.screens().forms);
        walker.draw(5);
        save(walker.ui(), std::string{folder} + "/form-" + name + ".ppm");
    };
    shoot("create-user", [&](ui::Forms& forms) { ui::open_create_user(forms.users.create); });
    shoot("role", [&](ui::Forms& forms) {
        ui::open_role(forms.users.role, world, world.users.find("u22"), world.accounts.find("a1"));
    });
    shoot("members", [&](ui::Forms& forms) { ui::open_add_members(forms.groups.members, world, world.groups.find("g1")); });
    shoot("import", [&](ui::Forms& forms) {
        ui::open_import(forms.users.import);
        forms.users.import.file = {"people.csv", "Number,Full name,Work mail,Station\n1,Ann Lee,ann@riverside.example,Station 1 Downtown\n"};
        ui::take_file(forms.users.import);
    });
    shoot("edit-safe", [&](ui::Forms& forms) { ui::open_edit_safe(forms.safes.edit, world, world.safes.find("s1")); });
    shoot("asset", [&](ui::Forms& forms) { ui::open_create_asset(forms.safes.create_asset, world, world.safes.find("s1")); });
    shoot("count-all", [&](ui::Forms& forms) { ui::open_count(forms.safes.count, world, world.safes[world.safes.find("s1")].assets); });
    shoot("waste", [&](ui::Forms& forms) { ui::open_waste(forms.safes.waste, world, world.assets.find("x2")); });
    shoot("enroll", [&](ui::Forms& forms) { ui::open_enroll(forms.safes.enroll); });
    shoot("second-person", [&](ui::Forms& forms) {
        ui::open_second_person(forms.second_person, UnlockSafe{.safe = world.safes.find("s5"), .reason = std::nullopt});
        forms.second_person.needs_code = true;
        forms.second_person.problem = "This e-mail address and password don't fit together.";
    });
    shoot("conflict", [&](ui::Forms& forms) {
        ui::open_edit_group(forms.groups.edit, world, world.groups.find("g1"));
        forms.groups.edit.conflict = true;
        forms.groups.edit.name = "Station One";
    });
}

TEST_CASE("pictures of the forms about doors", "[.][look]")
{
    auto const* folder = std::getenv("CASTELLAN_LOOK");
    REQUIRE(folder != nullptr);
    auto town = Town{demonstration()};
    auto const replica = town.replica_of("u32");
    auto const& world = replica.world();
    for (auto const width : {1280.0f, 390.0f}) {
        auto walker = Walker{replica, town.now, width, width < 800 ? 844.0f : 800.0f};
        auto& forms = walker.screens().forms.doors;
        auto shoot = [&](char const* name, auto const& open) {
            walker.go("#/doors/d2");
            open();
            walker.draw(5);
            save(walker.ui(), std::string{folder} + "/form-" + name + "-" + std::to_string(static_cast<int>(width)) + ".ppm");
        };
        shoot("lock", [&] { ui::open_lock_settings(forms.lock, world, world.doors.find("d2")); });
        shoot("give", [&] { ui::open_give(forms.give, ui::Give::key_roles, {"g2", "g3"}, {"u69"}); });
        shoot("keys", [&] { ui::open_give(forms.give, ui::Give::keys, {"d2"}); });
        shoot("unlock-for", [&] { ui::open_unlock_for(forms.unlock_for, world, world.doors.find("d2")); });
    }
}

TEST_CASE("pictures of the forms of modules and profiles", "[.][look]")
{
    auto const* folder = std::getenv("CASTELLAN_LOOK");
    REQUIRE(folder != nullptr);
    auto town = Town{demonstration()};
    for (auto const width : {390.0f, 1280.0f}) {
        auto const shoot = [&](char const* name, char const* person, char const* page, auto const& open) {
            auto const replica = town.replica_of(person);
            auto walker = Walker{replica, town.now, width, width < 800 ? 844.0f : 800.0f};
            walker.go(page);
            open(walker.screens().forms, replica.world());
            walker.draw(5);
            save(walker.ui(), std::string{folder} + "/form-" + name + "-" + std::to_string(static_cast<int>(width)) + ".ppm");
        };
        shoot("record", "u46", "#/modules/m1", [](ui::Forms& forms, World const& world) { ui::open_record(forms.modules.submit, world, world.modules.find("m1")); });
        shoot("invite", "u45", "#/modules/m1?tab=people", [](ui::Forms& forms, World const&) { ui::open_invite(forms.modules.invite, {}, "m1"); });
        shoot("custom-role", "u20", "#/modules", [](ui::Forms& forms, World const& world) { ui::open_custom_role(forms.modules.create_role, world, world.accounts.find("a1")); });
        shoot("create-account", "u20", "#/modules", [](ui::Forms& forms, World const& world) { ui::open_account(forms.modules.account, world); });
        shoot("profile", "u16", "#/profiles", [](ui::Forms& forms, World const&) { ui::open_new_profile(forms.profiles.create); });
        shoot("member", "u16", "#/profiles/f1", [](ui::Forms& forms, World const& world) {
            ui::open_profile_member(forms.profiles.member, world, world.profiles.find("f1"), world.users.find("u63"));
        });
    }
}
