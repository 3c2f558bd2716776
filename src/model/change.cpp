#include "model/change.hpp"

#include "model/world.hpp"

#include <array>

namespace castellan {

namespace {

constexpr auto kind_names = std::to_array<std::string_view>({
    "organization.edit", "account.create", "account.edit", "account.delete", "account.settings", "user.create",
    "user.import", "user.edit", "user.delete", "user.set_role", "user.set_administrator", "user.disable",
    "user.enable", "user.edit_self", "user.clear_pin", "user.clear_fingerprint", "user.set_admin_type",
    "user.set_modules_role", "invitation.send", "invitation.resend", "invitation.withdraw", "invitation.accept",
    "group.create", "group.edit", "group.delete", "group.add_member", "group.remove_member", "group.add_safe",
    "group.remove_safe", "group.add_door", "group.remove_door", "group.set_key_role", "group.set_toggles",
    "safe.register", "safe.edit", "safe.remove", "safe.report", "safe.sync", "safe.upgrade", "safe.emergency_code",
    "safe.unlock", "safe.cancel_order", "asset.create", "asset.edit", "asset.delete", "asset.count", "asset.enroll", "asset.move", "asset.waste",
    "door.create", "door.edit", "door.delete", "door.lock_settings", "door.unlock", "door.remote_unlock",
    "door.unlock_for", "key.send", "key.revoke", "team.create", "team.edit", "team.delete", "team.add_member",
    "team.remove_member", "team.set_owner", "patient.move", "patient.create", "patient.edit", "patient.delete",
    "patient.act", "module.create", "module.edit", "module.delete", "module.set_role", "record.submit",
    "record.edit", "record.delete", "record.clear", "custom_role.create", "custom_role.edit", "custom_role.delete",
    "profile.create", "profile.edit", "profile.delete", "profile.add_member", "profile.set_member",
    "profile.remove_member", "schedule.create", "schedule.edit", "schedule.delete", "credential.create",
    "credential.edit", "credential.delete", "webhook.create", "webhook.edit", "webhook.delete", "webhook.run",
    "audit.export",
});
static_assert(kind_names.size() == kind_count);

/// Fills in the parents of the things that a change names.
struct Gather {
    World const& world;
    Subjects found;

    void in(AccountId account)
    {
        if (account)
            found.account = account;
    }
    void about(AccountId account) { in(account); }
    void about(UserId user) { found.user = user; }
    void about(TeamId team) { found.team = team; }
    void about(GroupId group) { enter(found.group, group); }
    void about(SafeId safe) { enter(found.safe, safe); }
    void about(DoorId door) { enter(found.door, door); }
    void about(ProfileId profile) { enter(found.profile, profile); }
    void about(CustomRoleId role) { enter(found.custom_role, role); }
    void about(ModuleId module) { enter(found.module, module); }
    void about(ScheduleId schedule) { enter(found.schedule, schedule); }
    void about(CredentialId credential) { enter(found.credential, credential); }
    void about(WebhookId webhook) { enter(found.webhook, webhook); }
    void about(AssetId asset)
    {
        found.asset = asset;
        if (auto const* row = world.get(asset))
            about(row->safe);
    }
    void about(PatientId patient)
    {
        found.patient = patient;
        if (auto const* row = world.get(patient))
            about(row->team);
    }
    void about(RecordId record)
    {
        found.record = record;
        if (auto const* row = world.get(record))
            about(row->module);
    }
    void about(InvitationId invitation)
    {
        found.invitation = invitation;
        if (auto const* row = world.get(invitation)) {
            in(row->account);
            about(row->module);
            about(row->team);
        }
    }

    template <class Handle>
    void enter(Handle& place, Handle thing)
    {
        place = thing;
        if (auto const* row = world.get(thing))
            in(row->account);
    }

    // A member of a change that is a handle says by its type what it is; one that is a text is the id of a new thing.
    template <class T>
    void named(T const& member)
    {
        if constexpr (!std::is_same_v<T, std::string>)
            about(member);
    }

    template <class C>
    void gather(C const& c)
    {
        if constexpr (requires { c.account; })
            named(c.account);
        if constexpr (requires { c.module; })
            named(c.module);
        if constexpr (requires { c.team; })
            named(c.team);
        if constexpr (requires { c.group; })
            named(c.group);
        if constexpr (requires { c.safe; })
            named(c.safe);
        if constexpr (requires { c.asset; })
            named(c.asset);
        if constexpr (requires { c.door; })
            named(c.door);
        if constexpr (requires { c.patient; })
            named(c.patient);
        if constexpr (requires { c.record; })
            named(c.record);
        if constexpr (requires { c.custom_role; })
            named(c.custom_role);
        if constexpr (requires { c.profile; })
            named(c.profile);
        if constexpr (requires { c.integration; })
            named(c.integration);
        if constexpr (requires { c.invitation; })
            named(c.invitation);
        if constexpr (requires { c.user; })
            named(c.user);
    }

    void gather_ends(MoveAsset const& c) { found.other_safe = c.to; }
    void gather_ends(MovePatient const& c) { found.other_team = c.to; }
    void gather_ends(ActOnPatient const& c)
    {
        if (c.fields.user)
            found.user = world.users.find(*c.fields.user);
    }
    void gather_ends(auto const&) {}
};

} // namespace

std::string_view name_of(Kind kind)
{
    return kind_names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kind_named(std::string_view name)
{
    for (std::size_t at = 0; at < kind_names.size(); ++at) {
        if (kind_names[at] == name)
            return static_cast<Kind>(at);
    }
    return std::nullopt;
}

Subjects subjects_of(World const& world, Change const& change)
{
    auto gather = Gather{.world = world, .found = {}};
    std::visit(
        [&](auto const& c) {
            gather.gather(c);
            gather.gather_ends(c);
        },
        change);
    return gather.found;
}

} // namespace castellan
