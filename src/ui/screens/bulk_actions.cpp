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

/// The changes of each action for each chosen thing, judged; worked out anew when the choice or the world is another.
/// `changes_of` gives the changes of one thing in the order of the actions.
template <class Row, class Handle, std::size_t count, class ChangesOf>
std::array<Bulk, count> const& judged(Ui const& ui, Seen const& seen, Table<Row, Handle> const& table, RowSelection const& chosen,
                                      BulkActions<count>& bulk, ChangesOf const& changes_of)
{
    return bulk.get({seen.generation, chosen.version()}, [&] {
        auto all = std::array<Bulk, count>{};
        for (auto const key : chosen.keys()) {
            auto const thing = Handle{static_cast<std::uint32_t>(key)};
            auto const* row = table.get(thing);
            if (row == nullptr)
                continue;
            auto changes = changes_of(thing);
            for (auto at = std::size_t{0}; at < count; ++at)
                all[at].add(ui, std::move(changes[at]), row->name);
        }
        return all;
    });
}

} // namespace

void users_bar(Ui& ui, Seen const& seen, TableState& table, UserBulk& bulk)
{
    SelectionBar bar{ui, table};
    if (!bar)
        return;
    auto const& all = judged(ui, seen, seen.world.users, table.selection, bulk, [](UserId user) {
        return std::array<Change, 5>{ClearPin{user}, ClearFingerprint{user}, EnableUser{user}, DisableUser{user}, DeleteUser{user}};
    });
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
    auto const& all = judged(ui, seen, seen.world.groups, table.selection, bulk,
                             [](GroupId group) { return std::array<Change, 1>{DeleteGroup{group}}; });
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
    auto const& all = judged(ui, seen, seen.world.safes, table.selection, bulk, [](SafeId safe) {
        return std::array<Change, 3>{SyncSafe{safe}, UpgradeSafe{.safe = safe, .version = std::nullopt}, RemoveSafe{safe}};
    });
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
