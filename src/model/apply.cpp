#include "model/apply.hpp"

#include <utility>

namespace castellan {

namespace {

template <class T>
void set(T& member, std::optional<T> const& given)
{
    if (given)
        member = *given;
}

/// One overload per kind, in the order of RULEBOOK 7.
struct Apply {
    World& world;
    Stamp const& stamp;

    template <class Handle>
    void touch(Handle thing) const
    {
        world.table_of(thing)[thing].version = stamp.number;
    }
    template <class Handle, class Role>
    void touch_all(Holdings<Handle, Role> const& holdings) const
    {
        for (auto const& holding : holdings)
            touch(holding.thing);
    }
    template <HandleList List>
    void touch_all(List const& things) const
    {
        for (auto const thing : things)
            touch(thing);
    }

    /// Changes the roles that a person has in an account.
    template <class Edit>
    void edit_roles(UserId person, AccountId account, Edit const& edit) const
    {
        world.edit_user(person, [&](User& user) {
            auto at = std::ranges::lower_bound(user.accounts, account, {}, &AccountRoles::account);
            if (at == user.accounts.end() || at->account != account)
                at = user.accounts.insert(at, AccountRoles{.account = account});
            edit(*at);
            if (at->empty())
                user.accounts.erase(at);
        });
        touch(person);
    }

    void set_safes_role(UserId user, AccountId account, SafesRole role) const
    {
        edit_roles(user, account, [role](AccountRoles& roles) { roles.safes = role; });
    }
    void set_modules_role(UserId user, AccountId account, ModulesRole role) const
    {
        edit_roles(user, account, [role](AccountRoles& roles) { roles.modules = role; });
    }
    void set_profiles_role(UserId user, AccountId account, ProfilesRole role) const
    {
        if (role != ProfilesRole::partial_admin) { // P-3: only partial_admins are members
            auto const profiles = world.users[user].assigned->profiles;
            for (auto const profile : profiles) {
                if (world.profiles[profile].account == account) {
                    world.remove_member(profile, user);
                    touch(profile);
                }
            }
        }
        edit_roles(user, account, [role](AccountRoles& roles) { roles.profiles = role; });
    }
    void set_organization_admin(UserId person, bool is_one) const
    {
        world.edit_user(person, [is_one](User& user) { user.organization_admin = is_one; });
        touch(person);
    }
    void set_administrator(UserId person, bool is_one) const
    {
        world.edit_user(person, [is_one](User& user) { user.administrator = is_one; });
        touch(person);
    }

    /// Gives a role in a thing, at both ends.
    template <class Handle, class Role>
    void give(Handle thing, UserId user, Role role) const
    {
        world.give(thing, user, role);
        touch(thing);
        touch(user);
    }

    void order(SafeId safe, OrderKind kind, Instant expires_after, std::string detail,
               OrderState state = OrderState::queued) const
    {
        auto& orders = world.safes[safe].orders;
        // The number of the change would tell how much happens elsewhere; who sees an order sees its instant.
        auto number = static_cast<std::uint64_t>(stamp.at) << 4U;
        if (!orders.empty())
            number = std::max(number, orders.back().number + 1);
        orders.push_back({.number = number,
                          .kind = kind,
                          .state = state,
                          .by = stamp.actor.user,
                          .at = stamp.at,
                          .expires = stamp.at + expires_after,
                          .detail = std::move(detail)});
        if (orders.size() > orders_kept) {
            auto const over = std::ranges::find_if(orders, [this](Order const& one) { return !is_waiting(one, stamp.at); });
            orders.erase(over != orders.end() ? over : orders.begin());
        }
        touch(safe);
    }

    void create(AccountId account, ImportRow const& row) const
    {
        auto user = User{.id = row.user, .name = row.name, .email = row.email, .phone = row.phone};
        user.status = Status::invited;
        if (row.role != SafesRole::none)
            user.accounts.push_back({.account = account, .safes = row.role});
        auto const handle = world.add_user(std::move(user));
        for (auto const group : row.groups) {
            world.join(group, handle);
            touch(group);
        }
        touch(handle);
    }

    // The organisation and its accounts

