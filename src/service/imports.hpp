// Imports of people that are under way, and what became of those that were (S-6). Each is read and judged a few rows at a
// time, with others' requests in between.
#pragma once

#include "service/people_sheet.hpp"
#include "wire/import_json.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace castellan {

/// What happens to the rows.
enum class ImportWish : std::uint8_t {
    dry_run,   // nothing; what the rules say of each is told
    all,       // all are created, or none
    good_ones, // those that may be created are, as an import of their own
};

/// One import.
struct Import {
    std::string id;
    std::string user;    // who asked, by id
    std::string session; // the key of his session: it ends with it
    std::string account;
    std::string address; // where it came from
    ImportWish wish = ImportWish::dry_run;
    Instant ended = 0;
    std::uint64_t number = 0; // of the log entry by which people were created
    wire::ImportJob told;

    // While it runs.
    std::optional<PeopleSheet> sheet;
    std::vector<PeopleSheet::Row> rows;
    std::optional<GroupNames> groups;
    std::vector<ImportRow> good;
    std::unordered_set<std::string> emails; // of good rows: a later one with the same is not
};

class Imports {
public:
    static constexpr std::size_t running_most = 8;
    static constexpr std::size_t kept_each = 2; // of one person, that have ended
    static constexpr Instant kept_ms = Instant{15} * 60 * 1000;

    /// Whether somebody's import is under way, or too many are.
    [[nodiscard]] bool is_busy(std::string_view user) const;

    Import& begin(Import import);
    [[nodiscard]] Import const* find(std::string_view id, std::string_view user) const;

    /// The import whose turn it is; null if none is under way.
    [[nodiscard]] Import* next();

    /// It is over; only what is told of it stays.
    void end(Import& import, wire::ImportState state, Instant now);

    /// The log ends with this entry now: what was created later was not kept, and handles are another world's.
    void world_was_lost(std::uint64_t last_number, Instant now);

    void forget_old(Instant now);

private:
    std::vector<std::unique_ptr<Import>> imports_; // in the order in which they began
    std::size_t turn_ = 0;
};

} // namespace castellan
