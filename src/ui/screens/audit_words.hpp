// Entries of the audit trail as sentences.
#pragma once

#include "client/audit_trail.hpp"
#include "model/world.hpp"
#include "ui/kit/basics.hpp"
#include "ui/kit/icons.hpp"

#include <string>
#include <vector>

namespace castellan::ui {

/// "Added Kim Park to Station 7"; of a refused one "Was refused to add Kim Park to Station 7". Things that the reader
/// does not see any more are called what they were called, or by their id.
[[nodiscard]] std::string audit_sentence(World const& world, client::AuditEntry const& entry);
/// "add Kim Park to Station 7": what was, or would be, asked for.
[[nodiscard]] std::string audit_wanted(World const& world, client::AuditEntry const& entry);
/// Who did it.
[[nodiscard]] std::string audit_actor(World const& world, client::AuditEntry const& entry);
/// What it altered: "Name: Station 7 → Station 8".
[[nodiscard]] std::string audit_details(World const& world, client::AuditEntry const& entry);
/// One member of it by itself, in words.
struct AuditDifferenceLine {
    std::string member; // "Two-person rule"
    std::string before;
    std::string after;
};
[[nodiscard]] std::vector<AuditDifferenceLine> audit_differences(World const& world, client::AuditEntry const& entry);
/// What the thing with this id is called, as far as the reader sees it; the id itself otherwise.
[[nodiscard]] std::string thing_called(World const& world, std::string_view id);
/// The id of what it was about: the thing that somebody would follow.
[[nodiscard]] std::string audit_thing(client::AuditEntry const& entry);
/// The address of the thing that it was about, if there is one to go to.
[[nodiscard]] std::string audit_href(World const& world, client::AuditEntry const& entry);
[[nodiscard]] Icon audit_icon(client::AuditEntry const& entry);
/// "Members added": a kind as a choice in a filter.
[[nodiscard]] std::string_view audit_kind_title(Kind kind);

} // namespace castellan::ui
