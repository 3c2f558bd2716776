// Reading things: single ones, and pages of them. Everything goes through the eyes of one person (wire/view.hpp), so that
// lists, counts and search show exactly what he may see.
#pragma once

#include "model/world.hpp"
#include "service/cursor.hpp"
#include "service/key_order.hpp"
#include "service/request.hpp"
#include "service/rows.hpp"
#include "wire/routes.hpp"
#include "wire/url.hpp"

#include <string_view>

namespace castellan {

inline constexpr std::int64_t page_rows = 50;
inline constexpr std::int64_t page_rows_most = 200;

/// A page looks at so many rows at most. It may then be short, or empty, while `next` says that there is more.
inline constexpr std::size_t rows_looked_at_most = 20'000;

class Pages {
public:
    explicit Pages(Random& random) : cursor_(random) {}

    /// Handles are those of another world from now on.
    void restart();

    /// GET of a list: {"users":[…],"next":"u17"}; without `next` it is the last page.
    /// `only`: nothing of another account, for keys of credentials.
    [[nodiscard]] Response list(World const& world, UserId viewer, wire::Section section, wire::Query const& query,
                                AccountId only = {});

    /// GET of one thing, with its version as ETag; what is hidden is not found.
    [[nodiscard]] Response one(World const& world, UserId viewer, wire::Section section, std::string_view id,
                               AccountId only = {}) const;

private:
    template <class Handle>
    using OrderOf = KeyOrder<RowOf<Handle>, Handle>;

    Cursor cursor_;
    OfEachKind<OrderOf> orders_;
};

} // namespace castellan
