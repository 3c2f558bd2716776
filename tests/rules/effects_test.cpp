// The preview: what a change gives and takes.
#include "rules/effects.hpp"
#include "tests/rules/worlds.hpp"

namespace castellan::tests {

namespace {

PermissionSet gained_on(std::vector<Shift> const& shifts, UserId user, Target const& on)
{
    for (auto const& shift : shifts) {
        if (shift.user == user && shift.on == on)
            return shift.gained;
    }
    return {};
}

} // namespace

TEST_CASE("the preview of S-5: who becomes Group Administrator gains the groups he is in, and the directory", "[effects]")
{
    auto s = riverside();
    auto const uma = s.user("uma");
    auto const group = s.world.users[uma].groups.front();
    auto const safe = s.world.groups[group].safes.front();
    auto const account = s.world.groups[group].account;
    auto const shifts =
        effects_of(s.world, Actor{s.user("chief")}, SetUserRole{uma, account, SafesRole::group_admin}, 0);
    CHECK(gained_on(shifts, uma, account).has(Permission::users_list));
    CHECK(gained_on(shifts, uma, group).has(Permission::groups_assign_members));
    CHECK(gained_on(shifts, uma, safe).has(Permission::safes_sync));
    // What she had is not gained, and what holds in the whole account is not said again on each thing.
    CHECK_FALSE(gained_on(shifts, uma, safe).has(Permission::safes_unlock));
    CHECK_FALSE(gained_on(shifts, uma, safe).has(Permission::users_list));
    CHECK(std::ranges::all_of(shifts, [&](Shift const& shift) { return shift.user == uma && shift.lost.empty(); }));
}

TEST_CASE("the preview of S-11: a safe put into a group is gained by its members", "[effects]")
{
    auto s = riverside();
    auto const uma = s.user("uma");
    auto const group = s.world.users[uma].groups.front();
    auto const account = s.world.groups[group].account;
    auto const spare = s.world.add_safe(Safe{.id = "second_medic", .account = account});
    auto const shifts = effects_of(s.world, Actor{s.user("chief")}, AddSafe{group, spare}, 0);
    CHECK(gained_on(shifts, uma, spare) == PermissionSet{Permission::safes_unlock});
}

TEST_CASE("the preview of what may not be done, or not now, is empty", "[effects]")
{
    auto const s = riverside();
    auto const uma = s.user("uma");
    auto const account = s.world.groups[s.world.users[uma].groups.front()].account;
    CHECK(effects_of(s.world, Actor{uma}, SetUserRole{s.user("chief"), account, SafesRole::none}, 0).empty());
    CHECK(effects_of(s.world, Actor{s.user("chief")}, SetUserRole{uma, account, SafesRole::user}, 0).empty());
}

} // namespace castellan::tests
