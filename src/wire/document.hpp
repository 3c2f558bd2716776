// The organisation document (RULEBOOK 8), as JSON for people and programs and as CBOR for snapshots.
#pragma once

#include "model/world.hpp"
#include "wire/error.hpp"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::wire {

/// Reads an organisation. All errors are reported at once (the first `most_errors` of them), each with its path; a
/// world comes out only if there are none and its invariants hold.
[[nodiscard]] std::expected<World, std::vector<WireError>> decode_document(std::string_view json);
inline constexpr std::size_t most_errors = 100;

[[nodiscard]] std::string encode_document(World const& world);

/// The same with versions, orders and the revision, as CBOR: what the store keeps so that starting is fast.
[[nodiscard]] std::expected<World, std::vector<WireError>> decode_snapshot(std::string_view cbor);
[[nodiscard]] std::string encode_snapshot(World const& world);

} // namespace castellan::wire
