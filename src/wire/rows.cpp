#include "wire/rows.hpp"

#include <algorithm>
#include <utility>

namespace castellan::wire {

namespace {

constexpr auto fact_members = std::to_array<bool UserFacts::*>({
    &UserFacts::particulars,
    &UserFacts::identity_beyond,
    &UserFacts::roles_elsewhere,
    &UserFacts::belongs_elsewhere,
});
static_assert(sizeof(UserFacts) == fact_members.size(), "every fact has its bit");

/// Writes members of a row; says the defaults, or leaves them out.
struct RowWriter {
    Writer& writer;
    bool says_all;

    void text(std::string_view name, std::string_view value) const
    {
        if (says_all || !value.empty())
            writer.member(name, value);
    }
    void boolean(std::string_view name, bool value, bool otherwise = false) const
    {
        if (says_all || value != otherwise)
            writer.member(name, value);
    }
    template <class Enum>
    void choice(std::string_view name, Enum value, Enum otherwise) const
    {
        if (says_all || value != otherwise)
            writer.member(name, word_of(value));
    }
    template <class Table, class Handle>
    void ids(std::string_view name, Table const& table, std::vector<Handle> const& handles) const
    {
        if (!says_all && handles.empty())
            return;
        writer.key(name).list();
        for (auto const handle : handles)
            writer.text(table[handle].id);
        writer.end();
    }
};

bool says_all(Form form) { return form == Form::document || form == Form::resource; }

void write_version(Writer& writer, std::uint64_t version, Form form)
{
    if (form == Form::resource || (form != Form::document && version != 0))
        writer.member("version", version);
}

void write_verified(Writer& writer, User const& user, Form form)
{
    // Absent means both that are present.
    if (!says_all(form) && user.email_verified == !user.email.empty() && user.phone_verified == !user.phone.empty())
        return;
    writer.key("verified").list();
    if (user.email_verified)
        writer.text(word_of(Channel::email));
    if (user.phone_verified)
        writer.text(word_of(Channel::phone));
    writer.end();
}

void write_accounts(RowWriter const& row, World const& world, User const& user, Form form)
{
    if (!row.says_all && user.accounts.empty())
        return;
    row.writer.key("accounts").object();
    for (auto const& roles : user.accounts) {
        // That somebody is of an account by something that is not shown is for replicas only.
        if (form != Form::sync && !roles.any())
            continue;
        row.writer.free_key(world.accounts[roles.account].id).object();
        row.choice("safes", roles.safes, SafesRole::none);
        row.choice("profiles", roles.profiles, ProfilesRole::none);
        row.choice("modules", roles.modules, ModulesRole::none);
        if (form == Form::sync && roles.groups_beyond)
            row.writer.member("groups_beyond", true);
        row.writer.end();
    }
    row.writer.end();
}

} // namespace

void write_row(Writer& writer, Organization const& organization)
{
    writer.object();
    writer.member("id", organization.id);
    writer.member("name", organization.name);
    writer.key("settings").object();
    writer.key("code_for").list();
    writer.text(word_of(TopRole::administrator)); // always
    for (auto const& role : organization.code_for)
        writer.text(role);
    writer.end();
    writer.end();
    writer.end();
}

void write_row(Writer& writer, World const&, Account const& account, Form form)
{
    auto const row = RowWriter{writer, says_all(form)};
    writer.object();
    writer.member("id", account.id);
    row.text("name", account.name);
    writer.key("settings").object();
    row.boolean("require_admin_mfa", account.require_admin_mfa);
    row.boolean("groups_for_doors", account.groups_for_doors, true);
    writer.end();
    write_version(writer, account.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, User const& user, Form form)
{
    auto const row = RowWriter{writer, says_all(form)};
    auto const is_cut = (form == Form::sync || form == Form::resource) && !user.facts.particulars;
    writer.object();
    writer.member("id", user.id);
    row.text("name", user.name);
    if (!is_cut) {
        row.text("email", user.email);
        row.text("phone", user.phone);
        write_verified(writer, user, form);
    }
    row.choice("status", user.status, Status::active);
    row.boolean("administrator", user.administrator);
    row.boolean("organization_admin", user.organization_admin);
    if (!is_cut) {
        row.boolean("pin", user.pin);
        row.boolean("fingerprint", user.fingerprint);
    }
    write_accounts(row, world, user, form);
    if (form == Form::sync || form == Form::resource)
        row.ids("groups", world.groups, user.groups);
    if (form == Form::sync && bits_of(user.facts) != 0)
        writer.member("facts", bits_of(user.facts));
    write_version(writer, user.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Group const& group, Form form)
{
    auto const row = RowWriter{writer, says_all(form) && !group.name_only};
    writer.object();
    writer.member("id", group.id);
    writer.member("account", world.accounts[group.account].id);
    row.text("name", group.name);
    row.text("description", group.description);
    if (row.says_all || !group.notification_emails.empty()) {
        writer.key("notification_emails").list();
        for (auto const& email : group.notification_emails)
            writer.text(email);
        writer.end();
    }
    if (!group.logo.empty())
        writer.member("logo", group.logo);
    else if (row.says_all)
        writer.key("logo").null();
    if (form != Form::sync) {
        row.ids("members", world.users, group.members);
        row.ids("safes", world.safes, group.safes);
    }
    if (group.name_only)
        writer.member("name_only", true);
    write_version(writer, group.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Safe const& safe, Form form)
{
    auto const row = RowWriter{writer, says_all(form) && !safe.name_only};
    writer.object();
    writer.member("id", safe.id);
    writer.member("account", world.accounts[safe.account].id);
    row.text("name", safe.name);
    row.text("serial", safe.serial);
    if (safe.online || says_all(form))
        writer.member("online", safe.online);
    row.text("firmware", safe.firmware);
    row.choice("two_person", safe.two_person, TwoPerson::off);
    if (form == Form::sync || form == Form::resource)
        row.ids("groups", world.groups, safe.groups);
    if (form != Form::document && (row.says_all || !safe.orders.empty())) {
        writer.key("orders").list();
        for (auto const& order : safe.orders) {
            writer.object();
            writer.member("number", order.number);
            writer.member("kind", word_of(order.kind));
            writer.member("state", word_of(order.state));
            if (auto const* by = world.users.get(order.by))
                writer.member("by", by->id);
            writer.key("at").instant(order.at);
            writer.key("expires").instant(order.expires);
            if (!order.detail.empty())
                writer.member("detail", order.detail);
            writer.end();
        }
        writer.end();
    }
    if (safe.name_only)
        writer.member("name_only", true);
    write_version(writer, safe.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Asset const& asset, Form form)
{
    auto const row = RowWriter{writer, says_all(form)};
    writer.object();
    writer.member("id", asset.id);
    writer.member("safe", world.safes[asset.safe].id);
    row.text("kind", asset.kind);
    row.text("tag", asset.tag);
    row.text("lot", asset.lot);
    row.text("expires", asset.expires);
    if (row.says_all || asset.quantity != 0)
        writer.member("quantity", asset.quantity);
    write_version(writer, asset.version, form);
    writer.end();
}

std::int64_t bits_of(UserFacts const& facts)
{
    auto result = std::int64_t{0};
    for (std::size_t at = 0; at < fact_members.size(); ++at)
        result |= std::int64_t{facts.*fact_members[at]} << at;
    return result;
}

UserFacts facts_of(std::int64_t bits)
{
    auto result = UserFacts{};
    for (std::size_t at = 0; at < fact_members.size(); ++at)
        result.*fact_members[at] = (bits >> at & 1) != 0;
    return result;
}

Organization take_organization(OrganizationRow& row)
{
    auto result = Organization{.id = std::move(row.id), .name = std::move(row.name)};
    for (auto const role : row.settings.code_for) {
        if (role != TopRole::administrator && !std::ranges::contains(result.code_for, word_of(role)))
            result.code_for.emplace_back(word_of(role));
    }
    return result;
}

Account take_account(AccountRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .require_admin_mfa = row.settings.require_admin_mfa,
            .groups_for_doors = row.settings.groups_for_doors,
            .version = row.version};
}

User take_user(UserRow& row)
{
    auto const verified = [&row](Channel channel, std::string const& address) {
        return !address.empty() && (!row.verified || std::ranges::contains(*row.verified, channel));
    };
    auto const email_verified = verified(Channel::email, row.email);
    auto const phone_verified = verified(Channel::phone, row.phone);
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .email = std::move(row.email),
            .phone = std::move(row.phone),
            .status = row.status,
            .administrator = row.administrator,
            .organization_admin = row.organization_admin,
            .pin = row.pin,
            .fingerprint = row.fingerprint,
            .email_verified = email_verified,
            .phone_verified = phone_verified,
            .facts = facts_of(row.facts),
            .version = row.version};
}

Group take_group(GroupRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .description = std::move(row.description),
            .notification_emails = std::move(row.notification_emails),
            .logo = std::move(row.logo),
            .name_only = row.name_only,
            .version = row.version};
}

Order take_order(OrderRow& row)
{
    return {.number = row.number,
            .kind = row.kind,
            .state = row.state,
            .at = row.at.at,
            .expires = row.expires.at,
            .detail = std::move(row.detail)};
}

Safe take_safe(SafeRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .serial = std::move(row.serial),
            .online = row.online,
            .firmware = std::move(row.firmware),
            .two_person = row.two_person,
            .name_only = row.name_only,
            .version = row.version};
}

Asset take_asset(AssetRow& row)
{
    return {.id = std::move(row.id),
            .kind = std::move(row.kind),
            .tag = std::move(row.tag),
            .lot = std::move(row.lot),
            .expires = std::move(row.expires),
            .quantity = row.quantity,
            .version = row.version};
}

} // namespace castellan::wire
