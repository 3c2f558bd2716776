// Headings, paragraphs, badges, avatars, times: what is read and not touched. Text that is too long for its place ends
// in "…" and shows itself whole as a tooltip.
#pragma once

#include "ui/kit/ui.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace castellan::ui {

/// A heading within a page; `page_header` has the first one. `level` 2 or 3.
void heading(Ui& ui, std::string_view text, int level = 2);

/// Wrapped text over the whole width.
void paragraph(Ui& ui, std::string_view text);
void muted(Ui& ui, std::string_view text);

/// A code to be read off and typed elsewhere.
void large_code(Ui& ui, std::string_view code);

/// A link within the flow; `href` is a route (`#/groups/g1`). True when it was followed.
bool link(Ui& ui, std::string_view label, std::string_view href, Icon icon = {});

/// A dot and a word. The word says it; the colour helps.
void badge(Ui& ui, Tone tone, std::string_view word);

/// A person in the flow: initials, name, second line.
void person(Ui& ui, std::string_view name, std::string_view detail = {});

void divider(Ui& ui);
void space(Ui& ui, float height);

/// "Ada Lovelace" → "AL"; one letter where there is one word.
[[nodiscard]] std::string initials(std::string_view name);

/// "just now", "3 minutes ago", "yesterday", "12 Mar", "12 Mar 2024"; "never" for 0, as the language has it.
[[nodiscard]] std::string relative_time(std::int64_t at_ms, std::int64_t now_ms, int utc_offset_minutes);
/// "12 March 2024, 14:05"
[[nodiscard]] std::string date_and_time(std::int64_t at_ms, int utc_offset_minutes);
/// "12,408"
[[nodiscard]] std::string grouped(std::int64_t number);
/// "1 person", "3 people"
[[nodiscard]] std::string counted(std::int64_t number, std::string_view one, std::string_view many);

} // namespace castellan::ui
