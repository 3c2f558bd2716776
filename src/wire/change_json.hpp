// Changes as JSON (RULEBOOK 7): {"kind":"group.add_member","group":"g1","user":"u1"}.
#pragma once

#include "model/change.hpp"
#include "model/world.hpp"
#include "wire/error.hpp"
#include "wire/schema.hpp"

#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::wire {

/// An id in a change that names nothing in the world it was read against.
struct UnknownId {
    std::string path; // "user", "rows[3].groups[0]"
    std::string id;
};

/// A change as it came. Ids that name nothing became `none` handles, which the rules deny like what may not be seen
/// (RULEBOOK 6); a thing whose parent was named and does not fit counts as unknown too. `unknown` keeps what was said,
/// so that the log can hold a refused change as it was sent. Lock settings and values of a record that are set in part
/// have been completed by what the thing has already.
struct DecodedChange {
    Change change;
    std::vector<UnknownId> unknown;
};

/// The table of the parameters of a kind.
[[nodiscard]] Schema const& parameters_of(Kind kind);

[[nodiscard]] std::expected<DecodedChange, WireError> decode_change(World const& world, std::string_view json);

/// A part of a path that stands for a parameter: {"user", "u1"}; the value still percent-encoded.
struct PathParameter {
    std::string_view name;
    std::string_view value;
};

/// A change from a resource route: some parameters stand in the path, the others are members of `body`, and the members
/// of `fields` stand beside them: PATCH /users/u1 {"name":"Ada"}. An empty body counts as {}.
[[nodiscard]] std::expected<DecodedChange, WireError> decode_change_parameters(World const& world, Kind kind,
                                                                               std::span<PathParameter const> path,
                                                                               std::string_view body);

/// The body of a batch, {"changes":[…]}: each change as JSON text, to be decoded against the world that the former
/// left. A problem within one of them is then told with `within("changes[2]", error)`.
[[nodiscard]] std::expected<std::vector<std::string>, WireError> decode_batch(std::string_view json);

/// The same problem, seen from further out: "changes[2]" and "user" give "changes[2].user".
[[nodiscard]] WireError within(std::string_view path, WireError error);

/// The change in its one canonical form; a `none` handle becomes what `unknown` has at its place, or "".
[[nodiscard]] std::string encode_change(World const& world, Change const& change,
                                        std::span<UnknownId const> unknown = {});

} // namespace castellan::wire
