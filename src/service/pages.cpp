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
    std::string_view parent_id; // a safe of assets, a team of patients, a module of records
    AccountId account;
    SafeId safe;
    TeamId team;
    ModuleId module;
    AccountId only; // nothing of another one

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

template <class Handle>
bool is_in(World const& world, Handle thing, Wanted const& wanted)
{
    auto const& row = world.table_of(thing)[thing];
    if constexpr (requires { row.account; })
        return wanted.any_account() || row.account == wanted.account;
    else
        return true;
}
bool is_in(World const& world, AssetId asset, Wanted const& wanted)
{
    auto const safe = world.assets[asset].safe;
    return (wanted.parent_id.empty() || safe == wanted.safe) &&
           (wanted.any_account() || world.safes[safe].account == wanted.account);
}
bool is_in(World const& world, PatientId patient, Wanted const& wanted)
{
    return wanted.parent_id.empty() || world.patients[patient].team == wanted.team;
}
bool is_in(World const& world, RecordId record, Wanted const& wanted)
{
    auto const module = world.records[record].module;
    return (wanted.parent_id.empty() || module == wanted.module) &&
           (wanted.any_account() || world.modules[module].account == wanted.account);
}

template <class Row>
std::string_view searched_in(Row const& row)
{
    if constexpr (requires { row.name; })
        return row.name;
    else if constexpr (requires { row.kind; })
        return row.kind;
    else if constexpr (requires { row.email; })
        return row.email;
    else
        return row.values;
}

template <class Handle>
bool fits(World const& world, UserId viewer, Handle thing, Wanted const& wanted)
{
    return has_text(searched_in(world.table_of(thing)[thing]), wanted.text) && is_in(world, thing, wanted) &&
           sees(world, viewer, thing);
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

/// Another account that was asked for has nothing then.
void narrow(World const& world, AccountId only, Wanted& wanted)
{
    auto const is_other = !wanted.any_account() && wanted.account != only;
    wanted.only = only;
    wanted.account = is_other ? AccountId{} : only;
    wanted.account_id = world.accounts[only].id;
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
    auto eyes = wire::View{world, viewer, wanted.only};
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
Response one_of(World const& world, UserId viewer, Table<Row, Handle> const& table, std::string_view id, Wanted const& wanted)
{
    auto const handle = table.find(id);
    auto body = std::string{};
    auto writer = wire::Writer{body};
    auto const eyes = wire::View{world, viewer, wanted.only};
    // A candidate of a picker is found by no request (RULEBOOK 4).
    if (!handle || !fits(world, viewer, handle, wanted) || !eyes.write(writer, handle))
        return problem(Decision{.hidden = true});
    auto response = json_answer(std::move(body));
    response.etag = etag_of(eyes.version(handle));
    return response;
}

} // namespace

void Pages::restart()
{
    orders_.for_each([](auto, auto& order) { order.restart(); });
}

Response Pages::list(World const& world, UserId viewer, wire::Section section, wire::Query const& query, AccountId only)
{
    auto const limit = query.number("limit", 1, page_rows_most, page_rows);
    if (!limit)
        return problem(limit.error());
    auto after = cursor_.open(query.text("after"));
    if (!after)
        return problem(wire::WireError{"after", "is too old; begin again without it"});
    auto const turn = Turn{cursor_, std::move(*after), *limit};
    auto wanted = Wanted{.text = lowered(query.text("q")), .account_id = query.text("account")};
    for (auto const parent : {"safe", "team", "module"}) {
        if (auto const id = query.text(parent); !id.empty())
            wanted.parent_id = id;
    }
    wanted.account = world.accounts.find(wanted.account_id);
    wanted.safe = world.safes.find(query.text("safe"));
    wanted.team = world.teams.find(query.text("team"));
    wanted.module = world.modules.find(query.text("module"));
    if (only)
        narrow(world, only, wanted);

    return wire::with_handle(section, 0, [&]<class Handle>(Handle none) {
        return page(world, viewer, world.table_of(none), orders_.of<Handle>(), wire::name_of(section), wanted, turn);
    });
}

Response Pages::one(World const& world, UserId viewer, wire::Section section, std::string_view id, AccountId only) const
{
    auto wanted = Wanted{};
    if (only)
        narrow(world, only, wanted);
    return wire::with_handle(section, 0,
                             [&](auto none) { return one_of(world, viewer, world.table_of(none), id, wanted); });
}

} // namespace castellan
