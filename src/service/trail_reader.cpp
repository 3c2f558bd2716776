#include "service/trail_reader.hpp"

#include "rules/grants.hpp"
#include "rules/kinds.hpp"
#include "rules/sight.hpp"
#include "service/chain.hpp"
#include "service/entry_text.hpp"
#include "service/ledger.hpp"
#include "service/new_ids.hpp"
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
    void look_at_person(UserId person, Change const& change)
    {
        if (!person)
            return;
        auto const* self = std::get_if<EditSelf>(&change);
        auto const has_particulars =
            std::holds_alternative<EditUser>(change) || (self != nullptr && (self->fields.email || self->fields.phone));
        auto const sight = sight_of(world_, viewer_, person);
        auto const enough = sight == Sight::whole || (sight == Sight::directory && !has_particulars);
        (enough ? listed : hidden) = true;
    }

    void look_at(Change const& change, std::string_view actor)
    {
        auto const about = subjects_of(world_, change);
        look_at_person(std::holds_alternative<EditSelf>(change) ? world_.users.find(actor) : about.user, change);
        if (about.account && !sees(world_, viewer_, about.account))
            hidden = true;
        if (is_of_account(kind_of(change)))
            look_at(about.account);
        for_each_subject(about, [&]<class Handle>(Handle thing) {
            if constexpr (!std::is_same_v<Handle, UserId> && !std::is_same_v<Handle, AccountId>)
                look_at(thing);
        });
        for_each_new_id(change, [&](auto none, std::string const& id) {
            if (!id.empty())
                look_at_new(world_.table_of(none), id);
        });
        if (auto const* made = std::get_if<CreateUser>(&change))
            look_at_all(made->groups);
        if (auto const* import = std::get_if<ImportUsers>(&change)) {
            for (auto const& row : import->rows)
                look_at_all(row.groups);
        }
        if (auto const* create = std::get_if<CreateAccount>(&change)) {
            auto const& [safes, profiles, modules] = create->administrators;
            for (auto const* people : {&safes, &profiles, &modules}) {
                for (auto const person : *people)
                    look_at_person(person, change);
            }
        }
        // The organisation is no thing with a place of its own.
        if (std::holds_alternative<EditOrganization>(change))
            (permissions_in(world_, viewer_, in_organization()).has(organization_view) ? listed : hidden) = true;
    }

    template <class Handle>
    void look_at_all(std::vector<Handle> const& things)
    {
        for (auto const thing : things)
            look_at(thing);
    }

    /// Beyond the thing itself: the side or the book that a change is about is one that the reader is shown (X-10).
    [[nodiscard]] bool may_know_what_it_says(Change const& change, wire::LogBody const& body) const
    {
        auto const& mine = world_.users[viewer_];
        switch (kind_of(change)) {
        case Kind::user_set_role: return roles_in(std::get<SetUserRole>(change).account).safes;
        case Kind::user_set_admin_type: return roles_in(std::get<SetAdminType>(change).account).profiles;
        case Kind::user_set_modules_role: {
            auto const& set = std::get<SetModulesRole>(change);
            return set.in_account ? roles_in(set.account).modules : mine.administrator || mine.organization_admin;
        }
        case Kind::user_set_administrator: return mine.administrator;
        case Kind::user_disable:
            return mine.administrator || !body.before.text.contains(R"("administrator":true)");
        case Kind::group_add_member: return sees_safes_side(std::get<AddMember>(change).group);
        case Kind::group_remove_member: return sees_safes_side(std::get<RemoveMember>(change).group);
        case Kind::group_add_safe: return sees_safes_side(std::get<AddSafe>(change).group);
        case Kind::group_remove_safe: return sees_safes_side(std::get<RemoveSafeFromGroup>(change).group);
        case Kind::group_add_door: return sees_doors_side(std::get<AddDoor>(change).group);
        case Kind::group_remove_door: return sees_doors_side(std::get<RemoveDoorFromGroup>(change).group);
        case Kind::group_set_key_role: return sees_doors_side(std::get<SetKeyRole>(change).group);
        case Kind::group_set_toggles: return sees_doors_side(std::get<SetToggles>(change).group);
        case Kind::profile_create: return may_tick(ProfileId{}, std::get<CreateProfile>(change).account, body);
        case Kind::profile_edit: return may_tick(std::get<EditProfile>(change).profile, {}, body);
        case Kind::profile_delete: return may_tick(std::get<DeleteProfile>(change).profile, {}, body);
        case Kind::profile_add_member: return may_tick(std::get<AddProfileMember>(change).profile, {}, body);
        case Kind::profile_set_member: return may_tick(std::get<SetProfileMember>(change).profile, {}, body);
        case Kind::profile_remove_member: return may_tick(std::get<RemoveProfileMember>(change).profile, {}, body);
        default: return true;
        }
    }