    void operator()(EditOrganization const& c) const
    {
        set(world.organization.name, c.fields.name);
        if (c.fields.code_for) {
            world.organization.code_for = *c.fields.code_for;
            unite(world.organization.code_for);
            std::erase(world.organization.code_for, TopRole::administrator);
        }
        set(world.organization.patient_fields, c.fields.patient_fields);
        set(world.organization.user_fields, c.fields.user_fields);
        world.organization.version = stamp.number;
    }

    void operator()(CreateAccount const& c) const
    {
        auto account = Account{.id = c.account};
        set(account.name, c.fields.name);
        auto const handle = world.accounts.insert(std::move(account));
        touch(handle);
        for (auto const user : c.administrators.safes)
            set_safes_role(user, handle, SafesRole::account_admin);
        for (auto const user : c.administrators.profiles)
            set_profiles_role(user, handle, ProfilesRole::full_admin);
        for (auto const user : c.administrators.modules)
            set_modules_role(user, handle, ModulesRole::division_admin);
    }

    void operator()(EditAccount const& c) const
    {
        set(world.accounts[c.account].name, c.fields.name);
        touch(c.account);
    }

    /// What still belongs to it, M's and the integrations, goes with it; there is nothing else (M-1).
    void operator()(DeleteAccount const& c) const
    {
        auto const of_account = [&](auto const& table) {
            auto result = std::vector<std::remove_cvref_t<decltype(*table.handles().begin())>>{};
            for (auto const handle : table.handles()) {
                if (table[handle].account == c.account)
                    result.push_back(handle);
            }
            return result;
        };
        for (auto const module : of_account(world.modules))
            remove_module(module);
        for (auto const profile : of_account(world.profiles))
            world.remove_profile(profile);
        for (auto const invitation : of_account(world.invitations))
            world.invitations.remove(invitation);
        for (auto const role : of_account(world.custom_roles))
            world.custom_roles.remove(role);
        for (auto const integration : of_account(world.schedules))
            world.schedules.remove(integration);
        for (auto const integration : of_account(world.credentials))
            world.credentials.remove(integration);
        for (auto const integration : of_account(world.webhooks))
            world.webhooks.remove(integration);
        for (auto const user : world.users.handles()) {
            if (world.users[user].roles_in(c.account).modules != ModulesRole::none)
                set_modules_role(user, c.account, ModulesRole::none);
        }
        world.accounts.remove(c.account);
    }

    /// What a thing that goes would have given is given no more (M-8).
    template <class Handle>
    void withdraw_invitations(Handle Invitation::*to, Handle gone) const
    {
        for (auto const invitation : world.invitations.handles()) {
            if (world.invitations[invitation].*to == gone)
                withdraw(invitation);
        }
    }
    void withdraw(InvitationId invitation) const
    {
        auto& state = world.invitations[invitation].state;
        if (state == InvitationState::pending)
            state = InvitationState::withdrawn;
        touch(invitation);
    }

    void remove_module(ModuleId module) const
    {
        touch_all(world.modules[module].roles);
        withdraw_invitations(&Invitation::module, module);
        world.remove_module(module);
    }

    void operator()(SetAccountSettings const& c) const
    {
        set(world.accounts[c.account].require_admin_mfa, c.fields.require_admin_mfa);
        set(world.accounts[c.account].groups_for_doors, c.fields.groups_for_doors);
        set(world.accounts[c.account].time_zone, c.fields.time_zone);
        set(world.accounts[c.account].time_zone_rule, c.fields.time_zone_rule);
        touch(c.account);
    }

    // Users

    void operator()(CreateUser const& c) const
    {
        create(c.account, ImportRow{c.user, c.name, c.email, c.phone, c.role, c.groups});
    }

    void operator()(ImportUsers const& c) const
    {
        for (auto const& row : c.rows)
            create(c.account, row);
    }

    /// A new address is unverified until its owner answers; his own he has answered from.
    void set_fields(UserId person, UserFields const& fields, bool is_verified) const
    {
        world.edit_user(person, [&](User& user) {
            set(user.name, fields.name);
            if (fields.email && lowered(*fields.email) != user.email) {
                user.email = *fields.email;
                user.email_verified = false;
            }
            if (fields.phone && *fields.phone != user.phone) {
                user.phone = *fields.phone;
                user.phone_verified = false;
            }
            if (fields.values && *fields.values != user.values->json)
                user.values.edit().json = *fields.values;
            // a code was sent to it.
            user.email_verified |= is_verified && fields.email && !user.email.empty();
            user.phone_verified |= is_verified && fields.phone && !user.phone.empty();
        });
        touch(person);
    }

