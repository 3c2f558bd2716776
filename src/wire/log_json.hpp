// What the log keeps of a change, and how the audit trail shows it.
#pragma once

#include "wire/schema.hpp"

#include <optional>
#include <string>
#include <vector>

namespace castellan::wire {

/// The terminal that somebody stood at, as it was called then.
struct LogTerminal {
    std::string id; // empty: it is yet to be paired
    std::string name;
    std::string group;
};

/// The body of a log entry.
struct LogBody {
    Json change;
    std::string effect;
    std::string rule;
    std::string reason;
    std::string from; // the address that it came from
    std::string credential; // whose key it was sent with
    std::vector<std::string> accounts; // where it happened; decides who may read it when its thing is gone
    std::string second_person;         // who was there as the second (S-13)
    std::optional<LogTerminal> terminal; // that it was done at
    When happened;                       // by the clock of a terminal that had no connection then
    bool hidden = false;                // refused as what is not there, or not to be seen
    std::vector<std::string> hidden_in; // where it is, for those who see it
    Json before;      // the thing before and after, empty if there was none
    Json after;
};

/// One line of the audit trail. Who may not list the thing gets instant and actor only.
struct AuditEntry {
    std::string id;          // made of what is shown
    std::int64_t number = 0; // in the log; only for readers of the whole organisation's trail
    When at;
    std::string actor;      // "u1", "device:s1", "installation", or empty: somebody whom the reader may not see
    std::string actor_name; // as it is now, or was
    std::string second_person;      // who was there as the second (S-13); empty likewise
    std::string second_person_name;
    std::string kind;
    std::string effect;
    std::string rule;
    std::string reason;
    std::string from;
    std::string credential; // whose key it was sent with, where the reader may see it
    std::string terminal;   // the name of the terminal that it was done at, likewise
    When happened;          // by the clock of a terminal that had no connection then
    Json change;
    Json before;
    Json after;
};

struct AuditPage {
    std::vector<AuditEntry> entries; // the newest first
    std::string before;              // ask on with this; empty: there is no more
    When verified;                    // the chain of hashes was walked up to this instant, and nothing was altered
    std::int64_t verified_number = 0; // and up to this entry; only for readers of the whole organisation's trail
    bool broken = false;              // something was altered, or is missing
};

/// What somebody used of what he may.
struct Used {
    std::string user;
    std::vector<std::string> permissions;
};

struct UsagePage {
    std::vector<Used> used;
    std::string before; // ask on with this; empty: there is no more
};

template <>
inline constexpr std::string_view title_of<LogTerminal> = "LogTerminal";
template <>
inline constexpr auto members_of<LogTerminal> = std::to_array<Member>({
    optional<&LogTerminal::id>("id", new_id_text),
    required<&LogTerminal::name>("name", name_text),
    required<&LogTerminal::group>("group", id_text),
});

template <>
inline constexpr std::string_view title_of<LogBody> = "LogBody";
template <>
inline constexpr auto members_of<LogBody> = std::to_array<Member>({
    required<&LogBody::change>("change"),
    required<&LogBody::effect>("effect", short_text),
    optional<&LogBody::rule>("rule", short_text),
    optional<&LogBody::reason>("reason", block_text),
    optional<&LogBody::from>("from"),
    optional<&LogBody::credential>("credential", new_id_text),
    of(optional<&LogBody::accounts>("accounts"), list_of<id_text>),
    optional<&LogBody::second_person>("second_person", short_text),
    optional<&LogBody::terminal>("terminal"),
    optional<&LogBody::happened>("happened"),
    optional<&LogBody::hidden>("hidden"),
    of(optional<&LogBody::hidden_in>("hidden_in"), list_of<id_text>),
    optional<&LogBody::before>("before"),
    optional<&LogBody::after>("after"),
});

template <>
inline constexpr std::string_view title_of<AuditEntry> = "AuditEntry";
template <>
inline constexpr auto members_of<AuditEntry> = std::to_array<Member>({
    required<&AuditEntry::id>("id", short_text),
    optional<&AuditEntry::number>("number"),
    required<&AuditEntry::at>("at"),
    optional<&AuditEntry::actor>("actor"),
    optional<&AuditEntry::actor_name>("actor_name", name_text),
    optional<&AuditEntry::second_person>("second_person"),
    optional<&AuditEntry::second_person_name>("second_person_name", name_text),
    optional<&AuditEntry::kind>("kind", short_text),
    optional<&AuditEntry::effect>("effect", short_text),
    optional<&AuditEntry::rule>("rule", short_text),
    optional<&AuditEntry::reason>("reason", block_text),
    optional<&AuditEntry::from>("from"),
    optional<&AuditEntry::credential>("credential", new_id_text),
    optional<&AuditEntry::terminal>("terminal", name_text),
    optional<&AuditEntry::happened>("happened"),
    optional<&AuditEntry::change>("change"),
    optional<&AuditEntry::before>("before"),
    optional<&AuditEntry::after>("after"),
});

template <>
inline constexpr std::string_view title_of<Used> = "Used";
template <>
inline constexpr auto members_of<Used> = std::to_array<Member>({
    required<&Used::user>("user", id_text),
    of(required<&Used::permissions>("permissions"), list_of<short_text>),
});

template <>
inline constexpr std::string_view title_of<UsagePage> = "UsagePage";
template <>
inline constexpr auto members_of<UsagePage> = std::to_array<Member>({
    required<&UsagePage::used>("used"),
    optional<&UsagePage::before>("before", short_text),
});

template <>
inline constexpr std::string_view title_of<AuditPage> = "AuditPage";
template <>
inline constexpr auto members_of<AuditPage> = std::to_array<Member>({
    required<&AuditPage::entries>("entries"),
    optional<&AuditPage::before>("before", short_text),
    optional<&AuditPage::verified>("verified"),
    optional<&AuditPage::verified_number>("verified_number"),
    optional<&AuditPage::broken>("broken"),
});

} // namespace castellan::wire
