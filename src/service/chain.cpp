#include "service/chain.hpp"

#include <sodium.h>

#include <format>

namespace castellan {

namespace {

constexpr std::size_t entries_at_once = 1'000;

/// Feeds values to the hash so that no two different entries feed the same bytes: numbers as eight bytes, texts with
/// their length in front.
class Feed {
public:
    Feed() { crypto_generichash_init(&state_, nullptr, 0, std::tuple_size_v<Hash>); }

    void bytes(void const* data, std::size_t size)
    {
        crypto_generichash_update(&state_, static_cast<unsigned char const*>(data), size);
    }

    void number(std::uint64_t value)
    {
        auto little = std::array<unsigned char, 8>{};
        for (auto& byte : little) {
            byte = static_cast<unsigned char>(value & 0xFFU);
            value >>= 8U;
        }
        bytes(little.data(), little.size());
    }

    void text(std::string_view value)
    {
        number(value.size());
        bytes(value.data(), value.size());
    }

    [[nodiscard]] Hash done()
    {
        auto digest = std::array<unsigned char, std::tuple_size_v<Hash>>{};
        crypto_generichash_final(&state_, digest.data(), digest.size());
        return std::bit_cast<Hash>(digest);
    }

private:
    crypto_generichash_state state_;
};

} // namespace

Hash hash_of(Entry const& entry)
{
    auto feed = Feed{};
    feed.bytes(entry.previous_hash.data(), entry.previous_hash.size());
    feed.number(entry.number);
    feed.number(static_cast<std::uint64_t>(entry.at));
    feed.text(entry.actor);
    feed.text(entry.kind);
    feed.text(entry.body);
    return feed.done();
}

void link(Entry& entry, std::uint64_t number, Hash const& previous)
{
    entry.number = number;
    entry.previous_hash = previous;
    entry.hash = hash_of(entry);
}

std::expected<std::uint64_t, ChainBreak> verify_chain(Store& store)
{
    auto const last = store.last_number();
    if (!last)
        return std::unexpected(ChainBreak{0, "The log can't be read."});

    auto previous = Hash{};
    auto number = std::uint64_t{0};
    while (number < *last) {
        auto const entries = store.read(number + 1, entries_at_once);
        if (!entries)
            return std::unexpected(ChainBreak{number + 1, "The log can't be read from here."});
        if (entries->empty())
            return std::unexpected(ChainBreak{number + 1, std::format("Entry {} is missing.", number + 1)});
        for (auto const& entry : *entries) {
            ++number;
            if (entry.number != number)
                return std::unexpected(ChainBreak{number, std::format("Entry {} is missing.", number)});
            if (entry.previous_hash != previous)
                return std::unexpected(ChainBreak{number, std::format("Entry {} does not follow the one before it.", number)});
            if (entry.hash != hash_of(entry))
                return std::unexpected(ChainBreak{number, std::format("Entry {} was altered.", number)});
            previous = entry.hash;
        }
    }
    return number;
}

} // namespace castellan
