// Terminals: devices that stand in a group and that its people share. Which are paired, by which token each is known, who
// has stood at it lately; and the codes by which one is paired. None of it is in the world.
#pragma once

#include "service/devices.hpp"
#include "service/random.hpp"
#include "service/store.hpp"
#include "wire/terminal_json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace castellan {

/// What a pairing code is for.
struct TerminalToBe {
    std::string group;
    std::string name;
    bool badge_alone = false;
    std::string by; // who had the code made
};

class Terminals {
public:
    /// Every change is put into `writes`, for the next batch.
    explicit Terminals(std::vector<SecretWrite>& writes) : writes_(writes) {}

    /// Takes the place of everything by what the store has; what is over by now is taken out of it. False if something can't
    /// be read.
    [[nodiscard]] bool load(std::vector<KeyValue> const& stored, Instant now);

    // Pairing

    static constexpr Instant code_lasts_ms = Instant{15} * 60 * 1000;
    static constexpr std::size_t code_letters = 12;
    static constexpr std::size_t found_by_letters = 4; // by them a code is found; 40 bits are left to guess
    static constexpr std::uint32_t code_tries_most = 10;
    static constexpr std::size_t each_most = 50; // of one group

    /// A code for a terminal of this group, in place of any former one.
    [[nodiscard]] PairingCode offer(TerminalToBe const& wanted, Random& random, Instant now);

    /// What this code is for. A wrong one counts as a try with those alone that begin like it, so that nobody uses up other
    /// people's codes. Nothing if there is none, or its time or its tries are over.
    [[nodiscard]] std::optional<TerminalToBe> find_code(std::string_view code, Instant now);

    struct Paired {
        std::string terminal;
        std::string token; // for its cookie, and known to nobody else
    };
    /// The group's code is spent.
    [[nodiscard]] Paired pair(TerminalToBe const& wanted, Random& random, Instant now);

    // What there is

    /// The id of the terminal that has this token, counted as seen now; empty if there is none.
    [[nodiscard]] std::string use(std::string_view token, Instant now);

    [[nodiscard]] wire::KeptTerminal const* find(std::string_view terminal) const;
    [[nodiscard]] std::vector<std::string> ids() const; // sorted
    [[nodiscard]] std::size_t count_in(std::string_view group) const;
    /// False: there is none.
    [[nodiscard]] bool revoke(std::string const& terminal);
    void drop_code(std::string const& group);

    // Who was there: for a terminal vouches for nobody else

    static constexpr Instant vouched_for_ms = Instant{30} * 24 * 60 * 60 * 1000;

    enum class Shown : std::uint8_t { badge, pin };

    /// Somebody has shown his PIN there, or his badge alone.
    void note(std::string const& terminal, std::string const& user, Shown shown, Instant now);

    /// Whether he has done so lately, and, by about the same clock, not only after what he is said to have done.
    [[nodiscard]] bool was_here(std::string const& terminal, std::string const& user, Instant happened, Instant now,
                                Shown least = Shown::badge) const;

    /// His PIN or badge is another, or he is put out: what he showed before vouches for nothing any more.
    void forget_person(std::string_view user);

private:
    struct Code : wire::KeptTerminalCode {
        std::uint32_t tries = 0; // since this start
    };

    std::vector<SecretWrite>& writes_;
    std::unordered_map<std::string, wire::KeptTerminal> by_id_;
    std::unordered_map<std::string, std::string> by_hash_;  // ids
    std::unordered_map<std::string, Code> codes_;           // by group
    struct Here {
        Instant first = 0;
        Instant last = 0;
        Instant pin = 0; // when he showed it last; 0: never
    };
    std::unordered_map<std::string, Here> here_;            // by terminal and user
};

} // namespace castellan
