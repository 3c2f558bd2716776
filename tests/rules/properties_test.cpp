// What holds of every world and every history, tried on random ones.
#include <catch2/catch_test_macros.hpp>

#include "tests/rules/random_worlds.hpp"

#include "model/invariants.hpp"
#include "rules/grants.hpp"
#include "rules/sight.hpp"

#include <catch2/catch_get_random_seed.hpp>

namespace castellan::tests {

namespace {

/// All that a person is, but for what is his own business.
struct Standing {
    decltype(User::accounts) accounts;
    bool administrator;
    bool organization_admin;
    Status status;
    friend bool operator==(Standing const&, Standing const&) = default;
};

Standing standing_of(World const& world, UserId user)
{
    auto const& row = world.users[user];
    return {row.accounts, row.administrator, row.organization_admin, row.status};
}

std::uint64_t base_seed()
{
    return std::uint64_t{Catch::getSeed()} << 16;
}

} // namespace

TEST_CASE("Section 6: what a replica decides is what the server decides", "[rules][properties][section-6]")
{
    std::size_t judged = 0;
    for (std::uint64_t round = 0; round < 3000; ++round) {
        auto const seed = base_seed() + round;
        CAPTURE(seed);
        auto dice = Dice{seed};
        auto const world = random_world(dice);
        auto const changes = every_change(world);
        for (auto const viewer : world.users.handles()) {
            if (world.users[viewer].status != Status::active)
                continue;
            auto const replica = replica_of(world, viewer);
            for (auto const& change : changes) {
                auto const there = may(world, viewer, change, {});
                auto const here = may(replica, viewer, change, {});
                ++judged;
                if (there.effect != here.effect || there.hidden != here.hidden || there.needs != here.needs) {
                    CAPTURE(world.users[viewer].id, name_of(kind_of(change)), change.index(), there.rule, here.rule,
                            there.reason, here.reason);
                    auto const subjects = subjects_of(world, change);
                    CAPTURE(subjects.account.slot, subjects.user.slot, subjects.group.slot, subjects.safe.slot);
                    CHECK(static_cast<int>(there.effect) == static_cast<int>(here.effect));
                    FAIL("the replica decides otherwise");
                }
            }
        }
    }
    WARN(judged << " decisions compared");
}

TEST_CASE("Histories: allowed changes keep the invariants, X-3 and X-6", "[rules][properties][X-3][X-6]")
{
    std::size_t applied = 0;
    std::size_t judged = 0;
    for (std::uint64_t round = 0; round < 60; ++round) {
        auto const seed = base_seed() + 1'000'000 + round;
        CAPTURE(seed);
        auto dice = Dice{seed};
        auto world = random_world(dice);
        for (int step = 0; step < 60; ++step) {
            auto const changes = every_change(world);
            auto const actors = std::vector<UserId>(world.users.handles().begin(), world.users.handles().end());
            for (int tries = 0; tries < 200; ++tries) {
                auto const actor = actors[dice.roll(static_cast<std::uint32_t>(actors.size()))];
                auto change = changes[dice.roll(static_cast<std::uint32_t>(changes.size()))];
                auto const number = world.revision + 1;
                auto const new_id = "n" + std::to_string(number);
                if (auto* create = std::get_if<CreateUser>(&change)) {
                    create->user = new_id;
                    create->email = new_id + "@x.example";
                } else if (auto* import = std::get_if<ImportUsers>(&change)) {
                    import->rows[0].user = new_id;
                    import->rows[0].email = new_id + "@x.example";
                } else if (auto* group = std::get_if<CreateGroup>(&change)) {
                    group->group = new_id;
                } else if (auto* safe = std::get_if<RegisterSafe>(&change)) {
                    safe->safe = new_id;
                } else if (auto* asset = std::get_if<CreateAsset>(&change)) {
                    asset->asset = new_id;
                }
                ++judged;
                if (may(world, actor, change, Context{.otp = true, .mfa = true}).effect != Effect::allow)
                    continue;
                auto const before = standing_of(world, actor);
                auto const top = world.holders;
                apply(world, change, Stamp{.number = number, .at = 1000, .actor = actor});
                ++applied;
                REQUIRE(world.users.contains(actor));                 // nobody deletes himself
                REQUIRE(standing_of(world, actor) == before);         // nor changes a role of his own
                REQUIRE((top.administrators == 0 || world.holders.administrators > 0));
                REQUIRE((top.organization_admins == 0 || world.holders.organization_admins > 0));
                for (std::size_t account = 0; account < top.account_admins.size(); ++account) {
                    auto const disabled = kind_of(change) == Kind::user_disable; // what X-6 lets happen
                    REQUIRE((top.account_admins[account] == 0 || world.holders.account_admins[account] > 0 || disabled));
                }
                break;
            }
        }
        REQUIRE(broken_invariants(world) == std::vector<std::string>{});
    }
    CHECK(applied > 500);
    WARN(judged << " changes judged, " << applied << " applied");
}

TEST_CASE("X-10: exchanging roles of the other books changes no decision on safes and groups", "[rules][properties][X-10]")
{
    for (std::uint64_t round = 0; round < 60; ++round) {
        auto const seed = base_seed() + 2'000'000 + round;
        CAPTURE(seed);
        auto dice = Dice{seed};
        auto const world = random_world(dice);
        auto bare = world;
        // The acting person keeps his S roles only; look at the others, so theirs stay as they are.
        for (auto const actor : world.users.handles()) {
            if (world.users[actor].roles_in(AccountId{0}).profiles == ProfilesRole::full_admin ||
                world.users[actor].roles_in(AccountId{1}).profiles == ProfilesRole::full_admin)
                continue; // P carries permissions of other books (P-6)
            bare.edit_user(actor, [](User& user) {
                user.administrator = user.organization_admin = false;
                for (auto& roles : user.accounts)
                    roles.modules = ModulesRole::none;
                erase_if(user.accounts, [](AccountRoles const& roles) { return roles.empty(); });
            });
            for (auto const safe : world.safes.handles()) {
                for (auto const& change : std::initializer_list<Change>{SyncSafe{safe}, RemoveSafe{safe}, EditSafe{safe, {.name = "N"}}}) {
                    // X-9 is of all books: with roles in several, a second factor may be needed for more.
                    auto const context = Context{.mfa = true};
                    CHECK(may(world, actor, change, context).effect == may(bare, actor, change, context).effect);
                }
            }
            bare = world;
        }
    }
}

} // namespace castellan::tests
