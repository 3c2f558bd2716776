#include "ui/screens/words.hpp"

#include "model/calendar.hpp"
#include "ui/kit/text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace castellan::ui {

namespace {

struct RoleWords {
    std::string_view key;
    std::string_view title;
    std::string_view meaning;
};

// In the order of SafesRole.
// words:
constexpr auto safes_roles = std::to_array<RoleWords>({
    {"none",          "No role",               "Does not work with safes in this account."},
    {"user",          "User",                  "Opens the safes of their groups. No administration."},
    {"group_admin",   "Group Administrator",   "Runs the people, safes and inventory of their groups."},
    {"account_admin", "Account Administrator", "Runs everything in the account, people of every role included."},
});

constexpr auto statuses = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"invited", "Invited"}, {"active", "Active"}, {"disabled", "Disabled"}});

constexpr auto two_person_settings = std::to_array<RoleWords>({
    {"off",           "One person",            "One authorised person opens the safe."},
    {"any",           "Two persons",           "A second authorised person must be present."},
    {"administrator", "With an administrator", "The second person must be an administrator for this safe."},
});

struct KindWords {
    std::string_view done;
    std::string_view failed;
};

// In the order of Kind.
constexpr auto kinds = std::to_array<KindWords>({
    {"Changes saved",                 "The changes were not saved"},
    {"Account created",               "The account was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Account deleted",               "The account was not deleted"},
    {"Settings saved",                "The settings were not saved"},
    {"Person added",                  "The person was not added"},
    {"People imported",               "Nobody was imported"},
    {"Changes saved",                 "The changes were not saved"},
    {"Person deleted",                "The person was not deleted"},
    {"Role changed",                  "The role was not changed"},
    {"Administrator role changed",    "The administrator role was not changed"},
    {"Person disabled",               "The person was not disabled"},
    {"Person enabled",                "The person was not enabled"},
    {"Your profile is saved",         "Your profile was not saved"},
    {"PIN cleared",                   "The PIN was not cleared"},
    {"Fingerprint cleared",           "The fingerprint was not cleared"},
    {"Administrator type changed",    "The administrator type was not changed"},
    {"Role changed",                  "The role was not changed"},
    {"Invitations sent",              "Nobody was invited"},
    {"Invitation sent again",         "The invitation was not sent again"},
    {"Invitation withdrawn",          "The invitation was not withdrawn"},
    {"Invitation accepted",           "The invitation was not accepted"},
    {"Group created",                 "The group was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Group deleted",                 "The group was not deleted"},
    {"Member added",                  "The member was not added"},
    {"Member removed",                "The member was not removed"},
    {"Safe added to the group",       "The safe was not added"},
    {"Safe taken out of the group",   "The safe was not taken out"},
    {"Door added to the group",       "The door was not added"},
    {"Door taken out of the group",   "The door was not taken out"},
    {"Key role changed",              "The key role was not changed"},
    {"Changes saved",                 "The changes were not saved"},
    {"Safe registered",               "The safe was not registered"},
    {"Changes saved",                 "The changes were not saved"},
    {"Safe removed",                  "The safe was not removed"},
    {"Report taken",                  "The report was not taken"},
    {"Sync ordered",                  "The sync was not ordered"},
    {"Firmware upgrade ordered",      "The upgrade was not ordered"},
    {"Emergency code ordered",        "No emergency code was ordered"},
    {"Unlock ordered",                "The safe was not unlocked"},
    {"Order taken back",              "The order was not taken back"},
    {"Asset added",                   "The asset was not added"},
    {"Changes saved",                 "The changes were not saved"},
    {"Asset deleted",                 "The asset was not deleted"},
    {"Count recorded",                "The count was not recorded"},
    {"Enrollment ordered",            "The enrollment was not ordered"},
    {"Asset moved",                   "The asset was not moved"},
    {"Waste recorded",                "The waste was not recorded"},
    {"Door installed",                "The door was not installed"},
    {"Changes saved",                 "The changes were not saved"},
    {"Door removed",                  "The door was not removed"},
    {"Lock settings saved",           "The lock settings were not saved"},
    {"Door unlocked",                 "The door was not unlocked"},
    {"Door unlocked from afar",       "The door was not unlocked"},
    {"Door unlocked for somebody",    "The door was not unlocked"},
    {"Key sent",                      "The key was not sent"},
    {"Key revoked",                   "The key was not revoked"},
    {"Team created",                  "The team was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Team deleted",                  "The team was not deleted"},
    {"Member added",                  "The member was not added"},
    {"Member removed",                "The member was not removed"},
    {"Ownership changed",             "The ownership was not changed"},
    {"Patient moved",                 "The patient was not moved"},
    {"Patient added",                 "The patient was not added"},
    {"Changes saved",                 "The changes were not saved"},
    {"Patient deleted",               "The patient was not deleted"},
    {"Action saved",                  "The action was not saved"},
    {"Module created",                "The module was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Module deleted",                "The module was not deleted"},
    {"Role changed",                  "The role was not changed"},
    {"Record submitted",              "The record was not submitted"},
    {"Changes saved",                 "The changes were not saved"},
    {"Record deleted",                "The record was not deleted"},
    {"Records cleared",               "The records were not cleared"},
    {"Custom role created",           "The custom role was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Custom role deleted",           "The custom role was not deleted"},
    {"Profile created",               "The profile was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Profile deleted",               "The profile was not deleted"},
    {"Member added",                  "The member was not added"},
    {"Permissions changed",           "The permissions were not changed"},
    {"Member removed",                "The member was not removed"},
    {"Schedule created",              "The schedule was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Schedule deleted",              "The schedule was not deleted"},
    {"Credential created",            "The credential was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Credential deleted",            "The credential was not deleted"},
    {"Webhook created",               "The webhook was not created"},
    {"Changes saved",                 "The changes were not saved"},
    {"Webhook deleted",               "The webhook was not deleted"},
    {"Webhook run",                   "The webhook was not run"},
    {"Trail exported",                "The trail was not exported"},
});
// words end
static_assert(kinds.size() == kind_count, "words for every kind of change");