    void operator()(EditUser const& c) const { set_fields(c.user, c.fields, false); }
    void operator()(EditSelf const& c) const { set_fields(stamp.actor.user, c.fields, true); }

    void operator()(DeleteUser const& c) const
    {
        auto const& user = world.users[c.user];
        touch_all(user.groups);
        touch_all(user.assigned->group_keys);
        touch_all(user.assigned->keys);
        touch_all(user.assigned->teams);
        for (auto const& held : user.assigned->teams)
            touch_all(patients_with_tasks_of(world, held.thing, c.user));
        touch_all(user.assigned->modules);
        touch_all(user.assigned->profiles);
        world.remove_user(c.user);
    }

    void operator()(SetUserRole const& c) const { set_safes_role(c.user, c.account, c.role); }
    void operator()(SetAdministrator const& c) const { set_administrator(c.user, c.administrator); }
    void operator()(SetAdminType const& c) const { set_profiles_role(c.user, c.account, c.type); }

    void operator()(SetModulesRole const& c) const
    {
        if (c.in_account)
            set_modules_role(c.user, c.account, c.holds ? ModulesRole::division_admin : ModulesRole::none);
        else
            set_organization_admin(c.user, c.holds);
    }

    void operator()(DisableUser const& c) const
    {
        world.edit_user(c.user, [](User& user) {
            user.status = Status::disabled;
            user.administrator = false; // T-2: disabling an administrator ends that role
        });
        touch(c.user);
    }

    void operator()(EnableUser const& c) const
    {
        world.edit_user(c.user, [](User& user) { user.status = Status::active; });
        touch(c.user);
    }

    void operator()(ClearPin const& c) const
    {
        world.users[c.user].pin = false;
        touch(c.user);
    }

    void operator()(ClearFingerprint const& c) const
    {
        world.users[c.user].fingerprint = false;
        touch(c.user);
    }

    // Invitations

    void operator()(SendInvitation const& c) const
    {
        for (std::size_t at = 0; at < c.emails.size(); ++at) {
            auto const handle = world.invitations.insert({.id = c.invitations[at],
                                                          .email = lowered(c.emails[at]),
                                                          .offer = c.offer,
                                                          .account = c.account,
                                                          .module = c.module,
                                                          .team = c.team,
                                                          .by = stamp.actor.user,
                                                          .expires = stamp.at + invitation_expires_after_ms});
            touch(handle);
        }
    }

    void operator()(ResendInvitation const& c) const
    {
        world.invitations[c.invitation].expires = stamp.at + invitation_expires_after_ms;
        touch(c.invitation);
    }

    void operator()(WithdrawInvitation const& c) const
    {
        world.invitations[c.invitation].state = InvitationState::withdrawn;
        touch(c.invitation);
    }

    void operator()(AcceptInvitation const& c) const
    {
        world.invitations[c.invitation].state = InvitationState::accepted;
        touch(c.invitation);
        auto const& invitation = world.invitations[c.invitation];
        auto person = stamp.actor.user;
        if (!person) {
            auto const name = c.name.empty() ? invitation.email.substr(0, invitation.email.find('@')) : c.name;
            person = world.add_user({.id = c.user, .name = name, .email = invitation.email});
        }
        // The link came by that address, so that it is verified, and an invited person is here now.
        world.edit_user(person, [](User& user) {
            user.status = Status::active;
            user.email_verified = true;
        });
        touch(person);
        switch (invitation.offer.role) {
        case OfferedRole::administrator: return set_administrator(person, true);
        case OfferedRole::staff:
            if (invitation.team && role_in(world.teams[invitation.team].people, person) == TeamRole::none)
                give(invitation.team, person, TeamRole::member);
            return;
        case OfferedRole::organization_admin: return set_organization_admin(person, true);
        case OfferedRole::division_admin:
            return set_modules_role(person, invitation.account, ModulesRole::division_admin);
        case OfferedRole::module_admin: return give(invitation.module, person, ModuleRole{ModuleRank::module_admin, {}});
        case OfferedRole::collaborator: return give(invitation.module, person, ModuleRole{ModuleRank::collaborator, {}});
        case OfferedRole::custom:
            return give(invitation.module, person, ModuleRole{ModuleRank::custom, invitation.offer.custom});
        }
    }

