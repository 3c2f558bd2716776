#include "service/trail_export.hpp"

#include "wire/codec.hpp"
#include "wire/csv_line.hpp"
#include "wire/text.hpp"

#include <array>

namespace castellan {

namespace {

// One piece: so much text, or so many entries that were looked at, whichever comes first.
constexpr std::size_t piece_bytes = std::size_t{64} * 1024;
constexpr std::size_t entries_of_a_piece = 400;

constexpr auto columns = std::to_array<std::string_view>({"id", "number", "at", "actor", "actor_name", "second_person", "second_person_name", "kind", "effect",
                                                          "rule", "reason", "from", "change", "before", "after"});

} // namespace

TrailExport::TrailExport(World const& world, Store& store, WhoReads who_reads, TrailFilter filter,
                         std::vector<std::string> const& accounts, std::uint64_t before, TrailFormat format)
    : world_(world),
      who_reads_(std::move(who_reads)),
      filter_(std::move(filter)),
      format_(format),
      walk_(store, filter_.stored, accounts, before)
{
}

BodyStream::State TrailExport::next(std::string& text, Instant)
{
    if (!has_begun_ && format_ == TrailFormat::csv)
        append_csv_line(text, columns);
    has_begun_ = true;

    auto const viewer = who_reads_();
    if (!viewer)
        return State::broken;
    auto const reader = TrailReader{world_, viewer};
    if (!reader.reads_anything())
        return State::broken;
    for (auto looked_at = std::size_t{0}; looked_at < entries_of_a_piece && text.size() < piece_bytes; ++looked_at) {
        auto const entry = walk_.next();
        if (!entry)
            return State::broken;
        if (!*entry || (filter_.from && (*entry)->at < *filter_.from))
            return State::done;
        if (auto const shown = reader.cut(filter_, **entry))
            write(text, *shown);
    }
    return State::more;
}

void TrailExport::write(std::string& text, wire::AuditEntry const& entry) const
{
    if (format_ == TrailFormat::jsonl) {
        text += wire::encode(entry);
        text += '\n';
        return;
    }
    auto number = std::string{};
    if (entry.number != 0)
        wire::append_number(number, entry.number);
    auto at = std::string{};
    wire::append_instant(at, entry.at.at);
    auto const cells = std::to_array<std::string_view>({entry.id, number, at, entry.actor, entry.actor_name,
                                                        entry.second_person, entry.second_person_name, entry.kind,
                                                        entry.effect, entry.rule, entry.reason, entry.from,
                                                        entry.change.text, entry.before.text, entry.after.text});
    append_csv_line(text, cells);
}

} // namespace castellan
