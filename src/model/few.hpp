// A list that mostly has a handful of entries, kept in the row itself: who reads the row has read the list.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <new>
#include <ranges>
#include <type_traits>
#include <utility>
#include <vector>

namespace castellan {

/// A list of plain values, as many as fit beside its two counters in place and more on the heap. Used like a
/// std::vector; copied and compared by value.
template <class T, std::size_t in_place>
class Few {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);
    static_assert(in_place > 0);

public:
    using value_type = T;
    using size_type = std::size_t;
    using iterator = T*;
    using const_iterator = T const*;

    Few() noexcept {} // NOLINT: nothing is in place yet
    Few(std::initializer_list<T> entries) { append(entries.begin(), entries.end()); }
    Few(std::vector<T> const& entries) { append(entries.data(), entries.data() + entries.size()); } // NOLINT: implicit
    template <std::input_iterator It>
    Few(It from, It to)
    {
        for (; from != to; ++from)
            push_back(*from);
    }
    Few(Few const& other) { append(other.begin(), other.end()); }
    Few(Few&& other) noexcept { take(other); }
    Few& operator=(Few const& other)
    {
        if (this != &other) {
            clear();
            append(other.begin(), other.end());
        }
        return *this;
    }
    Few& operator=(Few&& other) noexcept
    {
        if (this != &other) {
            release();
            take(other);
        }
        return *this;
    }
    ~Few() { release(); }

    [[nodiscard]] T* data() { return on_heap() ? heap_ : here_; }
    [[nodiscard]] T const* data() const { return on_heap() ? heap_ : here_; }
    [[nodiscard]] T* begin() { return data(); }
    [[nodiscard]] T const* begin() const { return data(); }
    [[nodiscard]] T* end() { return data() + size_; }
    [[nodiscard]] T const* end() const { return data() + size_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] T& operator[](std::size_t at)
    {
        assert(at < size_);
        return data()[at];
    }
    [[nodiscard]] T const& operator[](std::size_t at) const
    {
        assert(at < size_);
        return data()[at];
    }
    [[nodiscard]] T& front() { return (*this)[0]; }
    [[nodiscard]] T const& front() const { return (*this)[0]; }
    [[nodiscard]] T& back() { return (*this)[size_ - 1]; }
    [[nodiscard]] T const& back() const { return (*this)[size_ - 1]; }

    void clear() { size_ = 0; }
    void push_back(T entry) { insert(end(), entry); }
    T* insert(T const* place, T entry)
    {
        auto const at = place - begin();
        make_room(size_ + std::size_t{1});
        auto* const to = begin() + at;
        std::copy_backward(to, end(), end() + 1);
        *to = entry;
        ++size_;
        return to;
    }
    T* erase(T const* place) { return erase(place, place + 1); }
    T* erase(T const* from, T const* to)
    {
        auto* const at = begin() + (from - begin());
        std::copy(at + (to - from), end(), at);
        size_ -= static_cast<std::uint32_t>(to - from);
        return at;
    }

    template <class Predicate>
    friend std::size_t erase_if(Few& few, Predicate const& is_wanted)
    {
        auto* const rest = std::remove_if(few.begin(), few.end(), is_wanted);
        auto const erased = static_cast<std::size_t>(few.end() - rest);
        few.erase(rest, few.end());
        return erased;
    }
    friend bool operator==(Few const& a, Few const& b) { return std::ranges::equal(a, b); }

private:
    [[nodiscard]] bool on_heap() const { return capacity_ > in_place; }

    void append(T const* from, T const* to)
    {
        make_room(size_ + static_cast<std::size_t>(to - from));
        std::copy(from, to, end());
        size_ += static_cast<std::uint32_t>(to - from);
    }
    void make_room(std::size_t entries)
    {
        if (entries <= capacity_)
            return;
        auto const capacity = std::max(entries, std::size_t{capacity_} * 2);
        assert(capacity <= std::numeric_limits<std::uint32_t>::max());
        auto* const wider = std::allocator<T>{}.allocate(capacity);
        std::uninitialized_copy(begin(), end(), wider);
        release();
        heap_ = wider;
        capacity_ = static_cast<std::uint32_t>(capacity);
    }
    void release()
    {
        if (on_heap())
            std::allocator<T>{}.deallocate(heap_, capacity_);
        capacity_ = in_place;
    }
    /// From a list that is empty afterwards; this one holds nothing.
    void take(Few& other) noexcept
    {
        size_ = std::exchange(other.size_, 0);
        capacity_ = std::exchange(other.capacity_, static_cast<std::uint32_t>(in_place));
        if (on_heap())
            heap_ = other.heap_;
        else
            std::copy(other.here_, other.here_ + size_, here_);
    }

    std::uint32_t size_ = 0;
    std::uint32_t capacity_ = in_place;
    union {
        T here_[in_place]; // NOLINT: a part of the union
        T* heap_;
    };
};

} // namespace castellan
