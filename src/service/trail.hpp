// The audit trail as one person may read it, page by page.
#pragma once

#include "model/world.hpp"
#include "service/chain_check.hpp"
#include "service/cursor.hpp"
#include "service/request.hpp"
#include "service/store.hpp"
#include "service/trail_reader.hpp"
#include "wire/url.hpp"

#include <expected>

namespace castellan {

inline constexpr std::int64_t trail_rows = 50;
inline constexpr std::int64_t trail_rows_most = 200;

/// One page looks at so many entries at most; it may then be short while `before` says that there is more.
inline constexpr std::size_t entries_looked_at_most = 2'000;
inline constexpr std::size_t bytes_looked_at_most = std::size_t{16} * 1024 * 1024;

/// A page ends early once its entries' contents have so many bytes: there are imports of megabytes.
inline constexpr std::size_t trail_bytes_most = std::size_t{2} * 1024 * 1024;

/// The parameters `user thing safe asset kind effect from to` of a query. An instant may be given as a day; as `to` it is its end.
[[nodiscard]] std::expected<TrailFilter, wire::WireError> trail_filter(wire::Query const& query);

/// Who may read no trail at all is told so. The content of an entry is shown where its reader may list what it is
/// about; of the others that it happened, when and by whom, to readers of the organisation's trail; nothing otherwise.
/// `before` of a page is made of what was shown on it, or sealed: the numbers of entries would tell of the others.
[[nodiscard]] Response trail_page(World const& world, UserId viewer, Store& store, Cursor const& cursor,
                                  wire::Query const& query, Reading reading = Reading::trail,
                                  ChainCheck const* check = nullptr);

/// What one page counts of: so far back.
inline constexpr Instant usage_ms = Instant{90} * 24 * 60 * 60 * 1000;

/// Which permissions people of an account have used lately, by the same entries that the viewer may have of the trail: what
/// he is not shown there is not counted here.
[[nodiscard]] Response usage_page(World const& world, UserId viewer, Store& store, Cursor const& cursor, wire::Query const& query,
                                  Instant now);

} // namespace castellan