template <class Enum>
constexpr std::size_t place(Enum value)
{
    return static_cast<std::size_t>(value);
}

template <class Rows>
std::size_t place_of_key(Rows const& rows, std::string_view key)
{
    for (auto at = std::size_t{0}; at < rows.size(); ++at) {
        if (rows[at].key == key)
            return at;
    }
    return 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The letters U+00C0 to U+017F without their accents, in lower case: where names of people are sorted and found.
constexpr auto without_accents = std::string_view{
    "aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"};
static_assert(without_accents.size() == 0x180 - 0xC0);

std::size_t length_at(std::string_view text)
{
    auto const byte = static_cast<unsigned char>(text.front());
    auto const length = byte < 0xC0 ? std::size_t{1} : byte < 0xE0 ? std::size_t{2} : byte < 0xF0 ? std::size_t{3} : std::size_t{4};
    return std::min(length, text.size());
}

/// Takes one letter off a UTF-8 text, folded for comparing; what is no Latin letter comes after all that are.
std::uint32_t take_letter(std::string_view& text)
{
    auto letter = static_cast<std::uint32_t>(static_cast<unsigned char>(text.front()));
    if (letter < 0x80) {
        text.remove_prefix(1);
        return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter;
    }
    auto const length = length_at(text);
    if (length > 1) {
        letter &= 0x7FU >> length;
        for (auto at = std::size_t{1}; at < length; ++at)
            letter = letter << 6 | (static_cast<unsigned char>(text[at]) & 0x3FU);
    }
    text.remove_prefix(length);
    if (letter >= 0xC0 && letter < 0x180)
        return static_cast<unsigned char>(without_accents[letter - 0xC0]);
    if ((letter >= 0x391 && letter <= 0x3A9) || (letter >= 0x410 && letter <= 0x42F))
        return letter + 0x20; // Greek and Cyrillic capitals
    return letter;
}

std::uint64_t take_number(std::string_view& text)
{
    auto number = std::uint64_t{0};
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1))
        number = number * 10 + static_cast<std::uint64_t>(text.front() - '0');
    return number;
}

// all words: what permissions are named by
constexpr auto managers = std::to_array<std::string_view>({
    "Organization", "Accounts", "Users", "People", "Groups", "Safes", "Assets", "Schedules", "Credentials",
    "Webhooks", "Settings", "Doors", "Keys", "Teams", "Patients", "Profiles", "Modules", "Records", "Custom roles",
    "Audit",
});
constexpr auto verbs = std::to_array<std::string_view>({
    "view", "edit", "list", "create", "delete", "import", "set role", "clear pin", "clear fingerprint", "invite",
    "disable", "promote", "assign members", "assign safes", "assign doors", "set toggles", "register", "remove",
    "sync", "upgrade", "emergency code", "unlock", "enroll", "count", "run", "lock settings", "remote unlock",
    "unlock for", "send", "revoke", "act", "set type", "assign roles", "submit", "clear", "export",
});
// words end

