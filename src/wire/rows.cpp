#include "wire/rows.hpp"

#include "model/put_in_order.hpp"
#include "rules/permission.hpp"

#include <algorithm>
#include <utility>

namespace castellan::wire {

namespace {

constexpr auto fact_members = std::to_array<bool UserFacts::*>({
    &UserFacts::particulars,
    &UserFacts::candidate,
    &UserFacts::identity_beyond,
    &UserFacts::roles_elsewhere,
    &UserFacts::belongs_elsewhere,
    &UserFacts::coded,
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
    void number(std::string_view name, std::int64_t value) const
    {
        if (says_all || value != 0)
            writer.member(name, value);
    }
    /// Left out where it never was.
    void when(std::string_view name, Instant at) const
    {
        if (at != 0)
            writer.key(name).instant(at);
    }
    template <HandleList List>
    void ids(std::string_view name, World const& world, List const& handles) const
    {
        if (!says_all && handles.empty())
            return;
        writer.key(name).list();
        for (auto const handle : handles)
            writer.text(world.table_of(handle)[handle].id);
        writer.end();
    }
    /// Of a thing that may be gone, or cut away.
    template <class Handle>
    void reference(std::string_view name, World const& world, Handle handle) const
    {
        if (auto const* row = world.get(handle))
            writer.member(name, row->id);
        else if (says_all)
            writer.key(name).null();
    }
    /// {"u1": "admin"}; `role` writes the value.
    template <class Handle, class Role, class WriteRole>
    void pairs(std::string_view name, World const& world, Holdings<Handle, Role> const& holdings,
               WriteRole const& role) const
    {
        if (!says_all && holdings.empty())
            return;
        writer.key(name).object();
        for (auto const& holding : holdings) {
            writer.free_key(world.table_of(holding.thing)[holding.thing].id);
            role(holding.role);
        }
        writer.end();
    }
    void keys(std::string_view name, World const& world, Holdings<UserId, KeyRole> const& holdings) const
    {
        pairs(name, world, holdings, [this](KeyRole role) { writer.text(word_of(role)); });
    }
    void permissions(std::string_view name, PermissionSet set) const
    {
        if (!says_all && set.empty())
            return;
        writer.key(name).list();
        for (auto const permission : detail::all_permissions) {
            if (set.has(permission))
                writer.text(castellan::name_of(permission));
        }
        writer.end();
    }
    /// JSON as such, or as a text where the encoding is another.
    void kept(std::string_view name, std::string_view json, std::string_view otherwise) const
    {
        if (!says_all && json == otherwise)
            return;
        writer.key(name);
        if (writer.encoding() == Encoding::json)
            writer.json(json);
        else
            writer.text(json);
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
        if (form == Form::sync) {
            auto const facts = RowWriter{row.writer, false};
            facts.boolean("belongs", roles.belongs);
            facts.boolean("holds_role", roles.holds_role);
            facts.boolean("groups_beyond", roles.groups_beyond);
            facts.boolean("above_user", roles.above_user);
        }
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
    for (auto const role : organization.code_for)
        writer.text(word_of(role));
    writer.end();
    auto const row = RowWriter{writer, false};
    row.kept("patient_fields", organization.patient_fields, "[]");
    row.kept("user_fields", organization.user_fields, "[]");
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
    row.text("time_zone", account.time_zone);
    row.text("time_zone_rule", account.time_zone_rule);
    writer.end();
    if (form == Form::sync && account.occupied)
        writer.member("occupied", true);
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
        RowWriter{writer, false}.kept("values", user.values->json, "{}");
    }
    row.choice("status", user.status, Status::active);
    row.boolean("administrator", user.administrator);
    row.boolean("organization_admin", user.organization_admin);
    // Whoever may clear them is told that they are there, also where the particulars were cut away (S-7).
    auto const enrolled = RowWriter{writer, row.says_all && !is_cut};
    enrolled.boolean("pin", user.pin);
    enrolled.boolean("fingerprint", user.fingerprint);
    write_accounts(row, world, user, form);
    if (form == Form::sync || form == Form::resource)
        row.ids("groups", world, user.groups);
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
        row.ids("members", world, group.members);
        row.ids("safes", world, group.safes);
    }
    row.reference("schedule", world, group.schedule);
    // The two sides are seen apart.
    auto const doors_side = RowWriter{writer, says_all(form) && !group.doors_cut};
    if (form != Form::sync)
        doors_side.ids("doors", world, group.doors);
    doors_side.keys("key_roles", world, group.key_roles);
    doors_side.boolean("users_can_remote_unlock", group.toggles.users_can_remote_unlock);
    doors_side.boolean("users_can_unlock_for", group.toggles.users_can_unlock_for);
    doors_side.boolean("admins_can_modify_lock_settings", group.toggles.admins_can_modify_lock_settings, true);
    if (group.name_only)
        writer.member("name_only", true);
    if (group.doors_cut)
        writer.member("doors_cut", true);
    if (form == Form::sync) {
        doors_side.boolean("doors_side_in_use", group.doors_side_in_use);
        doors_side.ids("overlapping", world, group.overlapping);
    }
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
    row.when("since", safe.since);
    row.text("firmware", safe.firmware);
    row.choice("two_person", safe.two_person, TwoPerson::off);
    if (form == Form::sync || form == Form::resource)
        row.ids("groups", world, safe.groups);
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
    if (safe.unpaired && (form == Form::sync || form == Form::resource))
        writer.member("unpaired", true);
    if (safe.orders_full && form == Form::sync)
        writer.member("orders_full", true);
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
    row.number("quantity", asset.quantity);
    row.when("counted_at", asset.counted_at);
    row.number("discrepancy", asset.discrepancy);
    write_version(writer, asset.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Door const& door, Form form)
{
    auto const row = RowWriter{writer, says_all(form) && !door.name_only};
    writer.object();
    writer.member("id", door.id);
    writer.member("account", world.accounts[door.account].id);
    row.text("name", door.name);
    // Whether it can be opened from afar now is no secret to whoever may open it (D-5).
    auto const use = RowWriter{writer, says_all(form)};
    use.boolean("controller", door.controller);
    use.boolean("online", door.online);
    row.kept("lock_settings", door.lock_settings, "{}");
    if (form == Form::sync || form == Form::resource) {
        row.ids("groups", world, door.groups);
        row.keys("keys", world, door.keys);
    }
    if (door.name_only)
        writer.member("name_only", true);
    if (form == Form::sync)
        row.ids("overlapping", world, door.overlapping);
    write_version(writer, door.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Team const& team, Form form)
{
    auto const row = RowWriter{writer, says_all(form) && !team.name_only};
    auto const people = [&](std::string_view name, TeamRole role) {
        auto users = std::vector<UserId>{};
        for (auto const& holding : team.people) {
            if (holding.role == role)
                users.push_back(holding.thing);
        }
        row.ids(name, world, users);
    };
    writer.object();
    writer.member("id", team.id);
    row.text("name", team.name);
    row.text("description", team.description);
    people("owners", TeamRole::owner);
    people("members", TeamRole::member);
    if (team.name_only)
        writer.member("name_only", true);
    write_version(writer, team.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Patient const& patient, Form form)
{
    auto const row = RowWriter{writer, says_all(form)};
    writer.object();
    writer.member("id", patient.id);
    writer.member("team", world.teams[patient.team].id);
    row.text("name", patient.name);
    RowWriter{writer, false}.kept("values", patient.values, "{}");
    if (row.says_all || !patient.actions.empty()) {
        writer.key("actions").list();
        for (auto const& action : patient.actions) {
            writer.object();
            writer.member("id", action.id);
            row.text("text", action.text);
            row.boolean("done", action.done);
            auto const more = RowWriter{writer, false};
            more.reference("user", world, action.user);
            more.text("due", action.due);
            more.boolean("taken", action.taken);
            writer.end();
        }
        writer.end();
    }
    write_version(writer, patient.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Profile const& profile, Form form)
{
    auto const row = RowWriter{writer, says_all(form)};
    writer.object();
    writer.member("id", profile.id);
    writer.member("account", world.accounts[profile.account].id);
    row.text("name", profile.name);
    row.permissions("permissions", profile.permissions);
    if (row.says_all || !profile.members.empty()) {
        writer.key("members").list();
        for (auto const& member : profile.members) {
            writer.object();
            writer.member("user", world.users[member.user].id);
            if (member.restricted)
                RowWriter{writer, true}.permissions("permissions", member.permissions);
            if (form == Form::sync && member.beyond)
                writer.member("beyond", true);
            writer.end();
        }
        writer.end();
    }
    if (form == Form::sync && profile.beyond)
        writer.member("beyond", true);
    write_version(writer, profile.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, CustomRole const& role, Form form)
{
    auto const row = RowWriter{writer, says_all(form) && !role.name_only};
    writer.object();
    writer.member("id", role.id);
    writer.member("account", world.accounts[role.account].id);
    row.text("name", role.name);
    row.permissions("permissions", role.permissions);
    if (role.name_only)
        writer.member("name_only", true);
    write_version(writer, role.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Module const& module, Form form)
{
    auto const row = RowWriter{writer, says_all(form) && !module.name_only};
    writer.object();
    writer.member("id", module.id);
    writer.member("account", world.accounts[module.account].id);
    row.text("name", module.name);
    row.kept("fields", module.fields, "[]");
    row.pairs("roles", world, module.roles, [&](ModuleRole role) {
        writer.text(role.rank == ModuleRank::custom ? std::string_view{world.custom_roles[role.custom].id}
                                                    : word_of(role.rank));
    });
    if (module.name_only)
        writer.member("name_only", true);
    write_version(writer, module.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Record const& record, Form form)
{
    auto const row = RowWriter{writer, says_all(form)};
    writer.object();
    writer.member("id", record.id);
    writer.member("module", world.modules[record.module].id);
    row.reference("by", world, record.by);
    writer.key("at").instant(record.at);
    row.kept("values", record.values, "{}");
    write_version(writer, record.version, form);
    writer.end();
}

void write_timetable(Writer& writer, Integration const& integration)
{
    if (!integration.hours.empty()) {
        writer.key("hours").list();
        for (auto const& window : integration.hours) {
            writer.object();
            writer.member("weekday", window.weekday);
            writer.member("from", window.from);
            writer.member("until", window.until);
            writer.end();
        }
        writer.end();
    }
    if (!integration.exceptions.empty()) {
        writer.key("exceptions").list();
        for (auto const& window : integration.exceptions) {
            writer.object();
            writer.member("day", window.day);
            writer.member("from", window.from);
            writer.member("until", window.until);
            writer.end();
        }
        writer.end();
    }
}

void write_row(Writer& writer, World const& world, Integration const& integration, Form form)
{
    auto const row = RowWriter{writer, says_all(form)};
    writer.object();
    writer.member("id", integration.id);
    writer.member("account", world.accounts[integration.account].id);
    row.text("name", integration.name);
    // What another sort of integration has is empty, and never said.
    auto const own = RowWriter{writer, false};
    own.text("url", integration.url);
    row.kept("settings", integration.settings, "{}");
    write_timetable(writer, integration);
    own.permissions("permissions", integration.permissions);
    own.text("expires", integration.expires);
    own.boolean("name_only", integration.name_only);
    write_version(writer, integration.version, form);
    writer.end();
}

void write_row(Writer& writer, World const& world, Invitation const& invitation, Form form)
{
    auto const row = RowWriter{writer, says_all(form)};
    auto const& offer = invitation.offer;
    auto const* custom = world.get(offer.custom);
    writer.object();
    writer.member("id", invitation.id);
    writer.member("email", invitation.email);
    writer.member("role", offer.role == OfferedRole::custom && custom ? std::string_view{custom->id} : word_of(offer.role));
    row.reference("account", world, invitation.account);
    row.reference("module", world, invitation.module);
    row.reference("team", world, invitation.team);
    row.reference("by", world, invitation.by);
    writer.key("expires").instant(invitation.expires);
    row.choice("state", invitation.state, InvitationState::pending);
    if (invitation.void_now && (form == Form::sync || form == Form::resource))
        writer.member("void_now", true);
    write_version(writer, invitation.version, form);
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
    auto result = Organization{.id = std::move(row.id),
                               .name = std::move(row.name),
                               .patient_fields = std::move(row.settings.patient_fields),
                               .user_fields = std::move(row.settings.user_fields)};
    for (auto const role : row.settings.code_for) {
        if (role != TopRole::administrator && !std::ranges::contains(result.code_for, role))
            result.code_for.push_back(role);
    }
    put_in_order(result.code_for);
    return result;
}

Account take(AccountRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .require_admin_mfa = row.settings.require_admin_mfa,
            .groups_for_doors = row.settings.groups_for_doors,
            .time_zone = std::move(row.settings.time_zone),
            .time_zone_rule = std::move(row.settings.time_zone_rule),
            .occupied = row.occupied,
            .version = row.version};
}

User take(UserRow& row)
{
    auto const verified = [&row](Channel channel, std::string const& address) {
        return !address.empty() && (!row.verified || std::ranges::contains(*row.verified, channel));
    };
    auto const email_verified = verified(Channel::email, row.email);
    auto const phone_verified = verified(Channel::phone, row.phone);
    auto values = Lazy<ExtraValues>{};
    if (row.values != ExtraValues{}.json)
        values.edit().json = std::move(row.values);
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .email = std::move(row.email),
            .phone = std::move(row.phone),
            .facts = facts_of(row.facts),
            .version = row.version,
            .values = std::move(values),
            .status = row.status,
            .administrator = row.administrator,
            .organization_admin = row.organization_admin,
            .pin = row.pin,
            .fingerprint = row.fingerprint,
            .email_verified = email_verified,
            .phone_verified = phone_verified};
}

Group take(GroupRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .description = std::move(row.description),
            .notification_emails = std::move(row.notification_emails),
            .logo = std::move(row.logo),
            .toggles = {.users_can_remote_unlock = row.users_can_remote_unlock,
                        .users_can_unlock_for = row.users_can_unlock_for,
                        .admins_can_modify_lock_settings = row.admins_can_modify_lock_settings},
            .name_only = row.name_only,
            .doors_cut = row.doors_cut,
            .doors_side_in_use = row.doors_side_in_use,
            .version = row.version};
}

Order take(OrderRow& row)
{
    return {.number = row.number,
            .kind = row.kind,
            .state = row.state,
            .at = row.at.at,
            .expires = row.expires.at,
            .detail = std::move(row.detail)};
}

Safe take(SafeRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .serial = std::move(row.serial),
            .online = row.online,
            .since = row.since.at,
            .firmware = std::move(row.firmware),
            .two_person = row.two_person,
            .unpaired = row.unpaired,
            .orders_full = row.orders_full,
            .name_only = row.name_only,
            .version = row.version};
}

Asset take(AssetRow& row)
{
    return {.id = std::move(row.id),
            .kind = std::move(row.kind),
            .tag = std::move(row.tag),
            .lot = std::move(row.lot),
            .expires = std::move(row.expires),
            .quantity = row.quantity,
            .counted_at = row.counted_at.at,
            .discrepancy = row.discrepancy,
            .version = row.version};
}

Door take(DoorRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .controller = row.controller,
            .online = row.online,
            .lock_settings = std::move(row.lock_settings),
            .name_only = row.name_only,
            .version = row.version};
}

Team take(TeamRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .description = std::move(row.description),
            .name_only = row.name_only,
            .version = row.version};
}

Action take(ActionRow& row)
{
    return {.id = std::move(row.id),
            .text = std::move(row.text),
            .done = row.done,
            .due = std::move(row.due),
            .taken = row.taken};
}

Patient take(PatientRow& row)
{
    auto actions = std::vector<Action>{};
    for (auto& action : row.actions)
        actions.push_back(take(action));
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .values = std::move(row.values),
            .actions = std::move(actions),
            .version = row.version};
}

Profile take(ProfileRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .permissions = row.permissions,
            .beyond = row.beyond,
            .version = row.version};
}

CustomRole take(CustomRoleRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .permissions = row.permissions,
            .name_only = row.name_only,
            .version = row.version};
}

Module take(ModuleRow& row)
{
    return {.id = std::move(row.id),
            .name = std::move(row.name),
            .fields = std::move(row.fields),
            .name_only = row.name_only,
            .version = row.version};
}

Record take(RecordRow& row)
{
    return {.id = std::move(row.id), .at = row.at.at, .values = std::move(row.values), .version = row.version};
}

Invitation take(InvitationRow& row)
{
    return {.id = std::move(row.id),
            .email = lowered(row.email),
            .offer = offer_of(row.role),
            .expires = row.expires.at,
            .state = row.state,
            .void_now = row.void_now,
            .version = row.version};
}

ModuleRole module_role_of(std::string_view text)
{
    return {.rank = enum_named<ModuleRank>(text).value_or(ModuleRank::custom), .custom = {}};
}

Offer offer_of(std::string_view text)
{
    return {.role = enum_named<OfferedRole>(text).value_or(OfferedRole::custom), .custom = {}};
}

} // namespace castellan::wire
