#include "service/entry_text.hpp"

#include "rules/facts.hpp"
#include "rules/permission.hpp"
#include "rules/sight.hpp"
#include "service/new_ids.hpp"
#include "wire/codec.hpp"
#include "wire/rows.hpp"
#include "wire/schema.hpp"
#include "wire/writer.hpp"

#include <algorithm>
#include <cassert>
#include <concepts>
#include <variant>

namespace castellan {

namespace {

using wire::word_of;
using wire::Writer;

std::string const& json_of(std::string const& values) { return values; }
std::string const& json_of(Lazy<ExtraValues> const& values) { return values->json; }

/// The members of an object, of what a change is about; for a deletion, the whole of what goes.
struct Values {
    World const& world;
    Actor actor;
    Writer& writer;

    /// Those members of a row that `given` names.
    template <class Fields, class Row>
    void fields(Fields const& given, Row const& row) const
    {
        if constexpr (requires { given.name; row.name; }) {
            if (given.name)
                writer.member("name", row.name);
        }
        if constexpr (requires { given.email; row.email; }) {
            if (given.email)
                writer.member("email", row.email);
        }
        if constexpr (requires { given.phone; row.phone; }) {
            if (given.phone)
                writer.member("phone", row.phone);
        }
        if constexpr (requires { given.code_for; row.code_for; }) {
            if (given.code_for) {
                writer.key("code_for").list();
                for (auto const role : row.code_for)
                    writer.text(word_of(role));
                writer.end();
            }
        }
        if constexpr (requires { given.patient_fields; row.patient_fields; }) {
            if (given.patient_fields)
                writer.key("patient_fields").json(row.patient_fields);
            if (given.user_fields)
                writer.key("user_fields").json(row.user_fields);
        }
        if constexpr (requires { given.values; row.values; }) {
            if (given.values)
                writer.key("values").json(json_of(row.values));
        }
        if constexpr (requires { given.require_admin_mfa; row.require_admin_mfa; }) {
            if (given.require_admin_mfa)
                writer.member("require_admin_mfa", row.require_admin_mfa);
            if (given.groups_for_doors)
                writer.member("groups_for_doors", row.groups_for_doors);
            if (given.time_zone)
                writer.member("time_zone", row.time_zone);
        }
        if constexpr (requires { given.description; row.description; }) {
            if (given.description)
                writer.member("description", row.description);
        }
        if constexpr (requires { given.logo; row.logo; }) {
            if (given.logo)
                writer.member("logo", row.logo);
            if (given.notification_emails) {
                writer.key("notification_emails").list();
                for (auto const& email : row.notification_emails)
                    writer.text(email);
                writer.end();
            }
            if (given.schedule) {
                auto const* schedule = world.get(row.schedule);
                writer.member("schedule", schedule == nullptr ? std::string_view{} : schedule->id);
            }
        }
        if constexpr (requires { given.two_person; row.two_person; }) {
            if (given.two_person)
                writer.member("two_person", word_of(row.two_person));
        }
        if constexpr (requires { given.quantity; row.quantity; }) {
            if (given.kind)
                writer.member("kind", row.kind);
            if (given.tag)
                writer.member("tag", row.tag);
            if (given.lot)
                writer.member("lot", row.lot);
            if (given.expires)
                writer.member("expires", row.expires);
            if (given.quantity)
                writer.member("quantity", row.quantity);
        }
        if constexpr (requires { given.controller; row.controller; }) {
            if (given.controller)
                writer.member("controller", row.controller);
        }
        if constexpr (requires { given.fields; row.fields; }) {
            if (given.fields)
                writer.key("fields").json(row.fields);
        }
        if constexpr (requires { given.url; row.url; }) {
            if (given.url)
                writer.member("url", row.url);
            if (given.settings)
                writer.key("settings").json(row.settings);
            if (given.permissions)
                text(row.permissions);
            if (given.expires)
                writer.member("expires", row.expires);
            if (given.hours || given.exceptions)
                wire::write_timetable(writer, row);
        }
    }