    // Groups

    void set_fields(Group& group, GroupFields const& fields) const
    {
        set(group.name, fields.name);
        set(group.description, fields.description);
        set(group.logo, fields.logo);
        set(group.notification_emails, fields.notification_emails);
        if (fields.schedule)
            group.schedule = world.schedules.find(*fields.schedule);
    }

    void operator()(CreateGroup const& c) const
    {
        auto group = Group{.id = c.group, .account = c.account};
        set_fields(group, c.fields);
        touch(world.add_group(std::move(group)));
    }

    void operator()(EditGroup const& c) const
    {
        set_fields(world.groups[c.group], c.fields);
        touch(c.group);
    }

    void operator()(DeleteGroup const& c) const
    {
        auto const& group = world.groups[c.group];
        touch_all(group.members);
        touch_all(group.safes);
        touch_all(group.key_roles);
        touch_all(group.doors);
        world.remove_group(c.group); // S-15: no user and no safe goes with it
    }

    void operator()(AddMember const& c) const
    {
        world.join(c.group, c.user);
        touch(c.group);
        touch(c.user);
    }

    void operator()(RemoveMember const& c) const
    {
        world.leave(c.group, c.user);
        touch(c.group);
        touch(c.user);
    }

    void operator()(AddSafe const& c) const
    {
        world.assign(c.group, c.safe);
        touch(c.group);
        touch(c.safe);
    }

    void operator()(RemoveSafeFromGroup const& c) const
    {
        world.unassign(c.group, c.safe);
        touch(c.group);
        touch(c.safe);
    }

    void operator()(AddDoor const& c) const
    {
        world.assign(c.group, c.door);
        touch(c.group);
        touch(c.door);
    }

    void operator()(RemoveDoorFromGroup const& c) const
    {
        world.unassign(c.group, c.door);
        touch(c.group);
        touch(c.door);
    }

    void operator()(SetKeyRole const& c) const { give(c.group, c.user, c.role); }

    void operator()(SetToggles const& c) const
    {
        auto& toggles = world.groups[c.group].toggles;
        set(toggles.users_can_remote_unlock, c.toggles.users_can_remote_unlock);
        set(toggles.users_can_unlock_for, c.toggles.users_can_unlock_for);
        set(toggles.admins_can_modify_lock_settings, c.toggles.admins_can_modify_lock_settings);
        touch(c.group);
    }

    // Safes

    void operator()(RegisterSafe const& c) const
    {
        auto safe = Safe{.id = c.safe, .account = c.account};
        set(safe.name, c.fields.name);
        set(safe.serial, c.fields.serial);
        set(safe.two_person, c.fields.two_person);
        touch(world.add_safe(std::move(safe)));
    }

    void operator()(EditSafe const& c) const
    {
        auto& safe = world.safes[c.safe];
        auto const former = safe.two_person;
        set(safe.name, c.fields.name);
        set(safe.two_person, c.fields.two_person);
        if (safe.two_person != former) // the device asks for the second person
            order(c.safe, OrderKind::settings, order_expires_after_ms, {});
        touch(c.safe);
    }

    void operator()(RemoveSafe const& c) const
    {
        for (auto const group : world.safes[c.safe].groups)
            touch(group);
        world.remove_safe(c.safe);
    }

    void operator()(ReportSafe const& c) const
    {
        auto& safe = world.safes[c.safe];
        if (c.online && *c.online != safe.online) {
            safe.online = *c.online;
            safe.since = stamp.at;
        }
        set(safe.firmware, c.firmware);
        if (c.order && c.state) {
            for (auto& order : safe.orders) {
                if (order.number == static_cast<std::uint64_t>(*c.order)) {
                    order.state = *c.state;
                    set(order.detail, c.detail);
                }
            }
        }
        touch(c.safe);
    }

    void operator()(SyncSafe const& c) const { order(c.safe, OrderKind::sync, order_expires_after_ms, {}); }

    void operator()(UpgradeSafe const& c) const
    {
        order(c.safe, OrderKind::upgrade, order_expires_after_ms, c.version.value_or(""));
    }

    /// The code is told to the person; there is nothing left to do for the device, which may be offline.
    void operator()(IssueEmergencyCode const& c) const
    {
        order(c.safe, OrderKind::emergency_code, order_expires_after_ms, c.reason.value_or(""), OrderState::done);
    }

