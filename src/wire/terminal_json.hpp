// Terminals of groups (docs/TERMINALS.md): what people say of them in the console, what they say themselves, and what the
// service keeps of them. Instants that a terminal counts with are milliseconds since 1970.
#pragma once

#include "wire/schema.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace castellan::wire {

// In the console

/// POST /api/v1/groups/{group}/terminal_code: answered by a PairingOffer.
struct TerminalOffer {
    std::string name;         // what the terminal is to be called
    bool badge_alone = false; // people sign in there with a badge and no PIN
};

struct TerminalRow {
    std::string id;
    std::string name;
    std::string group;
    bool badge_alone = false;
    When paired;
    std::string paired_by; // who had the code made, if the reader may see him
    When last_seen;
};

/// GET /api/v1/terminals
struct TerminalList {
    std::vector<TerminalRow> terminals;
};

/// POST /api/v1/pin
struct OwnPin {
    std::string pin;
    std::string password;
};

/// PUT /api/v1/users/{user}/badge
struct Badge {
    std::string badge;
};

/// What a terminal did without a connection, and the rules refuse now.
struct RefusedChange {
    std::string id;
    std::string terminal;
    std::string terminal_name;
    std::string account;
    std::string group; // which may be gone
    When at; // by the terminal's clock
    When received;
    std::string user; // who did it, if the reader may see him; likewise the second person
    std::string second_person;
    Json change;      // if the reader may see what it names
    std::string effect;
    std::string rule;
    std::string reason;
};

/// GET /api/v1/refused_changes: the oldest first.
struct RefusedChanges {
    std::vector<RefusedChange> refused;
};

/// POST /api/v1/refused_changes/{refused}/settle
struct Settlement {
    std::string note;
};

// At the terminal

/// POST /api/v1/terminal/pair
struct TerminalPairing {
    std::string code;
};

struct TerminalPerson {
    std::string user;
    std::string name;
};

/// GET /api/v1/terminal
struct TerminalState {
    std::string terminal;
    std::string name;
    std::string organization; // its name
    std::string account;      // its id
    std::string group;
    std::string group_name;
    std::string time_zone;
    bool badge_alone = false;
    std::int64_t inactivity_seconds = 30;
    std::int64_t now = 0;
    std::vector<TerminalPerson> people; // who may sign in by PIN
};

/// POST /api/v1/terminal/session: by `user` or `badge`.
struct TerminalSignIn {
    std::string user;
    std::string badge;
    std::string pin;
};

/// POST /api/v1/terminal/second-person
struct TerminalSecondPerson {
    std::string user;
    std::string badge;
    std::string pin;
    Json change;
};

/// What somebody did while the terminal had no connection.
struct QueuedChange {
    std::string id; // made by the terminal, once
    std::int64_t at = 0;
    std::string user;
    std::string second_person;
    std::optional<std::int64_t> was; // of an asset's quantity: what it was there, when this was taken out or returned
    Json change;
};

/// POST /api/v1/terminal/changes
struct QueuedChanges {
    std::vector<QueuedChange> changes;
};

enum class QueuedEffect : std::uint8_t { allow, deny, not_now, after, invalid };
template <>
inline constexpr auto words_of<QueuedEffect> =
    std::to_array<std::string_view>({"allow", "deny", "not_now", "after", "invalid"});

struct QueuedResult {
    std::string id;
    QueuedEffect effect = QueuedEffect::invalid;
    std::string rule;
    std::string reason;
};

struct QueuedResults {
    std::vector<QueuedResult> results; // in the order of the changes
};

// What the service keeps

struct KeptTerminal {
    std::string name;
    std::string group;
    bool badge_alone = false;
    std::string hash; // of its token
    std::string by;
    When paired;
    When seen; // within a quarter of an hour
};

struct KeptTerminalCode {
    std::string name;
    bool badge_alone = false;
    std::string by;
    std::string found_by; // the code's first letters
    std::string hash;
    When until;
};

struct KeptResult {
    QueuedEffect effect = QueuedEffect::invalid;
    std::string rule;
    std::string reason;
    When received;
};