/// "Custom roles" is "custom_roles" where permissions are named.
bool names(std::string_view word, std::string_view name)
{
    return std::ranges::equal(word, name, [](char letter, char there) {
        return letter == there || (letter == ' ' && there == '_') || (letter >= 'A' && letter <= 'Z' && letter - 'A' + 'a' == there);
    });
}

std::string_view word_of(std::span<std::string_view const> words, std::string_view name)
{
    auto const at = std::ranges::find_if(words, [&](std::string_view word) { return names(word, name); });
    return at == words.end() ? name : std::string_view{tr(*at)};
}

} // namespace

std::string_view title_of(SafesRole role) { return tr(safes_roles[place(role)].title); }
std::string_view meaning_of(SafesRole role) { return tr(safes_roles[place(role)].meaning); }
std::string_view key_of(SafesRole role) { return safes_roles[place(role)].key; }
SafesRole safes_role_of(std::string_view key) { return static_cast<SafesRole>(place_of_key(safes_roles, key)); }

std::string_view title_of(ProfilesRole role)
{
    switch (role) {
    case ProfilesRole::none: return "";
    case ProfilesRole::partial_admin: return tr("Partial administrator");
    case ProfilesRole::full_admin: return tr("Full administrator");
    }
    return "";
}

std::string_view title_of(ModulesRole role) { return role == ModulesRole::none ? std::string_view{} : tr("Account Admin"); }

std::string_view title_of(Status status) { return tr(statuses[place(status)].second); }
std::string_view key_of(Status status) { return statuses[place(status)].first; }

Tone tone_of(Status status)
{
    switch (status) {
    case Status::invited: return Tone::accent;
    case Status::active: return Tone::good;
    case Status::disabled: return Tone::neutral;
    }
    return Tone::neutral;
}

std::string_view title_of(TwoPerson setting) { return tr(two_person_settings[place(setting)].title); }
std::string_view meaning_of(TwoPerson setting) { return tr(two_person_settings[place(setting)].meaning); }
std::string_view key_of(TwoPerson setting) { return two_person_settings[place(setting)].key; }
TwoPerson two_person_of(std::string_view key)
{
    return static_cast<TwoPerson>(place_of_key(two_person_settings, key));
}

std::string_view title_of(OrderKind kind)
{
    switch (kind) {
    case OrderKind::sync: return tr("Sync");
    case OrderKind::upgrade: return tr("Firmware upgrade");
    case OrderKind::emergency_code: return tr("Emergency code");
    case OrderKind::enroll: return tr("Enrollment");
    case OrderKind::unlock: return tr("Unlock");
    case OrderKind::settings: return tr("Settings");
    }
    return "";
}

std::string_view title_of(OrderState state)
{
    switch (state) {
    case OrderState::queued: return tr("Waiting");
    case OrderState::sent: return tr("Sent");
    case OrderState::done: return tr("Done");
    case OrderState::failed: return tr("Failed");
    case OrderState::expired: return tr("Expired");
    case OrderState::cancelled: return tr("Taken back");
    }
    return "";
}

std::string_view title_of(Safe const& safe)
{
    return safe.online ? tr("Online") : safe.unpaired ? tr("Not paired yet") : tr("Offline");
}

Tone tone_of(Safe const& safe) { return safe.online ? Tone::good : safe.unpaired ? Tone::neutral : Tone::warning; }

Tone tone_of(OrderState state)
{
    switch (state) {
    case OrderState::queued:
    case OrderState::sent: return Tone::accent;
    case OrderState::done: return Tone::good;
    case OrderState::failed: return Tone::danger;
    case OrderState::expired: return Tone::warning;
    case OrderState::cancelled: break;
    }
    return Tone::neutral;
}

std::string_view manager_word(std::string_view manager) { return word_of(managers, manager); }
std::string_view verb_word(std::string_view verb) { return word_of(verbs, verb); }

