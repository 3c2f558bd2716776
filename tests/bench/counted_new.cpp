#include "tests/bench/counted_new.hpp"

#include <cstdlib>
#include <new>

namespace castellan::bench {

namespace {

std::uint64_t count = 0;

void* counted(std::size_t size)
{
    ++count;
    if (auto* const memory = std::malloc(size != 0 ? size : 1))
        return memory;
    std::abort();
}

} // namespace

std::uint64_t allocations()
{
    return count;
}

} // namespace castellan::bench

// The array, nothrow and sized forms of the library end in these two.
void* operator new(std::size_t size)
{
    return castellan::bench::counted(size);
}

void operator delete(void* memory) noexcept
{
    std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
