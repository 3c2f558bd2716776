// Memory for large arrays.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace castellan {

/// OPTIMIZATION: rows of a large organisation lie in large pages where the system has them, since a decision looks at
/// rows all over memory: with small ones most of its time would go into finding the pages.
template <class T>
struct LargePages {
    using value_type = T;

    LargePages() = default;
    template <class Other>
    constexpr LargePages(LargePages<Other> const&) noexcept // NOLINT: allocators convert into each other
    {
    }

    [[nodiscard]] T* allocate(std::size_t count)
    {
        constexpr std::size_t page = 2U << 20U;
        auto const size = count * sizeof(T);
        if (size < page)
            return static_cast<T*>(::operator new(size, std::align_val_t{alignof(T)}));
        auto* const result = ::operator new((size + page - 1) / page * page, std::align_val_t{page});
#ifdef __linux__
        madvise(result, (size + page - 1) / page * page, MADV_HUGEPAGE); // where it can't, small ones do
#endif
        return static_cast<T*>(result);
    }

    void deallocate(T* memory, std::size_t count) noexcept
    {
        constexpr std::size_t page = 2U << 20U;
        auto const is_small = count * sizeof(T) < page;
        ::operator delete(memory, std::align_val_t{is_small ? alignof(T) : page});
    }

    friend bool operator==(LargePages, LargePages) { return true; }
};

} // namespace castellan
