#include "service/trail.hpp"

#include "rules/grants.hpp"
#include "rules/sight.hpp"
#include "service/answer.hpp"
#include "service/ledger.hpp"
#include "wire/codec.hpp"
#include "wire/log_json.hpp"

#include <algorithm>
#include <limits>
#include <variant>

namespace castellan {

namespace {

using enum Permission;

constexpr std::size_t entries_at_once = 100;

/// One reader, and what is asked again and again about him.
class Reader {
public:
    Reader(World const& world, UserId viewer)
        : world_(world), viewer_(viewer), of_organization_(permissions_in(world, viewer, Place{}).has(audit_list))
    {
    }

    [[nodiscard]] bool reads_anything() const { return permissions_anywhere(world_, viewer_).has(audit_list); }
    [[nodiscard]] bool reads_whole_organization() const { return of_organization_; }

    /// May the reader have the content of an entry?
    [[nodiscard]] bool may_read(Entry const& entry, wire::LogBody const& body) const
    {
        if (entry.kind == installation_kind)
            return false; // it is about everything
        if (!reads_in_one_of(body.accounts))
            return false;
        if (entry.kind == password_kind || entry.kind == acceptance_kind)
            return sees(world_, viewer_, world_.users.find(entry.actor));
        auto const decoded = wire::decode_change(world_, body.change.text);
        if (!decoded)
            return false;
        auto const kind = kind_of(decoded->change);
        // What is gone can't be asked about any more: then whoever has the whole of its accounts may read on.
        if (!decoded->unknown.empty() || makes_something(kind))
            return has_all_of(body.accounts) || (decoded->unknown.empty() && lists_what_was_made(decoded->change));
        return lists(subjects_of(world_, decoded->change), kind, entry.actor);
    }

private:
    static bool makes_something(Kind kind)
    {
        return kind == Kind::user_create || kind == Kind::user_import || kind == Kind::group_create ||
               kind == Kind::safe_register || kind == Kind::asset_create;
    }

    /// Kinds whose content has addresses in it.
    static bool has_particulars(Kind kind) { return kind == Kind::user_edit; }

    [[nodiscard]] bool reads_in_one_of(std::vector<std::string> const& accounts) const
    {
        return of_organization_ || std::ranges::any_of(accounts, [&](std::string const& id) {
                   auto const account = world_.accounts.find(id);
                   return account && permissions_within(world_, viewer_, account).has(audit_list);
               });
    }

    /// Does the reader list people, groups, safes and assets in all of these accounts, whatever group they are in?
    [[nodiscard]] bool has_all_of(std::vector<std::string> const& accounts) const
    {
        static constexpr auto all = PermissionSet{users_list, users_delete, groups_list, safes_list, assets_list};
        return !accounts.empty() && std::ranges::all_of(accounts, [&](std::string const& id) {
            auto const account = world_.accounts.find(id);
            return account && permissions_in(world_, viewer_, Place{account, {}}).includes(all);
        });
    }

    [[nodiscard]] bool lists_what_was_made(Change const& change) const
    {
        if (auto const* made = std::get_if<CreateUser>(&change)) {
            return sight_of(world_, viewer_, world_.users.find(made->user)) == Sight::whole &&
                   std::ranges::all_of(made->groups, [&](GroupId group) { return lists(group); });
        }
        if (auto const* made = std::get_if<CreateGroup>(&change))
            return lists(world_.groups.find(made->group));
        if (auto const* made = std::get_if<RegisterSafe>(&change))
            return lists(world_.safes.find(made->safe));
        if (auto const* made = std::get_if<CreateAsset>(&change))
            return lists(world_.assets.find(made->asset)) && lists(made->safe);
        return false;
    }

    template <class Handle>
    [[nodiscard]] bool lists(Handle thing) const
    {
        return sight_of(world_, viewer_, thing) == Sight::whole;
    }

