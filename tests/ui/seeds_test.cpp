// The seeds' own sentences and tables, walked through as the persons that they speak of: what each of them meets on the
// screens, line by line.
#include "tests/ui/browser.hpp"
#include "tests/ui/catalogue.hpp"
#include "tests/ui/walker.hpp"

#include <catch2/catch_test_macros.hpp>

#include <functional>
#include <optional>

using namespace castellan;
using namespace castellan::test;
using namespace castellan::ui;

namespace {

/// Somebody of the demonstration, who goes from page to page and sees what is offered there.
struct Person {
    explicit Person(std::string_view id) : replica(town.replica_of(id)), walker(replica, town.now) {}

    [[nodiscard]] bool meets(std::string_view page, Change const& change)
    {
        walker.go(page);
        return walker.offers().contains(key_of(walker.world(), change));
    }
    [[nodiscard]] bool shows(AriaRole role, std::string_view name) { return find(walker.ui().semantics(), role, name) != nullptr; }

    [[nodiscard]] UserId user(std::string_view id) const { return walker.world().users.find(id); }
    [[nodiscard]] TeamId team(std::string_view id) const { return walker.world().teams.find(id); }
    [[nodiscard]] AccountId account(std::string_view id) const { return walker.world().accounts.find(id); }
    [[nodiscard]] ModuleId module(std::string_view id) const { return walker.world().modules.find(id); }
    [[nodiscard]] ProfileId profile(std::string_view id) const { return walker.world().profiles.find(id); }

    Town town{demonstration()};
    client::Replica replica;
    Walker walker;
};

SendInvitation inviting(OfferedRole role, TeamId team = {}, AccountId account = {}, ModuleId module = {})
{
    return {.emails = {"somebody@castellan.invalid"}, .offer = {role, {}}, .account = account, .module = module, .team = team};
}

} // namespace

TEST_CASE("seed 001: Administrator, Team Owner and Staff meet what their table says", "[ui][seed][T-1][T-2][T-3][T-4]")
{
    struct Line {
        char const* capability;
        char const* page;
        std::function<Change(Person const&)> change;
        bool administrator, owner, staff;
    };
    auto const lines = std::to_array<Line>({
        {"Access all teams", "#/teams/t3", [](Person const& p) { return CreatePatient{p.team("t3"), {}, {}}; }, true, false, false},
        {"Create new teams", "#/teams", [](Person const&) { return CreateTeam{{}, {.name = "?"}}; }, true, false, false},
        {"Invite users", "#/invitations", [](Person const&) { return inviting(OfferedRole::staff); }, true, false, false},
        {"Invite users: limited (to their teams)", "#/teams/t1", [](Person const& p) { return inviting(OfferedRole::staff, p.team("t1")); }, true, true, false},
        {"Direct invitation", "#/invitations", [](Person const&) { return inviting(OfferedRole::administrator); }, true, false, false},
        {"Promote to Administrator", "#/users/u48", [](Person const& p) { return SetAdministrator{p.user("u48"), true}; }, true, false, false},
        {"Demotion to staff", "#/users/u19", [](Person const& p) { return SetAdministrator{p.user("u19"), false}; }, true, false, false},
        {"Manage organization settings", "#/organization", [](Person const&) { return EditOrganization{{.name = "?"}}; }, true, false, false},
        {"Disable user accounts", "#/users/u48", [](Person const& p) { return DisableUser{p.user("u48")}; }, true, false, false},
        {"Manage team members", "#/teams/t1", [](Person const& p) { return RemoveTeamMember{p.team("t1"), p.user("u50")}; }, true, true, false},
        {"Manage team members (their team only)", "#/teams/t3", [](Person const& p) { return RemoveTeamMember{p.team("t3"), p.user("u64")}; }, true, false, false},
        {"Manage patients", "#/teams/t1", [](Person const& p) { return CreatePatient{p.team("t1"), {}, {}}; }, true, true, true},
    });
    auto caroline = Person{"u18"};
    auto aroha = Person{"u40"};
    auto yejin = Person{"u48"};
    for (auto const& line : lines) {
        INFO(line.capability);
        CHECK(caroline.meets(line.page, line.change(caroline)) == line.administrator);
        CHECK(aroha.meets(line.page, line.change(aroha)) == line.owner);
        CHECK(yejin.meets(line.page, line.change(yejin)) == line.staff);
    }
    // "You cannot promote or demote yourself."
    CHECK_FALSE(caroline.meets("#/users/u18", SetAdministrator{caroline.user("u18"), false}));
    CHECK_FALSE(caroline.meets("#/users/u18", DisableUser{caroline.user("u18")}));
    // "View complete organizational audit logs": the place is there for her alone.
    CHECK(caroline.shows(AriaRole::link, "Audit trail"));
    CHECK(caroline.shows(AriaRole::link, "Members"));
    for (auto* other : {&aroha, &yejin}) {
        CHECK_FALSE(other->shows(AriaRole::link, "Audit trail"));
        CHECK_FALSE(other->shows(AriaRole::link, "Members"));
    }
    // "Their teams appear in the left-hand sidebar."
    CHECK(aroha.shows(AriaRole::link, "Stroke"));
    CHECK(yejin.shows(AriaRole::link, "Cardiac"));
    CHECK_FALSE(yejin.shows(AriaRole::link, "Falls and frailty"));
    CHECK_FALSE(caroline.shows(AriaRole::link, "Stroke")); // not hers: on the Teams page
}

