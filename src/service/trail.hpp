// The audit trail as one person may read it.
#pragma once

#include "model/world.hpp"
#include "service/request.hpp"
#include "service/store.hpp"
#include "wire/url.hpp"

namespace castellan {

inline constexpr std::int64_t trail_rows = 50;
inline constexpr std::int64_t trail_rows_most = 200;

/// One page looks at so many entries at most; it may then be short while `before` says that there is more.
inline constexpr std::size_t entries_looked_at_most = 2'000;
inline constexpr std::size_t bytes_looked_at_most = std::size_t{16} * 1024 * 1024;

/// A page ends early once its entries' contents have so many bytes: there are imports of megabytes.
inline constexpr std::size_t trail_bytes_most = std::size_t{2} * 1024 * 1024;

/// Who may read no trail at all is told so. The content of an entry is shown where its reader may list what it is
/// about; of the others that it happened, when and by whom, to readers of the organisation's trail; nothing otherwise.
[[nodiscard]] Response trail_page(World const& world, UserId viewer, Store& store, wire::Query const& query);

} // namespace castellan
