#include "model/apply.hpp"

#include <utility>

namespace castellan {

namespace {

template <class T>
void set(T& member, std::optional<T> const& given)
{
    if (given)
        member = *given;
}

/// One overload per kind, in the order of RULEBOOK 7.
struct Apply {
    World& world;
    Stamp const& stamp;

    void touch(UserId user) const { world.users[user].version = stamp.number; }
    void touch(GroupId group) const { world.groups[group].version = stamp.number; }
    void touch(SafeId safe) const { world.safes[safe].version = stamp.number; }
    void touch(AssetId asset) const { world.assets[asset].version = stamp.number; }

    void order(SafeId safe, OrderKind kind, Instant expires_after, std::string detail) const
    {
        auto& orders = world.safes[safe].orders;
        if (orders.size() == orders_kept)
            orders.erase(orders.begin());
        orders.push_back({.number = stamp.number,
                          .kind = kind,
                          .state = OrderState::queued,
                          .by = stamp.actor.user,
                          .at = stamp.at,
                          .expires = stamp.at + expires_after,
                          .detail = std::move(detail)});
        touch(safe);
    }

    void create(AccountId account, ImportRow const& row) const
    {
        auto user = User{.id = row.user, .name = row.name, .email = row.email, .phone = row.phone};
        user.status = Status::invited;
        if (row.role != SafesRole::none)
            user.accounts.push_back({.account = account, .safes = row.role});
        auto const handle = world.add_user(std::move(user));
        for (auto const group : row.groups) {
            world.join(group, handle);
            touch(group);
        }
        touch(handle);
    }

    // Users

    void operator()(CreateUser const& c) const
    {
        create(c.account, ImportRow{c.user, c.name, c.email, c.phone, c.role, c.groups});
    }

    void operator()(ImportUsers const& c) const
    {
        for (auto const& row : c.rows)
            create(c.account, row);
    }

    void operator()(EditUser const& c) const
    {
        world.edit_user(c.user, [&](User& user) {
            set(user.name, c.fields.name);
            // A new address is unverified until its owner answers.
            if (c.fields.email && lowered(*c.fields.email) != user.email) {
                user.email = *c.fields.email;
                user.email_verified = false;
            }
            if (c.fields.phone && *c.fields.phone != user.phone) {
                user.phone = *c.fields.phone;
                user.phone_verified = false;
            }
        });
        touch(c.user);
    }

    void operator()(DeleteUser const& c) const
    {
        for (auto const group : world.users[c.user].groups)
            touch(group);
        world.remove_user(c.user);
    }

    void operator()(SetUserRole const& c) const
    {
        world.edit_user(c.user, [&](User& user) {
            auto at = std::ranges::lower_bound(user.accounts, c.account, {}, &AccountRoles::account);
            if (at == user.accounts.end() || at->account != c.account)
                at = user.accounts.insert(at, AccountRoles{.account = c.account});
            at->safes = c.role;
            if (at->empty())
                user.accounts.erase(at);
        });
        touch(c.user);
    }

    void operator()(DisableUser const& c) const
    {
        world.edit_user(c.user, [](User& user) {
            user.status = Status::disabled;
            user.administrator = false; // T-2: disabling an administrator ends that role
        });
        touch(c.user);
    }

    void operator()(EnableUser const& c) const
    {
        world.edit_user(c.user, [](User& user) { user.status = Status::active; });
        touch(c.user);
    }

    void operator()(EditSelf const& c) const
    {
        auto const self = stamp.actor.user;
        world.edit_user(self, [&](User& user) { set(user.name, c.fields.name); });
        touch(self);
    }

    void operator()(ClearPin const& c) const
    {
        world.users[c.user].pin = false;
        touch(c.user);
    }

    void operator()(ClearFingerprint const& c) const
    {
        world.users[c.user].fingerprint = false;
        touch(c.user);
    }

    // Groups

    static void set_fields(Group& group, GroupFields const& fields)
    {
        set(group.name, fields.name);
        set(group.description, fields.description);
        set(group.logo, fields.logo);
        set(group.notification_emails, fields.notification_emails);
    }

    void operator()(CreateGroup const& c) const
    {
        auto group = Group{.id = c.group, .account = c.account};
        set_fields(group, c.fields);
        touch(world.add_group(std::move(group)));
    }

    void operator()(EditGroup const& c) const
    {
        set_fields(world.groups[c.group], c.fields);
        touch(c.group);
    }