    template <class Handle>
    void whole(Handle thing) const
    {
        wire::write_row(writer, world, *world.get(thing), wire::Form::document);
    }
    template <class Handle>
    void wholes(std::string_view name, std::vector<Handle> const& things) const
    {
        if (things.empty())
            return;
        writer.key(name).list();
        for (auto const thing : things)
            whole(thing);
        writer.end();
    }
    template <class Handle>
    void wholes_of(AccountId account) const
    {
        auto const& table = world.table_of(Handle{});
        auto things = std::vector<Handle>{};
        for (auto const thing : table.handles()) {
            if (table[thing].account == account)
                things.push_back(thing);
        }
        wholes(wire::name_of(wire::section_of_handle<Handle>), things);
    }
    /// A deletion: the members of the thing; what goes with it comes beside them.
    template <class Handle>
    void deleted(Handle thing) const
    {
        auto const* row = world.get(thing);
        if (row == nullptr)
            return;
        static constexpr auto beginning = std::string_view{R"({"id":)"};
        auto text = std::string{};
        auto row_writer = Writer{text};
        wire::write_row(row_writer, world, *row, wire::Form::document);
        assert(text.starts_with(beginning));
        writer.key("id").json(std::string_view{text}.substr(beginning.size(), text.size() - beginning.size() - 1));
    }

    void text(PermissionSet permissions) const
    {
        writer.key("permissions").list();
        for (std::size_t at = 0; at < permission_count; ++at) {
            if (permissions.has(static_cast<Permission>(at)))
                writer.text(name_of(static_cast<Permission>(at)));
        }
        writer.end();
    }
    template <class C, class Row>
    void name_and_permissions(C const& c, Row const& row) const
    {
        if (c.name)
            writer.member("name", row.name);
        if (c.permissions)
            text(row.permissions);
    }
    void role(ModuleRole held) const
    {
        switch (held.rank) {
        case ModuleRank::none: return writer.member("role", "none");
        case ModuleRank::collaborator: return writer.member("role", "collaborator");
        case ModuleRank::module_admin: return writer.member("role", "module_admin");
        case ModuleRank::custom:
            if (auto const* row = world.get(held.custom))
                writer.member("role", row->id);
            return;
        }
    }
    void member(ProfileId profile, UserId user) const
    {
        auto const* held = world.profiles[profile].member(user);
        writer.member("member", held != nullptr);
        if (held != nullptr && held->restricted)
            text(held->permissions);
    }

    void operator()(EditOrganization const& c) const { fields(c.fields, world.organization); }
    void operator()(EditAccount const& c) const { fields(c.fields, world.accounts[c.account]); }
    void operator()(SetAccountSettings const& c) const { fields(c.fields, world.accounts[c.account]); }
    void operator()(DeleteAccount const& c) const
    {
        if (!world.get(c.account))
            return;
        deleted(c.account);
        wholes_of<ModuleId>(c.account);
        wholes_of<ProfileId>(c.account);
        wholes_of<CustomRoleId>(c.account);
        wholes_of<ScheduleId>(c.account);
        wholes_of<CredentialId>(c.account);
        wholes_of<WebhookId>(c.account);
        wholes_of<InvitationId>(c.account);
        auto records = std::vector<RecordId>{};
        for (auto const module : world.modules.handles()) {
            if (world.modules[module].account == c.account)
                records.append_range(world.modules[module].records);
        }
        wholes("records", records);
        writer.key("division_admins").list();
        for (auto const user : world.users.handles()) {
            if (world.users[user].roles_in(c.account).modules != ModulesRole::none)
                writer.text(world.users[user].id);
        }
        writer.end();
    }

