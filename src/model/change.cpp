#include "model/change.hpp"

#include "model/world.hpp"

#include <array>

namespace castellan {

namespace {

constexpr auto kind_names = std::to_array<std::string_view>({
    "user.create", "user.import", "user.edit", "user.delete", "user.set_role", "user.disable", "user.enable",
    "user.edit_self", "user.clear_pin", "user.clear_fingerprint", "group.create", "group.edit", "group.delete",
    "group.add_member", "group.remove_member", "group.add_safe", "group.remove_safe", "safe.register", "safe.edit",
    "safe.remove", "safe.report", "safe.sync", "safe.upgrade", "safe.emergency_code", "safe.unlock", "asset.create",
    "asset.edit", "asset.delete", "asset.count", "asset.enroll", "asset.move",
});
static_assert(kind_names.size() == kind_count);

/// Fills in the parents of the thing that a change names.
struct Gather {
    World const& world;

    Subjects user(UserId user) const { return {.user = user}; }
    Subjects group(GroupId group, UserId user = {}, SafeId safe = {}) const
    {
        auto const* row = world.groups.get(group);
        return {.account = row ? row->account : AccountId{}, .user = user, .group = group, .safe = safe};
    }
    Subjects safe(SafeId safe) const
    {
        auto const* row = world.safes.get(safe);
        return {.account = row ? row->account : AccountId{}, .safe = safe};
    }
    Subjects asset(AssetId asset) const
    {
        auto const* row = world.assets.get(asset);
        auto result = safe(row ? row->safe : SafeId{});
        result.asset = asset;
        return result;
    }

    Subjects operator()(CreateUser const& c) const { return {.account = c.account}; }
    Subjects operator()(ImportUsers const& c) const { return {.account = c.account}; }
    Subjects operator()(SetUserRole const& c) const { return {.account = c.account, .user = c.user}; }
    Subjects operator()(EditSelf const&) const { return {}; }
    Subjects operator()(CreateGroup const& c) const { return {.account = c.account}; }
    Subjects operator()(AddMember const& c) const { return group(c.group, c.user); }
    Subjects operator()(RemoveMember const& c) const { return group(c.group, c.user); }
    Subjects operator()(AddSafe const& c) const { return group(c.group, {}, c.safe); }
    Subjects operator()(RemoveSafeFromGroup const& c) const { return group(c.group, {}, c.safe); }
    Subjects operator()(RegisterSafe const& c) const { return {.account = c.account}; }
    Subjects operator()(CreateAsset const& c) const { return safe(c.safe); }
    Subjects operator()(MoveAsset const& c) const
    {
        auto result = asset(c.asset);
        result.other_safe = c.to;
        return result;
    }

    // The rest names one thing.
    template <class C>
    Subjects operator()(C const& c) const
    {
        if constexpr (requires { c.asset; })
            return asset(c.asset);
        else if constexpr (requires { c.safe; })
            return safe(c.safe);
        else if constexpr (requires { c.group; })
            return group(c.group);
        else
            return user(c.user);
    }
};

} // namespace

std::string_view name_of(Kind kind)
{
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_named(std::string_view name)
{
    for (std::size_t at = 0; at < kind_names.size(); ++at) {
        if (kind_names[at] == name)
            return static_cast<Kind>(at);
    }
    return std::nullopt;
}

Subjects subjects_of(World const& world, Change const& change)
{
    return std::visit(Gather{world}, change);
}

} // namespace castellan