    void operator()(UnlockSafe const& c) const
    {
        order(c.safe, OrderKind::unlock, unlock_expires_after_ms, c.reason.value_or(""));
    }

    void operator()(CancelOrder const& c) const
    {
        for (auto& order : world.safes[c.safe].orders) {
            if (order.number == static_cast<std::uint64_t>(c.order))
                order.state = OrderState::cancelled;
        }
        touch(c.safe);
    }

    // Assets

    static void set_fields(Asset& asset, AssetFields const& fields)
    {
        set(asset.kind, fields.kind);
        set(asset.tag, fields.tag);
        set(asset.lot, fields.lot);
        set(asset.expires, fields.expires);
        set(asset.quantity, fields.quantity);
    }

    void operator()(CreateAsset const& c) const
    {
        auto asset = Asset{.id = c.asset, .safe = c.safe};
        set_fields(asset, c.fields);
        touch(world.add_asset(std::move(asset)));
        touch(c.safe);
    }

    void operator()(EditAsset const& c) const
    {
        set_fields(world.assets[c.asset], c.fields);
        touch(c.asset);
    }

    void operator()(DeleteAsset const& c) const
    {
        touch(world.assets[c.asset].safe);
        world.remove_asset(c.asset);
    }

    void operator()(CountAsset const& c) const
    {
        auto& asset = world.assets[c.asset];
        asset.discrepancy = c.quantity - asset.quantity;
        asset.counted_at = stamp.at;
        asset.quantity = c.quantity;
        touch(c.asset);
    }

    void operator()(EnrollAsset const& c) const
    {
        if (c.tag)
            world.assets[c.asset].tag = *c.tag;
        touch(c.asset);
        order(world.assets[c.asset].safe, OrderKind::enroll, order_expires_after_ms, world.assets[c.asset].tag);
    }

    void operator()(MoveAsset const& c) const
    {
        touch(world.assets[c.asset].safe);
        world.move_asset(c.asset, c.to);
        touch(c.asset);
        touch(c.to);
    }

    void operator()(WasteAsset const& c) const
    {
        world.assets[c.asset].quantity -= c.quantity;
        touch(c.asset);
    }

    // Doors and keys

    static void set_fields(Door& door, DoorFields const& fields)
    {
        set(door.name, fields.name);
        set(door.controller, fields.controller);
    }

    void operator()(CreateDoor const& c) const
    {
        auto door = Door{.id = c.door, .account = c.account};
        set_fields(door, c.fields);
        touch(world.add_door(std::move(door)));
    }

    void operator()(EditDoor const& c) const
    {
        set_fields(world.doors[c.door], c.fields);
        touch(c.door);
    }

    void operator()(DeleteDoor const& c) const
    {
        touch_all(world.doors[c.door].groups);
        touch_all(world.doors[c.door].keys);
        world.remove_door(c.door);
    }

    void operator()(SetLockSettings const& c) const
    {
        world.doors[c.door].lock_settings = c.fields;
        touch(c.door);
    }

    // Opening a door leaves its trace in the trail, not in the world.
    void operator()(UnlockDoor const& c) const { touch(c.door); }
    void operator()(RemoteUnlockDoor const& c) const { touch(c.door); }
    void operator()(UnlockDoorFor const& c) const { touch(c.door); }

    void operator()(SendKey const& c) const { give(c.door, c.user, c.role); }
    void operator()(RevokeKey const& c) const { give(c.door, c.user, KeyRole::none); }

    // Teams and patients

    static void set_fields(Team& team, TeamFields const& fields)
    {
        set(team.name, fields.name);
        set(team.description, fields.description);
    }

    void operator()(CreateTeam const& c) const
    {
        auto team = Team{.id = c.team};
        set_fields(team, c.fields);
        touch(world.add_team(std::move(team)));
    }

    void operator()(EditTeam const& c) const
    {
        set_fields(world.teams[c.team], c.fields);
        touch(c.team);
    }

    void operator()(DeleteTeam const& c) const
    {
        touch_all(world.teams[c.team].people);
        withdraw_invitations(&Invitation::team, c.team);
        world.remove_team(c.team);
    }

