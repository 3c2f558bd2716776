// Random small worlds, every change that is possible in them, and replicas cut from them. All from a seed that is
// printed when a test fails.
#pragma once

#include "model/world.hpp"
#include "rules/cut.hpp"
#include "rules/may.hpp"

#include <random>
#include <string>
#include <vector>

namespace castellan::tests {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : engine_(seed) {}

    /// A number from 0 to sides - 1.
    std::uint32_t roll(std::uint32_t sides)
    {
        return static_cast<std::uint32_t>(std::uniform_int_distribution<std::uint64_t>{0, sides - 1}(engine_));
    }
    bool one_in(std::uint32_t n) { return roll(n) == 0; }

private:
    std::mt19937_64 engine_;
};

struct Size {
    std::uint32_t accounts = 2;
    std::uint32_t users = 9;
    std::uint32_t groups = 4;
    std::uint32_t safes = 4;
    std::uint32_t assets = 3;
};

inline World random_world(Dice& dice, Size size = {})
{
    auto world = World{};
    for (std::uint32_t at = 0; at < size.accounts; ++at)
        world.accounts.insert(Account{.id = "a" + std::to_string(at), .name = "A", .require_admin_mfa = dice.one_in(8)});
    for (std::uint32_t at = 0; at < size.groups; ++at)
        world.add_group(Group{.id = "g" + std::to_string(at), .account = AccountId{dice.roll(size.accounts)}, .name = "G"});
    for (std::uint32_t at = 0; at < size.users; ++at) {
        auto id = "u" + std::to_string(at);
        auto user = User{.id = id, .name = "U", .email = id + "@x.example", .phone = "+1555"};
        user.status = dice.one_in(8) ? Status::disabled : dice.one_in(8) ? Status::invited : Status::active;
        user.administrator = user.status == Status::active && dice.one_in(8);
        user.organization_admin = dice.one_in(10);
        user.pin = dice.one_in(2);
        user.fingerprint = dice.one_in(2);
        for (std::uint32_t account = 0; account < size.accounts; ++account) {
            auto roles = AccountRoles{.account = AccountId{account}};
            roles.safes = static_cast<SafesRole>(dice.roll(4));
            if (dice.one_in(6))
                roles.profiles = static_cast<ProfilesRole>(1 + dice.roll(2));
            if (dice.one_in(8))
                roles.modules = ModulesRole::division_admin;
            if (dice.one_in(2) && roles.any())
                user.accounts.push_back(roles);
        }
        for (auto const group : world.groups.handles()) {
            if (dice.one_in(3))
                user.groups.push_back(group);
        }
        world.add_user(std::move(user));
    }
    for (std::uint32_t at = 0; at < size.safes; ++at) {
        auto safe = Safe{.id = "s" + std::to_string(at), .account = AccountId{dice.roll(size.accounts)}, .name = "S"};
        safe.online = dice.one_in(2);
        safe.firmware = "1";
        safe.two_person = static_cast<TwoPerson>(dice.roll(3));
        for (auto const group : world.groups.handles()) {
            if (world.groups[group].account == safe.account && dice.one_in(2))
                safe.groups.push_back(group);
        }
        world.add_safe(std::move(safe));
    }
    for (std::uint32_t at = 0; at < size.assets; ++at)
        world.add_asset(Asset{.id = "x" + std::to_string(at), .safe = SafeId{dice.roll(size.safes)}, .kind = "K"});
    return world;
}

