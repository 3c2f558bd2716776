#include "wire/decoder.hpp"
#include "wire/sections.hpp"
#include "wire/sync.hpp"
#include "wire/text.hpp"

#include <algorithm>
#include <utility>

namespace castellan::wire {

namespace {

/// Makes `present` what `wanted` says by joining and leaving; both sorted.
template <class Handle, class Join, class Leave>
void settle(std::vector<Handle> const& present, std::vector<Handle> const& wanted, Join const& join, Leave const& leave)
{
    if (present == wanted)
        return;
    auto gone = std::vector<Handle>{};
    auto fresh = std::vector<Handle>{};
    std::ranges::set_difference(present, wanted, std::back_inserter(gone));
    std::ranges::set_difference(wanted, present, std::back_inserter(fresh));
    for (auto const handle : gone)
        leave(handle);
    for (auto const handle : fresh)
        join(handle);
}

/// Puts the rows of a cut into a replica: new ones are added, known ones become what the row says. The sections come in
/// the order in which they refer to each other, so that every reference resolves at once.
class Replicator final : public RowSink {
public:
    explicit Replicator(World& world) : world_(world) {}

    /// Set once the head of the cut was read into them.
    DocumentRows* rows = nullptr;
    Synced synced;

    void take(AccountRow& row, std::uint32_t) override
    {
        begin();
        auto account = take_account(row);
        auto handle = world_.accounts.find(account.id);
        if (account.id.empty())
            return;
        if (handle.is_none())
            handle = world_.accounts.insert(std::move(account));
        else
            world_.accounts[handle] = std::move(account);
        mark(Section::accounts, handle.slot);
    }

    void take(GroupRow& row, std::uint32_t index) override
    {
        begin();
        auto const account = find(world_.accounts, Section::groups, index, row.account);
        auto group = take_group(row);
        if (group.id.empty() || account.is_none())
            return;
        group.account = account;
        auto handle = world_.groups.find(group.id);
        if (handle.is_none()) {
            handle = world_.add_group(std::move(group));
        } else {
            auto& known = world_.groups[handle];
            group.members = std::move(known.members);
            group.safes = std::move(known.safes);
            known = std::move(group);
        }
        mark(Section::groups, handle.slot);
    }

    void take(UserRow& row, std::uint32_t index) override
    {
        begin();
        auto user = take_user(row);
        if (user.id.empty())
            return;
        for (auto const& roles : row.accounts) {
            auto const account = find(world_.accounts, Section::users, index, roles.account);
            if (account.is_none())
                return;
            user.accounts.push_back({.account = account,
                                     .safes = roles.safes,
                                     .profiles = roles.profiles,
                                     .modules = roles.modules,
                                     .belongs = true, // standing here at all says so
                                     .groups_beyond = roles.groups_beyond});
        }
        std::ranges::sort(user.accounts, {}, &AccountRoles::account);
        auto groups = std::vector<GroupId>{};
        if (!find_all(world_.groups, Section::users, index, row.groups, groups))
            return;

        auto handle = world_.users.find(user.id);
        auto const holder = world_.find_by_email(user.email);
        if (holder && holder != handle) {
            // The address moved on; its former holder's row comes later in this cut.
            world_.edit_user(holder, [](User& former) { former.email.clear(); });
        }
        if (handle.is_none()) {
            user.groups = std::move(groups);
            handle = world_.add_user(std::move(user));
        } else {
            world_.edit_user(handle, [&](User& known) {
                user.groups = std::move(known.groups);
                known = std::move(user);
            });
            auto const present = world_.users[handle].groups;
            settle(
                present, groups, [&](GroupId group) { world_.join(group, handle); },
                [&](GroupId group) { world_.leave(group, handle); });
        }
        mark(Section::users, handle.slot);
    }

    void take(SafeRow& row, std::uint32_t index) override
    {
        begin();
        auto const account = find(world_.accounts, Section::safes, index, row.account);
        auto safe = take_safe(row);
        auto groups = std::vector<GroupId>{};
        if (safe.id.empty() || account.is_none() ||
            !find_all(world_.groups, Section::safes, index, row.groups, groups))
            return;
        safe.account = account;
        for (auto& order : row.orders) {
            safe.orders.push_back(take_order(order));
            safe.orders.back().by = world_.users.find(order.by);
        }
        auto handle = world_.safes.find(safe.id);
        if (handle.is_none()) {
            safe.groups = std::move(groups);
            handle = world_.add_safe(std::move(safe));
        } else {
            auto& known = world_.safes[handle];
            safe.groups = std::move(known.groups);
            safe.assets = std::move(known.assets);
            known = std::move(safe);
            auto const present = known.groups;
            settle(
                present, groups, [&](GroupId group) { world_.assign(group, handle); },
                [&](GroupId group) { world_.unassign(group, handle); });
            if (known.name_only) {
                auto const assets = known.assets;
                for (auto const asset : assets)
                    world_.remove_asset(asset);
            }
        }
        mark(Section::safes, handle.slot);
    }

