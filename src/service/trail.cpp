#include "service/trail.hpp"

#include "rules/grants.hpp"
#include "rules/kinds.hpp"
#include "rules/sight.hpp"
#include "service/answer.hpp"
#include "service/chain.hpp"
#include "service/ledger.hpp"
#include "service/new_ids.hpp"
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
        : world_(world), viewer_(viewer), reads_everywhere_(permissions_in(world, viewer, in_organization()).has(audit_list)),
          of_organization_(reads_everywhere_ && world.users[viewer].administrator)
    {
    }

    [[nodiscard]] bool reads_anything() const { return permissions_anywhere(world_, viewer_).has(audit_list); }
    /// T-2: that it happened, of everything.
    [[nodiscard]] bool reads_whole_organization() const { return of_organization_; }

    /// May the reader have the content of an entry?
    [[nodiscard]] bool may_read(Entry const& entry, wire::LogBody const& body) const
    {
        if (entry.kind == installation_kind)
            return false; // it is about everything
        if (!reads_in_one_of(body.accounts))
            return false;
        if (is_about_secrets(entry.kind) || entry.kind == first_sign_in_kind)
            return sees(world_, viewer_, world_.users.find(password_owner(entry, wire::leaves(body.change.text))));
        auto const decoded = wire::decode_change(world_, body.change.text);
        if (!decoded)
            return false;
        if (!may_know_what_it_says(decoded->change, body))
            return false;
        auto named = Named{.gone = !decoded->unknown.empty()};
        look_at(decoded->change, entry.actor, named);
        // What is gone can't be asked about any more: whoever has the whole of its accounts may read on.
        return !named.hidden && (named.listed || named.gone) && (!named.gone || has_all_of(kind_of(decoded->change), body.accounts));
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
        if (actor.starts_with(invitation_prefix)) {
            auto const invitation = world_.invitations.find(actor.substr(invitation_prefix.size()));
            return invitation ? sees(world_, viewer_, invitation) : of_organization_;
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
    void look_at_person(UserId person, Change const& change, Named& named) const
    {
        if (!person)
            return;
        auto const* self = std::get_if<EditSelf>(&change);
        auto const has_particulars =
            std::holds_alternative<EditUser>(change) || (self != nullptr && (self->fields.email || self->fields.phone));
        auto const sight = sight_of(world_, viewer_, person);
        auto const enough = sight == Sight::whole || (sight == Sight::directory && !has_particulars);
        (enough ? named.listed : named.hidden) = true;
    }

    void look_at(Change const& change, std::string_view actor, Named& named) const
    {
        auto const about = subjects_of(world_, change);
        look_at_person(std::holds_alternative<EditSelf>(change) ? world_.users.find(actor) : about.user, change, named);
        if (about.account && !sees(world_, viewer_, about.account))
            named.hidden = true;
        if (is_of_account(kind_of(change)))
            look_at(about.account, named);
        for_each_subject(about, [&]<class Handle>(Handle thing) {
            if constexpr (!std::is_same_v<Handle, UserId> && !std::is_same_v<Handle, AccountId>)
                look_at(thing, named);
        });
        for_each_new_id(change, [&](auto none, std::string const& id) {
            if (!id.empty())
                look_at_new(world_.table_of(none), id, named);
        });
        if (auto const* made = std::get_if<CreateUser>(&change))
            look_at_all(made->groups, named);
        if (auto const* import = std::get_if<ImportUsers>(&change)) {
            for (auto const& row : import->rows)
                look_at_all(row.groups, named);
        }
        if (auto const* create = std::get_if<CreateAccount>(&change)) {
            auto const& [safes, profiles, modules] = create->administrators;
            for (auto const* people : {&safes, &profiles, &modules}) {
                for (auto const person : *people)
                    look_at_person(person, change, named);
            }
        }
        // The organisation and the trail are no things with a place of their own.
        if (std::holds_alternative<EditOrganization>(change))
            (permissions_in(world_, viewer_, in_organization()).has(organization_view) ? named.listed : named.hidden) = true;
        if (auto const* reading = std::get_if<ExportAudit>(&change)) {
            auto const reads = reading->in_account ? permissions_within(world_, viewer_, reading->account).has(audit_list)
                                                   : of_organization_;
            (reads ? named.listed : named.hidden) = true;
        }
    }

    template <class Handle>
    void look_at_all(std::vector<Handle> const& things, Named& named) const
    {
        for (auto const thing : things)
            look_at(thing, named);
    }

    static bool is_of_account(Kind kind)
    {
        return kind == Kind::account_create || kind == Kind::account_edit || kind == Kind::account_delete ||
               kind == Kind::account_settings;
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

    [[nodiscard]] bool reads_in_one_of(std::vector<std::string> const& accounts) const
    {
        return reads_everywhere_ || std::ranges::any_of(accounts, [&](std::string const& id) {
                   auto const account = world_.accounts.find(id);
                   return account && permissions_within(world_, viewer_, account).has(audit_list);
               });
    }

    /// Does the reader list all that the entry's kind of thing may hold, in all of these accounts, whatever group it is in?
    [[nodiscard]] bool has_all_of(Kind kind, std::vector<std::string> const& accounts) const
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

    /// The permissions by which everything is listed that an entry of a kind can name in an account.
    static PermissionSet listing(Kind kind)
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

    World const& world_;
    UserId viewer_;
    bool reads_everywhere_;
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
