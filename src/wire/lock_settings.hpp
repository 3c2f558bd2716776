// What a door's lock settings say, as far as the console knows them. They are kept as a JSON object whose members are the
// lock's maker's; what is not known here stays as it is.
#pragma once

#include "model/things.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace castellan::wire {

/// A day on which the business hours do not count: the door stays locked.
struct Blackout {
    std::string day;  // YYYY-MM-DD
    std::string name; // "Christmas Day"
    friend bool operator==(Blackout const&, Blackout const&) = default;
};

struct LockSettings {
    std::vector<WeeklyWindow> business_hours; // when the door stands unlocked
    std::vector<Blackout> blackouts;
    std::string network; // the name of the Wi-Fi that the lock joins; its password is typed at the lock
    friend bool operator==(LockSettings const&, LockSettings const&) = default;
};

inline constexpr std::size_t most_blackouts = 100;

/// Reads `Door::lock_settings`. A member that does not look as expected counts as not there.
[[nodiscard]] LockSettings read_lock_settings(std::string_view json);

/// The members that are to be set, for `SetLockSettings::fields`: those in which `wanted` differs from what `present` says.
/// Whatever else stands in these, stays.
[[nodiscard]] std::string lock_settings_to_set(std::string_view present, LockSettings const& wanted);

} // namespace castellan::wire
