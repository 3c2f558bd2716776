// Things in the order of their ids, so that pages go by key: an `after` that is gone, or was never there, is as good as
// any other, and tells nothing.
#pragma once

#include "model/table.hpp"

#include <map>
#include <string>
#include <string_view>

namespace castellan {

/// Follows one table. Rows never leave by themselves; those that are gone are dropped when they are met.
template <class Row, class Handle>
class KeyOrder {
public:
    /// Forgets everything: the table is another one.
    void restart()
    {
        by_id_.clear();
        seen_ = 0;
    }

    /// Calls `visit(handle)` for each row with an id after `after`, in order, until it answers false.
    template <class Visit>
    void walk(Table<Row, Handle> const& table, std::string_view after, Visit const& visit)
    {
        follow(table);
        auto at = after.empty() ? by_id_.begin() : by_id_.upper_bound(after);
        while (at != by_id_.end()) {
            if (!table.contains(at->second)) {
                at = by_id_.erase(at);
                continue;
            }
            if (!visit(at->second))
                return;
            ++at;
        }
    }

private:
    void follow(Table<Row, Handle> const& table)
    {
        for (; seen_ < table.slots(); ++seen_) {
            auto const handle = Handle{seen_};
            if (table.contains(handle))
                by_id_.insert_or_assign(table[handle].id, handle);
        }
    }

    std::map<std::string, Handle, std::less<>> by_id_;
    std::uint32_t seen_ = 0;
};

} // namespace castellan
