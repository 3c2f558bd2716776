// One reader of the audit trail: which entries he may have, and how much of each (X-7, RULEBOOK 6).
#pragma once

#include "model/change.hpp"
#include "rules/permission.hpp"
#include "model/world.hpp"
#include "service/store.hpp"
#include "wire/log_json.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan {

/// What of the trail is asked for.
struct TrailFilter {
    EntryFilter stored; // what the store can look up
    std::string effect; // "deny", or "refused": whatever was not allowed; empty: all
    std::optional<Instant> from;
    std::optional<Instant> to; // this instant too

    /// Somebody who may not have an entry's content must not learn of it by its being found.
    [[nodiscard]] bool tells_content(Entry const& entry) const;
};

/// What somebody reads the trail for.
enum class Reading : std::uint8_t {
    trail,    // whoever may list the trail
    movements // of assets: whoever may list what is in a safe is told what happened to it there (S-4, S-10)
};

/// Lives as long as one answer, or one piece of one.
class TrailReader {
public:
    TrailReader(World const& world, UserId viewer, Reading reading = Reading::trail);

    [[nodiscard]] bool reads_anything() const;

    /// By which permission.
    [[nodiscard]] Permission needed() const;
    [[nodiscard]] bool reads_whole_organization() const { return of_organization_; }

    /// Whether entries of all accounts, and of none, may be for him.
    [[nodiscard]] bool reads_everywhere() const { return reads_everywhere_; }

    /// The accounts whose entries he may have; whatever is about none of them is not for him, unless he reads everywhere.
    [[nodiscard]] std::vector<std::string> accounts() const;

    /// The entry as he may have it; nothing if it is not for him at all.
    [[nodiscard]] std::optional<wire::AuditEntry> cut(TrailFilter const& filter, Entry const& entry) const;

private:
    [[nodiscard]] bool may_read(Entry const& entry, wire::LogBody const& body) const;
    [[nodiscard]] bool is_movement(Entry const& entry, wire::LogBody const& body) const;
    [[nodiscard]] bool lists_inventory(std::string_view safe, wire::LogBody const& body) const;
    [[nodiscard]] bool may_know(std::string_view actor) const;
    [[nodiscard]] std::string without_hidden_ids(std::string_view json) const;
    [[nodiscard]] bool reads_in_one_of(std::vector<std::string> const& accounts) const;
    [[nodiscard]] bool has_all_of(Kind kind, std::vector<std::string> const& accounts) const;

    World const& world_;
    UserId viewer_;
    Reading reading_;
    bool reads_everywhere_; // the entries of all accounts, as far as he may list their things (M-1)
    bool of_organization_;  // and that it happened, of everything (T-2)
};

} // namespace castellan
