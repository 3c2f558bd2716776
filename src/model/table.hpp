// Dense tables of things, found by id in O(1). Rows keep their slot for ever; a removed row stays as a gap.
#pragma once

#include "model/ids.hpp"
#include "model/large_pages.hpp"

#include <cassert>
#include <cstdint>
#include <functional>
#include <ranges>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan {

/// An open-addressing index from a text key to a slot. It stores slots and hashes only; the key is read from the row
/// through `KeyOf`, so that 100,000 ids cost 8 bytes each and no second copy of the text.
class SlotIndex {
public:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    template <class KeyOf>
    [[nodiscard]] std::uint32_t find(std::string_view key, KeyOf const& key_of) const
    {
        if (buckets_.empty())
            return none;
        auto const mask = buckets_.size() - 1;
        auto const wanted = hash(key);
        for (auto at = wanted & mask;; at = (at + 1) & mask) {
            auto const bucket = buckets_[at];
            if (bucket.slot == none)
                return none;
            // OPTIMIZATION: rows lie all over memory; one is looked at only if the hash fits.
            if (bucket.hash == wanted && bucket.slot != erased && key_of(bucket.slot) == key)
                return bucket.slot;
        }
    }

    /// `key` must not be in the index yet.
    void insert(std::string_view key, std::uint32_t slot)
    {
        if ((used_ + 1) * 4 > buckets_.size() * 3)
            grow();
        place({slot, hash(key)});
        ++live_;
    }

    /// Takes out this slot under this key, if it is there.
    void erase(std::string_view key, std::uint32_t slot)
    {
        if (buckets_.empty())
            return;
        auto const mask = buckets_.size() - 1;
        for (auto at = hash(key) & mask; buckets_[at].slot != none; at = (at + 1) & mask) {
            if (buckets_[at].slot == slot) {
                buckets_[at].slot = erased;
                --live_;
                return;
            }
        }
    }

private:
    static constexpr std::uint32_t erased = none - 1;

    struct Bucket {
        std::uint32_t slot = none;
        std::uint32_t hash = 0;
    };

    static std::uint32_t hash(std::string_view key)
    {
        return static_cast<std::uint32_t>(std::hash<std::string_view>{}(key));
    }

    void place(Bucket bucket)
    {
        auto const mask = buckets_.size() - 1;
        auto at = bucket.hash & mask;
        while (buckets_[at].slot != none)
            at = (at + 1) & mask;
        buckets_[at] = bucket;
        ++used_;
    }

    void grow()
    {
        auto const former = std::exchange(buckets_, {});
        auto size = std::size_t{16};
        while (size * 3 < (live_ + 1) * 4 * 2)
            size *= 2;
        buckets_.assign(size, {});
        used_ = 0;
        for (auto const bucket : former) {
            if (bucket.slot != none && bucket.slot != erased)
                place(bucket);
        }
    }

    std::vector<Bucket> buckets_;
    std::size_t used_ = 0; // filled buckets, erased ones included
    std::size_t live_ = 0;
};

/// The rows of one kind. `Row` has `std::string id` and `bool gone`.
template <class Row, class Handle>
class Table {
public:
    /// The row with this id, or a `none` handle.
    [[nodiscard]] Handle find(std::string_view id) const { return Handle{index_.find(id, key_of())}; }

    [[nodiscard]] bool contains(Handle handle) const { return handle.slot < rows_.size() && !rows_[handle.slot].gone; }

    [[nodiscard]] Row const& operator[](Handle handle) const
    {
        assert(handle.slot < rows_.size());
        return rows_[handle.slot];
    }
    [[nodiscard]] Row& operator[](Handle handle)
    {
        assert(handle.slot < rows_.size());
        return rows_[handle.slot];
    }

    /// The row, or null for a `none` handle and a removed row.
    [[nodiscard]] Row const* get(Handle handle) const { return contains(handle) ? &rows_[handle.slot] : nullptr; }

    /// `row.id` must be new.
    Handle insert(Row row)
    {
        assert(find(row.id).is_none());
        auto const slot = static_cast<std::uint32_t>(rows_.size());
        rows_.push_back(std::move(row));
        index_.insert(rows_.back().id, slot);
        ++live_;
        return Handle{slot};
    }

    /// Leaves a gap: the content goes, the slot is never given again.
    void remove(Handle handle)
    {
        assert(contains(handle));
        index_.erase(rows_[handle.slot].id, handle.slot);
        rows_[handle.slot] = Row{};
        rows_[handle.slot].gone = true;
        --live_;
    }

    /// Undoes `remove`: puts a row back into the gap that it left.
    void restore(Handle handle, Row row)
    {
        assert(handle.slot < rows_.size() && rows_[handle.slot].gone);
        rows_[handle.slot] = std::move(row);
        index_.insert(rows_[handle.slot].id, handle.slot);
        ++live_;
    }

    /// How many rows there are, gaps not counted.
    [[nodiscard]] std::size_t size() const { return live_; }

    /// One past the last slot ever given; for walking by key with gaps.
    [[nodiscard]] std::uint32_t slots() const { return static_cast<std::uint32_t>(rows_.size()); }

    /// Handles of all rows, in the order in which they were made.
    [[nodiscard]] auto handles() const
    {
        return std::views::iota(std::uint32_t{0}, slots()) |
               std::views::filter([this](std::uint32_t slot) { return !rows_[slot].gone; }) |
               std::views::transform([](std::uint32_t slot) { return Handle{slot}; });
    }

    void reserve(std::size_t rows) { rows_.reserve(rows); }

private:
    auto key_of() const
    {
        return [this](std::uint32_t slot) -> std::string_view { return rows_[slot].id; };
    }

    std::vector<Row, LargePages<Row>> rows_;
    SlotIndex index_;
    std::size_t live_ = 0;
};

} // namespace castellan
