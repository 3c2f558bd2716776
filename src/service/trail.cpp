#include "service/trail.hpp"

#include "rules/grants.hpp"
#include "rules/sight.hpp"
#include "service/answer.hpp"
#include "service/chain.hpp"
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

/// The person whose password an entry is about: who set it himself, or whom the installation gave a new one.
std::string_view password_owner(Entry const& entry, std::vector<wire::Leaf> const& change)
{
    auto const named = std::ranges::find(change, "user", &wire::Leaf::path);
    return named == change.end() ? std::string_view{entry.actor} : std::string_view{named->value};
}

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
        if (is_about_secrets(entry.kind) || entry.kind == acceptance_kind)
            return sees(world_, viewer_, world_.users.find(password_owner(entry, wire::leaves(body.change.text))));
        auto const decoded = wire::decode_change(world_, body.change.text);
        if (!decoded)
            return false;
        auto named = Named{.gone = !decoded->unknown.empty()};
        look_at(decoded->change, entry.actor, named);
        // What is gone can't be asked about any more: whoever has the whole of its accounts may read on.
        return !named.hidden && (named.listed || named.gone) && (!named.gone || has_all_of(body.accounts));
    }

    /// Section 6: who did it, or was refused, is somebody whom the reader may see, or nobody. Of who is gone there is no
    /// more than an id, which is for readers of the organisation's trail.
    [[nodiscard]] bool may_know(std::string_view actor) const
    {
        if (actor == installation_actor)
            return true;
        if (actor.starts_with(device_prefix)) {
            auto const safe = world_.safes.find(actor.substr(device_prefix.size()));
            return safe ? sees(world_, viewer_, safe) : of_organization_;
        }
        auto const user = world_.users.find(actor);
        return user ? user == viewer_ || sees(world_, viewer_, user) : of_organization_;
    }

private:
    /// What a change names, as this reader sees it now.
    struct Named {
        bool listed = false; // something that he may list
        bool hidden = false; // something that he may not
        bool gone = false;   // something that is not there (any more)
    };

    template <class Handle>
    void look_at(Handle thing, Named& named) const
    {
        if (thing)
            (sight_of(world_, viewer_, thing) == Sight::whole ? named.listed : named.hidden) = true;
    }

    /// A thing that the change makes: it may have been refused, or gone since.
    template <class Row, class Handle>
    void look_at_new(Table<Row, Handle> const& table, std::string const& id, Named& named) const
    {
        if (auto const thing = table.find(id))
            look_at(thing, named);
        else
            named.gone = true;
    }

    /// S-4: in a directory people are listed without particulars, which a few kinds have in their content.
    void look_at_person(UserId person, Kind kind, Named& named) const
    {
        if (!person)
            return;
        auto const sight = sight_of(world_, viewer_, person);
        auto const enough = sight == Sight::whole || (sight == Sight::directory && kind != Kind::user_edit);
        (enough ? named.listed : named.hidden) = true;
    }

    void look_at_new_person(std::string const& id, std::vector<GroupId> const& groups, Named& named) const
    {
        look_at_new(world_.users, id, named);
        for (auto const group : groups)
            look_at(group, named);
    }

    void look_at(Change const& change, std::string_view actor, Named& named) const
    {
        auto const kind = kind_of(change);
        auto const about = subjects_of(world_, change);
        look_at_person(kind == Kind::user_edit_self ? world_.users.find(actor) : about.user, kind, named);
        if (about.account && !sees(world_, viewer_, about.account))
            named.hidden = true;
        look_at(about.group, named);
        look_at(about.safe, named);
        look_at(about.other_safe, named);
        look_at(about.asset, named);
        if (auto const* made = std::get_if<CreateUser>(&change))
            look_at_new_person(made->user, made->groups, named);
        else if (auto const* import = std::get_if<ImportUsers>(&change)) {
            for (auto const& row : import->rows)
                look_at_new_person(row.user, row.groups, named);
        } else if (auto const* made_group = std::get_if<CreateGroup>(&change))
            look_at_new(world_.groups, made_group->group, named);
        else if (auto const* made_safe = std::get_if<RegisterSafe>(&change))
            look_at_new(world_.safes, made_safe->safe, named);
        else if (auto const* made_asset = std::get_if<CreateAsset>(&change))
            look_at_new(world_.assets, made_asset->asset, named);
    }

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

    World const& world_;
    UserId viewer_;
    bool of_organization_;
};

/// Whether an entry may be shown without its content. What was searched for by thing or kind would tell the content.
bool may_show_bare(EntryFilter const& filter, Entry const& entry)
{
    return filter.kind.empty() && std::ranges::all_of(filter.about, [&](auto const& id) { return id == entry.actor; });
}

/// The entry as the reader may have it; nothing if it is not for him at all.
std::optional<wire::AuditEntry> cut_entry(World const& world, Reader const& reader, EntryFilter const& filter,
                                          Entry const& entry)
{
    if (entry.kind == snapshot_kind)
        return std::nullopt; // bookkeeping of the store, by which nothing happened; `castellan verify` tells of it
    auto body = wire::decode<wire::LogBody>(entry.body);
    if (!body)
        return std::nullopt;
    auto shown = wire::AuditEntry{.number = static_cast<std::int64_t>(entry.number),
                                  .at = wire::When{entry.at}};
    if (reader.may_know(entry.actor)) {
        shown.actor = entry.actor;
        if (auto const user = world.users.find(entry.actor))
            shown.actor_name = world.users[user].name;
    } else if (std::ranges::find(filter.about, entry.actor) != filter.about.end()) {
        return std::nullopt; // that it was found would tell who it was
    }
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
    auto bytes_looked_at = std::size_t{0};
    auto bytes_shown = std::size_t{0};
    for (;;) {
        auto const entries = store.read_back(at, entries_at_once, filter);
        if (!entries)
            return problem(Trouble::not_durable, "The audit trail can't be read just now.");
        for (auto const& entry : *entries) {
            at = entry.number;
            ++looked_at;
            bytes_looked_at += entry.body.size();
            if (auto shown = cut_entry(world, reader, filter, entry)) {
                bytes_shown += shown->change.text.size() + shown->before.text.size() + shown->after.text.size();
                page.entries.push_back(std::move(*shown));
                if (std::ssize(page.entries) == *limit || bytes_shown >= trail_bytes_most) {
                    page.before = at > 1 ? static_cast<std::int64_t>(at) : 0;
                    return json_answer(wire::encode(page));
                }
            }
        }
        if (entries->empty())
            return json_answer(wire::encode(page));
        if (looked_at >= entries_looked_at_most || bytes_looked_at >= bytes_looked_at_most) {
            page.before = static_cast<std::int64_t>(at);
            return json_answer(wire::encode(page));
        }
    }
}

} // namespace castellan