    void operator()(EditUser const& c) const { fields(c.fields, world.users[c.user]); }
    void operator()(EditSelf const& c) const { fields(c.fields, world.users[actor.user]); }
    void operator()(DeleteUser const& c) const
    {
        if (!world.get(c.user))
            return;
        deleted(c.user);
        auto const& user = world.users[c.user];
        writer.key("groups").list();
        for (auto const group : user.groups)
            writer.text(world.groups[group].id);
        writer.end();
        ids("group_keys", user.assigned->group_keys);
        ids("keys", user.assigned->keys);
        ids("teams", user.assigned->teams);
        ids("modules", user.assigned->modules);
        if (!user.assigned->profiles.empty()) {
            writer.key("profiles").list();
            for (auto const profile : user.assigned->profiles)
                writer.text(world.profiles[profile].id);
            writer.end();
        }
    }
    template <class Handle, class Role>
    void ids(std::string_view name, Holdings<Handle, Role> const& holdings) const
    {
        if (holdings.empty())
            return;
        writer.key(name).list();
        for (auto const& holding : holdings)
            writer.text(world.get(holding.thing)->id);
        writer.end();
    }
    void operator()(SetUserRole const& c) const
    {
        writer.member("role", word_of(world.users[c.user].roles_in(c.account).safes));
    }
    void operator()(SetAdministrator const& c) const
    {
        writer.member("administrator", world.users[c.user].administrator);
    }
    void operator()(SetAdminType const& c) const
    {
        writer.member("type", word_of(world.users[c.user].roles_in(c.account).profiles));
        if (!world.users[c.user].assigned->profiles.empty()) {
            writer.key("profiles").list();
            for (auto const profile : world.users[c.user].assigned->profiles) {
                if (world.profiles[profile].account == c.account)
                    writer.text(world.profiles[profile].id);
            }
            writer.end();
        }
    }
    void operator()(SetModulesRole const& c) const
    {
        auto const& user = world.users[c.user];
        auto const holds_it = c.in_account ? user.roles_in(c.account).modules != ModulesRole::none : user.organization_admin;
        writer.member("role", !holds_it ? "none" : c.in_account ? "division_admin" : "organization_admin");
    }
    void operator()(DisableUser const& c) const
    {
        auto const& user = world.users[c.user];
        writer.member("status", word_of(user.status));
        if (user.administrator)
            writer.member("administrator", true);
    }
    void operator()(EnableUser const& c) const { writer.member("status", word_of(world.users[c.user].status)); }
    void operator()(ClearPin const& c) const { writer.member("pin", world.users[c.user].pin); }
    void operator()(ClearFingerprint const& c) const
    {
        writer.member("fingerprint", world.users[c.user].fingerprint);
    }

    void operator()(ResendInvitation const& c) const
    {
        writer.key("expires").instant(world.invitations[c.invitation].expires);
    }
    void operator()(WithdrawInvitation const& c) const { state_of(c.invitation); }
    void operator()(AcceptInvitation const& c) const { state_of(c.invitation); }
    void state_of(InvitationId invitation) const
    {
        writer.member("state", word_of(world.invitations[invitation].state));
    }

    void operator()(EditGroup const& c) const { fields(c.fields, world.groups[c.group]); }
    void operator()(DeleteGroup const& c) const { deleted(c.group); }
    void operator()(AddMember const& c) const { membership(c.group, c.user); }
    void operator()(RemoveMember const& c) const { membership(c.group, c.user); }
    void membership(GroupId group, UserId user) const { writer.member("member", holds(world.groups[group].members, user)); }
    void operator()(AddSafe const& c) const { assignment(world.groups[c.group].safes, c.safe); }
    void operator()(RemoveSafeFromGroup const& c) const { assignment(world.groups[c.group].safes, c.safe); }
    void operator()(AddDoor const& c) const { assignment(world.groups[c.group].doors, c.door); }
    void operator()(RemoveDoorFromGroup const& c) const { assignment(world.groups[c.group].doors, c.door); }
    template <class Handle>
    void assignment(std::vector<Handle> const& assigned, Handle thing) const
    {
        writer.member("assigned", holds(assigned, thing));
    }
    void operator()(SetKeyRole const& c) const
    {
        writer.member("role", word_of(role_in(world.groups[c.group].key_roles, c.user)));
    }
    void operator()(SetToggles const& c) const
    {
        auto const& toggles = world.groups[c.group].toggles;
        if (c.toggles.users_can_remote_unlock)
            writer.member("users_can_remote_unlock", toggles.users_can_remote_unlock);
        if (c.toggles.users_can_unlock_for)
            writer.member("users_can_unlock_for", toggles.users_can_unlock_for);
        if (c.toggles.admins_can_modify_lock_settings)
            writer.member("admins_can_modify_lock_settings", toggles.admins_can_modify_lock_settings);
    }

