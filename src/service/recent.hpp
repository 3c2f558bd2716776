// The last changes, remembered well enough to tell a person what is different for him since one of them (RULEBOOK 6):
// what he may see now, and what he could see before and can't any more. Ids of things that he never saw stay out.
#pragma once

#include "model/apply.hpp"
#include "wire/sync.hpp"

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace castellan {

/// Where a thing stood before a change touched it.
struct FormerPlace {
    wire::Section section;
    std::string id;
    std::vector<AccountId> accounts;      // of a person: those of his roles on any side
    std::vector<AccountId> safes_accounts; // of a person: those in whose directory he stood
    std::vector<GroupId> groups;          // the groups of a safe, of an asset's safe, or the group itself
};

/// What one change touched.
struct Trace {
    std::uint64_t number = 0;
    wire::Touched touched;
    std::vector<FormerPlace> former; // of those things that were there before

    /// How many things; at least one.
    [[nodiscard]] std::size_t size() const;
};

/// To be called with the world before `apply`.
[[nodiscard]] Trace trace_of(World const& before, Actor actor, Change const& change);

class Recent {
public:
    static constexpr std::size_t traces_kept = 4'096;
    static constexpr std::size_t things_kept = 100'000; // of all of them
    static constexpr std::size_t difference_most = 2'000; // things; beyond, everything is as cheap

    /// Starts anew: nothing before this number is known.
    void restart(std::uint64_t number);

    void add(Trace trace);

    /// Takes back what was added after this number.
    void take_back(std::uint64_t number);

    /// What was touched after `since` and concerns the viewer. Empty: it is not known any more, or his own scope has
    /// changed, so that he is to be told everything.
    [[nodiscard]] std::optional<wire::Touched> since(World const& world, UserId viewer, std::uint64_t since) const;

    /// The number of the first change after `from`, up to `to`, of which a viewer may notice anything; 0: none. `from`
    /// before what is remembered counts as noticed.
    [[nodiscard]] std::uint64_t first_noticed(World const& world, UserId viewer, std::uint64_t from,
                                              std::uint64_t to) const;

private:
    [[nodiscard]] std::deque<Trace>::const_iterator after(std::uint64_t number) const;

    void forget_first();

    std::deque<Trace> traces_;
    std::size_t things_ = 0; // in all traces
    std::uint64_t known_from_ = 0; // every applied change after this one is in `traces_`
};

} // namespace castellan
