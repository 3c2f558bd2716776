#include "service/rows.hpp"

#include <variant>

namespace castellan {

namespace {

/// One overload per kind, in the order of `Change`; the mirror of the visitor in model/apply.cpp.
struct TouchedBy {
    World const& world;
    Actor actor;

    Rows users_and_groups(UserId user, std::vector<GroupId> groups) const
    {
        return {.users = {user}, .groups = std::move(groups)};
    }
    Rows user(UserId user) const { return {.users = {user}}; }
    Rows group(GroupId group) const { return {.groups = {group}}; }
    Rows safe(SafeId safe) const { return {.safes = {safe}}; }
    Rows asset(AssetId asset) const { return {.assets = {asset}}; }
    Rows asset_and_safe(AssetId asset) const
    {
        return {.safes = {world.assets[asset].safe}, .assets = {asset}};
    }

    Rows operator()(CreateUser const& c) const { return {.groups = c.groups}; }
    Rows operator()(ImportUsers const& c) const
    {
        auto groups = std::vector<GroupId>{};
        for (auto const& row : c.rows) {
            for (auto const group : row.groups) {
                if (std::ranges::find(groups, group) == groups.end())
                    groups.push_back(group);
            }
        }
        return {.groups = std::move(groups)};
    }
    Rows operator()(EditUser const& c) const { return user(c.user); }
    Rows operator()(DeleteUser const& c) const { return users_and_groups(c.user, world.users[c.user].groups); }
    Rows operator()(SetUserRole const& c) const { return user(c.user); }
    Rows operator()(DisableUser const& c) const { return user(c.user); }
    Rows operator()(EnableUser const& c) const { return user(c.user); }
    Rows operator()(EditSelf const&) const { return user(actor.user); }
    Rows operator()(ClearPin const& c) const { return user(c.user); }
    Rows operator()(ClearFingerprint const& c) const { return user(c.user); }

    Rows operator()(CreateGroup const&) const { return {}; }
    Rows operator()(EditGroup const& c) const { return group(c.group); }
    Rows operator()(DeleteGroup const& c) const
    {
        return {.users = world.groups[c.group].members, .groups = {c.group}, .safes = world.groups[c.group].safes};
    }
    Rows operator()(AddMember const& c) const { return users_and_groups(c.user, {c.group}); }
    Rows operator()(RemoveMember const& c) const { return users_and_groups(c.user, {c.group}); }
    Rows operator()(AddSafe const& c) const { return {.groups = {c.group}, .safes = {c.safe}}; }
    Rows operator()(RemoveSafeFromGroup const& c) const { return {.groups = {c.group}, .safes = {c.safe}}; }

    Rows operator()(RegisterSafe const&) const { return {}; }
    Rows operator()(EditSafe const& c) const { return safe(c.safe); }
    Rows operator()(RemoveSafe const& c) const
    {
        return {.groups = world.safes[c.safe].groups, .safes = {c.safe}, .assets = world.safes[c.safe].assets};
    }
    Rows operator()(ReportSafe const& c) const { return safe(c.safe); }
    Rows operator()(SyncSafe const& c) const { return safe(c.safe); }
    Rows operator()(UpgradeSafe const& c) const { return safe(c.safe); }
    Rows operator()(IssueEmergencyCode const& c) const { return safe(c.safe); }
    Rows operator()(UnlockSafe const& c) const { return safe(c.safe); }

    Rows operator()(CreateAsset const& c) const { return safe(c.safe); }
    Rows operator()(EditAsset const& c) const { return asset(c.asset); }
    Rows operator()(DeleteAsset const& c) const { return asset_and_safe(c.asset); }
    Rows operator()(CountAsset const& c) const { return asset(c.asset); }
    Rows operator()(EnrollAsset const& c) const { return asset_and_safe(c.asset); }
    Rows operator()(MoveAsset const& c) const
    {
        return {.safes = {world.assets[c.asset].safe, c.to}, .assets = {c.asset}};
    }
};

struct MadeBy {
    World const& world;

    Rows operator()(CreateUser const& c) const { return {.users = {world.users.find(c.user)}}; }
    Rows operator()(ImportUsers const& c) const
    {
        auto made = Rows{};
        for (auto const& row : c.rows)
            made.users.push_back(world.users.find(row.user));
        return made;
    }
    Rows operator()(CreateGroup const& c) const { return {.groups = {world.groups.find(c.group)}}; }
    Rows operator()(RegisterSafe const& c) const { return {.safes = {world.safes.find(c.safe)}}; }
    Rows operator()(CreateAsset const& c) const { return {.assets = {world.assets.find(c.asset)}}; }
    template <class Other>
    Rows operator()(Other const&) const
    {
        return {};
    }
};

} // namespace

Rows rows_touched_by(World const& world, Change const& change, Actor actor)
{
    return std::visit(TouchedBy{world, actor}, change);
}

Rows rows_made_by(World const& world, Change const& change)
{
    return std::visit(MadeBy{world}, change);
}

} // namespace castellan
