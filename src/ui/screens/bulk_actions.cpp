#include "ui/screens/bulk_actions.hpp"

#include "ui/screens/words.hpp"

namespace castellan::ui {

namespace {

enum UserAction : std::size_t { clear_pin, clear_fingerprint, enable, disable, remove_user };
enum SafeAction : std::size_t { sync, upgrade, remove_safe };

std::string people(Bulk const& bulk)
{
    return tr_n("{} person", "{} people", static_cast<std::int64_t>(bulk.possible().size()));
}

std::string safes(Bulk const& bulk)
{
    return tr_n("{} safe", "{} safes", static_cast<std::int64_t>(bulk.possible().size()));
}

std::array<Bulk, 5> judge_users(Ui const& ui, Seen const& seen, RowSelection const& chosen)
{
    auto all = std::array<Bulk, 5>{};
    for (auto const key : chosen.keys()) {
        auto const user = UserId{static_cast<std::uint32_t>(key)};
        auto const* row = seen.world.users.get(user);
        if (row == nullptr)
            continue;
        all[clear_pin].add(ui, ClearPin{user}, row->name);
        all[clear_fingerprint].add(ui, ClearFingerprint{user}, row->name);
        all[enable].add(ui, EnableUser{user}, row->name);
        all[disable].add(ui, DisableUser{user}, row->name);
        all[remove_user].add(ui, DeleteUser{user}, row->name);
    }
    return all;
}

std::array<Bulk, 3> judge_safes(Ui const& ui, Seen const& seen, RowSelection const& chosen)
{
    auto all = std::array<Bulk, 3>{};
    for (auto const key : chosen.keys()) {
        auto const safe = SafeId{static_cast<std::uint32_t>(key)};
        auto const* row = seen.world.safes.get(safe);
        if (row == nullptr)
            continue;
        all[sync].add(ui, SyncSafe{safe}, row->name);
        all[upgrade].add(ui, UpgradeSafe{.safe = safe, .version = std::nullopt}, row->name);
        all[remove_safe].add(ui, RemoveSafe{safe}, row->name);
    }
    return all;
}

} // namespace

void users_bar(Ui& ui, Seen const& seen, TableState& table, UserBulk& bulk)
{
    SelectionBar bar{ui, table};
    if (!bar)
        return;
    auto const& all = bulk.get({seen.generation, table.selection.version()}, [&] { return judge_users(ui, seen, table.selection); });
    auto actions = bar.actions();
    actions.offer_each(tr("Delete"), all[remove_user],
                       {.weight = Weight::danger,
                        .icon = icon::trash_2,
                        .confirm = Confirmation{tr("Delete {}?", people(all[remove_user])),
                                                tr("Their roles, memberships and sessions end. The audit trail keeps what "
                                                "they did. This can't be undone."),
                                                tr("Delete")}});
    actions.offer_each(tr("Clear fingerprint"), all[clear_fingerprint],
                       {.icon = icon::fingerprint,
                        .confirm = Confirmation{tr("Clear the fingerprint of {}?", people(all[clear_fingerprint])),
                                                tr("They enroll it anew at a safe before they can use it again."),
                                                tr("Clear fingerprint")}});
    actions.offer_each(tr("Clear PIN"), all[clear_pin],
                       {.icon = icon::key_round,
                        .confirm = Confirmation{tr("Clear the PIN of {}?", people(all[clear_pin])),
                                                tr("They choose a new one at a safe before they can use it again."), tr("Clear PIN")}});
    actions.offer_each(tr("Disable"), all[disable],
                       {.icon = icon::ban,
                        .confirm = Confirmation{tr("Disable {}?", people(all[disable])),
                                                tr("Their sessions end at once and they can do nothing until they are enabled "
                                                "again."),
                                                tr("Disable")}});
    actions.offer_each(tr("Enable"), all[enable],
                       {.icon = icon::user_check,
                        .confirm = Confirmation{tr("Enable {}?", people(all[enable])), tr("They can sign in again."), tr("Enable")}});
}

void groups_bar(Ui& ui, Seen const& seen, TableState& table, GroupBulk& bulk)
{
    SelectionBar bar{ui, table};
    if (!bar)
        return;
    auto const& all = bulk.get({seen.generation, table.selection.version()}, [&] {
        auto made = std::array<Bulk, 1>{};
        for (auto const key : table.selection.keys()) {
            auto const group = GroupId{static_cast<std::uint32_t>(key)};
            if (auto const* row = seen.world.groups.get(group))
                made[0].add(ui, DeleteGroup{group}, row->name);
        }
        return made;
    });
    auto actions = bar.actions();
    auto const count = tr_n("{} group", "{} groups", static_cast<std::int64_t>(all[0].possible().size()));
    actions.offer_each(tr("Delete"), all[0],
                       {.weight = Weight::danger,
                        .icon = icon::trash_2,
                        .confirm = Confirmation{tr("Delete {}?", count),
                                                tr("Their people and safes stay, but members no longer reach safes through "
                                                "them. This can't be undone."),
                                                tr("Delete")}});
}

void safes_bar(Ui& ui, Seen const& seen, TableState& table, SafeBulk& bulk)
{
    SelectionBar bar{ui, table};
    if (!bar)
        return;
    auto const& all = bulk.get({seen.generation, table.selection.version()}, [&] { return judge_safes(ui, seen, table.selection); });
    auto actions = bar.actions();
    actions.offer_each(tr("Remove"), all[remove_safe],
                       {.weight = Weight::danger,
                        .icon = icon::trash_2,
                        .confirm = Confirmation{tr("Remove {}?", safes(all[remove_safe])),
                                                tr("They and their inventory leave the account and every group. This can't be "
                                                "undone."),
                                                tr("Remove")}});
    actions.offer_each(tr("Upgrade firmware"), all[upgrade],
                       {.icon = icon::download,
                        .confirm = Confirmation{tr("Upgrade the firmware of {}?", safes(all[upgrade])),
                                                tr("They install the newest version and can't be opened while they restart."),
                                                tr("Upgrade")}});
    actions.offer_each(tr("Sync now"), all[sync],
                       {.icon = icon::refresh_cw,
                        .confirm = Confirmation{tr("Sync {}?", safes(all[sync])),
                                                tr("Each sends its inventory and takes what has changed."), tr("Sync now")}});
}

} // namespace castellan::ui
