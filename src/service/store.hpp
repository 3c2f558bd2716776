// What must outlast the process: the log, snapshots of the world, and secrets. The server implements it with SQLite,
// tests and the offline demonstration with memory (memory_store.hpp).
#pragma once

#include "model/things.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan {

using Hash = std::array<std::byte, 32>;

/// One row of the log. `body` is JSON and says the rest: change, effect, rule, before, after, from where.
/// The hash is BLAKE2b-256 over the previous hash and all other members (service/chain.hpp), so that nothing can be
/// altered, removed or put between without showing.
struct Entry {
    std::uint64_t number = 0; // from 1, without gaps
    Instant at = 0;
    std::string actor; // a user's id, "device:" + a safe's id, or "installation"
    std::string kind;  // RULEBOOK 7's name, or "organization.install", "user.set_password", "user.set_second_factor" …
    std::string body;
    Hash previous_hash{};
    Hash hash{};

    /// The ids of the things that it is about and of who did it ("u1", "a1"), each once: for looking up. Not hashed,
    /// since the rest says it all; a store keeps it as an index beside the log.
    std::vector<std::string> about;
};

/// The world after entry `number`, as the wire's binary document (opaque to the store).
struct Snapshot {
    std::uint64_t number = 0;
    std::string world;
};

/// Secrets are in tables of their own: never in the world, the log, or an answer.
enum class SecretTable : std::uint8_t {
    passwords, // user id → Argon2id string
    sessions,  // hash of the token → whose, and since when
    answers,   // person and idempotency key → the first answer
    settings,  // what the store itself is, such as "demonstration"; "last sign-in " + user id → when
    second_factors, // user id → the authenticator's secret, and hashes of recovery codes
    invitations,    // hash of a one-time link's token → the invitation's id
    devices,        // safe id → its device's key, the secret of its emergency codes; "code " + safe id → hash of a pairing code
    webhooks,       // webhook id → its secret, and how it is doing
    deliveries,     // webhook id and message id → what is to be told, and what became of it
    credentials,    // credential id → its key's prefix and hash, and who made it
    pins,           // "pin " + user id → Argon2id string; "badge " + user id → keyed hash of it; "key" → that key
    terminals,      // "terminal " + id → what it is; "code " + group id → hash of a pairing code; "here " + id + user id → when
    terminal_changes, // "done " + terminal id + its id of a change → what became of it; "refused " + id → what is to be settled
};
inline constexpr std::size_t secret_table_count = 13;

/// Puts a value in place of any former one, or takes the key away.
struct SecretWrite {
    SecretTable table;
    std::string key;
    std::optional<std::string> value; // may hold any bytes; absent: take away
};

/// A file beside the world, by the hash of its content: a photo, a signature. Absent content: take it away.
struct FileWrite {
    std::string id;
    std::optional<std::string> content;
};

/// What is written in one transaction: all of it or nothing, and durable when `append` comes back.
struct Batch {
    std::uint64_t ticket = 0; // `committed(ticket)` when it is durable
    std::vector<Entry> entries;
    std::vector<SecretWrite> secrets; // in order
    std::vector<FileWrite> files;     // in order
    std::optional<Snapshot> snapshot; // the last entry is its seal; older ones may be removed

    [[nodiscard]] bool empty() const { return entries.empty() && secrets.empty() && files.empty() && !snapshot; }
};

enum class StoreError : std::uint8_t {
    conflict,    // an entry with this number is there already: somebody else writes
    unavailable, // disk full, locked, lost
    damaged,     // what is there can't be read
};

/// Which entries of the trail are wanted.
struct EntryFilter {
    std::vector<std::string> about; // only what has all of these ids in its `about`
    std::string kind;               // only of this kind; empty: of all
};

using KeyValue = std::pair<std::string, std::string>;

/// `append` is called from one writer thread while the service's thread reads; an implementation must allow that.
/// Readers see only what was appended completely.
class Store {
public:
    virtual ~Store() = default;

    static constexpr std::size_t read_bytes_most = std::size_t{8} * 1024 * 1024;

    /// Writes one batch durably. After an error nothing of it is there.
    [[nodiscard]] virtual std::expected<void, StoreError> append(Batch const& batch) = 0;

    /// The number of the last entry; 0 in an empty store.
    [[nodiscard]] virtual std::expected<std::uint64_t, StoreError> last_number() = 0;

    /// At most `limit` entries from number `from` upwards. Fewer, but at least one, where their bodies together have more
    /// than `read_bytes_most`: an import has megabytes. So only an empty answer says that there is no more. `about` may be left empty.
    [[nodiscard]] virtual std::expected<std::vector<Entry>, StoreError> read(std::uint64_t from, std::size_t limit) = 0;

    /// At most `limit` entries with numbers below `before`, the latest first, that pass the filter; fewer likewise.
    [[nodiscard]] virtual std::expected<std::vector<Entry>, StoreError>
    read_back(std::uint64_t before, std::size_t limit, EntryFilter const& filter) = 0;

    /// The latest snapshot, if there is one.
    [[nodiscard]] virtual std::expected<std::optional<Snapshot>, StoreError> latest_snapshot() = 0;

    /// Everything in one table of secrets, in no particular order.
    [[nodiscard]] virtual std::expected<std::vector<KeyValue>, StoreError> secrets(SecretTable table) = 0;

    /// One file; nothing if there is none.
    [[nodiscard]] virtual std::expected<std::optional<std::string>, StoreError> file(std::string_view id) = 0;

    /// The ids of all files.
    [[nodiscard]] virtual std::expected<std::vector<std::string>, StoreError> files() = 0;
};

} // namespace castellan
