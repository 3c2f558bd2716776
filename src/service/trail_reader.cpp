#include "service/trail_reader.hpp"

#include "rules/grants.hpp"
#include "rules/sight.hpp"
#include "service/chain.hpp"
#include "service/entry_text.hpp"
#include "service/ledger.hpp"
#include "wire/codec.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <variant>

namespace castellan {

namespace {

using enum Permission;

/// The person whose password an entry is about: who set it himself, or whom the installation gave a new one.
std::string_view password_owner(Entry const& entry, std::vector<wire::Leaf> const& change)
{
    auto const named = std::ranges::find(change, "user", &wire::Leaf::path);
    return named == change.end() ? std::string_view{entry.actor} : std::string_view{named->value};
}

/// What a change names, as one person sees it now.
class Named {
public:
    Named(World const& world, UserId viewer) : world_(world), viewer_(viewer) {}

    bool listed = false; // something that he may list
    bool hidden = false; // something that he may not
    bool gone = false;   // something that is not there (any more)

    template <class Handle>
    void look_at(Handle thing)
    {
        if (thing)
            (sight_of(world_, viewer_, thing) == Sight::whole ? listed : hidden) = true;
    }

    /// A thing that the change makes: it may have been refused, or gone since.
    template <class Row, class Handle>
    void look_at_new(Table<Row, Handle> const& table, std::string const& id)
    {
        if (auto const thing = table.find(id))
            look_at(thing);
        else
            gone = true;
    }

    /// S-4: in a directory people are listed without particulars, which a few kinds have in their content.
    void look_at_person(UserId person, Kind kind)
    {
        if (!person)
            return;
        auto const sight = sight_of(world_, viewer_, person);
        auto const enough = sight == Sight::whole || (sight == Sight::directory && kind != Kind::user_edit);
        (enough ? listed : hidden) = true;
    }

    void look_at_new_person(std::string const& id, std::vector<GroupId> const& groups)
    {
        look_at_new(world_.users, id);
        for (auto const group : groups)
            look_at(group);
    }