    void operator()(DeleteGroup const& c) const
    {
        for (auto const user : world.groups[c.group].members)
            touch(user);
        for (auto const safe : world.groups[c.group].safes)
            touch(safe);
        world.remove_group(c.group); // S-15: no user and no safe goes with it
    }

    void operator()(AddMember const& c) const
    {
        world.join(c.group, c.user);
        touch(c.group);
        touch(c.user);
    }

    void operator()(RemoveMember const& c) const
    {
        world.leave(c.group, c.user);
        touch(c.group);
        touch(c.user);
    }

    void operator()(AddSafe const& c) const
    {
        world.assign(c.group, c.safe);
        touch(c.group);
        touch(c.safe);
    }

    void operator()(RemoveSafeFromGroup const& c) const
    {
        world.unassign(c.group, c.safe);
        touch(c.group);
        touch(c.safe);
    }

    // Safes

    void operator()(RegisterSafe const& c) const
    {
        auto safe = Safe{.id = c.safe, .account = c.account};
        set(safe.name, c.fields.name);
        set(safe.serial, c.fields.serial);
        set(safe.two_person, c.fields.two_person);
        touch(world.add_safe(std::move(safe)));
    }

    void operator()(EditSafe const& c) const
    {
        set(world.safes[c.safe].name, c.fields.name);
        set(world.safes[c.safe].two_person, c.fields.two_person);
        touch(c.safe);
    }

    void operator()(RemoveSafe const& c) const
    {
        for (auto const group : world.safes[c.safe].groups)
            touch(group);
        world.remove_safe(c.safe);
    }

    void operator()(ReportSafe const& c) const
    {
        auto& safe = world.safes[c.safe];
        set(safe.online, c.online);
        set(safe.firmware, c.firmware);
        if (c.order && c.state) {
            for (auto& order : safe.orders) {
                if (order.number == static_cast<std::uint64_t>(*c.order)) {
                    order.state = *c.state;
                    set(order.detail, c.detail);
                }
            }
        }
        touch(c.safe);
    }

    void operator()(SyncSafe const& c) const { order(c.safe, OrderKind::sync, order_expires_after_ms, {}); }

    void operator()(UpgradeSafe const& c) const
    {
        order(c.safe, OrderKind::upgrade, order_expires_after_ms, c.version.value_or(""));
    }

    void operator()(IssueEmergencyCode const& c) const
    {
        order(c.safe, OrderKind::emergency_code, order_expires_after_ms, c.reason.value_or(""));
    }

    void operator()(UnlockSafe const& c) const
    {
        order(c.safe, OrderKind::unlock, unlock_expires_after_ms, c.reason.value_or(""));
    }

    // Assets

    static void set_fields(Asset& asset, AssetFields const& fields)
    {
        set(asset.kind, fields.kind);
        set(asset.tag, fields.tag);
        set(asset.lot, fields.lot);
        set(asset.expires, fields.expires);
        set(asset.quantity, fields.quantity);
    }

    void operator()(CreateAsset const& c) const
    {
        auto asset = Asset{.id = c.asset, .safe = c.safe};
        set_fields(asset, c.fields);
        touch(world.add_asset(std::move(asset)));
        touch(c.safe);
    }

    void operator()(EditAsset const& c) const
    {
        set_fields(world.assets[c.asset], c.fields);
        touch(c.asset);
    }

    void operator()(DeleteAsset const& c) const
    {
        touch(world.assets[c.asset].safe);
        world.remove_asset(c.asset);
    }

    void operator()(CountAsset const& c) const
    {
        world.assets[c.asset].quantity = c.quantity;
        touch(c.asset);
    }

    void operator()(EnrollAsset const& c) const
    {
        if (c.tag)
            world.assets[c.asset].tag = *c.tag;
        touch(c.asset);
        order(world.assets[c.asset].safe, OrderKind::enroll, order_expires_after_ms, world.assets[c.asset].tag);
    }

    void operator()(MoveAsset const& c) const
    {
        touch(world.assets[c.asset].safe);
        world.move_asset(c.asset, c.to);
        touch(c.asset);
        touch(c.to);
    }
};

} // namespace

void apply(World& world, Change const& change, Stamp const& stamp)
{
    assert(stamp.number > world.revision);
    std::visit(Apply{world, stamp}, change);
    world.revision = stamp.number;
}

OrderState state_at(Order const& order, Instant now)
{
    auto const waiting = order.state == OrderState::queued || order.state == OrderState::sent;
    return waiting && now >= order.expires ? OrderState::expired : order.state;
}

} // namespace castellan