std::vector<ManagerLine> lines_of(PermissionSet permissions)
{
    auto lines = std::vector<ManagerLine>{};
    auto manager = std::string_view{};
    for (auto at = std::size_t{0}; at < permission_count; ++at) {
        auto const permission = static_cast<Permission>(at);
        if (!permissions.has(permission))
            continue;
        auto const& row = row_of(permission);
        if (row.manager != manager) {
            manager = row.manager;
            lines.push_back({std::string{word_of(managers, row.manager)}, {}});
        }
        auto& held = lines.back().verbs;
        held += (held.empty() ? "" : ", ") + std::string{word_of(verbs, row.verb)};
    }
    return lines;
}

std::string title_of(Permission permission)
{
    auto const lines = lines_of({permission});
    return lines.front().manager + ": " + lines.front().verbs;
}

std::optional<int> days_until(std::string_view day, Instant now)
{
    auto const then = parse_day(day);
    if (!then)
        return std::nullopt;
    auto const today = std::chrono::floor<std::chrono::days>(std::chrono::sys_time<std::chrono::milliseconds>{
        std::chrono::milliseconds{now}});
    return static_cast<int>((std::chrono::sys_days{*then} - today).count());
}

std::string expiry_of(std::string_view day, Instant now)
{
    auto const days = days_until(day, now);
    if (!days)
        return {};
    if (*days < 0)
        return tr_n("expired {} day ago", "expired {} days ago", -*days);
    if (*days == 0)
        return tr("expires today");
    return tr_n("expires in {} day", "expires in {} days", *days);
}

Tone expiry_tone(std::string_view day, Instant now)
{
    auto const days = days_until(day, now);
    if (!days || *days > expires_soon_days)
        return Tone::neutral;
    return *days < 0 ? Tone::danger : Tone::warning;
}

std::string difference_of(std::int64_t discrepancy)
{
    return discrepancy < 0 ? tr_n("{} is missing", "{} are missing", -discrepancy)
                           : tr_n("{} more than expected", "{} more than expected", discrepancy);
}

std::string_view done_title(Kind kind) { return tr(kinds[place(kind)].done); }
std::string_view failed_title(Kind kind) { return tr(kinds[place(kind)].failed); }

bool contains_words(std::string_view text, std::string_view needle)
{
    if (needle.empty())
        return true;
    auto further = needle;
    auto const first = take_letter(further);
    while (!text.empty()) {
        // OPTIMIZATION: in 100,000 names nearly all letters are passed over here.
        if (take_letter(text) != first)
            continue;
        auto rest = text;
        auto wanted = further;
        auto matches = true;
        while (matches && !wanted.empty())
            matches = !rest.empty() && take_letter(rest) == take_letter(wanted);
        if (matches)
            return true;
    }
    return false;
}

bool comes_before(std::string_view one, std::string_view other)
{
    while (!one.empty() && !other.empty()) {
        if (is_digit(one.front()) && is_digit(other.front())) {
            auto const left = take_number(one);
            auto const right = take_number(other);
            if (left != right)
                return left < right;
            continue;
        }
        auto const left = take_letter(one);
        auto const right = take_letter(other);
        if (left != right)
            return left < right;
    }
    return one.empty() && !other.empty();
}

SortKey sort_key(std::string_view name)
{
    auto key = SortKey{};
    for (auto at = std::size_t{0}; at < 16 && !name.empty(); ++at) {
        auto const digit = is_digit(name.front());
        auto const letter = digit ? std::uint32_t{'0'} : std::min(take_letter(name), std::uint32_t{0xFF});
        key[at / 8] |= std::uint64_t{letter} << (56 - at % 8 * 8);
        if (digit || letter == 0xFF)
            break; // Numbers, and letters of further scripts, are compared by `comes_before`.
    }
    return key;
}

std::string listed(std::vector<std::string> const& names, std::size_t at_most, Joined joined)
{
    auto shown = names;
    if (names.size() > at_most) {
        shown.resize(at_most - 1);
        shown.push_back(tr_n("{} more", "{} more", static_cast<std::int64_t>(names.size() - shown.size())));
    }
    return formats().list(shown, joined == Joined::as_alternatives);
}

std::string capitalised(std::string_view text)
{
    auto result = std::string{text};
    if (!result.empty() && result.front() >= 'a' && result.front() <= 'z')
        result.front() = static_cast<char>(result.front() - 'a' + 'A');
    return result;
}

std::string quoted(std::string_view name)
{
    return tr("“{}”", name);
}

} // namespace castellan::ui
