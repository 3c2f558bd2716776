// Who follows what he may see, and what became different for each of them: by it replicas are brought up to date and
// event streams are woken. What does not differ for a person leaves no trace with him (RULEBOOK 6): neither in what he
// is told, nor in the numbers by which he asks.
#pragma once

#include "service/random.hpp"
#include "wire/sync.hpp"

#include <array>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace castellan {

/// Each follower has numbers of his own: one more whenever what he sees has become different. They begin anywhere, so
/// that those of another start of the server are not taken for these.
class Followers {
public:
    static constexpr std::size_t followers_most = 10'000;
    static constexpr std::size_t things_remembered = 2'000; // of one follower; beyond, everything is as cheap
    static constexpr std::size_t things_compared = 2'000;   // of one change; beyond, they are only counted
    static constexpr std::size_t sights_most = 4'000'000;   // looked at for one such change

    explicit Followers(Random& random) { random.fill(key_); }

    /// Forgets everybody: the world is another one. What was said before counts for nothing.
    void restart();

    /// What somebody is called here who stands at a terminal of the group with this id, or at none: two who see other things.
    [[nodiscard]] static std::string name_of(std::string_view viewer, std::string_view terminal_group);

    /// The number at which somebody stands now. From here on he is followed. `terminal`: the group at whose terminal he is.
    [[nodiscard]] std::uint64_t number_of(World const& world, UserId viewer, Instant now, GroupId terminal = {});

    /// The same by his name here, counting only changes up to this one. 0: he is not followed.
    [[nodiscard]] std::uint64_t number_at(std::string_view follower, std::uint64_t change) const;

    /// Keeps somebody who listens.
    void keep_following(std::string_view follower, Instant now);

    /// What became different for him since he stood at that number; nothing if that is not known (any more), or so much
    /// that he is to be told everything.
    [[nodiscard]] std::optional<wire::Touched> since(std::string_view follower, std::uint64_t number) const;

    // Around each change: `look` with the world before it, `note` with the world after it and the number of its entry.

    void look(World const& before, wire::Touched touched);
    void note(World const& after, std::uint64_t change);

    /// Takes back what changes after this one have left.
    void take_back(std::uint64_t change);

    [[nodiscard]] std::size_t size() const { return followers_.size(); }

private:
    struct Notice {
        std::uint64_t change;
        std::vector<std::pair<wire::Section, std::string>> things; // empty: his own scope changed, or too much
    };

    struct Follower {
        UserId user;
        GroupId terminal; // none: he is at no terminal
        std::string id;   // the person's
        std::uint64_t base = 0; // the number before the first notice that is remembered
        std::deque<Notice> notices;
        std::size_t things = 0; // in all of them
        Instant asked = 0;
    };

    /// A thing that a change touches.
    struct Thing {
        wire::Section section;
        std::string const* id;
        std::uint32_t slot; // none: not there
    };

    [[nodiscard]] std::uint64_t new_base(std::string_view viewer, Instant now) const;
    [[nodiscard]] std::vector<Thing> things_in(World const& world) const;
    [[nodiscard]] static bool is_there(World const& world, Follower const& follower);
    void compare(World const& after, std::uint64_t change);
    void count(World const& after, std::uint64_t change);
    static void add(Follower& follower, Notice notice);
    void forget_longest_unasked();

    std::array<std::byte, 32> key_{};
    std::unordered_map<std::string, Follower> followers_;

    // Between `look` and `note`.
    wire::Touched touched_;
    bool is_large_ = false;
    std::vector<std::uint64_t> before_; // by follower and thing: the version, or by follower: how many he saw
};

} // namespace castellan
