// The audit trail as it is read page by page: the newest first, older ones on demand. It is not part of the replica,
// since it grows without bound.
#pragma once

#include "client/transport.hpp"
#include "model/change.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace castellan::client {

/// One value that a change altered, in words of the wire.
struct AuditDifference {
    std::string member; // "name"
    std::string before;
    std::string after;
};

/// One entry. Ids are empty where the change is about no such thing, or where the reader may not see it.
struct AuditEntry {
    std::uint64_t number = 0; // tells it from others; stands for the service's id of it
    Instant at = 0;
    std::string actor;      // an id; "device:s1", or empty for the installation
    std::string actor_name;
    std::string second_person; // likewise an id: who was there as the second (S-13)
    std::string second_person_name;
    std::string kind;   // "group.add_member"; empty if only that something happened may be known
    bool refused = false;
    std::string rule;
    std::string reason; // of a refusal; or why it was done, as who did it says
    std::string from;   // the address it came from
    std::string key;    // the credential whose key it was sent with
    std::string terminal; // where it was done, if at one
    Instant happened = 0; // by the clock of a terminal that had no connection then
    std::string account;
    std::string user;
    std::string group;
    std::string safe;
    std::string other_safe; // or the other team
    std::string asset;
    std::string door;
    std::string team;
    std::string patient;
    std::string profile;
    std::string custom_role;
    std::string module;
    std::string integration; // a schedule, a credential or a webhook
    std::string role;     // of creations and user.set_role
    std::string name;     // the name in the change, for creations and for things that are gone
    std::optional<std::int64_t> quantity_before; // of an asset
    std::optional<std::int64_t> quantity_after;
    std::vector<AuditDifference> differences;
};

/// A change as an entry of the trail would have it, for saying it in the same words.
[[nodiscard]] AuditEntry audit_entry(std::string_view kind, std::string_view change);

/// What is asked for; all empty: everything.
struct AuditFilter {
    std::string user;  // who did it, or to whom
    std::string thing; // an id
    std::string kind;
    std::string effect;  // "allow" or "refused"
    std::string account; // of movements: where, and when
    std::string safe;
    std::string asset;
    std::string from;
    std::string to;
    friend bool operator==(AuditFilter const&, AuditFilter const&) = default;
};

class AuditTrail {
public:
    enum class State : std::uint8_t { idle, loading, ready, failed, denied };

    /// `path`: what is read; `page`: how many entries at a time.
    AuditTrail(Transport& transport, std::function<void()> changed, std::string_view path = "/api/v1/audit",
               std::string_view page = "100");

    /// Makes `entries` what this filter gives; asks the service if that is not known yet.
    void want(AuditFilter const& filter);
    /// Asks for the next page, if there is one.
    void more();
    /// Is no longer looked at, so that nothing need be asked for.
    void forget() { filter_.reset(); }
    /// Something may have happened since: asks for the newest, which come before what is there.
    void refresh();
    /// The address of all that the filter gives, as a file.
    [[nodiscard]] std::string export_path() const;

    /// What the service says of the chain of hashes.
    struct Chain {
        Instant whole_until = 0;  // 0: it is being walked
        std::uint64_t number = 0; // of the last entry walked; 0: not told
        bool broken = false;
    };
    [[nodiscard]] Chain const& chain() const { return chain_; }

    [[nodiscard]] State state() const { return state_; }
    [[nodiscard]] std::vector<AuditEntry> const& entries() const { return entries_; }
    [[nodiscard]] bool has_more() const { return !before_.empty(); }
    /// Grows with each answer.
    [[nodiscard]] std::uint64_t generation() const { return generation_; }

private:
    void ask(std::string const& before);
    [[nodiscard]] std::string filter_text() const;
    void take_newest(std::vector<AuditEntry> page, std::string before);
    void take(Answer const& answer, bool is_first, std::uint64_t question);

    Transport& transport_;
    std::string_view path_;
    std::string_view page_;
    std::function<void()> changed_;
    std::optional<AuditFilter> filter_;
    State state_ = State::idle;
    std::vector<AuditEntry> entries_;
    Chain chain_;
    bool asking_ = false;
    std::string before_; // ask on with this; empty: there is no more
    std::uint64_t generation_ = 0;
    std::uint64_t question_ = 0;
};

} // namespace castellan::client