private:
    static bool is_of_account(Kind kind)
    {
        return kind == Kind::account_create || kind == Kind::account_edit || kind == Kind::account_delete ||
               kind == Kind::account_settings;
    }

    [[nodiscard]] RolesSeen roles_in(AccountId account) const
    {
        return account ? roles_seen(world_, viewer_, account) : RolesSeen{};
    }
    [[nodiscard]] bool sees_safes_side(GroupId group) const
    {
        return !group || permissions_in(world_, viewer_, place_of(world_, group)).has(groups_list);
    }
    [[nodiscard]] bool sees_doors_side(GroupId group) const
    {
        return !group || sight_of_doors_side(world_, viewer_, group) == Sight::whole;
    }

    /// P-5: of a profile one sees the permissions that one holds there. An entry that names another is not shown.
    [[nodiscard]] bool may_tick(ProfileId profile, AccountId account, wire::LogBody const& body) const
    {
        auto const* row = world_.get(profile);
        auto const in = row == nullptr ? account : row->account;
        if (in && world_.users[viewer_].roles_in(in).profiles == ProfilesRole::full_admin)
            return true;
        auto const held = row == nullptr ? PermissionSet{} : row->held_by(viewer_);
        for (auto const* text : {&body.change.text, &body.before.text, &body.after.text}) {
            for (auto const& leaf : wire::leaves(*text)) {
                auto const permission = permission_named(leaf.value);
                if (permission && !held.has(*permission))
                    return false;
            }
        }
        return true;
    }

    World const& world_;
    UserId viewer_;
};

/// The permissions by which everything is listed that an entry of a kind can name in an account.
PermissionSet listing(Kind kind)
{
    static constexpr auto safes_side = PermissionSet{users_list, users_delete, groups_list, safes_list, assets_list};
    static constexpr auto doors_side = PermissionSet{doors_list, keys_list, groups_assign_doors};
    auto const needed = permission_for(kind);
    if (!needed)
        return safes_side;
    auto const list = PermissionSet{list_of_manager(*needed)};
    switch (row_of(*needed).book) {
    case Book::doors: return safes_side | doors_side;
    case Book::modules: return PermissionSet{modules_list, modules_assign_roles, records_list, custom_roles_list} | list;
    case Book::profiles: return PermissionSet{users_list, profiles_list, profiles_set_type};
    case Book::safes: return safes_side | list;
    case Book::teams:
    case Book::all: break;
    }
    return list;
}

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

TrailReader::TrailReader(World const& world, UserId viewer, Reading reading)
    : world_(world), viewer_(viewer), reading_(reading),
      reads_everywhere_(reading == Reading::trail && permissions_in(world, viewer, in_organization()).has(audit_list)),
      of_organization_(reads_everywhere_ && world.users[viewer].administrator)
{
}

Permission TrailReader::needed() const
{
    return reading_ == Reading::trail ? audit_list : assets_list;
}

bool TrailReader::reads_anything() const
{
    return permissions_anywhere(world_, viewer_).has(needed());
}

