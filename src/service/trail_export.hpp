// The audit trail as a file: every entry that its reader may have, the newest first, read as it is sent.
#pragma once

#include "service/body_stream.hpp"
#include "service/trail_reader.hpp"
#include "service/trail_walk.hpp"

#include <functional>
#include <string>

namespace castellan {

enum class TrailFormat : std::uint8_t { csv, jsonl };

class TrailExport final : public BodyStream {
public:
    /// Who reads, as things are now; none when he may not any more.
    using WhoReads = std::function<UserId()>;

    /// Entries with numbers below `before`. `world` and `store` must outlive it.
    TrailExport(World const& world, Store& store, WhoReads who_reads, TrailFilter filter,
                std::vector<std::string> const& accounts, std::uint64_t before, TrailFormat format);

    State next(std::string& text, Instant now) override;

private:
    void write(std::string& text, wire::AuditEntry const& entry) const;

    World const& world_;
    WhoReads who_reads_;
    TrailFilter filter_;
    TrailFormat format_;
    TrailWalk walk_;
    bool has_begun_ = false;
};

} // namespace castellan