TEST_CASE("seed 001: an administrator who is in a team has it in the sidebar, and the others on the page", "[ui][seed][T-1]")
{
    auto person = Person{"u18"};
    person.town.ask("u18", "PUT", "/api/v1/teams/t1/members/u18");
    auto browser = Browser{person.town, "u18", "#/teams"};
    auto links = 0;
    for (auto const& node : browser.ui.semantics())
        links += node.role == AriaRole::link && node.name == "Stroke";
    CHECK(links > 0);
    CHECK(browser.shows("Palliative home care"));
}

TEST_CASE("seed 002: a user key is bound by its group's switches, an admin's and the owner's are not alike", "[ui][seed][D-1][D-2][D-3]")
{
    // The comparison itself: doors_test. Here the page of the group: who switches what, and who sees what it does.
    auto owner = Person{"u32"};
    auto admin = Person{"u34"};
    auto user = Person{"u35"};
    auto const group = owner.walker.world().groups.find("g1");
    REQUIRE(group);
    auto const toggles = [&](Person& person) {
        return person.meets("#/groups/g1", SetToggles{person.walker.world().groups.find("g1"), {.users_can_remote_unlock = true}});
    };
    CHECK(toggles(owner));
    CHECK_FALSE(toggles(admin)); // sends and revokes keys, and switches nothing
    CHECK_FALSE(toggles(user));
    CHECK_FALSE(admin.meets("#/groups/g1", SetToggles{admin.walker.world().groups.find("g1"), {.admins_can_modify_lock_settings = false}}));
    CHECK(owner.meets("#/groups/g1", SetToggles{group, {.admins_can_modify_lock_settings = false}}));
    // "OWNERS … have the power to manage multiple groups simultaneously": there is a view for it.
    owner.walker.go("#/doors?view=groups");
    CHECK(owner.shows(AriaRole::tab, "Groups"));
}

TEST_CASE("seed 003: the points about a partial administrator, on his screens", "[ui][seed][P-1][P-2][P-3][P-4][P-5]")
{
    // "Belonging to an admin profile … does not give access to the Admin Profiles Manager."
    auto dragan = Person{"u63"};
    dragan.walker.go("#/");
    CHECK(dragan.shows(AriaRole::link, "Admin"));
    CHECK_FALSE(dragan.shows(AriaRole::link, "Admin profiles"));
    // "If you want the partial administrator to be able to access the admin profile …": by one that carries the manager.
    auto wojciech = Person{"u73"};
    wojciech.walker.go("#/");
    CHECK(wojciech.shows(AriaRole::link, "Admin profiles"));
    // "… can exercise their assigned permissions to any admin profile to which they belong", and to no other.
    CHECK(wojciech.meets("#/profiles/f3", EditProfile{wojciech.profile("f3"), "?", {}}));
    CHECK_FALSE(wojciech.meets("#/profiles/f1", EditProfile{wojciech.profile("f1"), "?", {}}));
    CHECK_FALSE(wojciech.meets("#/profiles", CreateProfile{wojciech.account("a1"), {}, "?", {}}));
    CHECK_FALSE(wojciech.meets("#/profiles/f3", DeleteProfile{wojciech.profile("f3")}));
    // "In order for the Admin icon to appear, a user must belong to at least one admin profile."
    auto noah = Person{"u22"};
    noah.walker.go("#/");
    CHECK_FALSE(noah.shows(AriaRole::link, "Admin"));
}