    void look_at(Change const& change, std::string_view actor)
    {
        auto const kind = kind_of(change);
        auto const about = subjects_of(world_, change);
        look_at_person(kind == Kind::user_edit_self ? world_.users.find(actor) : about.user, kind);
        if (about.account && !sees(world_, viewer_, about.account))
            hidden = true;
        look_at(about.group);
        look_at(about.safe);
        look_at(about.other_safe);
        look_at(about.asset);
        if (auto const* made = std::get_if<CreateUser>(&change))
            look_at_new_person(made->user, made->groups);
        else if (auto const* import = std::get_if<ImportUsers>(&change)) {
            for (auto const& row : import->rows)
                look_at_new_person(row.user, row.groups);
        } else if (auto const* made_group = std::get_if<CreateGroup>(&change))
            look_at_new(world_.groups, made_group->group);
        else if (auto const* made_safe = std::get_if<RegisterSafe>(&change))
            look_at_new(world_.safes, made_safe->safe);
        else if (auto const* made_asset = std::get_if<CreateAsset>(&change))
            look_at_new(world_.assets, made_asset->asset);
    }

private:
    World const& world_;
    UserId viewer_;
};

/// What an entry is called: made of what its reader is shown, so that it is the same on every page, and tells nothing of
/// how many entries there are that he is not shown.
std::string id_of(wire::AuditEntry const& shown)
{
    auto const text = wire::encode(shown);
    auto digest = std::array<unsigned char, crypto_generichash_BYTES_MIN>{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(text.data()), text.size(),
                       nullptr, 0);
    auto hex = std::array<char, 2 * crypto_generichash_BYTES_MIN + 1>{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

} // namespace

bool TrailFilter::tells_content(Entry const& entry) const
{
    return !stored.kind.empty() || !effect.empty() ||
           !std::ranges::all_of(stored.about, [&](auto const& id) { return id == entry.actor; });
}

TrailReader::TrailReader(World const& world, UserId viewer)
    : world_(world), viewer_(viewer), of_organization_(permissions_in(world, viewer, Place{}).has(audit_list))
{
}

bool TrailReader::reads_anything() const
{
    return permissions_anywhere(world_, viewer_).has(audit_list);
}

std::vector<std::string> TrailReader::accounts() const
{
    auto result = std::vector<std::string>{};
    for (auto const account : world_.accounts.handles()) {
        if (permissions_within(world_, viewer_, account).has(audit_list))
            result.push_back(world_.accounts[account].id);
    }
    return result;
}

std::optional<wire::AuditEntry> TrailReader::cut(TrailFilter const& filter, Entry const& entry) const
{
    if (entry.kind == snapshot_kind)
        return std::nullopt; // bookkeeping of the store, by which nothing happened; `castellan verify` tells of it
    if ((filter.from && entry.at < *filter.from) || (filter.to && entry.at > *filter.to))
        return std::nullopt;
    auto body = wire::decode<wire::LogBody>(entry.body);
    if (!body)
        return std::nullopt;
    auto const is_allowed = body->effect == name_of(Effect::allow);
    if (!filter.effect.empty() && (filter.effect == "refused" ? is_allowed : body->effect != filter.effect))
        return std::nullopt;

    auto shown = wire::AuditEntry{.at = wire::When{entry.at}};
    if (of_organization_) // who is shown that every entry is there
        shown.number = static_cast<std::int64_t>(entry.number);
    if (may_know(entry.actor)) {
        shown.actor = entry.actor;
        if (auto const user = world_.users.find(entry.actor))
            shown.actor_name = world_.users[user].name;
    } else if (std::ranges::find(filter.stored.about, entry.actor) != filter.stored.about.end()) {
        return std::nullopt; // that it was found would tell who it was
    }
    if (!may_read(entry, *body)) {
        if (!of_organization_ || filter.tells_content(entry))
            return std::nullopt;
    } else {
        shown.kind = entry.kind;
        shown.effect = std::move(body->effect);
        shown.rule = std::move(body->rule);
        shown.reason = std::move(body->reason);
        shown.from = std::move(body->from);
        shown.change = std::move(body->change);
        shown.before = std::move(body->before);
        shown.after = std::move(body->after);
    }
    shown.id = id_of(shown);
    return shown;
}

/// May the reader have the content of an entry?
bool TrailReader::may_read(Entry const& entry, wire::LogBody const& body) const
{
    if (entry.kind == installation_kind)
        return false; // it is about everything
    if (!reads_in_one_of(body.accounts) && !reads_in_one_of(body.hidden_in))
        return false;
    if (entry.kind == export_kind)
        return may_know(entry.actor); // it says who read, and no more
    if (is_about_secrets(entry.kind) || entry.kind == acceptance_kind)
        return sees(world_, viewer_, world_.users.find(password_owner(entry, wire::leaves(body.change.text))));
    auto const decoded = wire::decode_change(world_, body.change.text);
    if (!decoded)
        return false;
    auto named = Named{world_, viewer_};
    named.gone = !decoded->unknown.empty();
    named.look_at(decoded->change, entry.actor);
    // Section 6: what was refused as not there looks the same, whether it is hidden from the reader too, or never was.
    if (body.hidden && named.gone)
        return false;
    // What is gone can't be asked about any more: whoever has the whole of its accounts may read on.
    return !named.hidden && (named.listed || named.gone) && (!named.gone || has_all_of(body.accounts));
}

/// Section 6: who did it, or was refused, is somebody whom the reader may see, or nobody. Of who is gone there is no more
/// than an id, which is for readers of the organisation's trail.
bool TrailReader::may_know(std::string_view actor) const
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

bool TrailReader::reads_in_one_of(std::vector<std::string> const& accounts) const
{
    return of_organization_ || std::ranges::any_of(accounts, [&](std::string const& id) {
               auto const account = world_.accounts.find(id);
               return account && permissions_within(world_, viewer_, account).has(audit_list);
           });
}

/// Does the reader list people, groups, safes and assets in all of these accounts, whatever group they are in?
bool TrailReader::has_all_of(std::vector<std::string> const& accounts) const
{
    static constexpr auto all = PermissionSet{users_list, users_delete, groups_list, safes_list, assets_list};
    return !accounts.empty() && std::ranges::all_of(accounts, [&](std::string const& id) {
        auto const account = world_.accounts.find(id);
        return account && permissions_in(world_, viewer_, Place{account, {}}).includes(all);
    });
}

} // namespace castellan
