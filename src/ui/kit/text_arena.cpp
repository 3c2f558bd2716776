#include "ui/kit/core.hpp"

#include <cstring>

namespace castellan::ui {

char* TextArena::room(std::size_t size)
{
    if (size > block_size / 4)
        return large_.emplace_back(std::make_unique_for_overwrite<char[]>(size)).get();
    if (blocks_.empty() || used_ + size > block_size) {
        if (!blocks_.empty())
            ++block_;
        if (block_ == blocks_.size())
            blocks_.push_back(std::make_unique_for_overwrite<char[]>(block_size));
        used_ = 0;
    }
    auto* const at = blocks_[block_].get() + used_;
    used_ += size;
    return at;
}

std::string_view TextArena::keep(std::string_view text)
{
    if (text.empty())
        return {};
    auto* const at = room(text.size());
    std::memcpy(at, text.data(), text.size());
    return {at, text.size()};
}

std::string_view TextArena::keep(std::initializer_list<std::string_view> parts)
{
    std::size_t size = 0;
    for (auto const part : parts)
        size += part.size();
    if (size == 0)
        return {};
    auto* const begin = room(size);
    auto* at = begin;
    for (auto const part : parts) {
        std::memcpy(at, part.data(), part.size());
        at += part.size();
    }
    return {begin, size};
}

void TextArena::clear()
{
    large_.clear();
    block_ = 0;
    used_ = 0;
}

} // namespace castellan::ui