TEST_CASE("seed 003: only partial administrators can be put into a profile, and the picker says why others are missing", "[ui][seed][app][P-3]")
{
    auto town = Town{demonstration()};
    auto jonathan = Browser{town, "u16", "#/profiles/f2"};
    REQUIRE(jonathan.press(AriaRole::button, "Add member…"));
    REQUIRE(jonathan.press(AriaRole::combobox, "Person"));
    REQUIRE(jonathan.find(AriaRole::option, "Beatriz Figueiredo") != nullptr); // of another profile
    CHECK_FALSE(jonathan.find(AriaRole::option, "Beatriz Figueiredo")->disabled);
    auto const& world = town.world();
    auto others = 0;
    for (auto const& node : jonathan.ui.semantics()) {
        if (node.role != AriaRole::option || !node.disabled)
            continue;
        INFO(node.name);
        CHECK(node.description.contains("artial")); // why not
        for (auto const user : world.users.handles()) {
            if (world.users[user].name != node.name)
                continue;
            ++others;
            CHECK(world.users[user].roles_in(world.accounts.find("a1")).profiles != ProfilesRole::partial_admin);
        }
    }
    CHECK(others > 0);
    CHECK(jonathan.shows("Only partial administrators of the account can be members."));
}

TEST_CASE("seed 004: each role of its list meets what its line says", "[ui][seed][M-1][M-2][M-3][M-4][M-6]")
{
    auto deepika = Person{"u20"};  // Organization Admin
    auto tariq = Person{"u29"};    // Account Admin of Field Operations
    auto bronwen = Person{"u45"};  // Module Admin of the vehicle check
    auto mateus = Person{"u46"};   // Collaborator, in both accounts
    struct Line {
        char const* line;
        char const* page;
        std::function<Change(Person const&)> change;
        bool organization, account, module, collaborator;
    };
    auto const lines = std::to_array<Line>({
        {"add accounts", "#/accounts", [](Person const&) { return CreateAccount{{}, {.name = "?"}, {}}; }, true, false, false, false},
        {"edit accounts", "#/accounts", [](Person const& p) { return EditAccount{p.account("a2"), {.name = "?"}}; }, true, false, false, false},
        {"delete accounts", "#/accounts", [](Person const& p) { return DeleteAccount{p.account("a2")}; }, true, false, false, false},
        {"add modules", "#/modules", [](Person const& p) { return CreateModule{p.account("a1"), {}, {.name = "?"}}; }, true, true, false, false},
        {"add modules elsewhere", "#/modules", [](Person const& p) { return CreateModule{p.account("a2"), {}, {.name = "?"}}; }, true, false, false, false},
        {"edit modules", "#/modules/m3", [](Person const& p) { return EditModule{p.module("m3"), {.name = "?"}}; }, true, true, false, false},
        {"edit and configure the selected module", "#/modules/m1", [](Person const& p) { return EditModule{p.module("m1"), {.name = "?"}}; }, true, true, true, false},
        {"data of another account", "#/modules/m4", [](Person const& p) { return EditModule{p.module("m4"), {.name = "?"}}; }, true, false, false, false},
        {"delete modules", "#/modules/m3", [](Person const& p) { return DeleteModule{p.module("m3")}; }, true, false, false, false},
        {"submit forms", "#/modules/m1", [](Person const& p) { return SubmitRecord{p.module("m1"), {}, {}}; }, true, true, true, true},
        {"submit forms of a module in another account", "#/modules/m4", [](Person const& p) { return SubmitRecord{p.module("m4"), {}, {}}; }, true, false, false, true},
        {"invite to the module", "#/modules/m1", [](Person const& p) { return inviting(OfferedRole::collaborator, {}, {}, p.module("m1")); }, true, true, true, false},
        {"end Account Admin", "#/modules", [](Person const& p) { return SetModulesRole{p.user("u29"), p.account("a1"), true, false}; }, true, false, false, false},
    });
    for (auto const& line : lines) {
        INFO(line.line);
        CHECK(deepika.meets(line.page, line.change(deepika)) == line.organization);
        CHECK(tariq.meets(line.page, line.change(tariq)) == line.account);
        CHECK(bronwen.meets(line.page, line.change(bronwen)) == line.module);
        CHECK(mateus.meets(line.page, line.change(mateus)) == line.collaborator);
    }
    // "… can invite and assign roles": over all modules those who have such a role themselves.
    for (auto* person : {&deepika, &tariq, &bronwen, &mateus}) {
        person->walker.go("#/modules");
        CHECK(person->shows(AriaRole::button, "Give a role…") == (person == &deepika || person == &tariq));
    }
}