std::vector<std::string> TrailReader::accounts() const
{
    auto result = std::vector<std::string>{};
    for (auto const account : world_.accounts.handles()) {
        if (permissions_within(world_, viewer_, account).has(needed()))
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
    if (reading_ == Reading::movements && !entry.kind.starts_with("asset."))
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
    auto const knows_second = !body->second_person.empty() && may_know(body->second_person);
    if (!knows_second && !body->second_person.empty() && std::ranges::contains(filter.stored.about, body->second_person))
        return std::nullopt; // likewise
    auto const is_for_him = reading_ == Reading::trail ? may_read(entry, *body) : is_movement(entry, *body);
    if (!is_for_him) {
        if (!of_organization_ || filter.tells_content(entry))
            return std::nullopt;
    } else {
        if (knows_second) {
            if (auto const second = world_.users.find(body->second_person))
                shown.second_person_name = world_.users[second].name;
            shown.second_person = std::move(body->second_person);
        }
        shown.kind = entry.kind;
        shown.effect = std::move(body->effect);
        shown.rule = std::move(body->rule);
        shown.reason = std::move(body->reason);
        shown.from = std::move(body->from);
        if (sees(world_, viewer_, world_.credentials.find(body->credential)))
            shown.credential = std::move(body->credential);
        if (body->terminal && sees(world_, viewer_, world_.groups.find(body->terminal->group)))
            shown.terminal = std::move(body->terminal->name);
        shown.happened = body->happened;
        shown.change = std::move(body->change);
        if (reading_ == Reading::movements)
            shown.change.text = without_hidden_ids(shown.change.text);
        shown.before.text = without_hidden_ids(body->before.text);
        shown.after.text = without_hidden_ids(body->after.text);
    }
    shown.id = id_of(shown);
    return shown;
}

/// Section 6: what a thing held, of which the reader may not see all, is told without their ids; that there was one more
/// stays to be seen. What is gone itself has an id that says nothing.
std::string TrailReader::without_hidden_ids(std::string_view json) const
{
    auto const is_hidden = [this](std::string_view id) {
        auto found = false;
        wire::for_each_section([&](auto none) {
            auto const thing = found ? none : world_.table_of(none).find(id);
            found = found || (thing && !sees(world_, viewer_, thing));
        });
        return found;
    };
    auto text = std::string{};
    auto hidden = std::vector<std::string_view>{};
    while (!json.empty()) {
        auto const open = std::min(json.find('"'), json.size());
        text += json.substr(0, open);
        json.remove_prefix(open);
        if (json.empty())
            break;
        auto close = std::size_t{1};
        while (close < json.size() && json[close] != '"')
            close += json[close] == '\\' ? 2 : 1;
        close = std::min(close, json.size() - 1);
        auto const token = json.substr(1, close - 1);
        json.remove_prefix(close + 1);
        text += '"';
        if (is_hidden(token)) {
            auto const at = std::ranges::find(hidden, token);
            text += "hidden-" + std::to_string(at - hidden.begin() + 1);
            if (at == hidden.end())
                hidden.push_back(token);
        } else {
            text += token;
        }
        text += '"';
    }
    return text;
}

/// May the reader have the content of an entry?
bool TrailReader::may_read(Entry const& entry, wire::LogBody const& body) const
{
    if (entry.kind == installation_kind)
        return false; // it is about everything
    if (!reads_in_one_of(body.accounts) && !reads_in_one_of(body.hidden_in))
        return false;
    if (entry.kind == export_kind) { // it says who read, and where
        auto const where = wire::leaves(body.change.text);
        auto const account = std::ranges::find(where, "account", &wire::Leaf::path);
        auto const sees_place = account == where.end() || sees(world_, viewer_, world_.accounts.find(account->value));
        return may_know(entry.actor) && sees_place;
    }
    if (is_about_pairing(entry.kind)) {
        auto const change = wire::leaves(body.change.text);
        auto const named = std::ranges::find(change, "safe", &wire::Leaf::path);
        auto const safe = named == change.end() ? SafeId{} : world_.safes.find(named->value);
        return safe ? sight_of(world_, viewer_, safe) == Sight::whole : has_all_of(Kind::safe_remove, body.accounts);
    }
    if (is_about_terminals(entry.kind)) {
        auto const group = body.terminal ? world_.groups.find(body.terminal->group) : GroupId{};
        return group ? sight_of(world_, viewer_, group) == Sight::whole : has_all_of(Kind::group_delete, body.accounts);
    }
    if (is_about_secrets(entry.kind) || entry.kind == first_sign_in_kind)
        return sees(world_, viewer_, world_.users.find(password_owner(entry, wire::leaves(body.change.text))));
    auto const decoded = wire::decode_change(world_, body.change.text);
    if (!decoded)
        return false;
    auto named = Named{world_, viewer_};
    named.gone = !decoded->unknown.empty();
    if (!named.may_know_what_it_says(decoded->change, body))
        return false;
    named.look_at(decoded->change, entry.actor);
    // Section 6: what was refused as not there looks the same, whether it is hidden from the reader too, or never was.
    if (body.hidden && named.gone)
        return false;
    // What is gone can't be asked about any more: whoever has the whole of its accounts may read on.
    return !named.hidden && (named.listed || named.gone) && (!named.gone || has_all_of(kind_of(decoded->change), body.accounts));
}

/// What happened to an asset in a safe whose inventory the reader may list, whatever became of the asset since. Of a move
/// one of the two safes is enough; the other's id is hidden from him as any other.
bool TrailReader::is_movement(Entry const&, wire::LogBody const& body) const
{
    if (body.effect != name_of(Effect::allow))
        return false;
    for (auto const* text : {&body.change.text, &body.before.text, &body.after.text}) {
        for (auto const& leaf : wire::leaves(*text)) {
            if (leaf.path == "safe" && lists_inventory(leaf.value, body))
                return true;
        }
    }
    return false;
}

bool TrailReader::lists_inventory(std::string_view id, wire::LogBody const& body) const
{
    if (auto const safe = world_.safes.find(id))
        return permissions_in(world_, viewer_, place_of(world_, safe)).has(assets_list);
    // The safe itself is gone: for whoever lists everything where it was.
    return std::ranges::any_of(body.accounts, [&](std::string const& name) {
        auto const account = world_.accounts.find(name);
        return account && permissions_in(world_, viewer_, in_account(account)).has(assets_list);
    });
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
    if (actor.starts_with(invitation_prefix)) {
        auto const invitation = world_.invitations.find(actor.substr(invitation_prefix.size()));
        return invitation ? sees(world_, viewer_, invitation) : of_organization_;
    }
    auto const user = world_.users.find(actor);
    return user ? user == viewer_ || sees(world_, viewer_, user) : of_organization_;
}

bool TrailReader::reads_in_one_of(std::vector<std::string> const& accounts) const
{
    return reads_everywhere_ || std::ranges::any_of(accounts, [&](std::string const& id) {
               auto const account = world_.accounts.find(id);
               return account && permissions_within(world_, viewer_, account).has(audit_list);
           });
}

/// Does the reader list all that the entry's kind of thing may hold, in all of these accounts, whatever group it is in?
bool TrailReader::has_all_of(Kind kind, std::vector<std::string> const& accounts) const
{
    if (accounts.empty()) // T's things, and the organisation's
        return of_organization_;
    return std::ranges::all_of(accounts, [&](std::string const& id) {
        auto const account = world_.accounts.find(id);
        if (!account) // the account itself is gone
            return permissions_in(world_, viewer_, in_organization()).has(accounts_list);
        return permissions_in(world_, viewer_, in_account(account)).includes(listing(kind));
    });
}

} // namespace castellan
