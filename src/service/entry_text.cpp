#include "service/entry_text.hpp"

#include "rules/facts.hpp"
#include "rules/sight.hpp"
#include "wire/schema.hpp"
#include "wire/writer.hpp"

#include <algorithm>
#include <variant>

namespace castellan {

namespace {

using wire::word_of;
using wire::Writer;

/// One overload per kind, in the order of `Change`. Each writes the members of one object.
struct Values {
    World const& world;
    Actor actor;
    Writer& writer;

    void operator()(CreateUser const&) const {}
    void operator()(ImportUsers const&) const {}

    void operator()(EditUser const& c) const
    {
        auto const& user = world.users[c.user];
        if (c.fields.name)
            writer.member("name", user.name);
        if (c.fields.email)
            writer.member("email", user.email);
        if (c.fields.phone)
            writer.member("phone", user.phone);
    }
    void operator()(DeleteUser const& c) const
    {
        auto const& user = world.users[c.user];
        writer.member("name", user.name);
        writer.member("email", user.email);
        writer.member("phone", user.phone);
        writer.member("status", word_of(user.status));
        writer.key("groups").list();
        for (auto const group : user.groups)
            writer.text(world.groups[group].id);
        writer.end();
    }
    void operator()(SetUserRole const& c) const
    {
        writer.member("role", word_of(world.users[c.user].roles_in(c.account).safes));
    }
    void operator()(DisableUser const& c) const
    {
        writer.member("status", word_of(world.users[c.user].status));
        writer.member("administrator", world.users[c.user].administrator);
    }
    void operator()(EnableUser const& c) const { writer.member("status", word_of(world.users[c.user].status)); }
    void operator()(EditSelf const& c) const
    {
        if (c.fields.name)
            writer.member("name", world.users[actor.user].name);
    }
    void operator()(ClearPin const& c) const { writer.member("pin", world.users[c.user].pin); }
    void operator()(ClearFingerprint const& c) const
    {
        writer.member("fingerprint", world.users[c.user].fingerprint);
    }

    void operator()(CreateGroup const&) const {}
    void operator()(EditGroup const& c) const
    {
        auto const& group = world.groups[c.group];
        if (c.fields.name)
            writer.member("name", group.name);
        if (c.fields.description)
            writer.member("description", group.description);
        if (c.fields.logo)
            writer.member("logo", group.logo);
        if (c.fields.notification_emails) {
            writer.key("notification_emails").list();
            for (auto const& email : group.notification_emails)
                writer.text(email);
            writer.end();
        }
    }
    void operator()(DeleteGroup const& c) const
    {
        auto const& group = world.groups[c.group];
        writer.member("name", group.name);
        writer.member("description", group.description);
        writer.key("members").list();
        for (auto const user : group.members)
            writer.text(world.users[user].id);
        writer.end();
        writer.key("safes").list();
        for (auto const safe : group.safes)
            writer.text(world.safes[safe].id);
        writer.end();
    }
    void operator()(AddMember const& c) const { membership(c.group, c.user); }
    void operator()(RemoveMember const& c) const { membership(c.group, c.user); }
    void operator()(AddSafe const& c) const { assignment(c.group, c.safe); }
    void operator()(RemoveSafeFromGroup const& c) const { assignment(c.group, c.safe); }

    void operator()(RegisterSafe const&) const {}
    void operator()(EditSafe const& c) const
    {
        auto const& safe = world.safes[c.safe];
        if (c.fields.name)
            writer.member("name", safe.name);
        if (c.fields.two_person)
            writer.member("two_person", word_of(safe.two_person));
    }
    void operator()(RemoveSafe const& c) const
    {
        auto const& safe = world.safes[c.safe];
        writer.member("name", safe.name);
        writer.member("serial", safe.serial);
        writer.key("groups").list();
        for (auto const group : safe.groups)
            writer.text(world.groups[group].id);
        writer.end();
        writer.key("assets").list();
        for (auto const asset : safe.assets)
            whole(asset);
        writer.end();
    }
    void operator()(ReportSafe const& c) const
    {
        auto const& safe = world.safes[c.safe];
        if (c.online)
            writer.member("online", safe.online);
        if (c.firmware)
            writer.member("firmware", safe.firmware);
        if (c.order && c.state) {
            for (auto const& order : safe.orders) {
                if (order.number == static_cast<std::uint64_t>(*c.order))
                    writer.member("state", word_of(order.state));
            }
        }
    }
    // Orders are new things: the change and the number of its entry say it all.
    void operator()(SyncSafe const&) const {}
    void operator()(UpgradeSafe const&) const {}
    void operator()(IssueEmergencyCode const&) const {}
    void operator()(UnlockSafe const&) const {}

