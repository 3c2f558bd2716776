// An import of people from a table (S-6): what became of it, line by line.
#pragma once

#include "wire/schema.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace castellan::wire {

enum class ImportState : std::uint8_t {
    running, // being read and judged
    done,    // everybody wanted was created, or it was a dry run
    refused, // nothing was created; the lines say why
    failed   // nothing was created, and not for what stands in the table
};
template <>
inline constexpr auto words_of<ImportState> =
    std::to_array<std::string_view>({"running", "done", "refused", "failed"});

/// What the rules say of one row.
struct ImportLine {
    std::int64_t line = 0; // of the file, from 1; the row begins there
    std::string effect;    // "allow", "deny", "not_now", "after", or "unfit": it can't be understood
    std::string rule;
    std::string reason;
    std::string email; // as it stands there
};

struct ImportJob {
    std::string id;
    ImportState state = ImportState::running;
    bool dry_run = false;
    std::int64_t rows = 0;   // read so far
    std::int64_t judged = 0; // of these
    std::int64_t good = 0;
    std::int64_t bad = 0;
    std::int64_t created = 0;
    std::string effect; // of the whole, where it was refused
    std::string rule;
    std::string reason;
    std::vector<ImportLine> lines; // when it is no longer running
};

template <>
inline constexpr std::string_view title_of<ImportLine> = "ImportLine";
template <>
inline constexpr auto members_of<ImportLine> = std::to_array<Member>({
    required<&ImportLine::line>("line"),
    required<&ImportLine::effect>("effect", short_text),
    optional<&ImportLine::rule>("rule", short_text),
    optional<&ImportLine::reason>("reason", block_text),
    optional<&ImportLine::email>("email", line_text),
});

template <>
inline constexpr std::string_view title_of<ImportJob> = "ImportJob";
template <>
inline constexpr auto members_of<ImportJob> = std::to_array<Member>({
    required<&ImportJob::id>("id", id_text),
    required<&ImportJob::state>("state"),
    required<&ImportJob::dry_run>("dry_run"),
    required<&ImportJob::rows>("rows"),
    required<&ImportJob::judged>("judged"),
    required<&ImportJob::good>("good"),
    required<&ImportJob::bad>("bad"),
    required<&ImportJob::created>("created"),
    optional<&ImportJob::effect>("effect", short_text),
    optional<&ImportJob::rule>("rule", short_text),
    optional<&ImportJob::reason>("reason", block_text),
    at_most(optional<&ImportJob::lines>("lines"), most_import_rows),
});

} // namespace castellan::wire
