// The world together with its log: what is applied is written, and what is written can be read back into the same world.
// Nothing here asks who may; that was decided before.
#pragma once

#include "model/world.hpp"
#include "rules/decision.hpp"
#include "service/followers.hpp"
#include "service/service.hpp"
#include "service/undo.hpp"
#include "wire/change_json.hpp"
#include "wire/log_json.hpp"

#include <algorithm>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::wire {
struct RefusedChange;
}

namespace castellan {

/// Kinds of entries besides those of RULEBOOK 7's changes.
inline constexpr std::string_view installation_kind = "organization.install";
inline constexpr std::string_view first_sign_in_kind = "user.first_sign_in";
inline constexpr std::string_view password_kind = "user.set_password";
inline constexpr std::string_view second_factor_kind = "user.set_second_factor";
inline constexpr std::string_view second_factor_removed_kind = "user.remove_second_factor";
inline constexpr std::string_view sessions_ended_kind = "user.end_sessions"; // one's own, or somebody else's
inline constexpr std::string_view pairing_code_kind = "safe.pairing_code"; // somebody had one made
inline constexpr std::string_view pairing_kind = "safe.pair";              // a device has used it
inline constexpr std::string_view webhook_secret_kind = "webhook.set_secret";
inline constexpr std::string_view webhook_again_kind = "webhook.send_again";
inline constexpr std::string_view credential_key_kind = "credential.set_key";
inline constexpr std::string_view pin_kind = "user.set_pin";
inline constexpr std::string_view pin_removed_kind = "user.remove_pin"; // by himself
inline constexpr std::string_view badge_kind = "user.set_badge";
inline constexpr std::string_view badge_removed_kind = "user.remove_badge";
inline constexpr std::string_view terminal_code_kind = "terminal.pairing_code"; // somebody had one made
inline constexpr std::string_view terminal_pairing_kind = "terminal.pair";      // a terminal has used it
inline constexpr std::string_view terminal_revoked_kind = "terminal.revoke";
inline constexpr std::string_view terminal_settled_kind = "terminal.settle"; // what it did without a connection, and was refused
inline constexpr std::string_view export_kind = "audit.export";
inline constexpr std::string_view installation_actor = "installation";
inline constexpr std::string_view device_prefix = "device:";
inline constexpr std::string_view invitation_prefix = "invitation:"; // somebody whom nobody knew before

/// Whether entries of this kind are about a person's secrets, and alter no world.
[[nodiscard]] constexpr bool is_about_secrets(std::string_view kind)
{
    return kind == password_kind || kind == second_factor_kind || kind == second_factor_removed_kind ||
           kind == sessions_ended_kind || kind == pin_kind || kind == pin_removed_kind || kind == badge_kind ||
           kind == badge_removed_kind;
}

/// Whether entries of this kind are about a group's terminals, and alter no world.
[[nodiscard]] constexpr bool is_about_terminals(std::string_view kind)
{
    return kind.starts_with("terminal.");
}

/// The same of a safe's secrets.
[[nodiscard]] constexpr bool is_about_pairing(std::string_view kind)
{
    return kind == pairing_code_kind || kind == pairing_kind;
}

/// A change on its way into the log.
struct Submission {
    Actor actor;
    wire::DecodedChange const& decoded;
    std::string_view from; // the address that it came from
    Instant now;
    UserId second_person = {}; // who was there as the second (S-13)
    std::string_view credential = {}; // the key's, by which somebody's program sent it
    std::optional<wire::LogTerminal> terminal = {}; // that he stood at
    Instant happened = 0; // by the clock of a terminal without a connection; 0: now
};

class Ledger {
public:
    Ledger(Store& store, Random& random, std::uint64_t snapshot_every)
        : store_(store), snapshot_every_(snapshot_every), followers_(random)
    {
    }

    /// Reads the latest snapshot and what came after it, in place of whatever there was. A snapshot that is not the one
    /// that the chain has sealed, or can't be read, counts for nothing: then the whole log is replayed.
    [[nodiscard]] std::expected<void, OpenError> load();

    [[nodiscard]] World const& world() const { return world_; }
    [[nodiscard]] Followers& followers() { return followers_; }
    [[nodiscard]] Followers const& followers() const { return followers_; }
    [[nodiscard]] std::uint64_t last_number() const { return last_number_; }

    /// Whether a snapshot was there that did not fit, and was passed over.
    [[nodiscard]] bool snapshot_was_refused() const { return snapshot_was_refused_; }

    /// Entry 1. `document` was read into `world` before.
    void install(World world, std::string_view document, Instant now);

    /// Carries out what the rules allowed, and writes it down. The entry bears the name of the kind, unless it is a
    /// change by another name.
    void carry_out(Submission const& submission, Decision const& decision, std::string_view kind = {});

