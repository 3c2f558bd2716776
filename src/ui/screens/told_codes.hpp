// Codes that the service tells once: of an emergency, and for pairing a device. They are on the screen for as long as they
// are worth something, and nowhere afterwards.
#pragma once

#include "ui/kit/kit.hpp"
#include "ui/screens/seen.hpp"

#include <cstdint>
#include <string>

namespace castellan::ui {

struct ToldCode {
    bool open = false;
    std::string safe;  // its id; of a terminal's code the group's
    std::string code;
    Instant until = 0; // by this browser's clock; 0: counted from the first frame on

    /// Shows a code from the next frame on.
    void tell(std::string of_safe, std::string text) { *this = {true, std::move(of_safe), std::move(text), 0}; }
};

inline constexpr Instant emergency_code_shown_ms = 60'000;
inline constexpr Instant pairing_code_shown_ms = Instant{15} * 60 * 1000;

void emergency_code_told(Ui& ui, World const& world, ToldCode& told);
void pairing_code_told(Ui& ui, World const& world, ToldCode& told);
/// `told.safe` is a group here.
void terminal_code_told(Ui& ui, World const& world, ToldCode& told);

} // namespace castellan::ui
