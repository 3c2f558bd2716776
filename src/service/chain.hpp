// The chain that makes tampering show: each entry's hash covers the former one's.
#pragma once

#include "service/store.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace castellan {

/// BLAKE2b-256 over the previous hash and number, instant, actor, kind and body, each with its length in front.
[[nodiscard]] Hash hash_of(Entry const& entry);

/// Sets number, previous hash and hash of an entry that follows another.
void link(Entry& entry, std::uint64_t number, Hash const& previous);

/// BLAKE2b-256 over the bytes of a snapshot.
[[nodiscard]] Hash hash_of(Snapshot const& snapshot);

/// The entry that follows a snapshot, and binds it into the chain: nothing else would show that it was altered. It
/// alters no world, so that replaying the log needs neither the snapshot nor its seal.
inline constexpr std::string_view snapshot_kind = "organization.snapshot";

[[nodiscard]] std::string seal_body(Snapshot const& snapshot);

/// Whether `seal` is the entry that followed this very snapshot.
[[nodiscard]] bool seals(Entry const& seal, Snapshot const& snapshot);

/// Where a chain broke.
struct ChainBreak {
    std::uint64_t number = 0; // the first entry that does not fit
    std::string problem;      // a sentence
};

/// Walks the whole log from entry 1, and looks whether the snapshot is the one that was sealed: the number of entries,
/// or the first break. For `castellan verify`.
[[nodiscard]] std::expected<std::uint64_t, ChainBreak> verify_chain(Store& store);

} // namespace castellan
