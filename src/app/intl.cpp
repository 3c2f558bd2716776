#include "app/intl.hpp"

#include "app/boundary.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace castellan::app
{

namespace
{

/// What was said is kept, because every frame asks the same again.
class Intl final : public ui::Formats
{
public:
    std::string say(ui::Phrase phrase, std::int64_t value, int utc_offset_minutes) const override
    {
        static_cast<void>(utc_offset_minutes); // The browser knows the time zone, and when it changes its clocks.
        constexpr std::size_t most_kept = 4096;
        constexpr std::int64_t phrases = 16;
        auto const key = value * phrases + static_cast<std::int64_t>(phrase);
        if (auto const known = said_.find(key); known != said_.end())
            return known->second;
        if (said_.size() >= most_kept)
            said_.clear();
        std::array<char, 256> text;
        auto const size = host_say(static_cast<int>(phrase), static_cast<double>(value), text.data(), text.size());
        return said_.emplace(key, std::string(text.data(), size)).first->second;
    }

    std::string list(std::span<std::string const> items, bool alternatives) const override
    {
        std::string ended;
        for (auto const& item : items)
            ended.append(item).push_back('\0');
        // Longer by the words between the items.
        std::string text(ended.size() + 16 * items.size(), '\0');
        text.resize(host_list(ended.data(), ended.size(), alternatives ? 1 : 0, text.data(), text.size()));
        return text;
    }

private:
    mutable std::unordered_map<std::int64_t, std::string> said_;
};

} // namespace

std::unique_ptr<ui::Formats> make_intl()
{
    return std::make_unique<Intl>();
}

} // namespace castellan::app