    void operator()(AddTeamMember const& c) const { give(c.team, c.user, TeamRole::member); }
    void operator()(RemoveTeamMember const& c) const
    {
        touch_all(patients_with_tasks_of(world, c.team, c.user));
        give(c.team, c.user, TeamRole::none);
    }
    void operator()(SetTeamOwner const& c) const
    {
        give(c.team, c.user, c.owner ? TeamRole::owner : TeamRole::member); // T-6: who is owner no more is a member still
    }

    void operator()(MovePatient const& c) const
    {
        touch(world.patients[c.patient].team);
        world.move_patient(c.patient, c.to);
        touch(c.patient);
        touch(c.to);
    }

    void operator()(CreatePatient const& c) const
    {
        auto patient = Patient{.id = c.patient, .team = c.team};
        set(patient.name, c.fields.name);
        set(patient.values, c.fields.values);
        touch(world.add_patient(std::move(patient)));
        touch(c.team);
    }

    void operator()(EditPatient const& c) const
    {
        set(world.patients[c.patient].name, c.fields.name);
        set(world.patients[c.patient].values, c.fields.values);
        touch(c.patient);
    }

    void operator()(DeletePatient const& c) const
    {
        touch(world.patients[c.patient].team);
        world.remove_patient(c.patient);
    }

    void operator()(ActOnPatient const& c) const
    {
        auto& actions = world.patients[c.patient].actions;
        auto at = std::ranges::find(actions, c.action, &Action::id);
        auto const is_new = at == actions.end();
        if (is_new)
            at = actions.insert(actions.end(), Action{.id = c.action});
        set(at->text, c.fields.text);
        if (c.fields.user)
            at->user = world.users.find(*c.fields.user);
        set(at->due, c.fields.due);
        // Said of a task without more, it is done; whatever else is said leaves that as it is.
        auto const says_more = c.fields.text || c.fields.user || c.fields.due;
        at->done = c.fields.done.value_or(!is_new && (at->done || !says_more));
        touch(c.patient);
    }

    // Modules, records, custom roles

    static void set_fields(Module& module, ModuleFields const& fields)
    {
        set(module.name, fields.name);
        set(module.fields, fields.fields);
    }

    void operator()(CreateModule const& c) const
    {
        auto module = Module{.id = c.module, .account = c.account};
        set_fields(module, c.fields);
        touch(world.add_module(std::move(module)));
    }

    void operator()(EditModule const& c) const
    {
        set_fields(world.modules[c.module], c.fields);
        touch(c.module);
    }

    void operator()(DeleteModule const& c) const { remove_module(c.module); }

    void operator()(SetModuleRole const& c) const { give(c.module, c.user, c.role); }

    void operator()(SubmitRecord const& c) const
    {
        touch(world.add_record(
            {.id = c.record, .module = c.module, .by = stamp.actor.user, .at = stamp.at, .values = c.values}));
        touch(c.module);
    }

    void operator()(EditRecord const& c) const
    {
        world.records[c.record].values = c.values;
        touch(c.record);
    }

    void operator()(DeleteRecord const& c) const
    {
        touch(world.records[c.record].module);
        world.remove_record(c.record);
    }

    void operator()(ClearRecords const& c) const
    {
        auto const clear = [this](RecordId record) {
            world.records[record].values = "{}";
            touch(record);
        };
        if (c.in_record)
            return clear(c.record);
        for (auto const record : world.modules[c.module].records)
            clear(record);
    }

    void operator()(CreateCustomRole const& c) const
    {
        touch(world.custom_roles.insert(
            {.id = c.custom_role, .account = c.account, .name = c.name, .permissions = c.permissions}));
    }

    void operator()(EditCustomRole const& c) const
    {
        set(world.custom_roles[c.custom_role].name, c.name);
        set(world.custom_roles[c.custom_role].permissions, c.permissions);
        touch(c.custom_role);
    }

    /// Whoever held it holds it no more.
    void operator()(DeleteCustomRole const& c) const
    {
        for (auto const module : world.modules.handles()) {
            auto const roles = world.modules[module].roles;
            for (auto const& [user, role] : roles) {
                if (role.custom == c.custom_role)
                    give(module, user, ModuleRole{});
            }
        }
        for (auto const invitation : world.invitations.handles()) {
            if (world.invitations[invitation].offer.custom == c.custom_role)
                withdraw(invitation);
        }
        world.custom_roles.remove(c.custom_role);
    }

    // Admin profiles