/// Every change that can be said with the things of a world: what an attacker would go through.
inline std::vector<Change> every_change(World const& world)
{
    auto result = std::vector<Change>{};
    auto const roles = {SafesRole::none, SafesRole::user, SafesRole::group_admin, SafesRole::account_admin};
    for (auto const account : world.accounts.handles()) {
        for (auto const role : roles) {
            result.push_back(CreateUser{.account = account, .name = "N", .email = "n@x.example", .role = role});
            result.push_back(ImportUsers{account, {{.name = "N", .email = "n@x.example", .role = role}}});
            for (auto const group : world.groups.handles()) {
                result.push_back(CreateUser{
                    .account = account, .name = "N", .email = "n@x.example", .role = role, .groups = {group}});
            }
            for (auto const user : world.users.handles())
                result.push_back(SetUserRole{user, account, role});
        }
        result.push_back(CreateGroup{account, "", {.name = "N"}});
        result.push_back(RegisterSafe{account, "", {.name = "N"}});
    }
    for (auto const user : world.users.handles()) {
        result.push_back(EditUser{user, {.name = "N"}});
        result.push_back(EditUser{user, {.email = "n@x.example"}});
        result.push_back(EditUser{user, {.phone = "+1556"}});
        result.push_back(DeleteUser{user});
        result.push_back(DisableUser{user});
        result.push_back(EnableUser{user});
        result.push_back(ClearPin{user});
        result.push_back(ClearFingerprint{user});
        for (auto const group : world.groups.handles()) {
            result.push_back(AddMember{group, user});
            result.push_back(RemoveMember{group, user});
        }
    }
    result.push_back(EditSelf{{.name = "N"}});
    for (auto const group : world.groups.handles()) {
        result.push_back(EditGroup{group, {.name = "N"}});
        result.push_back(DeleteGroup{group});
        for (auto const safe : world.safes.handles()) {
            result.push_back(AddSafe{group, safe});
            result.push_back(RemoveSafeFromGroup{group, safe});
        }
    }
    for (auto const safe : world.safes.handles()) {
        result.push_back(EditSafe{safe, {.name = "N"}});
        result.push_back(EditSafe{safe, {.two_person = TwoPerson::any}});
        result.push_back(RemoveSafe{safe});
        result.push_back(ReportSafe{.safe = safe, .online = true});
        result.push_back(SyncSafe{safe});
        result.push_back(UpgradeSafe{safe, "2"});
        result.push_back(IssueEmergencyCode{safe, {}});
        result.push_back(UnlockSafe{safe, {}});
        result.push_back(CancelOrder{safe, 1});
        result.push_back(CreateAsset{safe, "", {.kind = "N"}});
    }
    for (auto const asset : world.assets.handles()) {
        result.push_back(EditAsset{asset, {.lot = "N"}});
        result.push_back(DeleteAsset{asset});
        result.push_back(CountAsset{asset, 1});
        result.push_back(WasteAsset{asset, 1, "dropped"});
        result.push_back(EnrollAsset{asset, "T"});
        for (auto const safe : world.safes.handles())
            result.push_back(MoveAsset{asset, safe});
    }
    return result;
}

/// The replica of one person with the handles of the full world, so that one change can be judged in both: what was
/// cut away is a gap.
inline World replica_of(World const& world, UserId viewer)
{
    auto replica = World{};
    auto const fill = [&](auto& into, auto const& from, auto const& add) {
        using Row = std::remove_cvref_t<decltype(from[*from.handles().begin()])>;
        for (std::uint32_t slot = 0; slot < from.slots(); ++slot) {
            using Handle = std::remove_cvref_t<decltype(*from.handles().begin())>;
            auto row = from.contains(Handle{slot}) ? cut(world, viewer, Handle{slot}) : std::nullopt;
            if (row) {
                add(std::move(*row));
            } else {
                auto gap = Row{};
                gap.id = "gap " + std::to_string(slot);
                into.remove(into.insert(std::move(gap)));
            }
        }
    };
    fill(replica.accounts, world.accounts, [&](Account account) { replica.accounts.insert(std::move(account)); });
    fill(replica.groups, world.groups, [&](Group group) {
        group.members.clear();
        group.safes.clear();
        replica.groups.insert(std::move(group));
    });
    fill(replica.users, world.users, [&](User user) { replica.add_user(std::move(user)); });
    fill(replica.safes, world.safes, [&](Safe safe) {
        safe.assets.clear();
        replica.add_safe(std::move(safe));
    });
    fill(replica.assets, world.assets, [&](Asset asset) { replica.add_asset(std::move(asset)); });
    replica.is_replica = true;
    return replica;
}

} // namespace castellan::tests
