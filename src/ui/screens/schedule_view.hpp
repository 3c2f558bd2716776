// What a schedule says at a moment, and how its days that are different are typed.
#pragma once

#include "model/local_time.hpp"
#include "model/things.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::ui {

/// Whether it is open now, and when that changes next; 0: not within the next nine days.
struct OpenNow {
    bool open = false;
    Instant changes_at = 0;
};
/// `rule`: of the account's time zone (model/local_time.hpp).
[[nodiscard]] OpenNow open_now(Integration const& schedule, std::string_view rule, Instant now);

/// A window as it is typed: "08:00" to "18:00". Until midnight is "00:00".
struct TypedWindow {
    std::string from;
    std::string until;
    friend bool operator==(TypedWindow const&, TypedWindow const&) = default;
};

/// A day that is different: without times it is closed.
struct TypedDay {
    std::string day; // YYYY-MM-DD
    TypedWindow window;
    friend bool operator==(TypedDay const&, TypedDay const&) = default;
};

[[nodiscard]] std::vector<TypedDay> typed_days(std::vector<DayWindow> const& exceptions);

/// What was typed, sorted; nothing if something of it is no time, or half of one.
[[nodiscard]] std::optional<std::vector<DayWindow>> exceptions_of(std::vector<TypedDay> const& days);

} // namespace castellan::ui
