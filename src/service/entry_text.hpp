// The body of a log entry: what was asked, what became of it, from where, before and after. Written by appending,
// since every change passes here.
#pragma once

#include "model/apply.hpp"
#include "rules/decision.hpp"
#include "wire/change_json.hpp"
#include "wire/log_json.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// The values that a change is about to touch, or has touched: an object of the members that it names. Empty for
/// creations, whose change says it all. For deletions it is the whole thing before, and empty after.
[[nodiscard]] std::string values_of(World const& world, Change const& change, Actor actor);

/// The ids of the accounts of everything that a change names; those of the person for a change of himself.
[[nodiscard]] std::vector<std::string> accounts_of(World const& world, Change const& change, Actor actor);

/// The same as far as the actor sees what he names: what he does not see counts as what does not exist.
[[nodiscard]] std::vector<std::string> accounts_seen_of(World const& world, Change const& change, Actor actor);

/// The ids of all things in a change and of its accounts, each once: `Entry::about` without the actor.
[[nodiscard]] std::vector<std::string> ids_in(World const& world, Change const& change,
                                              std::span<wire::UnknownId const> unknown,
                                              std::span<std::string const> accounts);

struct EntryText {
    std::string_view change; // JSON
    Decision const& decision;
    std::string_view from = {};
    std::string_view credential = {};
    std::span<std::string const> accounts;
    std::string_view second_person = {}; // id
    wire::LogTerminal const* terminal = nullptr;
    Instant happened = 0; // 0: now
    std::optional<std::span<std::string const>> hidden_in = std::nullopt; // of what was refused as not there
    std::string_view before; // JSON or empty
    std::string_view after;
};

[[nodiscard]] std::string entry_body(EntryText const& text);

[[nodiscard]] std::string_view name_of(Effect effect); // "not_now"

} // namespace castellan
