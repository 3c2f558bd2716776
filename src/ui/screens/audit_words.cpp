#include "ui/screens/audit_words.hpp"

#include "client/route.hpp"
#include "ui/screens/words.hpp"

#include <algorithm>
#include <array>

namespace castellan::ui {

namespace {

struct Sentence {
    std::string_view title; // of the kind, in a filter
    std::string_view done;  // {user} {group} {asset} {to} {role} … stand for names
    std::string_view wanted;
    Icon icon;
};

// In the order of Kind.
// words:
constexpr auto sentences = std::to_array<Sentence>({
    {"Organisation edited", "Edited the organisation", "edit the organisation", icon::building_2},
    {"Accounts created", "Created the account {account}", "create the account {account}", icon::building_2},
    {"Accounts edited", "Edited the account {account}", "edit the account {account}", icon::pencil},
    {"Accounts deleted", "Deleted the account {account}", "delete the account {account}", icon::trash_2},
    {"Account settings", "Changed the settings of {account}", "change the settings of {account}", icon::pencil},
    {"People added", "Added {user}", "add {user}", icon::user_plus},
    {"People imported", "Imported people", "import people", icon::download},
    {"People edited", "Edited {user}", "edit {user}", icon::pencil},
    {"People deleted", "Deleted {user}", "delete {user}", icon::trash_2},
    {"Roles set", "Made {user} {role}", "make {user} {role}", icon::shield_user},
    {"Administrators", "Changed whether {user} is administrator", "change whether {user} is administrator", icon::shield_user},
    {"People disabled", "Disabled {user}", "disable {user}", icon::ban},
    {"People enabled", "Enabled {user}", "enable {user}", icon::user_check},
    {"Own profiles edited", "Edited their own profile", "edit their own profile", icon::user_cog},
    {"PINs cleared", "Cleared the PIN of {user}", "clear the PIN of {user}", icon::key_round},
    {"Fingerprints cleared", "Cleared the fingerprint of {user}", "clear the fingerprint of {user}", icon::fingerprint},
    {"Administrator types", "Changed the administrator type of {user}", "change the administrator type of {user}", icon::shield_user},
    {"Roles over modules", "Changed the role of {user} over modules", "change the role of {user} over modules", icon::shield_user},
    {"Invitations sent", "Invited people", "invite people", icon::send},
    {"Invitations sent again", "Sent an invitation again", "send an invitation again", icon::send},
    {"Invitations withdrawn", "Withdrew an invitation", "withdraw an invitation", icon::x},
    {"Invitations accepted", "Accepted an invitation", "accept an invitation", icon::mail},
    {"Groups created", "Created the group {group}", "create the group {group}", icon::plus},
    {"Groups edited", "Edited {group}", "edit {group}", icon::pencil},
    {"Groups deleted", "Deleted the group {group}", "delete the group {group}", icon::trash_2},
    {"Members added", "Added {user} to {group}", "add {user} to {group}", icon::user_plus},
    {"Members removed", "Removed {user} from {group}", "remove {user} from {group}", icon::user_minus},
    {"Safes added to groups", "Put {safe} into {group}", "put {safe} into {group}", icon::plus},
    {"Safes taken out of groups", "Took {safe} out of {group}", "take {safe} out of {group}", icon::minus},
    {"Doors added to groups", "Put {door} into {group}", "put {door} into {group}", icon::plus},
    {"Doors taken out of groups", "Took {door} out of {group}", "take {door} out of {group}", icon::minus},
    {"Key roles", "Set the key role of {user} in {group}", "set the key role of {user} in {group}", icon::key_round},
    {"Permissions of keys", "Changed what keys of {group} allow", "change what keys of {group} allow", icon::pencil},
    {"Safes registered", "Registered {safe}", "register {safe}", icon::vault},
    {"Safes edited", "Edited {safe}", "edit {safe}", icon::pencil},
    {"Safes removed", "Removed {safe}", "remove {safe}", icon::trash_2},
    {"Reports of safes", "{safe} reported its state", "report the state of {safe}", icon::activity},
    {"Syncs", "Ordered a sync of {safe}", "sync {safe}", icon::refresh_cw},
    {"Upgrades", "Ordered a firmware upgrade of {safe}", "upgrade {safe}", icon::download},
    {"Emergency codes", "Issued an emergency code for {safe}", "issue an emergency code for {safe}", icon::siren},
    {"Unlocks", "Unlocked {safe}", "unlock {safe}", icon::unlock},
    {"Orders taken back", "Took back an order to {safe}", "take back an order to {safe}", icon::ban},
    {"Assets added", "Added {asset} to {safe}", "add {asset} to {safe}", icon::package},
    {"Assets edited", "Edited {asset} in {safe}", "edit {asset} in {safe}", icon::pencil},
    {"Assets deleted", "Deleted {asset} from {safe}", "delete {asset} from {safe}", icon::trash_2},
    {"Counts", "Counted {asset} in {safe}", "count {asset} in {safe}", icon::clipboard_list},
    {"Enrollments", "Enrolled {asset} on {safe}", "enroll {asset} on {safe}", icon::tag},
    {"Assets moved", "Moved {asset} from {safe} to {to}", "move {asset} from {safe} to {to}", icon::arrow_right},
    {"Waste", "Wasted some of {asset} in {safe}", "waste some of {asset} in {safe}", icon::trash_2},
    {"Doors installed", "Installed {door}", "install {door}", icon::lock_keyhole},
    {"Doors edited", "Edited {door}", "edit {door}", icon::pencil},
    {"Doors removed", "Removed {door}", "remove {door}", icon::trash_2},
    {"Lock settings", "Changed the lock settings of {door}", "change the lock settings of {door}", icon::lock},
    {"Doors unlocked", "Unlocked {door}", "unlock {door}", icon::unlock},
    {"Doors unlocked from afar", "Unlocked {door} from afar", "unlock {door} from afar", icon::unlock},
    {"Doors unlocked for somebody", "Unlocked {door} for somebody", "unlock {door} for somebody", icon::unlock},
    {"Keys sent", "Sent a key of {door} to {user}", "send a key of {door} to {user}", icon::key_round},
    {"Keys revoked", "Revoked the key of {user} to {door}", "revoke the key of {user} to {door}", icon::key_round},
    {"Teams created", "Created the team {team}", "create the team {team}", icon::plus},
    {"Teams edited", "Edited {team}", "edit {team}", icon::pencil},
    {"Teams deleted", "Deleted the team {team}", "delete the team {team}", icon::trash_2},
    {"Team members added", "Added {user} to {team}", "add {user} to {team}", icon::user_plus},
    {"Team members removed", "Removed {user} from {team}", "remove {user} from {team}", icon::user_minus},
    {"Team owners", "Changed whether {user} owns {team}", "change whether {user} owns {team}", icon::shield_user},
    {"Patients moved", "Moved {patient} to {to_team}", "move {patient} to {to_team}", icon::arrow_right},
    {"Patients added", "Added {patient} to {team}", "add {patient} to {team}", icon::user_round},
    {"Patients edited", "Edited {patient}", "edit {patient}", icon::pencil},
    {"Patients deleted", "Deleted {patient} from {team}", "delete {patient} from {team}", icon::trash_2},
    {"Actions for patients", "Worked on an action for {patient}", "work on an action for {patient}", icon::clipboard_list},
    {"Modules created", "Created the module {module}", "create the module {module}", icon::plus},
    {"Modules edited", "Edited {module}", "edit {module}", icon::pencil},
    {"Modules deleted", "Deleted the module {module}", "delete the module {module}", icon::trash_2},
    {"Roles in modules", "Changed the role of {user} in {module}", "change the role of {user} in {module}", icon::shield_user},
    {"Records submitted", "Submitted a record of {module}", "submit a record of {module}", icon::clipboard_list},
    {"Records edited", "Edited a record of {module}", "edit a record of {module}", icon::pencil},
    {"Records deleted", "Deleted a record of {module}", "delete a record of {module}", icon::trash_2},
    {"Records cleared", "Cleared records of {module}", "clear records of {module}", icon::x},
    {"Custom roles created", "Created the custom role {custom_role}", "create the custom role {custom_role}", icon::plus},
    {"Custom roles edited", "Edited the custom role {custom_role}", "edit the custom role {custom_role}", icon::pencil},
    {"Custom roles deleted", "Deleted the custom role {custom_role}", "delete the custom role {custom_role}", icon::trash_2},
    {"Admin profiles created", "Created the profile {profile}", "create the profile {profile}", icon::plus},
    {"Admin profiles edited", "Edited the profile {profile}", "edit the profile {profile}", icon::pencil},
    {"Admin profiles deleted", "Deleted the profile {profile}", "delete the profile {profile}", icon::trash_2},
    {"Profile members added", "Added {user} to the profile {profile}", "add {user} to the profile {profile}", icon::user_plus},
    {"Profile members' permissions", "Changed what {user} holds by {profile}", "change what {user} holds by {profile}", icon::shield_user},
    {"Profile members removed", "Removed {user} from the profile {profile}", "remove {user} from the profile {profile}", icon::user_minus},
    {"Schedules created", "Created the schedule {schedule}", "create the schedule {schedule}", icon::plus},
    {"Schedules edited", "Edited the schedule {schedule}", "edit the schedule {schedule}", icon::pencil},
    {"Schedules deleted", "Deleted the schedule {schedule}", "delete the schedule {schedule}", icon::trash_2},
    {"Credentials created", "Created the credential {credential}", "create the credential {credential}", icon::plus},
    {"Credentials edited", "Edited the credential {credential}", "edit the credential {credential}", icon::pencil},
    {"Credentials deleted", "Deleted the credential {credential}", "delete the credential {credential}", icon::trash_2},
    {"Webhooks created", "Created the webhook {webhook}", "create the webhook {webhook}", icon::plus},
    {"Webhooks edited", "Edited the webhook {webhook}", "edit the webhook {webhook}", icon::pencil},
    {"Webhooks deleted", "Deleted the webhook {webhook}", "delete the webhook {webhook}", icon::trash_2},
    {"Webhooks run", "Ran the webhook {webhook}", "run the webhook {webhook}", icon::activity},
    {"Trail exported", "Exported the audit trail", "export the audit trail", icon::download},
});
// words end
static_assert(sentences.size() == kind_count, "a sentence for every kind of change");

template <class Table>
std::string called(Table const& table, std::string_view id, std::string const& former)
{
    if (auto const handle = table.find(id))
        return table[handle].name;
    if (!former.empty())
        return former;
    return id.empty() ? std::string{tr("something")} : "`" + std::string{id} + "`";
}

std::string asset_called(World const& world, client::AuditEntry const& entry)
{
    if (auto const asset = world.assets.find(entry.asset))
        return world.assets[asset].kind;
    if (!entry.name.empty())
        return entry.name;
    return entry.asset.empty() ? std::string{tr("an asset")} : "`" + entry.asset + "`";
}

std::string value_of(World const& world, client::AuditEntry const& entry, std::string_view word)
{
    // The name in the entry is that of its own thing: the user of user.delete, the group of group.create.
    auto const kind = std::string_view{entry.kind};
    auto const own = [&](std::string_view noun) { return kind.starts_with(noun) ? entry.name : std::string{}; };
    if (word == "user")
        return called(world.users, entry.user, own("user."));
    if (word == "group")
        return called(world.groups, entry.group, own("group."));
    if (word == "safe")
        return called(world.safes, entry.safe, own("safe."));
    if (word == "to")
        return called(world.safes, entry.other_safe, {});
    if (word == "asset")
        return asset_called(world, entry);
    if (word == "account")
        return called(world.accounts, entry.account, own("account."));
    if (word == "door")
        return called(world.doors, entry.door, own("door."));
    if (word == "team")
        return called(world.teams, entry.team, own("team."));
    if (word == "to_team")
        return called(world.teams, entry.other_safe, {});
    if (word == "patient")
        return called(world.patients, entry.patient, own("patient."));
    if (word == "module")
        return called(world.modules, entry.module, own("module."));
    if (word == "custom_role")
        return called(world.custom_roles, entry.custom_role, own("custom_role."));
    if (word == "profile")
        return called(world.profiles, entry.profile, own("profile."));
    if (word == "schedule")
        return called(world.schedules, entry.integration, own("schedule."));
    if (word == "credential")
        return called(world.credentials, entry.integration, own("credential."));
    if (word == "webhook")
        return called(world.webhooks, entry.integration, own("webhook."));
    return entry.role.empty() || entry.role == "none" ? tr("without a role") : std::string{title_of(safes_role_of(entry.role))};
}

std::string filled(World const& world, client::AuditEntry const& entry, std::string_view text)
{
    auto sentence = std::string{};
    while (!text.empty()) {
        auto const open = text.find('{');
        sentence += text.substr(0, open);
        if (open == std::string_view::npos)
            break;
        auto const close = text.find('}', open);
        sentence += value_of(world, entry, text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    return sentence;
}

std::string words_of(std::string_view member)
{
    auto words = std::string{member};
    for (auto& c : words) {
        if (c == '_' || c == '.')
            c = ' ';
    }
    return capitalised(words);
}

} // namespace

std::string audit_sentence(World const& world, client::AuditEntry const& entry)
{
    if (entry.kind.empty())
        return tr("A change to something that you may not see");
    auto const kind = kind_named(entry.kind);
    if (!kind) {
        if (entry.kind == "organization.install")
            return tr("Installed the organisation");
        if (entry.kind == "user.set_password")
            return tr("Set a new password");
        if (entry.kind == "user.set_second_factor")
            return tr("Set up a second factor");
        if (entry.kind == "user.remove_second_factor")
            return tr("Removed a second factor");
        if (entry.kind == "user.end_sessions" && entry.user.empty())
            return tr("Ended sessions of their own");
        if (entry.kind == "user.end_sessions")
            return entry.refused ? tr("Was refused to end the sessions of {}", called(world.users, entry.user, {}))
                                 : tr("Ended the sessions of {}", called(world.users, entry.user, {}));
        if (entry.kind == "user.first_sign_in")
            return tr("Signed in for the first time");
        if (entry.kind == "safe.pair")
            return tr("{} was paired with its device", called(world.safes, entry.safe, {}));
        if (entry.kind == "safe.pairing_code")
            return entry.refused ? tr("Was refused a pairing code for {}", called(world.safes, entry.safe, {}))
                                 : tr("Had a pairing code made for {}", called(world.safes, entry.safe, {}));
        if (entry.kind == "user.set_pin")
            return tr("Set a new PIN");
        if (entry.kind == "user.remove_pin")
            return tr("Removed a PIN");
        if (entry.kind == "user.set_badge")
            return entry.refused ? tr("Was refused to set the badge of {}", called(world.users, entry.user, {})) : tr("Set the badge of {}", called(world.users, entry.user, {}));
        if (entry.kind == "user.remove_badge")
            return tr("Took the badge of {} away", called(world.users, entry.user, {}));
        if (entry.kind == "terminal.pairing_code")
            return tr("Had a pairing code made for the terminal {}", entry.name);
        if (entry.kind == "terminal.pair")
            return tr("The terminal {} was paired", entry.name);
        if (entry.kind == "terminal.revoke")
            return tr("Revoked the terminal {}", entry.name);
        if (entry.kind == "terminal.settle")
            return tr("Settled what the terminal {} did without a connection", entry.name);
        if (entry.kind == "webhook.set_secret")
            return filled(world, entry, tr("Made a new secret for the webhook {webhook}"));
        if (entry.kind == "webhook.send_again")
            return filled(world, entry, tr("Sent a message of the webhook {webhook} again"));
        if (entry.kind == "credential.set_key")
            return filled(world, entry, tr("Made a new key for the credential {credential}"));
        return words_of(entry.kind);
    }
    auto const& sentence = sentences[static_cast<std::size_t>(*kind)];
    if (entry.refused)
        return tr("Was refused to {}", filled(world, entry, tr(sentence.wanted)));
    return filled(world, entry, tr(sentence.done));
}

std::string audit_wanted(World const& world, client::AuditEntry const& entry)
{
    auto const kind = kind_named(entry.kind);
    return kind ? filled(world, entry, tr(sentences[static_cast<std::size_t>(*kind)].wanted)) : words_of(entry.kind);
}

namespace {

std::string first_person(World const& world, client::AuditEntry const& entry)
{
    auto const with_key = [&](std::string const& name) {
        return entry.key.empty() ? name : tr("{} by the key {}", name, called(world.credentials, entry.key, {}));
    };
    if (auto const user = world.users.find(entry.actor))
        return with_key(world.users[user].name);
    if (!entry.actor_name.empty())
        return with_key(entry.actor_name);
    if (entry.actor.starts_with("device:"))
        return called(world.safes, std::string_view{entry.actor}.substr(7), {});
    if (entry.actor.empty())
        return tr("Somebody"); // whom this person may not see
    return entry.actor == "installation" ? std::string{tr("Installation")} : "`" + entry.actor + "`";
}

} // namespace

std::string audit_actor(World const& world, client::AuditEntry const& entry)
{
    auto const first = first_person(world, entry);
    return entry.second_person.empty() ? first : tr("{} with {}", first, called(world.users, entry.second_person, entry.second_person_name));
}

namespace {

struct Word {
    std::string_view wire;
    std::string_view title;
};
// words: what members of things are called, and what stands in them
constexpr auto member_words = std::to_array<Word>({
    {"name", "Name"}, {"email", "E-mail"}, {"phone", "Phone"}, {"status", "Status"}, {"description", "Description"},
    {"notification_emails", "Notification e-mails"}, {"logo", "Logo"}, {"members", "Members"}, {"owners", "Owners"}, {"safes", "Safes"},
    {"doors", "Doors"}, {"groups", "Groups"}, {"online", "Online"}, {"firmware", "Firmware"}, {"serial", "Serial number"},
    {"two_person", "Second person"}, {"kind", "Kind"}, {"tag", "Tag"}, {"lot", "Lot"}, {"expires", "Expires"}, {"quantity", "Quantity"},
    {"safe", "Safe"}, {"administrator", "Administrator"}, {"organization_admin", "Organization Admin"}, {"pin", "PIN"},
    {"fingerprint", "Fingerprint"}, {"profiles", "Administrator type"}, {"modules", "Modules"}, {"role", "Role"}, {"roles", "Roles"},
    {"permissions", "Permissions"}, {"schedule", "Schedule"}, {"key_roles", "Keys"}, {"settings", "Settings"},
    {"require_admin_mfa", "Second factor for administrators"}, {"groups_for_doors", "Groups have doors"},
    {"users_can_remote_unlock", "Users can remote unlock"}, {"users_can_unlock_for", "Users can unlock for others"},
    {"admins_can_modify_lock_settings", "Admins can modify lock settings"}, {"lock_settings", "Lock settings"},
    {"controller", "Controller"}, {"actions", "Actions"}, {"text", "Text"}, {"done", "Done"}, {"fields", "Fields"}, {"values", "Values"},
    {"team", "Team"}, {"account", "Account"}, {"user", "Person"}, {"state", "State"},
});
// words end
constexpr auto value_keys = std::to_array<std::string_view>({
    "true", "false", "none", "off", "any", "active", "invited", "disabled", "account_admin", "group_admin", "user",
    "full_admin", "partial_admin", "division_admin", "module_admin", "collaborator", "owner", "admin", "member",
    "administrator"});
// all words: what those values are called
constexpr auto value_titles = std::to_array<std::string_view>({
    "yes", "no", "none", "off", "any second person", "Active", "Invited", "Disabled", "Account Administrator",
    "Group Administrator", "User", "Full administrator", "Partial administrator", "Account Admin",
    "Module Admin", "Collaborator", "Owner", "Admin", "Member", "an administrator"});
// words end
static_assert(value_keys.size() == value_titles.size());

std::string_view member_titled(std::string_view wire)
{
    auto const found = std::ranges::find(member_words, wire, &Word::wire);
    return found == member_words.end() ? std::string_view{} : tr(found->title);
}

std::string_view value_titled(std::string_view wire)
{
    auto const found = std::ranges::find(value_keys, wire);
    return found == value_keys.end() ? std::string_view{} : tr(value_titles[static_cast<std::size_t>(found - value_keys.begin())]);
}

/// The name of whatever has this id, as far as the reader sees it; empty otherwise.
std::string_view thing_named(World const& world, std::string_view id)
{
    auto name = std::string_view{};
    auto const look = [&](auto const& table) {
        if (auto const thing = name.empty() ? table.find(id) : decltype(table.find(id)){})
            name = table[thing].name;
    };
    look(world.users);
    look(world.groups);
    look(world.safes);
    look(world.doors);
    look(world.accounts);
    look(world.teams);
    look(world.profiles);
    look(world.modules);
    look(world.custom_roles);
    look(world.schedules);
    return name;
}

/// "accounts.a1.safes" is "Fire: Safes".
std::string member_called(World const& world, std::string_view path)
{
    auto text = std::string{};
    while (!path.empty()) {
        auto const end = std::min(path.find('.'), path.size());
        auto part = path.substr(0, end);
        path.remove_prefix(std::min(end + 1, path.size()));
        part = part.substr(0, part.find('['));
        if (part == "accounts")
            continue;
        auto const title = member_titled(part);
        auto const name = thing_named(world, part);
        text += (text.empty() ? "" : ": ") + (!title.empty() ? std::string{title} : !name.empty() ? std::string{name} : words_of(part));
    }
    return text;
}

std::string value_called(World const& world, std::string_view value)
{
    if (value.empty())
        return tr("empty");
    if (auto const title = value_titled(value); !title.empty())
        return std::string{title};
    if (auto const permission = permission_named(value))
        return title_of(*permission);
    if (value.starts_with("hidden-"))
        return tr("something that you may not see");
    auto const name = thing_named(world, value);
    return std::string{name.empty() ? value : name};
}

} // namespace

std::string thing_called(World const& world, std::string_view id)
{
    if (auto const asset = world.assets.find(id))
        return world.assets[asset].kind;
    auto const name = thing_named(world, id);
    return std::string{name.empty() ? id : name};
}

std::vector<AuditDifferenceLine> audit_differences(World const& world, client::AuditEntry const& entry)
{
    auto lines = std::vector<AuditDifferenceLine>{};
    for (auto const& difference : entry.differences)
        lines.push_back({member_called(world, difference.member), value_called(world, difference.before), value_called(world, difference.after)});
    return lines;
}

std::string audit_details(World const& world, client::AuditEntry const& entry)
{
    if (entry.refused)
        return said(entry.reason);
    auto text = entry.reason;
    for (auto const& line : audit_differences(world, entry)) {
        if (!text.empty())
            text += " · ";
        if (text.size() > 120)
            return text + "…";
        text += line.member + ": " + line.before + " → " + line.after;
    }
    return text;
}

std::string audit_thing(client::AuditEntry const& entry)
{
    for (auto const* id : {&entry.asset, &entry.safe, &entry.door, &entry.patient, &entry.team, &entry.module, &entry.profile,
                           &entry.custom_role, &entry.integration, &entry.group, &entry.user}) {
        if (!id->empty())
            return *id;
    }
    return {};
}

std::string audit_href(World const& world, client::AuditEntry const& entry)
{
    if (!entry.safe.empty() && world.safes.find(entry.safe))
        return client::safe_href(entry.safe);
    if (!entry.group.empty() && world.groups.find(entry.group))
        return client::group_href(entry.group);
    if (!entry.user.empty() && world.users.find(entry.user))
        return client::user_href(entry.user);
    return {};
}

Icon audit_icon(client::AuditEntry const& entry)
{
    if (entry.refused)
        return icon::shield_x;
    auto const kind = kind_named(entry.kind);
    return kind ? sentences[static_cast<std::size_t>(*kind)].icon : icon::history;
}

std::string_view audit_kind_title(Kind kind) { return tr(sentences[static_cast<std::size_t>(kind)].title); }

} // namespace castellan::ui