inline constexpr auto terminal_name_text = TextLimits{Format::line, 60, false};
inline constexpr auto pin_text = TextLimits{Format::line, 8};
inline constexpr auto badge_text = TextLimits{Format::line, 64};
inline constexpr auto note_text = TextLimits{Format::block, 1'000, false};
inline constexpr std::uint32_t most_queued_at_once = 50;

template <>
inline constexpr std::string_view title_of<TerminalOffer> = "TerminalOffer";
template <>
inline constexpr auto members_of<TerminalOffer> = std::to_array<Member>({
    required<&TerminalOffer::name>("name", terminal_name_text),
    optional<&TerminalOffer::badge_alone>("badge_alone"),
});

template <>
inline constexpr std::string_view title_of<TerminalRow> = "Terminal";
template <>
inline constexpr auto members_of<TerminalRow> = std::to_array<Member>({
    required<&TerminalRow::id>("id", id_text),
    required<&TerminalRow::name>("name", terminal_name_text),
    required<&TerminalRow::group>("group", id_text),
    required<&TerminalRow::badge_alone>("badge_alone"),
    required<&TerminalRow::paired>("paired"),
    optional<&TerminalRow::paired_by>("paired_by", new_id_text),
    required<&TerminalRow::last_seen>("last_seen"),
});

template <>
inline constexpr std::string_view title_of<TerminalList> = "TerminalList";
template <>
inline constexpr auto members_of<TerminalList> = std::to_array<Member>({
    required<&TerminalList::terminals>("terminals"),
});

template <>
inline constexpr std::string_view title_of<OwnPin> = "OwnPin";
template <>
inline constexpr auto members_of<OwnPin> = std::to_array<Member>({
    required<&OwnPin::pin>("pin", pin_text),
    required<&OwnPin::password>("password", secret_text),
});

template <>
inline constexpr std::string_view title_of<Badge> = "Badge";
template <>
inline constexpr auto members_of<Badge> = std::to_array<Member>({
    required<&Badge::badge>("badge", badge_text),
});

template <>
inline constexpr std::string_view title_of<RefusedChange> = "RefusedChange";
template <>
inline constexpr auto members_of<RefusedChange> = std::to_array<Member>({
    required<&RefusedChange::id>("id", id_text),
    required<&RefusedChange::terminal>("terminal", id_text),
    required<&RefusedChange::terminal_name>("terminal_name", terminal_name_text),
    required<&RefusedChange::account>("account", id_text),
    required<&RefusedChange::group>("group", id_text),
    required<&RefusedChange::at>("at"),
    required<&RefusedChange::received>("received"),
    optional<&RefusedChange::user>("user", short_text),
    optional<&RefusedChange::second_person>("second_person", short_text),
    optional<&RefusedChange::change>("change"),
    required<&RefusedChange::effect>("effect", short_text),
    optional<&RefusedChange::rule>("rule", short_text),
    optional<&RefusedChange::reason>("reason", block_text),
});

template <>
inline constexpr std::string_view title_of<RefusedChanges> = "RefusedChanges";
template <>
inline constexpr auto members_of<RefusedChanges> = std::to_array<Member>({
    required<&RefusedChanges::refused>("refused"),
});

template <>
inline constexpr std::string_view title_of<Settlement> = "Settlement";
template <>
inline constexpr auto members_of<Settlement> = std::to_array<Member>({
    required<&Settlement::note>("note", note_text),
});

template <>
inline constexpr std::string_view title_of<TerminalPairing> = "TerminalPairing";
template <>
inline constexpr auto members_of<TerminalPairing> = std::to_array<Member>({
    required<&TerminalPairing::code>("code", {Format::line, 64, false}),
});

template <>
inline constexpr std::string_view title_of<TerminalPerson> = "TerminalPerson";
template <>
inline constexpr auto members_of<TerminalPerson> = std::to_array<Member>({
    required<&TerminalPerson::user>("user", id_text),
    required<&TerminalPerson::name>("name", name_text),
});

template <>
inline constexpr std::string_view title_of<TerminalState> = "TerminalState";
template <>
inline constexpr auto members_of<TerminalState> = std::to_array<Member>({
    required<&TerminalState::terminal>("terminal", id_text),
    required<&TerminalState::name>("name", terminal_name_text),
    required<&TerminalState::organization>("organization", name_text),
    required<&TerminalState::account>("account", id_text),
    required<&TerminalState::group>("group", id_text),
    required<&TerminalState::group_name>("group_name", name_text),
    optional<&TerminalState::time_zone>("time_zone", short_text),
    required<&TerminalState::badge_alone>("badge_alone"),
    required<&TerminalState::inactivity_seconds>("inactivity_seconds"),
    required<&TerminalState::now>("now"),
    required<&TerminalState::people>("people"),
});

template <>
inline constexpr std::string_view title_of<TerminalSignIn> = "TerminalSignIn";
template <>
inline constexpr auto members_of<TerminalSignIn> = std::to_array<Member>({
    optional<&TerminalSignIn::user>("user", new_id_text),
    optional<&TerminalSignIn::badge>("badge", badge_text),
    optional<&TerminalSignIn::pin>("pin", pin_text),
});

template <>
inline constexpr std::string_view title_of<TerminalSecondPerson> = "TerminalSecondPerson";
template <>
inline constexpr auto members_of<TerminalSecondPerson> = std::to_array<Member>({
    optional<&TerminalSecondPerson::user>("user", new_id_text),
    optional<&TerminalSecondPerson::badge>("badge", badge_text),
    optional<&TerminalSecondPerson::pin>("pin", pin_text),
    required<&TerminalSecondPerson::change>("change"),
});

template <>
inline constexpr std::string_view title_of<QueuedChange> = "QueuedChange";
template <>
inline constexpr auto members_of<QueuedChange> = std::to_array<Member>({
    required<&QueuedChange::id>("id", id_text),
    required<&QueuedChange::at>("at"),
    required<&QueuedChange::user>("user", id_text),
    optional<&QueuedChange::second_person>("second_person", new_id_text),
    between(optional<&QueuedChange::was>("was"), 0, most_quantity),
    required<&QueuedChange::change>("change"),
});

template <>
inline constexpr std::string_view title_of<QueuedChanges> = "QueuedChanges";
template <>
inline constexpr auto members_of<QueuedChanges> = std::to_array<Member>({
    at_most(required<&QueuedChanges::changes>("changes"), most_queued_at_once),
});

template <>
inline constexpr std::string_view title_of<QueuedResult> = "QueuedResult";
template <>
inline constexpr auto members_of<QueuedResult> = std::to_array<Member>({
    required<&QueuedResult::id>("id", id_text),
    required<&QueuedResult::effect>("effect"),
    optional<&QueuedResult::rule>("rule", short_text),
    optional<&QueuedResult::reason>("reason", block_text),
});

template <>
inline constexpr std::string_view title_of<QueuedResults> = "QueuedResults";
template <>
inline constexpr auto members_of<QueuedResults> = std::to_array<Member>({
    required<&QueuedResults::results>("results"),
});

template <>
inline constexpr std::string_view title_of<KeptTerminal> = "KeptTerminal";
template <>
inline constexpr auto members_of<KeptTerminal> = std::to_array<Member>({
    required<&KeptTerminal::name>("name", terminal_name_text),
    required<&KeptTerminal::group>("group", id_text),
    optional<&KeptTerminal::badge_alone>("badge_alone"),
    required<&KeptTerminal::hash>("hash", short_text),
    required<&KeptTerminal::by>("by", id_text),
    required<&KeptTerminal::paired>("paired"),
    required<&KeptTerminal::seen>("seen"),
});

template <>
inline constexpr std::string_view title_of<KeptTerminalCode> = "KeptTerminalCode";
template <>
inline constexpr auto members_of<KeptTerminalCode> = std::to_array<Member>({
    required<&KeptTerminalCode::name>("name", terminal_name_text),
    optional<&KeptTerminalCode::badge_alone>("badge_alone"),
    required<&KeptTerminalCode::by>("by", id_text),
    required<&KeptTerminalCode::found_by>("found_by", short_text),
    required<&KeptTerminalCode::hash>("hash", short_text),
    required<&KeptTerminalCode::until>("until"),
});

template <>
inline constexpr std::string_view title_of<KeptResult> = "KeptResult";
template <>
inline constexpr auto members_of<KeptResult> = std::to_array<Member>({
    required<&KeptResult::effect>("effect"),
    optional<&KeptResult::rule>("rule", short_text),
    optional<&KeptResult::reason>("reason", block_text),
    required<&KeptResult::received>("received"),
});

} // namespace castellan::wire
