// Who could do what on a past day, replayed from the log: the question, and what became of it.
#pragma once

#include "wire/schema.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace castellan::wire {

/// POST /api/v1/access
struct AccessQuestion {
    std::string type; // "account", "group", "safe", "door", "team" or "module"
    std::string id;
    std::string permission; // "safes.unlock"; empty, on an account: roles of whatever permission
    When on;                // the state right after everything that had happened at this instant; left out: now
    When against;           // compared with this one; may be left out
};

enum class AccessStage : std::uint8_t { running, done, failed };
template <>
inline constexpr auto words_of<AccessStage> = std::to_array<std::string_view>({"running", "done", "failed"});

/// One person who could, in one of the two states at least. Roles are called as people call them.
struct AccessRow {
    std::string user;
    std::string name; // as it is now
    std::vector<std::string> by;
    std::string rule;
    std::vector<std::string> was; // in the state that is compared with
};

struct AccessAnswer {
    std::string id;
    AccessStage stage = AccessStage::running;
    std::string reason; // why it failed
    std::vector<AccessRow> rows;
};

template <>
inline constexpr std::string_view title_of<AccessQuestion> = "AccessQuestion";
template <>
inline constexpr auto members_of<AccessQuestion> = std::to_array<Member>({
    required<&AccessQuestion::type>("type", short_text),
    required<&AccessQuestion::id>("id", id_text),
    optional<&AccessQuestion::permission>("permission", short_text),
    optional<&AccessQuestion::on>("on"),
    optional<&AccessQuestion::against>("against"),
});

template <>
inline constexpr std::string_view title_of<AccessRow> = "AccessRow";
template <>
inline constexpr auto members_of<AccessRow> = std::to_array<Member>({
    required<&AccessRow::user>("user", id_text),
    required<&AccessRow::name>("name", name_text),
    optional<&AccessRow::by>("by"),
    optional<&AccessRow::rule>("rule", short_text),
    optional<&AccessRow::was>("was"),
});

template <>
inline constexpr std::string_view title_of<AccessAnswer> = "AccessAnswer";
template <>
inline constexpr auto members_of<AccessAnswer> = std::to_array<Member>({
    required<&AccessAnswer::id>("id", id_text),
    required<&AccessAnswer::stage>("stage"),
    optional<&AccessAnswer::reason>("reason", block_text),
    at_most(optional<&AccessAnswer::rows>("rows"), 1'000'000),
});

} // namespace castellan::wire
