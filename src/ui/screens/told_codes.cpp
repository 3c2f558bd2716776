#include "ui/screens/told_codes.hpp"

#include <algorithm>

namespace castellan::ui {

namespace {

constexpr Instant second = 1'000;

/// Seconds that are left. When there are none the dialog closes, and the code is forgotten.
std::int64_t seconds_left(Ui& ui, ToldCode& told, Instant shown_ms)
{
    if (told.until == 0)
        told.until = ui.now_ms() + shown_ms;
    auto const left = std::max<Instant>(told.until - ui.now_ms(), 0);
    if (left == 0)
        told.open = false;
    else
        ui.draw_again_in(static_cast<double>(left % second == 0 ? second : left % second) / second);
    return (left + second - 1) / second;
}

void forget(ToldCode& told)
{
    std::ranges::fill(told.code, '\0');
    told = {};
}

/// "12345678" → "1234 5678", as it is read out and typed.
std::string in_halves(std::string_view code)
{
    auto result = std::string{code};
    result.insert(code.size() / 2, 1, ' ');
    return result;
}

} // namespace

void emergency_code_told(Ui& ui, World const& world, ToldCode& told)
{
    auto const safe = world.safes.find(told.safe);
    if (told.code.empty() || !safe)
        return;
    auto const left = seconds_left(ui, told, emergency_code_shown_ms);
    if (Dialog dialog{ui, tr("Emergency code for {}", world.safes[safe].name), told.open,
                      {.body = tr("Type it at the safe. It opens once and is not shown again."), .closes = true}}) {
        large_code(ui, in_halves(told.code));
        muted(ui, tr_n("Gone in {} second", "Gone in {} seconds", left));
    }
    if (!told.open)
        forget(told);
}

namespace {

void code_told(Ui& ui, std::string_view title, std::string_view body, ToldCode& told)
{
    auto const left = seconds_left(ui, told, pairing_code_shown_ms);
    if (Dialog dialog{ui, title, told.open, {.body = body, .closes = true}}) {
        large_code(ui, told.code);
        muted(ui, left > 60 ? tr_n("Good for {} minute", "Good for {} minutes", (left + 59) / 60)
                            : tr_n("Gone in {} second", "Gone in {} seconds", left));
    }
    if (!told.open)
        forget(told);
}

} // namespace

void pairing_code_told(Ui& ui, World const& world, ToldCode& told)
{
    auto const safe = world.safes.find(told.safe);
    if (told.code.empty() || !safe)
        return;
    auto const& row = world.safes[safe];
    code_told(ui, tr("Pair {}", row.name),
              tr("Type this code into the device with serial number {}. It is good once, and not shown again.", row.serial), told);
}

void terminal_code_told(Ui& ui, World const& world, ToldCode& told)
{
    auto const group = world.groups.find(told.safe);
    if (told.code.empty() || !group)
        return;
    code_told(ui, tr("Pair a terminal with {}", world.groups[group].name),
              tr("Open {} on the terminal and type this code. It is good once, and not shown again.", "/terminal.html"), told);
}

} // namespace castellan::ui
