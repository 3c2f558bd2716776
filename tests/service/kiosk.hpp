// A house with a terminal in Station 7 (g1), and a PIN for everybody who may sign in.
#pragma once

#include "tests/service/house.hpp"

#include <string>
#include <string_view>

namespace castellan::test {

inline constexpr std::string_view pin = "258046";

/// A terminal's code for a group, made by a person who may.
[[nodiscard]] Response terminal_code(House& house, std::string_view group = "g1", std::string_view person = "ada",
                                     bool badge_alone = false);

/// Whatever comes of pairing by a code.
[[nodiscard]] Response pair_terminal(House& house, std::string_view code, std::string_view address = "192.0.2.1");

class Terminal {
public:
    explicit Terminal(House& house, std::string_view group = "g1", std::string_view person = "ada", bool badge_alone = false);

    /// By PIN, badge, or both.
    Response sign_in(std::string_view user, std::string_view secret = pin);
    Response sign_in_by_badge(std::string_view badge, std::string_view secret = {});

    /// As whoever stands there.
    Response ask(std::string_view method, std::string_view target, std::string_view body = {}, Extras const& extras = {});
    Response get(std::string_view target) { return ask("GET", target); }
    /// One change, as a batch.
    Response change(std::string_view change, std::string_view second_person = {});

    /// What was queued: rows of {"id":…}, separated by commas.
    Response send(std::string_view changes);

    std::string id;
    std::string cookie;  // of the terminal
    std::string session; // of whoever stands there

private:
    Response enter(std::string_view body);

    House* house_;
};

struct Kiosk : House {
    explicit Kiosk(bool badge_alone = false);
    Terminal terminal;
};

/// One row of what was queued.
[[nodiscard]] std::string queued(std::string_view id, Instant at, std::string_view user, std::string_view change,
                                 std::string_view more = {});

/// Gives everybody in the house the PIN.
void give_pins(House& house);

} // namespace castellan::test