    void operator()(CreateAsset const&) const {}
    void operator()(EditAsset const& c) const
    {
        auto const& asset = world.assets[c.asset];
        if (c.fields.kind)
            writer.member("kind", asset.kind);
        if (c.fields.tag)
            writer.member("tag", asset.tag);
        if (c.fields.lot)
            writer.member("lot", asset.lot);
        if (c.fields.expires)
            writer.member("expires", asset.expires);
        if (c.fields.quantity)
            writer.member("quantity", asset.quantity);
    }
    void operator()(DeleteAsset const& c) const { members(c.asset); }
    void operator()(CountAsset const& c) const { writer.member("quantity", world.assets[c.asset].quantity); }
    void operator()(EnrollAsset const& c) const { writer.member("tag", world.assets[c.asset].tag); }
    void operator()(MoveAsset const& c) const { writer.member("safe", world.safes[world.assets[c.asset].safe].id); }

    void membership(GroupId group, UserId user) const { writer.member("member", holds(world.groups[group].members, user)); }
    void assignment(GroupId group, SafeId safe) const { writer.member("assigned", holds(world.groups[group].safes, safe)); }

    void members(AssetId handle) const
    {
        auto const& asset = world.assets[handle];
        writer.member("kind", asset.kind);
        writer.member("tag", asset.tag);
        writer.member("lot", asset.lot);
        writer.member("expires", asset.expires);
        writer.member("quantity", asset.quantity);
    }
    void whole(AssetId handle) const
    {
        writer.object();
        writer.member("id", world.assets[handle].id);
        members(handle);
        writer.end();
    }
};

/// Whether the thing that the change is about is still there, so that its values can be told.
bool still_there(World const& world, Change const& change)
{
    switch (kind_of(change)) {
    case Kind::user_delete: return world.users.contains(std::get<DeleteUser>(change).user);
    case Kind::group_delete: return world.groups.contains(std::get<DeleteGroup>(change).group);
    case Kind::safe_remove: return world.safes.contains(std::get<RemoveSafe>(change).safe);
    case Kind::asset_delete: return world.assets.contains(std::get<DeleteAsset>(change).asset);
    default: return true;
    }
}

/// Collects ids, each once.
struct Ids {
    std::vector<std::string> found;