    void take(AssetRow& row, std::uint32_t index) override
    {
        begin();
        auto const safe = find(world_.safes, Section::assets, index, row.safe);
        auto asset = take_asset(row);
        if (asset.id.empty() || safe.is_none())
            return;
        auto handle = world_.assets.find(asset.id);
        if (handle.is_none()) {
            asset.safe = safe;
            handle = world_.add_asset(std::move(asset));
        } else {
            if (world_.assets[handle].safe != safe)
                world_.move_asset(handle, safe);
            asset.safe = safe;
            world_.assets[handle] = std::move(asset);
        }
        mark(Section::assets, handle.slot);
    }

    std::expected<Synced, WireError> finish()
    {
        begin();
        if (!problems_.empty())
            return std::unexpected(std::move(problems_.front()));
        synced.me = world_.users.find(rows->me);
        if (synced.me.is_none())
            return std::unexpected(WireError{"me", "there is no user " + quoted_id(rows->me)});
        if (rows->everything)
            remove_the_rest();
        world_.organization = take_organization(rows->organization);
        world_.revision = rows->revision;
        world_.is_replica = true;
        synced.revision = rows->revision;
        synced.everything = rows->everything;
        return synced;
    }

private:
    /// Takes away what a difference names, before the first row comes.
    void begin()
    {
        if (std::exchange(begun_, true))
            return;
        auto const each = [this](Section section, auto const& table, auto const& remove) {
            for (auto const& id : rows->removed.ids[static_cast<std::size_t>(section)]) {
                if (auto const handle = table.find(id)) {
                    remove(handle);
                    ++synced.removed;
                }
            }
        };
        each(Section::assets, world_.assets, [this](AssetId asset) { world_.remove_asset(asset); });
        each(Section::safes, world_.safes, [this](SafeId safe) { world_.remove_safe(safe); });
        each(Section::users, world_.users, [this](UserId user) { world_.remove_user(user); });
        each(Section::groups, world_.groups, [this](GroupId group) { world_.remove_group(group); });
    }

    /// After a full cut: what was not in it is gone.
    void remove_the_rest()
    {
        auto const each = [this](Section section, auto const& table, auto const& remove) {
            auto const& marks = marks_[static_cast<std::size_t>(section)];
            auto gone = std::vector<std::uint32_t>{};
            for (auto const handle : table.handles()) {
                if (handle.slot >= marks.size() || !marks[handle.slot])
                    gone.push_back(handle.slot);
            }
            for (auto const slot : gone)
                remove(slot);
            synced.removed += gone.size();
        };
        each(Section::assets, world_.assets, [this](std::uint32_t slot) { world_.remove_asset(AssetId{slot}); });
        each(Section::safes, world_.safes, [this](std::uint32_t slot) { world_.remove_safe(SafeId{slot}); });
        each(Section::users, world_.users, [this](std::uint32_t slot) { world_.remove_user(UserId{slot}); });
        each(Section::groups, world_.groups, [this](std::uint32_t slot) { world_.remove_group(GroupId{slot}); });
        each(Section::accounts, world_.accounts,
             [this](std::uint32_t slot) { world_.accounts.remove(AccountId{slot}); });
    }

    void mark(Section section, std::uint32_t slot)
    {
        ++synced.changed;
        auto& marks = marks_[static_cast<std::size_t>(section)];
        if (slot >= marks.size())
            marks.resize(slot + std::size_t{1});
        marks[slot] = true;
    }

    template <class Row, class Handle>
    Handle find(Table<Row, Handle> const& table, Section section, std::uint32_t index, std::string_view id)
    {
        auto const handle = table.find(id);
        if (handle.is_none()) {
            auto path = std::string{name_of(section)} + '[';
            append_number(path, std::uint64_t{index});
            problems_.push_back({path + ']', "refers to " + quoted_id(id) + ", which is not there"});
        }
        return handle;
    }

    template <class Table, class Handle>
    bool find_all(Table const& table, Section section, std::uint32_t index, std::vector<std::string> const& ids,
                  std::vector<Handle>& handles)
    {
        for (auto const& id : ids) {
            handles.push_back(find(table, section, index, id));
            if (handles.back().is_none())
                return false;
        }
        std::ranges::sort(handles);
        handles.erase(std::ranges::unique(handles).begin(), handles.end());
        return true;
    }

    World& world_;
    bool begun_ = false;
    std::vector<WireError> problems_;
    std::array<std::vector<bool>, section_count> marks_; // by slot: it was in the cut
};

} // namespace

std::expected<Synced, WireError> decode_sync(World& replica, std::string_view json)
{
    auto replicator = Replicator{replica};
    auto rows = DocumentRows{replicator};
    replicator.rows = &rows;
    auto const options = DecodeOptions{.form = Form::sync};
    auto decoder = Decoder{document_schema(), &rows, options};
    parse_json(decoder, json);
    if (!decoder.problems().empty())
        return std::unexpected(std::move(decoder.problems().front()));
    return replicator.finish();
}

} // namespace castellan::wire
