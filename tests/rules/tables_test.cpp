// The tables that decide, and what is printed from them.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/worlds.hpp"

#include "rules/grants.hpp"
#include "rules/kinds.hpp"
#include "rules/matrix.hpp"
#include "rules/who_can.hpp"

#include <fstream>
#include <iterator>

namespace castellan::tests {

TEST_CASE("docs/PERMISSIONS.md is what the tables say", "[rules][matrix]")
{
    // Renewed by: castellan matrix > docs/PERMISSIONS.md
    auto file = std::ifstream{CASTELLAN_SOURCE_DIR "/docs/PERMISSIONS.md"};
    auto const text = std::string{std::istreambuf_iterator<char>{file}, {}};
    CHECK(text == matrix());
}

TEST_CASE("Every permission is granted to somebody, and every name leads back to its permission", "[rules][tables]")
{
    for (std::size_t at = 0; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        CAPTURE(name_of(permission));
        CHECK(permission_named(name_of(permission)) == permission);
        auto granted = false;
        for (std::size_t role = 0; role < role_count; ++role)
            granted = granted || !rule_of(static_cast<Role>(role), permission).empty();
        CHECK(granted);
    }
    CHECK_FALSE(permission_named("safes.open_sesame"));
}

TEST_CASE("Every kind of change has a name that leads back to it", "[rules][tables]")
{
    for (std::size_t at = 0; at < kind_count; ++at) {
        auto const kind = static_cast<Kind>(at);
        CHECK(kind_named(name_of(kind)) == kind);
        auto const by_oneself =
            kind == Kind::user_edit_self || kind == Kind::invitation_accept || kind == Kind::safe_report;
        CHECK(permission_for(kind).has_value() != by_oneself);
    }
    CHECK_FALSE(kind_named("user.enrich"));
}

TEST_CASE("P-6: full_admin has every account-level permission, and nothing of the organisation", "[rules][P-6]")
{
    auto held = PermissionSet{};
    for (auto const& row : role_grants()) {
        if (row.role == Role::full_admin)
            held |= row.permissions;
    }
    CHECK(held == account_level_permissions());
}

TEST_CASE("who_can lists the people and by which grant", "[rules][who_can]")
{
    auto const s = riverside();
    auto const able = who_can(s.world, Permission::safes_sync, s.safe("engine_7"));
    auto names = std::vector<std::pair<std::string, std::string_view>>{};
    for (auto const& [user, rule] : able)
        names.emplace_back(s.world.users[user].id, rule);
    CHECK(names == std::vector<std::pair<std::string, std::string_view>>{
                       {"chief", "S-2"}, {"deputy", "S-2"}, {"ada", "S-8"}, {"bo", "S-8"}, {"boss", "P-6"}, {"both", "S-2"}});
}

TEST_CASE("explain shows the grants that were looked at and what forbade", "[rules][explain]")
{
    auto const s = riverside();
    auto const told = explain(s.world, s.user("ada"), SetUserRole{s.user("bo"), s.in("fire"), SafesRole::user}, {});
    CHECK(told.decision.effect == Effect::deny);
    REQUIRE(told.steps.size() == 2);
    CHECK(told.steps[0].kind == Step::Kind::grant);
    CHECK(told.steps[0].passed);
    CHECK(told.steps[0].rule == "S-5");
    CHECK(told.steps[1].kind == Step::Kind::guard);
    CHECK(told.steps[1].rule == "S-5");
    auto const allowed = explain(s.world, s.user("ada"), SyncSafe{s.safe("engine_7")}, {});
    CHECK(allowed.decision.effect == Effect::allow);
    REQUIRE(allowed.steps.size() == 1);
    CHECK(allowed.steps[0].text == "Group Administrator: safes.sync");
}

} // namespace castellan::tests