TEST_CASE("seed 004: who invites to a module is offered each role that he may give there, and types one address a line", "[ui][seed][app][M-5][M-7]")
{
    auto town = Town{demonstration()};
    auto bronwen = Browser{town, "u45", "#/modules/m1?tab=people"};
    REQUIRE(bronwen.press(AriaRole::button, "Invite people…"));
    REQUIRE(bronwen.press(AriaRole::combobox, "Role"));
    for (auto const* role : {"Module Admin", "Collaborator", "Reviewer"})
        CHECK(bronwen.find(AriaRole::option, role) != nullptr);
    for (auto const* role : {"Organization Admin", "Account Admin", "Administrator"})
        CHECK(bronwen.find(AriaRole::option, role) == nullptr);
    REQUIRE(bronwen.press(AriaRole::option, "Collaborator"));
    REQUIRE(bronwen.type("E-mail addresses", "one@x.example\ntwo@x.example"));
    REQUIRE(bronwen.press_last(AriaRole::button, "Invite 2 people"));
    bronwen.settle();
    auto invited = 0;
    for (auto const invitation : town.world().invitations.handles())
        invited += town.world().invitations[invitation].email.ends_with("@x.example");
    CHECK(invited == 2);
}

TEST_CASE("M-1: an Organization Admin gives a role over modules, and ends it", "[ui][seed][app][M-1][M-2]")
{
    auto town = Town{demonstration()};
    auto deepika = Browser{town, "u20", "#/modules"};
    REQUIRE(deepika.press(AriaRole::button, "Give a role…"));
    CHECK(deepika.find(AriaRole::button, "Give role")->disabled); // nobody is chosen
    REQUIRE(deepika.press(AriaRole::combobox, "Person"));
    REQUIRE(deepika.press(AriaRole::option, "Ada Okafor"));
    REQUIRE(deepika.press(AriaRole::radio, "Account Admin"));
    REQUIRE(deepika.press(AriaRole::button, "Give role"));
    deepika.settle();
    auto const role = [&] { return town.world().users[town.world().users.find("u1")].roles_in(town.world().accounts.find("a1")).modules; };
    CHECK(role() == ModulesRole::division_admin);
    REQUIRE(deepika.press(AriaRole::button, "Actions for Ada Okafor"));
    REQUIRE(deepika.press(AriaRole::menuitem, "End role"));
    REQUIRE(deepika.press_last(AriaRole::button, "End role"));
    deepika.settle();
    CHECK(role() == ModulesRole::none);
}

TEST_CASE("X-11: one's own e-mail is changed by a code that goes to the new address", "[ui][seed][app][X-8][X-11]")
{
    auto town = Town{demonstration()};
    auto noah = Browser{town, "u22", "#/profile"};
    CHECK(noah.find(AriaRole::button, "Change e-mail")->disabled); // it would change nothing
    REQUIRE(noah.type("E-mail address", "not an address"));
    CHECK(noah.find(AriaRole::button, "Change e-mail")->disabled);
    REQUIRE(noah.type("E-mail address", "noah@home.example"));
    REQUIRE(noah.press(AriaRole::button, "Change e-mail"));
    noah.settle();
    CHECK(noah.shows("n•••@home.example"));
    CHECK(noah.find(AriaRole::textbox, "Code") != nullptr);
    CHECK(town.world().users[town.world().users.find("u22")].email == "noah.lindqvist@riverside.example"); // not before
}
