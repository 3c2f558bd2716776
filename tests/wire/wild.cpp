#include "tests/wire/wild.hpp"

#include "rules/permission.hpp"

#include <array>

namespace castellan::tests {

namespace {

constexpr auto some_instant = Instant{1'795'000'000'000};

std::string numbered(std::string_view prefix, std::uint32_t at) { return std::string{prefix} + std::to_string(at); }

/// Fills a world, thing by thing.
class Builder {
public:
    Builder(Chance& chance, Numbers numbers) : chance_(chance), numbers_(numbers) {}

    World build()
    {
        world_.organization = {.id = "o1", .name = wild_text(chance_), .code_for = {TopRole::account_admin}};
        world_.organization.patient_fields = chance_.one_in(2) ? R"([{"id":"f1","label":"ß"}])" : "[]";
        world_.revision = chance_.roll(1'000'000);
        each(numbers_.accounts, [this](std::uint32_t at) { add_account(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_group(at); });
        each(numbers_.users, [this](std::uint32_t at) { add_user(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_safe(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_asset(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_door(at); });
        give_key_roles();
        each(numbers_.things, [this](std::uint32_t at) { add_team(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_patient(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_profile(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_custom_role(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_module(at); });
        each(numbers_.things, [this](std::uint32_t at) { add_record(at); });
        add_integrations(ScheduleId{}, "i");
        add_integrations(CredentialId{}, "c");
        add_integrations(WebhookId{}, "w");
        each(numbers_.things, [this](std::uint32_t at) { add_invitation(at); });
        return std::move(world_);
    }

private:
    template <class Act>
    static void each(std::uint32_t count, Act const& act)
    {
        for (std::uint32_t at = 0; at < count; ++at)
            act(at);
    }
    AccountId account() { return AccountId{chance_.roll(numbers_.accounts)}; }
    UserId user() { return UserId{chance_.roll(numbers_.users)}; }
    template <class Handle>
    Handle thing()
    {
        return Handle{chance_.roll(numbers_.things)};
    }
    std::uint64_t version() { return chance_.roll(100); }
    std::string json() { return chance_.one_in(2) ? R"({"a":[1,-2,1.50,{"b":null}],"\"ß":"x\ny"})" : "{}"; }

    void add_account(std::uint32_t at)
    {
        world_.accounts.insert({.id = numbered("a", at),
                                .name = wild_text(chance_),
                                .require_admin_mfa = chance_.one_in(4),
                                .groups_for_doors = !chance_.one_in(6),
                                .version = version()});
    }

    void add_group(std::uint32_t at)
    {
        auto group = Group{.id = numbered("g", at), .account = account(), .name = wild_text(chance_)};
        group.description = wild_text(chance_) + "\n\t" + wild_text(chance_);
        group.logo = chance_.one_in(2) ? "data:image/png;base64,AA==" : "";
        if (chance_.one_in(2))
            group.notification_emails = {"one@x.example", "two@x.example"};
        group.toggles = {chance_.one_in(2), chance_.one_in(2), chance_.one_in(2)};
        group.version = version();
        world_.add_group(std::move(group));
    }

    void add_user(std::uint32_t at)
    {
        auto const id = numbered("u", at);
        auto user = User{.id = id, .name = wild_text(chance_)};
        user.email = chance_.one_in(8) ? "" : id + "@x.example";
        user.phone = chance_.one_in(2) ? "+1 (555) 0100" : "";
        user.email_verified = !user.email.empty() && chance_.one_in(2);
        user.phone_verified = !user.phone.empty() && chance_.one_in(2);
        user.status = chance_.one_in(8) ? Status::disabled : chance_.one_in(8) ? Status::invited : Status::active;
        user.administrator = user.status == Status::active && chance_.one_in(6);
        user.organization_admin = chance_.one_in(8);
        user.pin = chance_.one_in(2);
        user.fingerprint = chance_.one_in(2);
        if (chance_.one_in(4))
            user.values.edit().json = json();
        for (std::uint32_t account = 0; account < numbers_.accounts; ++account) {
            auto roles = AccountRoles{.account = AccountId{account}};
            if (chance_.one_in(2))
                roles.safes = static_cast<SafesRole>(chance_.roll(4));
            if (chance_.one_in(3))
                roles.profiles = static_cast<ProfilesRole>(1 + chance_.roll(2));
            if (chance_.one_in(8))
                roles.modules = ModulesRole::division_admin;
            if (roles.any())
                user.accounts.push_back(roles);
        }
        for (auto const group : world_.groups.handles()) {
            if (chance_.one_in(3))
                user.groups.push_back(group);
        }
        user.version = version();
        world_.add_user(std::move(user));
    }

    void add_safe(std::uint32_t at)
    {
        auto safe = Safe{.id = numbered("s", at), .account = account(), .name = wild_text(chance_)};
        safe.serial = chance_.one_in(2) ? "MX-1" : "";
        safe.online = chance_.one_in(2);
        safe.firmware = "4.2.0";
        safe.two_person = static_cast<TwoPerson>(chance_.roll(3));
        for (auto const group : world_.groups.handles()) {
            if (world_.groups[group].account == safe.account && chance_.one_in(2))
                safe.groups.push_back(group);
        }
        for (auto left = chance_.roll(4); left > 0; --left) {
            safe.orders.push_back({.number = chance_.roll(1'000),
                                   .kind = static_cast<OrderKind>(chance_.roll(6)),
                                   .state = static_cast<OrderState>(chance_.roll(6)),
                                   .by = user(),
                                   .at = some_instant + chance_.roll(1'000'000),
                                   .expires = some_instant + 900'000,
                                   .detail = chance_.one_in(2) ? wild_text(chance_) : ""});
        }
        safe.version = version();
        world_.add_safe(std::move(safe));
    }

    void add_asset(std::uint32_t at)
    {
        world_.add_asset({.id = numbered("x", at),
                          .safe = thing<SafeId>(),
                          .kind = wild_text(chance_),
                          .tag = chance_.one_in(2) ? "E200" : "",
                          .expires = chance_.one_in(2) ? "2028-02-29" : "",
                          .quantity = chance_.roll(100),
                          .version = version()});
    }

    void add_door(std::uint32_t at)
    {
        auto const handle = world_.add_door({.id = numbered("d", at),
                                             .account = account(),
                                             .name = wild_text(chance_),
                                             .controller = chance_.one_in(2),
                                             .online = chance_.one_in(2),
                                             .lock_settings = json(),
                                             .version = version()});
        for (auto const group : world_.groups.handles()) {
            if (world_.groups[group].account == world_.doors[handle].account && chance_.one_in(2))
                world_.assign(group, handle);
        }
        for (auto left = chance_.roll(3); left > 0; --left)
            world_.give(handle, user(), static_cast<KeyRole>(1 + chance_.roll(3)));
    }

    /// D-4: user or admin in at most one of several groups that share a door.
    void give_key_roles()
    {
        for (auto const person : world_.users.handles()) {
            for (auto const group : world_.groups.handles()) {
                auto const role = static_cast<KeyRole>(chance_.roll(4));
                auto const bound = std::ranges::any_of(world_.users[person].assigned->group_keys, [&](auto const& held) {
                    return held.role != KeyRole::owner &&
                           overlap(world_.groups[held.thing].doors, world_.groups[group].doors);
                });
                if (role != KeyRole::none && chance_.one_in(2) && (role == KeyRole::owner || !bound))
                    world_.give(group, person, role);
            }
        }
    }

    void add_team(std::uint32_t at)
    {
        auto const handle = world_.add_team({.id = numbered("t", at),
                                             .name = wild_text(chance_),
                                             .description = chance_.one_in(2) ? wild_text(chance_) + "\n" : "",
                                             .version = version()});
        for (auto left = chance_.roll(4); left > 0; --left)
            world_.give(handle, user(), chance_.one_in(2) ? TeamRole::owner : TeamRole::member);
    }

    UserId doer(TeamId team)
    {
        auto const& people = world_.teams[team].people;
        if (people.empty() || chance_.one_in(2))
            return {};
        return people[chance_.roll(static_cast<std::uint32_t>(people.size()))].thing;
    }

    void add_patient(std::uint32_t at)
    {
        auto patient = Patient{.id = numbered("p", at), .team = thing<TeamId>(), .name = wild_text(chance_)};
        for (std::uint32_t action = 0; action < chance_.roll(4); ++action)
            patient.actions.push_back({.id = numbered("n", action),
                                       .text = wild_text(chance_) + "\n",
                                       .done = chance_.one_in(2),
                                       .user = doer(patient.team),
                                       .due = chance_.one_in(2) ? "2030-12-31" : ""});
        patient.values = json();
        patient.version = version();
        world_.add_patient(std::move(patient));
    }

    /// Of managers that a profile may carry, with their lists (P-2).
    PermissionSet carried()
    {
        auto result = PermissionSet{};
        for (auto left = 1 + chance_.roll(6); left > 0; --left) {
            auto const permission = static_cast<Permission>(chance_.roll(permission_count));
            if (account_level_permissions().has(permission) && permission != Permission::profiles_set_type)
                result |= {permission, list_of_manager(permission)};
        }
        return result;
    }

    void add_profile(std::uint32_t at)
    {
        auto const handle = world_.add_profile({.id = numbered("f", at),
                                                .account = account(),
                                                .name = wild_text(chance_),
                                                .permissions = carried(),
                                                .version = version()});
        auto const& profile = world_.profiles[handle];
        for (auto const person : world_.users.handles()) {
            if (world_.users[person].roles_in(profile.account).profiles != ProfilesRole::partial_admin ||
                chance_.one_in(2))
                continue;
            auto const restricted = chance_.one_in(2);
            auto const permissions = restricted ? carried() & profile.permissions : PermissionSet{};
            world_.set_member(handle, {.user = person, .restricted = restricted, .permissions = permissions});
        }
    }

    void add_custom_role(std::uint32_t at)
    {
        auto permissions = PermissionSet{Permission::records_list};
        if (chance_.one_in(2))
            permissions |= {Permission::modules_list, Permission::modules_assign_roles};
        if (chance_.one_in(2))
            permissions.add(Permission::records_edit);
        world_.custom_roles.insert({.id = numbered("r", at),
                                    .account = account(),
                                    .name = wild_text(chance_),
                                    .permissions = permissions,
                                    .version = version()});
    }

    void add_module(std::uint32_t at)
    {
        auto const handle = world_.add_module({.id = numbered("m", at),
                                               .account = account(),
                                               .name = wild_text(chance_),
                                               .fields = chance_.one_in(2) ? R"([{"label":"Öl?"},[],2])" : "[]",
                                               .version = version()});
        for (auto const person : world_.users.handles()) {
            if (!chance_.one_in(3))
                continue;
            auto const custom = thing<CustomRoleId>();
            auto const fits = world_.custom_roles[custom].account == world_.modules[handle].account;
            auto const rank = fits && chance_.one_in(2)  ? ModuleRank::custom
                              : chance_.one_in(2)        ? ModuleRank::collaborator
                                                         : ModuleRank::module_admin;
            world_.give(handle, person, ModuleRole{rank, rank == ModuleRank::custom ? custom : CustomRoleId{}});
        }
    }

    void add_record(std::uint32_t at)
    {
        world_.add_record({.id = numbered("e", at),
                           .module = thing<ModuleId>(),
                           .by = chance_.one_in(5) ? UserId{} : user(),
                           .at = some_instant + chance_.roll(1'000'000),
                           .values = json(),
                           .version = version()});
    }

    template <class Handle>
    void add_integrations(Handle none, std::string_view prefix)
    {
        each(numbers_.things, [&](std::uint32_t at) {
            auto row = Integration{.id = numbered(prefix, at), .account = account(), .name = wild_text(chance_)};
            if (std::is_same_v<Handle, WebhookId> && chance_.one_in(2))
                row.url = "https://x.example/hook?a=1&b=\"";
            if (std::is_same_v<Handle, ScheduleId>) {
                row.hours = {{1 + chance_.roll(7), 60, 1'440}};
                row.exceptions = {{"2026-12-25", 0, 0}, {"2026-12-31", 60, 600}};
            }
            if (std::is_same_v<Handle, CredentialId> && chance_.one_in(2)) {
                row.permissions = {Permission::safes_list, Permission::safes_sync};
                row.expires = "2027-01-31";
            }
            row.settings = json();
            row.version = version();
            world_.table_of(none).insert(std::move(row));
        });
    }

    void add_invitation(std::uint32_t at)
    {
        auto invitation = Invitation{.id = numbered("v", at), .email = numbered("guest", at) + "@x.example"};
        invitation.offer.role = static_cast<OfferedRole>(chance_.roll(7));
        switch (invitation.offer.role) {
        case OfferedRole::division_admin: invitation.account = account(); break;
        case OfferedRole::staff:
            if (chance_.one_in(2))
                invitation.team = thing<TeamId>();
            break;
        case OfferedRole::module_admin:
        case OfferedRole::collaborator: invitation.module = thing<ModuleId>(); break;
        case OfferedRole::custom:
            invitation.module = thing<ModuleId>();
            invitation.offer.custom = thing<CustomRoleId>();
            if (world_.custom_roles[invitation.offer.custom].account != world_.modules[invitation.module].account)
                invitation.offer = {.role = OfferedRole::collaborator, .custom = {}};
            break;
        case OfferedRole::administrator:
        case OfferedRole::organization_admin: break;
        }
        invitation.by = user();
        invitation.expires = some_instant + chance_.roll(1'000'000);
        invitation.state = static_cast<InvitationState>(chance_.roll(3));
        invitation.version = version();
        world_.invitations.insert(std::move(invitation));
    }

    Chance& chance_;
    Numbers numbers_;
    World world_;
};

} // namespace

std::string wild_text(Chance& chance)
{
    constexpr auto parts = std::to_array<std::string_view>({"Engine 7", " ", "\"", "\\", "/", "ß", "Ελένη", "日本", "🚑",
                                                            "{}", "[1,2]", "null", "\u2028", "<b>", "'", "a"});
    auto result = std::string{"N"};
    for (auto left = chance.roll(8); left > 0; --left)
        result += parts[chance.roll(parts.size())];
    return result;
}

World wild_world(Chance& chance, Numbers numbers) { return Builder{chance, numbers}.build(); }

} // namespace castellan::tests
