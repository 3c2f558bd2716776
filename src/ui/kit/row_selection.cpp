#include "ui/kit/row_selection.hpp"

#include "model/put_in_order.hpp"

#include <algorithm>
#include <utility>

namespace castellan::ui {

bool RowSelection::has(std::uint64_t key) const
{
    return std::ranges::binary_search(keys_, key);
}

void RowSelection::set(std::uint64_t key, bool chosen)
{
    auto const at = std::ranges::lower_bound(keys_, key);
    auto const there = at != keys_.end() && *at == key;
    if (there == chosen)
        return;
    ++version_;
    if (chosen)
        keys_.insert(at, key);
    else
        keys_.erase(at);
}

void RowSelection::assign(std::vector<std::uint64_t> keys)
{
    keys_ = std::move(keys);
    put_in_order(keys_);
    auto const repeated = std::ranges::unique(keys_);
    keys_.erase(repeated.begin(), repeated.end());
    ++version_;
}

void RowSelection::clear()
{
    if (keys_.empty())
        return;
    keys_.clear();
    ++version_;
}

void RowSelection::keep_only(std::vector<std::uint64_t> keys)
{
    if (keys_.empty())
        return;
    put_in_order(keys);
    auto const gone = std::erase_if(keys_, [&](std::uint64_t key) { return !std::ranges::binary_search(keys, key); });
    version_ += gone > 0;
}

} // namespace castellan::ui