    void operator()(EditSafe const& c) const { fields(c.fields, world.safes[c.safe]); }
    void operator()(RemoveSafe const& c) const
    {
        if (auto const* safe = world.get(c.safe)) {
            deleted(c.safe);
            ids_of("groups", safe->groups);
            wholes("assets", safe->assets);
        }
    }
    template <HandleList List>
    void ids_of(std::string_view name, List const& things) const
    {
        writer.key(name).list();
        for (auto const thing : things)
            writer.text(world.get(thing)->id);
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

    // Custody: each entry says by itself what it was, where, and how much of it, so that the way of an asset can be told
    // from its entries alone (service/trail_reader.hpp).
    void operator()(EditAsset const& c) const { custody(c.asset); }
    void operator()(DeleteAsset const& c) const { deleted(c.asset); }
    void operator()(CountAsset const& c) const { custody(c.asset); }
    void operator()(EnrollAsset const& c) const { custody(c.asset); }
    void operator()(WasteAsset const& c) const { custody(c.asset); }
    void operator()(MoveAsset const& c) const { custody(c.asset); }
    void custody(AssetId asset) const
    {
        auto const& row = world.assets[asset];
        writer.member("safe", world.safes[row.safe].id);
        writer.member("kind", row.kind);
        writer.member("tag", row.tag);
        writer.member("lot", row.lot);
        writer.member("expires", row.expires);
        writer.member("quantity", row.quantity);
    }

    void operator()(EditDoor const& c) const { fields(c.fields, world.doors[c.door]); }
    void operator()(DeleteDoor const& c) const
    {
        if (auto const* door = world.get(c.door)) {
            deleted(c.door);
            ids_of("groups", door->groups);
            ids("keys", door->keys);
        }
    }
    void operator()(SetLockSettings const& c) const { writer.key("lock_settings").json(world.doors[c.door].lock_settings); }
    void operator()(SendKey const& c) const { key(c.door, c.user); }
    void operator()(RevokeKey const& c) const { key(c.door, c.user); }
    void key(DoorId door, UserId user) const { writer.member("role", word_of(role_in(world.doors[door].keys, user))); }

    void operator()(EditTeam const& c) const { fields(c.fields, world.teams[c.team]); }
    void operator()(DeleteTeam const& c) const
    {
        if (auto const* team = world.get(c.team)) {
            deleted(c.team);
            wholes("patients", team->patients);
        }
    }
    void operator()(AddTeamMember const& c) const { place(c.team, c.user); }
    void operator()(RemoveTeamMember const& c) const { place(c.team, c.user); }
    void operator()(SetTeamOwner const& c) const { place(c.team, c.user); }
    void place(TeamId team, UserId user) const { writer.member("role", word_of(role_in(world.teams[team].people, user))); }
    void operator()(MovePatient const& c) const { writer.member("team", world.teams[world.patients[c.patient].team].id); }
    void operator()(EditPatient const& c) const { fields(c.fields, world.patients[c.patient]); }
    void operator()(DeletePatient const& c) const { deleted(c.patient); }
    void operator()(ActOnPatient const& c) const
    {
        auto const& actions = world.patients[c.patient].actions;
        auto const at = std::ranges::find(actions, c.action, &Action::id);
        if (at == actions.end())
            return;
        writer.member("text", at->text);
        writer.member("done", at->done);
        if (c.fields.user || at->user) {
            auto const* user = world.get(at->user);
            writer.member("user", user == nullptr ? std::string_view{} : user->id);
        }
        if (c.fields.due || !at->due.empty())
            writer.member("due", at->due);
    }

    void operator()(EditModule const& c) const { fields(c.fields, world.modules[c.module]); }
    void operator()(DeleteModule const& c) const
    {
        if (auto const* module = world.get(c.module)) {
            deleted(c.module);
            wholes("records", module->records);
        }
    }
    void operator()(SetModuleRole const& c) const { role(role_in(world.modules[c.module].roles, c.user)); }
    void operator()(EditRecord const& c) const { writer.key("values").json(world.records[c.record].values); }
    void operator()(DeleteRecord const& c) const { deleted(c.record); }
    void operator()(ClearRecords const& c) const
    {
        if (c.in_record)
            return writer.key("values").json(world.records[c.record].values);
        wholes("records", world.modules[c.module].records);
    }
    void operator()(EditCustomRole const& c) const { name_and_permissions(c, world.custom_roles[c.custom_role]); }
    void operator()(DeleteCustomRole const& c) const
    {
        if (!world.get(c.custom_role))
            return;
        deleted(c.custom_role);
        writer.key("holders").list();
        for (auto const module : world.modules.handles()) {
            for (auto const& holding : world.modules[module].roles) {
                if (holding.role.custom != c.custom_role)
                    continue;
                writer.object();
                writer.member("module", world.modules[module].id);
                writer.member("user", world.users[holding.thing].id);
                writer.end();
            }
        }
        writer.end();
    }

    void operator()(EditProfile const& c) const { name_and_permissions(c, world.profiles[c.profile]); }
    void operator()(DeleteProfile const& c) const { deleted(c.profile); }
    void operator()(AddProfileMember const& c) const { member(c.profile, c.user); }
    void operator()(SetProfileMember const& c) const { member(c.profile, c.user); }
    void operator()(RemoveProfileMember const& c) const { member(c.profile, c.user); }

    template <class Handle>
    void operator()(EditIntegration<Handle> const& c) const
    {
        fields(c.fields, *world.get(c.integration));
    }
    template <class Handle>
    void operator()(DeleteIntegration<Handle> const& c) const
    {
        deleted(c.integration);
    }

    // Creations and orders are new things: the change and the number of its entry say it all. Opening a door, running a
    // webhook and reading the trail alter nothing.
    void operator()(CreateAccount const&) const {}
    void operator()(CreateUser const&) const {}
    void operator()(ImportUsers const&) const {}
    void operator()(SendInvitation const&) const {}
    void operator()(CreateGroup const&) const {}
    void operator()(RegisterSafe const&) const {}
    void operator()(SyncSafe const&) const {}
    void operator()(UpgradeSafe const&) const {}
    void operator()(IssueEmergencyCode const&) const {}
    void operator()(UnlockSafe const&) const {}
    void operator()(CancelOrder const&) const {}
    void operator()(CreateAsset const&) const {}
    void operator()(CreateDoor const&) const {}
    void operator()(UnlockDoor const&) const {}
    void operator()(RemoteUnlockDoor const&) const {}
    void operator()(UnlockDoorFor const&) const {}
    void operator()(CreateTeam const&) const {}
    void operator()(CreatePatient const&) const {}
    void operator()(CreateModule const&) const {}
    void operator()(SubmitRecord const&) const {}
    void operator()(CreateCustomRole const&) const {}
    void operator()(CreateProfile const&) const {}
    template <class Handle>
    void operator()(CreateIntegration<Handle> const&) const
    {
    }
    void operator()(RunWebhook const&) const {}
    void operator()(ExportAudit const&) const {}
};

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

/// Whether a change is about the organisation itself, or a team of it (T).
bool is_of_organization(Change const& change)
{
    switch (kind_of(change)) {
    case Kind::organization_edit:
    case Kind::user_set_administrator:
    case Kind::team_create:
    case Kind::team_edit:
    case Kind::team_delete:
    case Kind::team_add_member:
    case Kind::team_remove_member:
    case Kind::team_set_owner:
    case Kind::patient_create:
    case Kind::patient_edit:
    case Kind::patient_delete:
    case Kind::patient_move:
    case Kind::patient_act: return true;
    case Kind::user_set_modules_role: return !std::get<SetModulesRole>(change).in_account;
    default: return false;
    }
}

} // namespace

std::string values_of(World const& world, Change const& change, Actor actor)
{
    auto text = std::string{};
    auto writer = Writer{text};
    writer.object();
    std::visit(Values{world, actor, writer}, change);
    writer.end();
    return text == "{}" ? std::string{} : text;
}

namespace {

AccountId account_named_in(Change const& change)
{
    return std::visit(
        [](auto const& c) {
            if constexpr (requires { { c.account } -> std::same_as<AccountId const&>; })
                return c.account;
            else
                return AccountId{};
        },
        change);
}

/// `counts` says which of the things that are named are looked at.
template <class Counts>
std::vector<std::string> accounts_where(World const& world, Change const& change, Actor actor, Counts const& counts)
{
    auto ids = Ids{};
    auto const subjects = subjects_of(world, change);
    auto const add_account_of = [&](auto thing) {
        auto const* row = world.get(thing);
        if (row != nullptr && counts(thing))
            ids.add(world.accounts, row->account);
    };
    auto const account = account_named_in(change);
    if (account && counts(account))
        ids.add(world.accounts, account);
    add_account_of(subjects.group);
    add_account_of(subjects.safe);
    add_account_of(subjects.other_safe);
    add_account_of(subjects.door);
    add_account_of(subjects.profile);
    add_account_of(subjects.custom_role);
    add_account_of(subjects.module);
    add_account_of(subjects.schedule);
    add_account_of(subjects.credential);
    add_account_of(subjects.webhook);
    if (auto const* create = std::get_if<CreateUser>(&change))
        std::ranges::for_each(create->groups, add_account_of);
    if (auto const* import = std::get_if<ImportUsers>(&change)) {
        for (auto const& row : import->rows)
            std::ranges::for_each(row.groups, add_account_of);
    }

    // A person counts where the change happens if he is of that account, and in all of his own otherwise. What is done
    // to somebody's place in the organisation or in a team is of no account.
    if (is_of_organization(change))
        return std::move(ids.found);
    auto const named = subjects.user && counts(subjects.user) ? subjects.user : UserId{};
    auto const person = named ? named : ids.found.empty() ? actor.user : UserId{};
    auto const* user = world.users.get(person);
    if (user == nullptr || (account && belongs_to(world, person, account)))
        return std::move(ids.found);
    for (auto const& roles : user->accounts)
        ids.add(world.accounts, roles.account);
    auto const add_own = [&](auto thing) { ids.add(world.accounts, world.get(thing)->account); };
    std::ranges::for_each(user->groups, add_own);
    auto const add_all_own = [&](auto const& holdings) {
        for (auto const& holding : holdings)
            add_own(holding.thing);
    };
    add_all_own(user->assigned->group_keys);
    add_all_own(user->assigned->keys);
    add_all_own(user->assigned->modules);
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
    for_each_subject(subjects, [&](auto thing) {
        if constexpr (!std::is_same_v<decltype(thing), AccountId>)
            ids.add(world.table_of(thing), thing);
    });
    if (auto const* create = std::get_if<CreateAccount>(&change)) {
        for (auto const* people :
             {&create->administrators.safes, &create->administrators.profiles, &create->administrators.modules}) {
            for (auto const user : *people)
                ids.add(world.users, user);
        }
    }
    for (auto& made : new_ids_of(change))
        ids.found.push_back(std::move(made.id)); // not `add`: there may be thousands, all of them different
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
    if (!text.credential.empty())
        writer.member("credential", text.credential);
    auto const list = [&writer](std::string_view name, std::span<std::string const> ids) {
        writer.key(name).list();
        for (auto const& id : ids)
            writer.text(id);
        writer.end();
    };
    if (!text.accounts.empty())
        list("accounts", text.accounts);
    if (!text.second_person.empty())
        writer.member("second_person", text.second_person);
    if (text.terminal != nullptr) {
        writer.key("terminal");
        wire::encode_into(writer, wire::schema_of<wire::LogTerminal>, text.terminal);
    }
    if (text.happened != 0)
        writer.key("happened").instant(text.happened);
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
