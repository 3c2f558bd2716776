// The chain that makes tampering show: each entry's hash covers the former one's.
#pragma once

#include "service/store.hpp"

#include <cstdint>
#include <expected>
#include <string>

namespace castellan {

/// BLAKE2b-256 over the previous hash and number, instant, actor, kind and body, each with its length in front.
[[nodiscard]] Hash hash_of(Entry const& entry);

/// Sets number, previous hash and hash of an entry that follows another.
void link(Entry& entry, std::uint64_t number, Hash const& previous);

/// Where a chain broke.
struct ChainBreak {
    std::uint64_t number = 0; // the first entry that does not fit
    std::string problem;      // a sentence
};

/// Walks the whole log from entry 1: the number of entries, or the first break. For `castellan verify`.
[[nodiscard]] std::expected<std::uint64_t, ChainBreak> verify_chain(Store& store);

} // namespace castellan