    void operator()(CreateProfile const& c) const
    {
        touch(world.add_profile(
            {.id = c.profile, .account = c.account, .name = c.name, .permissions = c.permissions}));
    }

    void operator()(EditProfile const& c) const
    {
        auto& profile = world.profiles[c.profile];
        set(profile.name, c.name);
        if (c.permissions) {
            auto const by = ticked_by(world, stamp.actor.user, c.profile);
            profile.permissions = ticked(profile.permissions, *c.permissions, by);
            // What a profile loses, its members lose at once, and for good (P-7).
            for (auto& member : profile.members)
                member.permissions = member.permissions & profile.permissions;
            touch_members(profile);
        }
        touch(c.profile);
    }

    void operator()(DeleteProfile const& c) const
    {
        touch_members(world.profiles[c.profile]);
        world.remove_profile(c.profile);
    }

    void touch_members(Profile const& profile) const
    {
        for (auto const& member : profile.members)
            touch(member.user);
    }

    void set_member(ProfileId profile, UserId user, std::optional<PermissionSet> const& wanted) const
    {
        auto const present = world.profiles[profile].held_by(user);
        auto member = ProfileMember{.user = user};
        if (wanted) {
            member.restricted = true;
            member.permissions = ticked(present, *wanted, ticked_by(world, stamp.actor.user, profile));
        }
        world.set_member(profile, member);
        touch(profile);
        touch(user);
    }

    void operator()(AddProfileMember const& c) const { set_member(c.profile, c.user, c.permissions); }
    void operator()(SetProfileMember const& c) const { set_member(c.profile, c.user, c.permissions); }

    void operator()(RemoveProfileMember const& c) const
    {
        world.remove_member(c.profile, c.user);
        touch(c.profile);
        touch(c.user);
    }

    // Integrations

    static void set_fields(Integration& integration, IntegrationFields const& fields)
    {
        set(integration.name, fields.name);
        set(integration.url, fields.url);
        set(integration.settings, fields.settings);
        set(integration.hours, fields.hours);
        set(integration.exceptions, fields.exceptions);
        set(integration.permissions, fields.permissions);
        set(integration.expires, fields.expires);
    }

    template <class Handle>
    void operator()(CreateIntegration<Handle> const& c) const
    {
        auto integration = Integration{.id = c.integration, .account = c.account};
        set_fields(integration, c.fields);
        touch(world.table_of(Handle{}).insert(std::move(integration)));
    }

    template <class Handle>
    void operator()(EditIntegration<Handle> const& c) const
    {
        set_fields(world.table_of(Handle{})[c.integration], c.fields);
        touch(c.integration);
    }

    template <class Handle>
    void operator()(DeleteIntegration<Handle> const& c) const
    {
        if constexpr (std::is_same_v<Handle, ScheduleId>) {
            for (auto const group : world.groups.handles()) {
                if (world.groups[group].schedule == c.integration) {
                    world.groups[group].schedule = {};
                    touch(group);
                }
            }
        }
        world.table_of(Handle{}).remove(c.integration);
    }

    void operator()(RunWebhook const& c) const { touch(c.integration); }

    // A reading changes nothing.
    void operator()(ExportAudit const&) const {}
};

} // namespace

void apply(World& world, Change const& change, Stamp const& stamp)
{
    assert(stamp.number > world.revision);
    std::visit(Apply{world, stamp}, change);
    world.revision = stamp.number;
}

PermissionSet ticked_by(World const& world, UserId user, ProfileId profile)
{
    auto const& row = world.profiles[profile];
    auto const type = world.users[user].roles_in(row.account).profiles;
    return type == ProfilesRole::full_admin ? PermissionSet::all() : row.held_by(user);
}

OrderState state_at(Order const& order, Instant now)
{
    auto const waiting = order.state == OrderState::queued || order.state == OrderState::sent;
    return waiting && now >= order.expires ? OrderState::expired : order.state;
}

bool is_waiting(Order const& order, Instant now)
{
    auto const state = state_at(order, now);
    return state == OrderState::queued || state == OrderState::sent;
}

bool has_place_for_order(Safe const& safe, Instant now)
{
    if (now == 0 || safe.orders_full)
        return now == 0;
    auto const waits = [now](Order const& order) { return is_waiting(order, now); };
    return safe.orders.size() < orders_kept || !std::ranges::all_of(safe.orders, waits);
}

} // namespace castellan