    [[nodiscard]] bool lists(Subjects const& about, Kind kind, std::string_view actor) const
    {
        // Who edits himself is the one that it is about.
        auto const person = kind == Kind::user_edit_self ? world_.users.find(actor) : about.user;
        if (person) {
            auto const sight = sight_of(world_, viewer_, person);
            if (sight == Sight::hidden || sight == Sight::name ||
                (has_particulars(kind) && sight != Sight::whole))
                return false;
        }
        return (person || about.group || about.safe || about.asset) && (!about.group || lists(about.group)) &&
               (!about.safe || lists(about.safe)) && (!about.other_safe || lists(about.other_safe)) &&
               (!about.asset || lists(about.asset));
    }

    World const& world_;
    UserId viewer_;
    bool of_organization_;
};

std::string name_of_actor(World const& world, std::string_view actor)
{
    auto const user = world.users.find(actor);
    return user ? world.users[user].name : std::string{};
}

/// Whether an entry may be shown without its content. What was searched for by thing or kind would tell the content.
bool may_show_bare(EntryFilter const& filter, Entry const& entry)
{
    return filter.kind.empty() && std::ranges::all_of(filter.about, [&](auto const& id) { return id == entry.actor; });
}

/// The entry as the reader may have it; nothing if it is not for him at all.
std::optional<wire::AuditEntry> cut_entry(World const& world, Reader const& reader, EntryFilter const& filter,
                                          Entry const& entry)
{
    auto body = wire::decode<wire::LogBody>(entry.body);
    if (!body)
        return std::nullopt;
    auto shown = wire::AuditEntry{.number = static_cast<std::int64_t>(entry.number),
                                  .at = wire::When{entry.at},
                                  .actor = entry.actor,
                                  .actor_name = name_of_actor(world, entry.actor)};
    if (!reader.may_read(entry, *body)) {
        auto const bare = reader.reads_whole_organization() && may_show_bare(filter, entry);
        return bare ? std::optional{std::move(shown)} : std::nullopt;
    }
    shown.kind = entry.kind;
    shown.effect = std::move(body->effect);
    shown.rule = std::move(body->rule);
    shown.reason = std::move(body->reason);
    shown.from = std::move(body->from);
    shown.change = std::move(body->change);
    shown.before = std::move(body->before);
    shown.after = std::move(body->after);
    return shown;
}

} // namespace

Response trail_page(World const& world, UserId viewer, Store& store, wire::Query const& query)
{
    auto const limit = query.number("limit", 1, trail_rows_most, trail_rows);
    if (!limit)
        return problem(limit.error());
    auto const before = query.number("before", 0, std::numeric_limits<std::int64_t>::max(), 0);
    if (!before)
        return problem(before.error());
    auto const reader = Reader{world, viewer};
    if (!reader.reads_anything()) {
        auto const& row = row_of(audit_list);
        return problem(Decision{.effect = Effect::deny, .rule = row.refusal_rule, .reason = row.refusal});
    }

    auto filter = EntryFilter{.kind = std::string{query.text("kind")}};
    for (auto const name : {"user", "thing"}) {
        if (auto const id = query.text(name); !id.empty())
            filter.about.emplace_back(id);
    }

    auto page = wire::AuditPage{};
    auto at = *before == 0 ? std::numeric_limits<std::uint64_t>::max() >> 1U : static_cast<std::uint64_t>(*before);
    auto looked_at = std::size_t{0};
    for (;;) {
        auto const entries = store.read_back(at, entries_at_once, filter);
        if (!entries)
            return problem(Trouble::not_durable, "The audit trail can't be read just now.");
        for (auto const& entry : *entries) {
            at = entry.number;
            ++looked_at;
            if (auto shown = cut_entry(world, reader, filter, entry)) {
                page.entries.push_back(std::move(*shown));
                if (std::ssize(page.entries) == *limit) {
                    page.before = at > 1 ? static_cast<std::int64_t>(at) : 0;
                    return json_answer(wire::encode(page));
                }
            }
        }
        if (entries->size() < entries_at_once)
            return json_answer(wire::encode(page));
        if (looked_at >= entries_looked_at_most) {
            page.before = static_cast<std::int64_t>(at);
            return json_answer(wire::encode(page));
        }
    }
}

} // namespace castellan
