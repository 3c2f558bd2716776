#include "ui/screens/audit_words.hpp"

#include "client/route.hpp"
#include "ui/screens/words.hpp"

#include <array>

namespace castellan::ui {

namespace {

struct Sentence {
    std::string_view title; // of the kind, in a filter
    std::string_view done;  // {user} {group} {safe} {to} {asset} {role} stand for names
    std::string_view wanted;
    Icon icon;
};

// In the order of Kind.
constexpr auto sentences = std::to_array<Sentence>({
    {"People added", "Added {user}", "add {user}", icon::user_plus},
    {"People imported", "Imported people", "import people", icon::download},
    {"People edited", "Edited {user}", "edit {user}", icon::pencil},
    {"People deleted", "Deleted {user}", "delete {user}", icon::trash_2},
    {"Roles set", "Made {user} {role}", "make {user} {role}", icon::shield_user},
    {"People disabled", "Disabled {user}", "disable {user}", icon::ban},
    {"People enabled", "Enabled {user}", "enable {user}", icon::user_check},
    {"Own profiles edited", "Edited their own profile", "edit their own profile", icon::user_cog},
    {"PINs cleared", "Cleared the PIN of {user}", "clear the PIN of {user}", icon::key_round},
    {"Fingerprints cleared", "Cleared the fingerprint of {user}", "clear the fingerprint of {user}", icon::fingerprint},
    {"Groups created", "Created the group {group}", "create the group {group}", icon::plus},
    {"Groups edited", "Edited {group}", "edit {group}", icon::pencil},
    {"Groups deleted", "Deleted the group {group}", "delete the group {group}", icon::trash_2},
    {"Members added", "Added {user} to {group}", "add {user} to {group}", icon::user_plus},
    {"Members removed", "Removed {user} from {group}", "remove {user} from {group}", icon::user_minus},
    {"Safes added to groups", "Put {safe} into {group}", "put {safe} into {group}", icon::plus},
    {"Safes taken out of groups", "Took {safe} out of {group}", "take {safe} out of {group}", icon::minus},
    {"Safes registered", "Registered {safe}", "register {safe}", icon::vault},
    {"Safes edited", "Edited {safe}", "edit {safe}", icon::pencil},
    {"Safes removed", "Removed {safe}", "remove {safe}", icon::trash_2},
    {"Reports of safes", "{safe} reported its state", "report the state of {safe}", icon::activity},
    {"Syncs", "Ordered a sync of {safe}", "sync {safe}", icon::refresh_cw},
    {"Upgrades", "Ordered a firmware upgrade of {safe}", "upgrade {safe}", icon::download},
    {"Emergency codes", "Issued an emergency code for {safe}", "issue an emergency code for {safe}", icon::siren},
    {"Unlocks", "Unlocked {safe}", "unlock {safe}", icon::unlock},
    {"Assets added", "Added {asset} to {safe}", "add {asset} to {safe}", icon::package},
    {"Assets edited", "Edited {asset} in {safe}", "edit {asset} in {safe}", icon::pencil},
    {"Assets deleted", "Deleted {asset} from {safe}", "delete {asset} from {safe}", icon::trash_2},
    {"Counts", "Counted {asset} in {safe}", "count {asset} in {safe}", icon::clipboard_list},
    {"Enrollments", "Enrolled {asset} on {safe}", "enroll {asset} on {safe}", icon::tag},
    {"Assets moved", "Moved {asset} from {safe} to {to}", "move {asset} from {safe} to {to}", icon::arrow_right},
});
static_assert(sentences.size() == kind_count, "a sentence for every kind of change");

template <class Table>
std::string called(Table const& table, std::string_view id, std::string const& former)
{
    if (auto const handle = table.find(id))
        return table[handle].name;
    if (!former.empty())
        return former;
    return id.empty() ? std::string{"something"} : "`" + std::string{id} + "`";
}

std::string asset_called(World const& world, client::AuditEntry const& entry)
{
    if (auto const asset = world.assets.find(entry.asset))
        return world.assets[asset].kind;
    if (!entry.name.empty())
        return entry.name;
    return entry.asset.empty() ? std::string{"an asset"} : "`" + entry.asset + "`";
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
    return entry.role.empty() || entry.role == "none" ? "without a role" : std::string{title_of(safes_role_of(entry.role))};
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
    if (!words.empty() && words.front() >= 'a' && words.front() <= 'z')
        words.front() = static_cast<char>(words.front() - 'a' + 'A');
    return words;
}

} // namespace

std::string audit_sentence(World const& world, client::AuditEntry const& entry)
{
    if (entry.kind.empty())
        return "A change to something that you may not see";
    auto const kind = kind_named(entry.kind);
    if (!kind) {
        if (entry.kind == "organization.install")
            return "Installed the organisation";
        if (entry.kind == "user.set_password")
            return "Set a new password";
        return words_of(entry.kind);
    }
    auto const& sentence = sentences[static_cast<std::size_t>(*kind)];
    if (entry.refused)
        return "Was refused to " + filled(world, entry, sentence.wanted);
    return filled(world, entry, sentence.done);
}

std::string audit_actor(World const& world, client::AuditEntry const& entry)
{
    if (auto const user = world.users.find(entry.actor))
        return world.users[user].name;
    if (!entry.actor_name.empty())
        return entry.actor_name;
    if (entry.actor.starts_with("device:"))
        return called(world.safes, std::string_view{entry.actor}.substr(7), {});
    if (entry.actor.empty())
        return "Somebody"; // whom this person may not see
    return entry.actor == "installation" ? std::string{"Installation"} : "`" + entry.actor + "`";
}

std::string audit_details(World const& world, client::AuditEntry const& entry)
{
    if (entry.refused)
        return entry.reason;
    auto const shown = [&](std::string const& value) {
        if (value.empty())
            return std::string{"empty"};
        if (auto const user = world.users.find(value))
            return world.users[user].name;
        if (auto const group = world.groups.find(value))
            return world.groups[group].name;
        if (auto const safe = world.safes.find(value))
            return world.safes[safe].name;
        return value;
    };
    auto text = std::string{};
    for (auto const& difference : entry.differences) {
        if (!text.empty())
            text += " · ";
        if (text.size() > 120)
            return text + "…";
        text += words_of(difference.member) + ": " + shown(difference.before) + " → " + shown(difference.after);
    }
    return text;
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

std::string_view audit_kind_title(Kind kind) { return sentences[static_cast<std::size_t>(kind)].title; }

} // namespace castellan::ui
