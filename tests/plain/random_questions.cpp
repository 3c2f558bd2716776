// The questions of random_towns.hpp.
#include "tests/plain/random_towns.hpp"

#include <format>

namespace castellan::plain {

namespace {

using enum Permission;

using Text = std::optional<std::string>;

/// Makes up one question. Most of what it names is of one account, the focus.
class Asker {
public:
    Asker(World const& world, Dice& dice) : world_(world), dice_(dice)
    {
        focus_ = AccountId{static_cast<std::uint32_t>(dice.roll(world.accounts.slots()))};
    }

    Question ask()
    {
        auto question = Question{};
        question.context = random_context(world_, dice_);
        question.actor = asker();
        me_ = question.actor.user;
        auto const kind = static_cast<Kind>(dice_.roll(kind_count));
        question.change = change(kind);
        if (kind == Kind::safe_report && dice_.percent(70))
            question.actor = Actor{dice_.percent(80) ? std::get<ReportSafe>(question.change).safe : of_focus<SafeId>()};
        if (kind == Kind::invitation_accept)
            question.actor = invited(std::get<AcceptInvitation>(question.change), question.actor);
        return question;
    }

private:
    std::string fresh(std::string_view prefix) { return std::format("{}z{}", prefix, dice_.next() % 1'000'000'000); }

    /// A new id, or now and then one that is taken.
    template <class Handle>
    std::string new_id(Handle)
    {
        auto const taken = any<Handle>();
        if (dice_.percent(4) && world_.get(taken) != nullptr)
            return world_.get(taken)->id;
        return fresh("n");
    }

    /// Any slot, one that was given up included, and now and then none.
    template <class Handle>
    Handle any()
    {
        auto const slots = world_.table_of(Handle{}).slots();
        return slots == 0 || dice_.percent(1) ? Handle{} : Handle{static_cast<std::uint32_t>(dice_.roll(slots))};
    }

    AccountId account_of(GroupId thing) { return world_.groups[thing].account; }
    AccountId account_of(SafeId thing) { return world_.safes[thing].account; }
    AccountId account_of(AssetId thing) { return account_of(world_.assets[thing].safe); }
    AccountId account_of(DoorId thing) { return world_.doors[thing].account; }
    AccountId account_of(ProfileId thing) { return world_.profiles[thing].account; }
    AccountId account_of(CustomRoleId thing) { return world_.custom_roles[thing].account; }
    AccountId account_of(ModuleId thing) { return world_.modules[thing].account; }
    AccountId account_of(RecordId thing) { return account_of(world_.records[thing].module); }
    AccountId account_of(ScheduleId thing) { return world_.schedules[thing].account; }
    AccountId account_of(CredentialId thing) { return world_.credentials[thing].account; }
    AccountId account_of(WebhookId thing) { return world_.webhooks[thing].account; }
    AccountId account_of(TeamId) { return focus_; }
    AccountId account_of(PatientId) { return focus_; }
    AccountId account_of(InvitationId) { return focus_; }
    AccountId account_of(UserId person)
    {
        auto const& row = world_.users[person];
        auto const has_to_do = row.roles_in(focus_).any() || row.administrator || row.organization_admin ||
                               row.assigned.is_set() || dice_.percent(20);
        return has_to_do ? focus_ : AccountId{};
    }

    /// Mostly a thing that is there, and of the focus.
    template <class Handle>
    Handle of_focus()
    {
        for (auto tries = 0; tries < 6; ++tries) {
            auto const thing = any<Handle>();
            if (world_.get(thing) != nullptr && account_of(thing) == focus_)
                return thing;
        }
        return any<Handle>();
    }

    /// Mostly somebody of a list that matters here.
    template <class List, class Of>
    UserId mostly(List const& list, Of const& of)
    {
        if (!list.empty() && dice_.percent(50))
            return of(list[dice_.roll(list.size())]);
        return person();
    }

    UserId asker()
    {
        auto const found = of_focus<UserId>();
        return world_.get(found) == nullptr || world_.users[found].status == Status::active ? found : of_focus<UserId>();
    }
    UserId person() { return dice_.percent(6) ? me_ : of_focus<UserId>(); }
    AccountId account() { return dice_.percent(85) ? focus_ : any<AccountId>(); }

    Text name() { return dice_.percent(75) ? Text{dice_.one_of<char const*>({"A", "B", "C"})} : std::nullopt; }
    template <class T>
    std::optional<T> maybe(T value)
    {
        return dice_.percent(60) ? std::optional<T>{std::move(value)} : std::nullopt;
    }

    /// An address nobody has, somebody's, or somebody's with other letters' case.
    std::string email()
    {
        auto const owner = any<UserId>();
        if (dice_.percent(70) || world_.get(owner) == nullptr || world_.users[owner].email.empty())
            return fresh("u") + "@x.example";
        auto known = world_.users[owner].email;
        if (dice_.percent(30))
            known.front() = 'U';
        return known;
    }

    UserFields person_fields()
    {
        auto fields = UserFields{.name = name()};
        if (dice_.percent(35))
            fields.email = email();
        if (dice_.percent(30))
            fields.phone = dice_.one_of<char const*>({"+15550001", "+15550002"});
        fields.values = values();
        return fields;
    }

    std::vector<GroupId> some_groups()
    {
        auto result = std::vector<GroupId>{};
        for (auto at = dice_.roll(3); at > 0; --at) {
            auto const group = of_focus<GroupId>();
            if (std::ranges::find(result, group) == result.end())
                result.push_back(group);
        }
        return result;
    }

    SafesRole new_role() { return dice_.one_of({SafesRole::user, SafesRole::user, SafesRole::group_admin, SafesRole::account_admin}); }

    ImportRow row()
    {
        return {new_id(UserId{}), "N", email(), "", new_role(), some_groups()};
    }

    Actor invited(AcceptInvitation const& acceptance, Actor otherwise)
    {
        auto const* invitation = world_.get(acceptance.invitation);
        if (invitation == nullptr || dice_.percent(15))
            return otherwise;
        auto const known = world_.find_by_email(invitation->email);
        if (known && dice_.percent(90))
            return known;
        return dice_.percent(95) ? Actor{acceptance.invitation} : Actor{any<InvitationId>()};
    }

    SendInvitation invitation()
    {
        auto c = SendInvitation{};
        c.offer.role = static_cast<OfferedRole>(dice_.roll(7));
        c.in_account = c.offer.role == OfferedRole::division_admin;
        c.in_module = c.offer.role >= OfferedRole::module_admin;
        c.in_team = c.offer.role == OfferedRole::staff && dice_.percent(70);
        if (c.in_account)
            c.account = account();
        if (c.in_module)
            c.module = of_focus<ModuleId>();
        if (c.in_team)
            c.team = any<TeamId>();
        if (c.offer.role == OfferedRole::custom)
            c.offer.custom = of_focus<CustomRoleId>();
        for (auto at = dice_.percent(3) ? 0 : 1 + dice_.roll(2); at > 0; --at) {
            c.emails.push_back(dice_.percent(95) ? email() : "nonsense");
            c.invitations.push_back(fresh("i"));
        }
        return c;
    }

    ModuleRole module_role()
    {
        switch (dice_.roll(4)) {
        case 0: return {};
        case 1: return {ModuleRank::collaborator, {}};
        case 2: return {ModuleRank::module_admin, {}};
        default: return {ModuleRank::custom, of_focus<CustomRoleId>()};
        }
    }

    /// What is there with a few ticks more or fewer, or something else altogether.
    PermissionSet ticked(PermissionSet present, PermissionSet otherwise)
    {
        if (dice_.percent(25))
            return otherwise;
        for (auto at = 0; at < 3; ++at) {
            auto const permission = static_cast<Permission>(dice_.roll(permission_count));
            if (present.has(permission))
                present.remove(permission);
        }
        return dice_.percent(10) ? present | otherwise : present;
    }

    PermissionSet ticks_for(ProfileId profile)
    {
        auto const* row = world_.get(profile);
        auto const present = row == nullptr ? PermissionSet{} : row->permissions;
        auto const other = random_profile_permissions(dice_);
        return dice_.percent(50) ? ticked(present, other) : ticked(present & other, other);
    }

    UserId of_profile(ProfileId profile)
    {
        auto const* row = world_.get(profile);
        if (row == nullptr)
            return person();
        return mostly(row->members, [](ProfileMember const& member) { return member.user; });
    }

    template <class Handle>
    UserId holder_of(Handle thing, auto const& list)
    {
        auto const* row = world_.get(thing);
        if (row == nullptr)
            return person();
        return mostly(list(*row), [](auto const& holding) { return holding.thing; });
    }
    UserId holder_of(GroupId group) { return holder_of(group, [](Group const& row) { return row.key_roles; }); }
    UserId holder_of(DoorId door) { return holder_of(door, [](Door const& row) { return row.keys; }); }
    UserId holder_of(TeamId team) { return holder_of(team, [](Team const& row) { return row.people; }); }
    UserId holder_of(ModuleId module) { return holder_of(module, [](Module const& row) { return row.roles; }); }

    UserId member_of(GroupId group)
    {
        auto const* row = world_.get(group);
        return row == nullptr ? person() : mostly(row->members, [](UserId member) { return member; });
    }

    AssetFields asset_fields() { return {.kind = name(), .lot = maybe<std::string>("L")}; }
    IntegrationFields integration_fields() { return {.name = name(), .settings = maybe<std::string>("{}")}; }
    std::optional<std::string> schedule_id()
    {
        if (dice_.percent(70))
            return std::nullopt;
        auto const* row = world_.get(of_focus<ScheduleId>());
        return row == nullptr ? std::string{} : row->id;
    }
    IntegrationFields fields_of(ScheduleId)
    {
        auto result = integration_fields();
        result.hours = maybe(std::vector{WeeklyWindow{1, 0, 1'440}});
        return result;
    }
    IntegrationFields fields_of(CredentialId)
    {
        auto result = integration_fields();
        result.permissions = maybe(random_profile_permissions(dice_));
        return result;
    }
    IntegrationFields fields_of(WebhookId) { return integration_fields(); }
    KeyRole key() { return dice_.one_of({KeyRole::user, KeyRole::admin, KeyRole::owner}); }
    std::optional<std::string> values()
    {
        return dice_.percent(30) ? std::optional<std::string>{dice_.one_of<char const*>({"{}", R"({"a":1})", R"({"a":2})"})} : std::nullopt;
    }
    std::optional<std::string> form()
    {
        return dice_.percent(30) ? std::optional<std::string>{dice_.one_of<char const*>({"[]", R"([{"id":"a","label":"A"}])"})} : std::nullopt;
    }
    /// Of somebody who is often of that team.
    std::optional<std::string> doer(PatientId patient)
    {
        auto const* row = world_.get(patient);
        if (dice_.percent(60) || row == nullptr)
            return std::nullopt;
        auto const& people = world_.teams[row->team].people;
        auto const of_team = !people.empty() && dice_.percent(70);
        auto const* user = world_.get(of_team ? people[dice_.roll(people.size())].thing : UserId{static_cast<std::uint32_t>(dice_.roll(world_.users.slots()))});
        return user == nullptr || dice_.percent(15) ? std::string{} : user->id;
    }
    std::string json() { return dice_.one_of<char const*>({"{}", R"({"a":1})", R"({"a":2})"}); }

    template <class Handle>
    CreateIntegration<Handle> create_integration()
    {
        return {account(), new_id(Handle{}), fields_of(Handle{})};
    }
    template <class Handle>
    EditIntegration<Handle> edit_integration()
    {
        return {of_focus<Handle>(), fields_of(Handle{})};
    }
    template <class Handle>
    DeleteIntegration<Handle> delete_integration()
    {
        return {of_focus<Handle>()};
    }

    std::vector<TopRole> code_for()
    {
        auto result = std::vector<TopRole>{};
        for (auto const role : {TopRole::administrator, TopRole::organization_admin, TopRole::account_admin,
                                TopRole::full_admin, TopRole::owner}) {
            if (dice_.percent(25))
                result.push_back(role);
        }
        return result;
    }

    FirstAdministrators first_administrators()
    {
        auto named = FirstAdministrators{};
        if (dice_.percent(40))
            named.safes.push_back(person());
        if (dice_.percent(40))
            named.profiles.push_back(person());
        if (dice_.percent(30))
            named.modules.push_back(person());
        return named;
    }

    Change change(Kind kind)
    {
        switch (kind) {
        case Kind::organization_edit: return EditOrganization{{name(), dice_.percent(50) ? std::optional{code_for()} : std::nullopt, form(), form()}};
        case Kind::account_create: return CreateAccount{new_id(AccountId{}), {name()}, first_administrators()};
        case Kind::account_edit: return EditAccount{account(), {name()}};
        case Kind::account_delete: return DeleteAccount{any<AccountId>()};
        case Kind::account_settings: return SetAccountSettings{account(), {maybe(dice_.percent(30)), maybe(dice_.percent(80))}};
        case Kind::user_create: {
            auto const made = row();
            return CreateUser{account(), made.user, made.name, made.email, made.phone, made.role, made.groups};
        }
        case Kind::user_import: {
            auto c = ImportUsers{account(), {}};
            for (auto at = dice_.percent(3) ? 0 : 1 + dice_.roll(3); at > 0; --at)
                c.rows.push_back(row());
            if (c.rows.size() > 1 && dice_.percent(10))
                c.rows.back().email = c.rows.front().email;
            return c;
        }
        case Kind::user_edit: return EditUser{person(), person_fields()};
        case Kind::user_delete: return DeleteUser{person()};
        case Kind::user_set_role: return SetUserRole{person(), account(), static_cast<SafesRole>(dice_.roll(4))};
        case Kind::user_set_administrator: return SetAdministrator{person(), dice_.percent(50)};
        case Kind::user_disable: return DisableUser{person()};
        case Kind::user_enable: return EnableUser{person()};
        case Kind::user_edit_self: return EditSelf{person_fields()};
        case Kind::user_clear_pin: return ClearPin{person()};
        case Kind::user_clear_fingerprint: return ClearFingerprint{person()};
        case Kind::user_set_admin_type: return SetAdminType{person(), account(), static_cast<ProfilesRole>(dice_.roll(3))};
        case Kind::user_set_modules_role: {
            auto const in_account = dice_.percent(60);
            return SetModulesRole{person(), in_account ? account() : AccountId{}, in_account, dice_.percent(60)};
        }
        case Kind::invitation_send: return invitation();
        case Kind::invitation_resend: return ResendInvitation{any<InvitationId>()};
        case Kind::invitation_withdraw: return WithdrawInvitation{any<InvitationId>()};
        case Kind::invitation_accept: return AcceptInvitation{any<InvitationId>(), new_id(UserId{}), "N"};
        case Kind::group_create: return CreateGroup{account(), new_id(GroupId{}), {.name = name(), .schedule = schedule_id()}};
        case Kind::group_edit: return EditGroup{of_focus<GroupId>(), {.name = name(), .logo = maybe<std::string>(""), .schedule = schedule_id()}};
        case Kind::group_delete: return DeleteGroup{of_focus<GroupId>()};
        case Kind::group_add_member: return AddMember{of_focus<GroupId>(), person()};
        case Kind::group_remove_member: {
            auto const group = of_focus<GroupId>();
            return RemoveMember{group, member_of(group)};
        }
        case Kind::group_add_safe: return AddSafe{of_focus<GroupId>(), of_focus<SafeId>()};
        case Kind::group_remove_safe: return RemoveSafeFromGroup{of_focus<GroupId>(), of_focus<SafeId>()};
        case Kind::group_add_door: return AddDoor{of_focus<GroupId>(), of_focus<DoorId>()};
        case Kind::group_remove_door: return RemoveDoorFromGroup{of_focus<GroupId>(), of_focus<DoorId>()};
        case Kind::group_set_key_role: {
            auto const group = of_focus<GroupId>();
            return SetKeyRole{group, holder_of(group), static_cast<KeyRole>(dice_.roll(4))};
        }
        case Kind::group_set_toggles:
            return SetToggles{of_focus<GroupId>(), {maybe(dice_.percent(50)), maybe(dice_.percent(50)), maybe(dice_.percent(50))}};
        case Kind::safe_register: return RegisterSafe{account(), new_id(SafeId{}), {.name = name()}};
        case Kind::safe_edit:
            return EditSafe{of_focus<SafeId>(), {.name = name(), .two_person = maybe(static_cast<TwoPerson>(dice_.roll(3)))}};
        case Kind::safe_remove: return RemoveSafe{of_focus<SafeId>()};
        case Kind::safe_report: return ReportSafe{of_focus<SafeId>(), maybe(dice_.percent(70)), maybe<std::string>("2")};
        case Kind::safe_sync: return SyncSafe{of_focus<SafeId>()};
        case Kind::safe_upgrade: return UpgradeSafe{of_focus<SafeId>(), maybe<std::string>("3")};
        case Kind::safe_emergency_code: return IssueEmergencyCode{of_focus<SafeId>(), std::nullopt};
        case Kind::safe_unlock: return UnlockSafe{of_focus<SafeId>(), std::nullopt};
        case Kind::safe_cancel_order: {
            auto const safe = of_focus<SafeId>();
            auto const* row = world_.get(safe);
            if (row == nullptr || row->orders.empty() || dice_.percent(10))
                return CancelOrder{safe, static_cast<std::int64_t>(dice_.roll(4))};
            return CancelOrder{safe, static_cast<std::int64_t>(row->orders[dice_.roll(row->orders.size())].number)};
        }
        case Kind::asset_create: return CreateAsset{of_focus<SafeId>(), new_id(AssetId{}), asset_fields()};
        case Kind::asset_edit: return EditAsset{of_focus<AssetId>(), asset_fields()};
        case Kind::asset_delete: return DeleteAsset{of_focus<AssetId>()};
        case Kind::asset_count: return CountAsset{of_focus<AssetId>(), static_cast<std::int64_t>(dice_.roll(5))};
        case Kind::asset_enroll: return EnrollAsset{of_focus<AssetId>(), maybe(fresh("E"))};
        case Kind::asset_move: return MoveAsset{of_focus<AssetId>(), of_focus<SafeId>()};
        case Kind::asset_waste: return WasteAsset{of_focus<AssetId>(), static_cast<std::int64_t>(1 + dice_.roll(5)), "dropped"};
        case Kind::door_create: return CreateDoor{account(), new_id(DoorId{}), {name(), maybe(dice_.percent(50))}};
        case Kind::door_edit: return EditDoor{of_focus<DoorId>(), {name(), maybe(dice_.percent(50))}};
        case Kind::door_delete: return DeleteDoor{of_focus<DoorId>()};
        case Kind::door_lock_settings: return SetLockSettings{of_focus<DoorId>(), json()};
        case Kind::door_unlock: return UnlockDoor{of_focus<DoorId>()};
        case Kind::door_remote_unlock: return RemoteUnlockDoor{of_focus<DoorId>()};
        case Kind::door_unlock_for: return UnlockDoorFor{of_focus<DoorId>(), std::nullopt};
        case Kind::key_send: {
            auto const door = of_focus<DoorId>();
            return SendKey{door, holder_of(door), key()};
        }
        case Kind::key_revoke: {
            auto const door = of_focus<DoorId>();
            return RevokeKey{door, holder_of(door)};
        }
        case Kind::team_create: return CreateTeam{new_id(TeamId{}), {.name = name()}};
        case Kind::team_edit: return EditTeam{any<TeamId>(), {.name = name(), .description = maybe<std::string>("")}};
        case Kind::team_delete: return DeleteTeam{any<TeamId>()};
        case Kind::team_add_member: return AddTeamMember{any<TeamId>(), person()};
        case Kind::team_remove_member: {
            auto const team = any<TeamId>();
            return RemoveTeamMember{team, holder_of(team)};
        }
        case Kind::team_set_owner: {
            auto const team = any<TeamId>();
            return SetTeamOwner{team, holder_of(team), dice_.percent(50)};
        }
        case Kind::patient_move: return MovePatient{any<PatientId>(), any<TeamId>()};
        case Kind::patient_create: return CreatePatient{any<TeamId>(), new_id(PatientId{}), {name(), values()}};
        case Kind::patient_edit: return EditPatient{any<PatientId>(), {name(), values()}};
        case Kind::patient_delete: return DeletePatient{any<PatientId>()};
        case Kind::patient_act: {
            auto const patient = any<PatientId>();
            return ActOnPatient{patient, dice_.percent(70) ? "n1" : fresh("n"),
                                {name(), maybe(dice_.percent(50)), doer(patient), dice_.percent(30) ? std::optional<std::string>{"2027-03-01"} : std::nullopt}};
        }
        case Kind::module_create: return CreateModule{account(), new_id(ModuleId{}), {.name = name()}};
        case Kind::module_edit: return EditModule{of_focus<ModuleId>(), {.name = name(), .fields = maybe<std::string>("[]")}};
        case Kind::module_delete: return DeleteModule{of_focus<ModuleId>()};
        case Kind::module_set_role: {
            auto const module = of_focus<ModuleId>();
            return SetModuleRole{module, holder_of(module), module_role()};
        }
        case Kind::record_submit: return SubmitRecord{of_focus<ModuleId>(), new_id(RecordId{}), json()};
        case Kind::record_edit: return EditRecord{of_focus<RecordId>(), json()};
        case Kind::record_delete: return DeleteRecord{of_focus<RecordId>()};
        case Kind::record_clear: {
            auto const in_record = dice_.percent(60);
            auto const record = in_record ? of_focus<RecordId>() : RecordId{};
            auto const fits = world_.get(record) != nullptr && dice_.percent(90);
            return ClearRecords{fits ? world_.records[record].module : of_focus<ModuleId>(), record, in_record};
        }
        case Kind::custom_role_create:
            return CreateCustomRole{account(), new_id(CustomRoleId{}), "A", random_module_permissions(dice_)};
        case Kind::custom_role_edit: return EditCustomRole{of_focus<CustomRoleId>(), name(), maybe(random_module_permissions(dice_))};
        case Kind::custom_role_delete: return DeleteCustomRole{of_focus<CustomRoleId>()};
        case Kind::profile_create: {
            auto const where = account();
            auto const like = of_focus<ProfileId>();
            auto const ticks = dice_.percent(50) ? ticks_for(like) : random_profile_permissions(dice_);
            return CreateProfile{where, new_id(ProfileId{}), "A", ticks};
        }
        case Kind::profile_edit: {
            auto const profile = of_focus<ProfileId>();
            return EditProfile{profile, name(), maybe(ticks_for(profile))};
        }
        case Kind::profile_delete: return DeleteProfile{of_focus<ProfileId>()};
        case Kind::profile_add_member: {
            auto const profile = of_focus<ProfileId>();
            return AddProfileMember{profile, person(), maybe(ticks_for(profile))};
        }
        case Kind::profile_set_member: {
            auto const profile = of_focus<ProfileId>();
            return SetProfileMember{profile, of_profile(profile), maybe(ticks_for(profile))};
        }
        case Kind::profile_remove_member: {
            auto const profile = of_focus<ProfileId>();
            return RemoveProfileMember{profile, of_profile(profile)};
        }
        case Kind::schedule_create: return create_integration<ScheduleId>();
        case Kind::schedule_edit: return edit_integration<ScheduleId>();
        case Kind::schedule_delete: return delete_integration<ScheduleId>();
        case Kind::credential_create: return create_integration<CredentialId>();
        case Kind::credential_edit: return edit_integration<CredentialId>();
        case Kind::credential_delete: return delete_integration<CredentialId>();
        case Kind::webhook_create: return create_integration<WebhookId>();
        case Kind::webhook_edit: return edit_integration<WebhookId>();
        case Kind::webhook_delete: return delete_integration<WebhookId>();
        case Kind::webhook_run: return RunWebhook{of_focus<WebhookId>()};
        case Kind::audit_export: {
            auto const in_account = dice_.percent(60);
            return ExportAudit{in_account ? account() : AccountId{}, in_account};
        }
        }
        return EditSelf{};
    }

    World const& world_;
    Dice& dice_;
    AccountId focus_;
    UserId me_;
};

} // namespace

Question random_question(World const& world, Dice& dice) { return Asker{world, dice}.ask(); }

} // namespace castellan::plain
