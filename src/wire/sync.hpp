// The cut: what one person may see of the world, on its way from the server to the replica in the browser.
#pragma once

#include "model/apply.hpp"
#include "model/change.hpp"
#include "model/world.hpp"
#include "wire/error.hpp"
#include "wire/schema.hpp"

#include <array>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::wire {

/// What one or more changes touched, by id, since a thing may be gone when the difference is cut.
struct Touched {
    std::array<std::vector<std::string>, section_count> things; // by Section
    /// People whose own scope changed: what they see may differ anywhere, so that they are sent everything.
    std::vector<std::string> scopes;
    /// So much changed that sending everything is simpler.
    bool everything = false;
};

/// Notes what an allowed change is about to touch. Call it with the world before `apply`.
void note(Touched& touched, World const& before, Actor actor, Change const& change);

/// Adds the safes with orders of people whose scope changes: who gave an order is named to whom he is visible.
void note_orders_of_scopes(Touched& touched, World const& world);

/// Adds what another stretch of changes touched.
void merge(Touched& touched, Touched const& more);

/// Everything that `viewer` may see. `number` is what he is to ask on with (Replica::revision); without one it is the
/// world's own revision, which tells how much happens that he does not see: that is for tests and tools.
/// `terminal`: at a terminal of this group (rules/at_terminal.hpp).
[[nodiscard]] std::string encode_sync(World const& world, UserId viewer,
                                      std::optional<std::uint64_t> number = std::nullopt, GroupId terminal = {});

/// The difference: what was touched and is visible now, and the ids of what was touched and isn't. A touched safe
/// brings its assets. Sends everything where `touched` says that the viewer's scope changed.
[[nodiscard]] std::string encode_sync(World const& world, UserId viewer, Touched const& touched,
                                      std::optional<std::uint64_t> number = std::nullopt, GroupId terminal = {});

/// What a cut says besides the things.
struct Synced {
    UserId me;
    std::uint64_t revision = 0;
    bool everything = false; // a full cut; otherwise a difference
    /// How many rows were new or changed, and removed, for whoever wants to redraw only then.
    std::size_t changed = 0;
    std::size_t removed = 0;
};

/// Brings a replica up to date. Handles to things that stay are kept also over a full cut. After an error the replica
/// may be half-way: ask for everything.
[[nodiscard]] std::expected<Synced, WireError> decode_sync(World& replica, std::string_view json);

/// The same for a full cut that comes in pieces: its rows are in the replica as they arrive, and its text is never in
/// memory as a whole. Until it is finished, rows may be missing to which others refer.
class SyncReader {
public:
    /// `replica` stays where it is until the reader is gone.
    explicit SyncReader(World& replica);
    SyncReader(SyncReader&&) noexcept;
    SyncReader& operator=(SyncReader&&) noexcept;
    ~SyncReader();

    /// False: it can't be read, and `finish` says why.
    bool take(std::string_view piece);
    /// Whose cut it is; none until his row has come.
    [[nodiscard]] UserId me() const;
    [[nodiscard]] std::expected<Synced, WireError> finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace castellan::wire