    /// what is to be written down of something refused. Made while the world still is the one that it was judged
    /// in; written after a trial was taken back.
    [[nodiscard]] Entry refusal(Submission const& submission, Decision const& decision) const;
    void write(Entry refusal) { append(std::move(refusal)); }

    /// Writes down something that alters no world.
    void mention(UserId actor, std::string_view kind, std::string_view from, Instant now);
    /// The same of what the installation did to a person, from the command line.
    void mention_by_installation(UserId person, std::string_view kind, Instant now);

    /// What is to be written down of what somebody does to a person's secrets or sessions, refused or not; it alters no
    /// world. No actor: the installation.
    [[nodiscard]] Entry about_person(UserId actor, std::string_view kind, UserId person, Decision const& decision,
                                     std::string_view from, Instant now) const;

    /// What is to be written down of a safe's pairing, refused or not; it alters no world.
    [[nodiscard]] Entry about_pairing(Actor actor, std::string_view kind, SafeId safe, Decision const& decision,
                                      std::string_view from, Instant now) const;

    /// The same of a group's terminal; of a change of its that was refused, which one, and how it was settled.
    [[nodiscard]] Entry about_terminal(UserId actor, std::string_view kind, wire::LogTerminal const& terminal,
                                       Decision const& decision, std::string_view from, Instant now,
                                       wire::RefusedChange const* refused = nullptr,
                                       std::string_view note = {}) const;

    /// A person has a PIN from now on, or none any more: the one thing about his secrets that the world knows. No actor: the
    /// installation.
    void set_pin(UserId actor, UserId person, bool has_pin, std::string_view from, Instant now);

    /// Shows a safe as there or away without an entry: what the log says of it is known to be old, or to be right again.
    /// Snapshots hold what the log says.
    void show_presence(SafeId safe, bool online);
    /// Says whether a safe has its device, of which the log of changes and snapshots know nothing. A safe that is registered
    /// has none yet.
    void show_pairing(SafeId safe, bool is_paired);

    /// Whether something carried out was about this id: it is, or was, a thing's. An id is not given twice, since the
    /// trail would tell two lives as one.
    [[nodiscard]] bool has_lived(std::string const& id) const;

    /// What the next batch will write of the log.
    [[nodiscard]] std::span<Entry const> unwritten() const { return entries_; }

    // A trial: what is carried out until `keep` can be taken back.
    void try_out();
    void keep();
    void take_back();

    /// Secrets that go with the next batch.
    [[nodiscard]] std::vector<SecretWrite>& secrets() { return secrets_; }
    /// Files that do.
    [[nodiscard]] std::vector<FileWrite>& files() { return files_; }

    /// What an answer given now must wait for; 0: nothing.
    [[nodiscard]] std::uint64_t ticket() const;
    [[nodiscard]] Batch take_batch();
    void committed(std::uint64_t ticket);

    /// The number of the last entry that is durable.
    [[nodiscard]] std::uint64_t durable_number() const { return durable_number_; }

private:
    struct Trial {
        Undo undo;
        std::size_t entries;
        std::uint64_t last_number;
        Hash last_hash;
    };

    [[nodiscard]] std::expected<void, OpenError> load_snapshot();
    [[nodiscard]] std::expected<bool, OpenError> take_snapshot(Snapshot const& snapshot);
    [[nodiscard]] Snapshot make_snapshot();
    void append(Entry entry);
    template <class Alter>
    void show(SafeId safe, Alter alter);

    /// The instant of the next entry. A clock that was put back never makes the log run backwards, so that its
    /// entries are found by time.
    [[nodiscard]] Instant time_of(Instant now) const { return std::max(now, last_at_); }

    Store& store_;
    std::uint64_t snapshot_every_;

    World world_;
    Followers followers_;
    std::uint64_t last_number_ = 0;
    Hash last_hash_{};
    Instant last_at_ = 0;
    std::uint64_t snapshot_number_ = 0;
    bool snapshot_was_refused_ = false;
    std::vector<SafeId> shown_otherwise_; // safes whose `online` is not what the log says
    std::optional<Trial> trial_;

    // Not yet handed out, and the one batch that is on its way.
    std::vector<Entry> entries_;
    std::vector<SecretWrite> secrets_;
    std::vector<FileWrite> files_;
    std::uint64_t next_ticket_ = 1;
    bool on_its_way_ = false;
    std::uint64_t number_on_its_way_ = 0;
    std::uint64_t durable_number_ = 0;
};

/// "u1", "device:s1", "invitation:i1".
[[nodiscard]] std::string name_of(World const& world, Actor actor);

} // namespace castellan