    void add(std::string const& id)
    {
        if (!id.empty() && std::ranges::find(found, id) == found.end())
            found.push_back(id);
    }
    template <class Row, class Handle>
    void add(Table<Row, Handle> const& table, Handle handle)
    {
        if (auto const* row = table.get(handle))
            add(row->id);
    }
};

std::string const* new_id(Change const& change)
{
    if (auto const* create = std::get_if<CreateUser>(&change))
        return &create->user;
    if (auto const* create = std::get_if<CreateGroup>(&change))
        return &create->group;
    if (auto const* create = std::get_if<RegisterSafe>(&change))
        return &create->safe;
    if (auto const* create = std::get_if<CreateAsset>(&change))
        return &create->asset;
    return nullptr;
}

} // namespace

std::string values_of(World const& world, Change const& change, Actor actor)
{
    if (!still_there(world, change))
        return {};
    auto text = std::string{};
    auto writer = Writer{text};
    writer.object();
    std::visit(Values{world, actor, writer}, change);
    writer.end();
    return text == "{}" ? std::string{} : text;
}

namespace {

/// `counts` says which of the things that are named are looked at.
template <class Counts>
std::vector<std::string> accounts_where(World const& world, Change const& change, Actor actor, Counts const& counts)
{
    auto ids = Ids{};
    auto const subjects = subjects_of(world, change);
    auto const add_group = [&](GroupId group) {
        auto const* row = world.groups.get(group);
        if (row != nullptr && counts(group))
            ids.add(world.accounts, row->account);
    };
    auto const add_safe = [&](SafeId safe) {
        auto const* row = world.safes.get(safe);
        if (row != nullptr && counts(safe))
            ids.add(world.accounts, row->account);
    };
    if (subjects.account && counts(subjects.account))
        ids.add(world.accounts, subjects.account);
    add_group(subjects.group);
    add_safe(subjects.safe);
    add_safe(subjects.other_safe);
    if (auto const* create = std::get_if<CreateUser>(&change))
        std::ranges::for_each(create->groups, add_group);
    if (auto const* import = std::get_if<ImportUsers>(&change)) {
        for (auto const& row : import->rows)
            std::ranges::for_each(row.groups, add_group);
    }

    // A person counts where the change happens if he is of that account, and in all of his own otherwise.
    auto const named = subjects.user && counts(subjects.user) ? subjects.user : UserId{};
    auto const person = named ? named : ids.found.empty() ? actor.user : UserId{};
    auto const* user = world.users.get(person);
    if (user == nullptr || (subjects.account && belongs_to(world, person, subjects.account)))
        return std::move(ids.found);
    for (auto const& roles : user->accounts)
        ids.add(world.accounts, roles.account);
    for (auto const group : user->groups)
        ids.add(world.accounts, world.groups[group].account);
    return std::move(ids.found);
}

} // namespace

std::vector<std::string> accounts_of(World const& world, Change const& change, Actor actor)
{
    return accounts_where(world, change, actor, [](auto) { return true; });
}

std::vector<std::string> accounts_seen_of(World const& world, Change const& change, Actor actor)
{
    return accounts_where(world, change, actor,
                          [&](auto thing) { return !actor.user || sees(world, actor.user, thing); });
}

std::vector<std::string> ids_in(World const& world, Change const& change, std::span<wire::UnknownId const> unknown,
                                std::span<std::string const> accounts)
{
    auto ids = Ids{};
    // Accounts come first: by them the trail is read (service/trail_walk.hpp), so that they are never left out.
    for (auto const& id : accounts)
        ids.add(id);
    auto const subjects = subjects_of(world, change);
    ids.add(world.users, subjects.user);
    ids.add(world.groups, subjects.group);
    ids.add(world.safes, subjects.safe);
    ids.add(world.safes, subjects.other_safe);
    ids.add(world.assets, subjects.asset);
    if (auto const* id = new_id(change))
        ids.add(*id);
    if (auto const* import = std::get_if<ImportUsers>(&change)) {
        // Not `add`: thousands of rows, whose new ids are all different.
        for (auto const& row : import->rows)
            ids.found.push_back(row.user);
    }
    for (auto const& id : unknown)
        ids.add(id.id);
    return std::move(ids.found);
}

std::string_view name_of(Effect effect)
{
    switch (effect) {
    case Effect::allow: return "allow";
    case Effect::after: return "after";
    case Effect::deny: return "deny";
    case Effect::not_now: return "not_now";
    }
    return "";
}

std::string entry_body(EntryText const& text)
{
    auto body = std::string{};
    body.reserve(text.change.size() + text.before.size() + text.after.size() + 160);
    auto writer = Writer{body};
    writer.object();
    writer.key("change").json(text.change);
    writer.member("effect", name_of(text.decision.effect));
    if (!text.decision.rule.empty())
        writer.member("rule", text.decision.rule);
    if (!text.decision.reason.empty())
        writer.member("reason", text.decision.reason);
    if (!text.from.empty())
        writer.member("from", text.from);
    auto const list = [&writer](std::string_view name, std::span<std::string const> ids) {
        writer.key(name).list();
        for (auto const& id : ids)
            writer.text(id);
        writer.end();
    };
    if (!text.accounts.empty())
        list("accounts", text.accounts);
    if (text.hidden_in) {
        writer.member("hidden", true);
        if (!text.hidden_in->empty())
            list("hidden_in", *text.hidden_in);
    }
    if (!text.before.empty())
        writer.key("before").json(text.before);
    if (!text.after.empty())
        writer.key("after").json(text.after);
    writer.end();
    return body;
}

} // namespace castellan
