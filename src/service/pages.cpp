#include "service/pages.hpp"

#include "rules/cut.hpp"
#include "rules/sight.hpp"
#include "service/answer.hpp"
#include "wire/view.hpp"
#include "wire/writer.hpp"

#include <algorithm>

namespace castellan {

namespace {

/// What a list is narrowed to. Parameters that a list does not have are empty.
struct Wanted {
    std::string text; // lowered
    std::string_view account_id;
    std::string_view safe_id;
    AccountId account;
    SafeId safe;

    [[nodiscard]] bool any_account() const { return account_id.empty(); }
};

bool has_text(std::string_view text, std::string_view lowered_part)
{
    auto const same = [](char letter, char lowered_letter) {
        auto const low = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        return low == lowered_letter;
    };
    return lowered_part.empty() || !std::ranges::search(text, lowered_part, same).empty();
}

// Whether a row fits, as far as the viewer can know it: searching must not find what reading does not show.

bool fits(World const& world, UserId viewer, AccountId account, Wanted const& wanted)
{
    return has_text(world.accounts[account].name, wanted.text) && sees(world, viewer, account);
}

bool fits(World const& world, UserId viewer, UserId user, Wanted const& wanted)
{
    auto const& row = world.users[user];
    auto const by_name = has_text(row.name, wanted.text);
    if (!by_name && !has_text(row.email, wanted.text))
        return false;
    if (!sees(world, viewer, user))
        return false;
    if (!by_name && sight_of(world, viewer, user) != Sight::whole)
        return false; // S-4: an address that is not shown is not found either
    if (wanted.any_account())
        return true;
    if (!wanted.account)
        return false;
    auto const shown = cut(world, viewer, user);
    return shown && (std::ranges::find(shown->accounts, wanted.account, &AccountRoles::account) != shown->accounts.end() ||
                     std::ranges::any_of(shown->groups, [&](GroupId group) {
                         return world.groups[group].account == wanted.account;
                     }));
}

bool fits(World const& world, UserId viewer, GroupId group, Wanted const& wanted)
{
    auto const& row = world.groups[group];
    return has_text(row.name, wanted.text) && (wanted.any_account() || row.account == wanted.account) &&
           sees(world, viewer, group);
}

bool fits(World const& world, UserId viewer, SafeId safe, Wanted const& wanted)
{
    auto const& row = world.safes[safe];
    return has_text(row.name, wanted.text) && (wanted.any_account() || row.account == wanted.account) &&
           sees(world, viewer, safe);
}

bool fits(World const& world, UserId viewer, AssetId asset, Wanted const& wanted)
{
    auto const& row = world.assets[asset];
    return has_text(row.kind, wanted.text) && (wanted.safe_id.empty() || row.safe == wanted.safe) &&
           (wanted.any_account() || world.safes[row.safe].account == wanted.account) && sees(world, viewer, asset);
}

/// Where a page begins and how long it may be.
struct Turn {
    Cursor const& cursor;
    std::string after;
    std::int64_t limit;
};

template <class Row, class Handle>
Response page(World const& world, UserId viewer, Table<Row, Handle> const& table, KeyOrder<Row, Handle>& order,
              std::string_view name, Wanted const& wanted, Turn const& turn)
{
    auto body = std::string{};
    body.reserve(static_cast<std::size_t>(turn.limit) * 400);
    auto writer = wire::Writer{body};
    auto eyes = wire::View{world, viewer};
    writer.object();
    writer.key(name).list();
    auto written = std::int64_t{0};
    auto looked_at = std::size_t{0};
    auto next = std::string{};
    auto last = Handle{};
    order.walk(table, turn.after, [&](Handle handle) {
        if (looked_at++ == rows_looked_at_most) {
            // What was looked at last may be hidden from the viewer: sealed, its id tells nothing.
            next = written == turn.limit ? table[last].id : turn.cursor.seal(table[last].id);
            return false;
        }
        auto const shown = fits(world, viewer, handle, wanted);
        if (shown && written == turn.limit) {
            next = table[last].id; // there is more, and the last one on this page was shown
            return false;
        }
        if (written == turn.limit)
            return true; // goes on only to see whether there is more for this viewer
        last = handle;
        if (shown && eyes.write(writer, handle))
            ++written;
        return true;
    });
    writer.end();
    if (!next.empty())
        writer.member("next", next);
    writer.end();
    return json_answer(std::move(body));
}

template <class Row, class Handle>
Response one_of(World const& world, UserId viewer, Table<Row, Handle> const& table, std::string_view id)
{
    auto const handle = table.find(id);
    auto body = std::string{};
    auto writer = wire::Writer{body};
    auto const eyes = wire::View{world, viewer};
    if (handle.is_none() || !eyes.write(writer, handle))
        return problem(Decision{.hidden = true});
    auto response = json_answer(std::move(body));
    response.etag = etag_of(eyes.version(handle));
    return response;
}

} // namespace

void Pages::restart()
{
    accounts_.restart();
    users_.restart();
    groups_.restart();
    safes_.restart();
    assets_.restart();
}

Response Pages::list(World const& world, UserId viewer, wire::Call call, wire::Query const& query)
{
    auto const limit = query.number("limit", 1, page_rows_most, page_rows);
    if (!limit)
        return problem(limit.error());
    auto after = cursor_.open(query.text("after"));
    if (!after)
        return problem(wire::WireError{"after", "is too old; begin again without it"});
    auto const turn = Turn{cursor_, std::move(*after), *limit};
    auto wanted = Wanted{.text = lowered(query.text("q")),
                         .account_id = query.text("account"),
                         .safe_id = query.text("safe")};
    wanted.account = world.accounts.find(wanted.account_id);
    wanted.safe = world.safes.find(wanted.safe_id);

    switch (call) {
    case wire::Call::accounts: return page(world, viewer, world.accounts, accounts_, "accounts", wanted, turn);
    case wire::Call::users: return page(world, viewer, world.users, users_, "users", wanted, turn);
    case wire::Call::groups: return page(world, viewer, world.groups, groups_, "groups", wanted, turn);
    case wire::Call::safes: return page(world, viewer, world.safes, safes_, "safes", wanted, turn);
    case wire::Call::assets: return page(world, viewer, world.assets, assets_, "assets", wanted, turn);
    default: return problem(Decision{.hidden = true});
    }
}

Response Pages::one(World const& world, UserId viewer, wire::Call call, std::string_view id) const
{
    switch (call) {
    case wire::Call::account: return one_of(world, viewer, world.accounts, id);
    case wire::Call::user: return one_of(world, viewer, world.users, id);
    case wire::Call::group: return one_of(world, viewer, world.groups, id);
    case wire::Call::safe: return one_of(world, viewer, world.safes, id);
    case wire::Call::asset: return one_of(world, viewer, world.assets, id);
    default: return problem(Decision{.hidden = true});
    }
}

} // namespace castellan
