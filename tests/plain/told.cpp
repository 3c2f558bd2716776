// A town and a question in words.
#include "tests/plain/small_case.hpp"

#include <format>

namespace castellan::plain {

namespace {

std::string const nothing = "none";

template <class Handle>
std::string id(World const& town, Handle thing)
{
    if (thing.is_none())
        return nothing;
    auto const* row = town.get(thing);
    return row == nullptr ? "gone" : row->id;
}

char const* word(SafesRole role)
{
    switch (role) {
    case SafesRole::none: return "none";
    case SafesRole::user: return "user";
    case SafesRole::group_admin: return "group_admin";
    case SafesRole::account_admin: return "account_admin";
    }
    return "?";
}
char const* word(ProfilesRole role)
{
    switch (role) {
    case ProfilesRole::none: return "none";
    case ProfilesRole::partial_admin: return "partial_admin";
    case ProfilesRole::full_admin: return "full_admin";
    }
    return "?";
}
char const* word(KeyRole role)
{
    switch (role) {
    case KeyRole::none: return "none";
    case KeyRole::user: return "key user";
    case KeyRole::admin: return "key admin";
    case KeyRole::owner: return "key owner";
    }
    return "?";
}
char const* word(OfferedRole role)
{
    switch (role) {
    case OfferedRole::administrator: return "administrator";
    case OfferedRole::staff: return "staff";
    case OfferedRole::organization_admin: return "organization_admin";
    case OfferedRole::division_admin: return "division_admin";
    case OfferedRole::module_admin: return "module_admin";
    case OfferedRole::collaborator: return "collaborator";
    case OfferedRole::custom: return "custom";
    }
    return "?";
}

std::string word(World const& town, ModuleRole role)
{
    switch (role.rank) {
    case ModuleRank::none: return "none";
    case ModuleRank::collaborator: return "collaborator";
    case ModuleRank::custom: return "custom " + id(town, role.custom);
    case ModuleRank::module_admin: return "module_admin";
    }
    return "?";
}

/// Permissions as manager numbers would tell nobody anything: the enumerators' names, shortened to what is in the set.
constexpr char const* permission_names[] = {
    "organization.view", "organization.edit", "accounts.list", "accounts.create", "accounts.edit", "accounts.delete",
    "users.list", "users.create", "users.edit", "users.delete", "users.import", "users.set_role", "users.clear_pin",
    "users.clear_fingerprint", "people.list", "people.invite", "people.disable", "people.promote", "groups.list",
    "groups.create", "groups.edit", "groups.delete", "groups.assign_members", "groups.assign_safes",
    "groups.assign_doors", "groups.set_toggles", "safes.list", "safes.register", "safes.edit", "safes.remove",
    "safes.sync", "safes.upgrade", "safes.emergency_code", "safes.unlock", "assets.list", "assets.create",
    "assets.edit", "assets.delete", "assets.enroll", "assets.count", "schedules.list", "schedules.create",
    "schedules.edit", "schedules.delete", "schedules.run", "credentials.list", "credentials.create",
    "credentials.edit", "credentials.delete", "credentials.run", "webhooks.list", "webhooks.create", "webhooks.edit",
    "webhooks.delete", "webhooks.run", "settings.view", "settings.edit", "doors.list", "doors.create", "doors.edit",
    "doors.delete", "doors.lock_settings", "doors.unlock", "doors.remote_unlock", "doors.unlock_for", "keys.list",
    "keys.send", "keys.revoke", "teams.list", "teams.create", "teams.edit", "teams.delete", "teams.assign_members",
    "patients.list", "patients.create", "patients.edit", "patients.delete", "patients.act", "profiles.list",
    "profiles.create", "profiles.edit", "profiles.delete", "profiles.assign_members", "profiles.set_type",
    "modules.list", "modules.create", "modules.edit", "modules.delete", "modules.assign_roles", "records.list",
    "records.submit", "records.edit", "records.delete", "records.clear", "custom_roles.list", "custom_roles.create",
    "custom_roles.edit", "custom_roles.delete", "audit.list", "audit.export"};
static_assert(std::size(permission_names) == permission_count);

std::string words(PermissionSet permissions)
{
    auto text = std::string{"{"};
    for (std::size_t at = 0; at < permission_count; ++at) {
        if (permissions.has(static_cast<Permission>(at)))
            text += (text.size() > 1 ? " " : "") + std::string{permission_names[at]};
    }
    return text + "}";
}

std::string told_person(World const& town, UserId person)
{
    auto const& row = town.users[person];
    auto text = std::format("  {}", row.id);
    if (row.status != Status::active)
        text += row.status == Status::invited ? " invited" : " disabled";
    if (row.administrator)
        text += " administrator";
    if (row.organization_admin)
        text += " organization_admin";
    for (auto const& roles : row.accounts) {
        text += std::format(" [{}:", id(town, roles.account));
        if (roles.safes != SafesRole::none)
            text += std::format(" {}", word(roles.safes));
        if (roles.profiles != ProfilesRole::none)
            text += std::format(" {}", word(roles.profiles));
        text += roles.modules == ModulesRole::none ? "]" : " division_admin]";
    }
    if (!row.email_verified || !row.phone_verified)
        text += " unverified";
    return text + (row.pin ? " pin" : "") + (row.fingerprint ? " fingerprint" : "") + "\n";
}

std::string told_group(World const& town, GroupId group)
{
    auto const& row = town.groups[group];
    auto text = std::format("  {} of {}: members", row.id, id(town, row.account));
    for (auto const member : row.members)
        text += " " + id(town, member);
    text += "; safes";
    for (auto const safe : row.safes)
        text += " " + id(town, safe);
    text += "; doors";
    for (auto const door : row.doors)
        text += " " + id(town, door);
    for (auto const& [person, role] : row.key_roles)
        text += std::format("; {} {}", id(town, person), word(role));
    if (row.toggles.users_can_remote_unlock)
        text += "; users_can_remote_unlock";
    if (row.toggles.users_can_unlock_for)
        text += "; users_can_unlock_for";
    return text + (row.toggles.admins_can_modify_lock_settings ? "\n" : "; admins can't modify lock settings\n");
}

std::string told_inside(World const& town)
{
    auto text = std::string{};
    for (auto const asset : town.assets.handles())
        text += std::format("  {} in {}\n", town.assets[asset].id, id(town, town.assets[asset].safe));
    for (auto const patient : town.patients.handles())
        text += std::format("  {} of {}\n", town.patients[patient].id, id(town, town.patients[patient].team));
    for (auto const record : town.records.handles()) {
        text += std::format("  {} in {} {}\n", town.records[record].id, id(town, town.records[record].module),
                            town.records[record].values);
    }
    auto const integrations = [&](auto const& table) {
        for (auto const integration : table.handles())
            text += std::format("  {} of {}\n", table[integration].id, id(town, table[integration].account));
    };
    integrations(town.schedules);
    integrations(town.credentials);
    integrations(town.webhooks);
    return text;
}

std::string told_books(World const& town)
{
    auto text = std::string{};
    for (auto const team : town.teams.handles()) {
        text += std::format("  {}:", town.teams[team].id);
        for (auto const& [person, role] : town.teams[team].people)
            text += std::format(" {} {}", id(town, person), role == TeamRole::owner ? "owner" : "member");
        text += "\n";
    }
    for (auto const profile : town.profiles.handles()) {
        auto const& row = town.profiles[profile];
        text += std::format("  {} of {} {}:", row.id, id(town, row.account), words(row.permissions));
        for (auto const& member : row.members) {
            text += std::format(" {}", id(town, member.user));
            if (member.restricted)
                text += " only " + words(member.permissions);
        }
        text += "\n";
    }
    for (auto const role : town.custom_roles.handles()) {
        auto const& row = town.custom_roles[role];
        text += std::format("  {} of {} {}\n", row.id, id(town, row.account), words(row.permissions));
    }
    for (auto const module : town.modules.handles()) {
        auto const& row = town.modules[module];
        text += std::format("  {} of {}:", row.id, id(town, row.account));
        for (auto const& [person, role] : row.roles)
            text += std::format(" {} {};", id(town, person), word(town, role));
        text += "\n";
    }
    for (auto const invitation : town.invitations.handles()) {
        auto const& row = town.invitations[invitation];
        text += std::format("  {} to {}: {} {}{}{} by {}, until {}{}\n", row.id, row.email, word(row.offer.role),
                            row.account ? id(town, row.account) : "", row.module ? id(town, row.module) : "",
                            row.team ? id(town, row.team) : "", id(town, row.by), row.expires,
                            row.state == InvitationState::pending ? "" : ", no longer pending");
    }
    return text;
}

std::string told_fields(World const& town, Change const& change)
{
    auto const text_of = [](auto const& value) { return value ? std::format(" `{}`", *value) : std::string{}; };
    auto text = std::string{};
    if (auto const* c = std::get_if<EditUser>(&change))
        text = text_of(c->fields.name) + text_of(c->fields.email) + text_of(c->fields.phone);
    else if (auto const* self = std::get_if<EditSelf>(&change))
        text = text_of(self->fields.name) + text_of(self->fields.email) + text_of(self->fields.phone);
    else if (auto const* made = std::get_if<CreateUser>(&change)) {
        text = std::format(" {} {} {} groups", made->user, made->email, word(made->role));
        for (auto const group : made->groups)
            text += " " + id(town, group);
    } else if (auto const* import = std::get_if<ImportUsers>(&change)) {
        for (auto const& row : import->rows) {
            text += std::format(" ({} {} {} groups", row.user, row.email, word(row.role));
            for (auto const group : row.groups)
                text += " " + id(town, group);
            text += ")";
        }
    } else if (auto const* role = std::get_if<SetUserRole>(&change))
        text = std::format(" {}", word(role->role));
    else if (auto const* type = std::get_if<SetAdminType>(&change))
        text = std::format(" {}", word(type->type));
    else if (auto const* modules = std::get_if<SetModulesRole>(&change))
        text = std::format(" {} {}", modules->in_account ? "division_admin" : "organization_admin", modules->holds);
    else if (auto const* administrator = std::get_if<SetAdministrator>(&change))
        text = std::format(" {}", administrator->administrator);
    else if (auto const* key = std::get_if<SetKeyRole>(&change))
        text = std::format(" {}", word(key->role));
    else if (auto const* sent = std::get_if<SendKey>(&change))
        text = std::format(" {}", word(sent->role));
    else if (auto const* owner = std::get_if<SetTeamOwner>(&change))
        text = std::format(" {}", owner->owner);
    else if (auto const* module = std::get_if<SetModuleRole>(&change))
        text = " " + word(town, module->role);
    else if (auto const* offer = std::get_if<SendInvitation>(&change)) {
        text = std::format(" {} {}", word(offer->offer.role), id(town, offer->offer.custom));
        for (auto const& email : offer->emails)
            text += std::format(" `{}`", email);
    } else if (auto const* toggles = std::get_if<SetToggles>(&change))
        text = text_of(toggles->toggles.users_can_remote_unlock) + text_of(toggles->toggles.users_can_unlock_for) +
               text_of(toggles->toggles.admins_can_modify_lock_settings);
    else if (auto const* settings = std::get_if<SetAccountSettings>(&change))
        text = std::format(" mfa{} groups_for_doors{}", text_of(settings->fields.require_admin_mfa),
                           text_of(settings->fields.groups_for_doors));
    else if (auto const* created = std::get_if<CreateProfile>(&change))
        text = " " + words(created->permissions);
    else if (auto const* profile = std::get_if<EditProfile>(&change))
        text = text_of(profile->name) + (profile->permissions ? " " + words(*profile->permissions) : "");
    else if (auto const* added = std::get_if<AddProfileMember>(&change))
        text = added->permissions ? " " + words(*added->permissions) : "";
    else if (auto const* set = std::get_if<SetProfileMember>(&change))
        text = set->permissions ? " " + words(*set->permissions) : "";
    else if (auto const* custom = std::get_if<CreateCustomRole>(&change))
        text = " " + words(custom->permissions);
    else if (auto const* edited = std::get_if<EditCustomRole>(&change))
        text = text_of(edited->name) + (edited->permissions ? " " + words(*edited->permissions) : "");
    else if (auto const* account = std::get_if<CreateAccount>(&change)) {
        for (auto const* people : {&account->administrators.safes, &account->administrators.profiles,
                                   &account->administrators.modules}) {
            text += " (";
            for (auto const person : *people)
                text += id(town, person);
            text += ")";
        }
    }
    return text;
}

} // namespace

std::string told(World const& town)
{
    auto text = std::string{"town:"};
    if (!town.organization.code_for.empty())
        text += std::format(" {} more roles under codes", town.organization.code_for.size());
    text += "\n";
    for (auto const account : town.accounts.handles()) {
        auto const& row = town.accounts[account];
        text += std::format("  {}{}{}\n", row.id, row.require_admin_mfa ? " require_admin_mfa" : "",
                            row.groups_for_doors ? "" : " groups_for_doors off");
    }
    for (auto const person : town.users.handles())
        text += told_person(town, person);
    for (auto const group : town.groups.handles())
        text += told_group(town, group);
    for (auto const safe : town.safes.handles()) {
        auto const& row = town.safes[safe];
        text += std::format("  {} of {}{}{}\n", row.id, id(town, row.account), row.online ? "" : " offline",
                            row.two_person == TwoPerson::off   ? ""
                            : row.two_person == TwoPerson::any ? " two persons"
                                                               : " two persons, an administrator");
    }
    for (auto const door : town.doors.handles()) {
        auto const& row = town.doors[door];
        text += std::format("  {} of {}{}{}", row.id, id(town, row.account), row.controller ? " controller" : "",
                            row.online ? "" : " offline");
        for (auto const& [person, role] : row.keys)
            text += std::format("; {} {}", id(town, person), word(role));
        text += "\n";
    }
    return text + told_books(town) + told_inside(town);
}

std::string told(World const& town, Question const& question)
{
    auto const subjects = subjects_of(town, question.change);
    auto text = question.actor.device       ? "device " + id(town, question.actor.device)
                : question.actor.invitation ? "invitation " + id(town, question.actor.invitation)
                                            : id(town, question.actor.user);
    text += std::format(" asks for {}", name_of(kind_of(question.change)));
    auto const name = [&](auto thing) {
        if (!thing.is_none())
            text += " " + id(town, thing);
    };
    name(subjects.account);
    name(subjects.team);
    name(subjects.group);
    name(subjects.safe);
    name(subjects.asset);
    name(subjects.other_safe);
    name(subjects.door);
    name(subjects.profile);
    name(subjects.patient);
    name(subjects.other_team);
    name(subjects.custom_role);
    name(subjects.module);
    name(subjects.record);
    name(subjects.schedule);
    name(subjects.credential);
    name(subjects.webhook);
    name(subjects.invitation);
    name(subjects.user);
    text += told_fields(town, question.change);
    text += std::format("; otp {}, mfa {}, second {}, now {}", question.context.otp, question.context.mfa,
                        id(town, question.context.second_person), question.context.now);
    return text;
}

} // namespace castellan::plain
