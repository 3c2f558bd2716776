#include "service/chain.hpp"

#include "wire/codec.hpp"
#include "wire/writer.hpp"

#include <sodium.h>

#include <cstdlib>
#include <format>
#include <optional>

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

std::string hex_of(Hash const& hash)
{
    auto hex = std::string(2 * hash.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<unsigned char const*>(hash.data()), hash.size());
    hex.pop_back();
    return hex;
}

/// What a seal says of its snapshot.
struct Seal {
    std::uint64_t number = 0;
    std::string hash;
};

/// The seal in an entry of `snapshot_kind`; number 0 if it can't be read.
Seal seal_in(Entry const& entry)
{
    auto result = Seal{};
    for (auto const& leaf : wire::leaves(entry.body)) {
        if (leaf.path == "change.number")
            result.number = static_cast<std::uint64_t>(std::strtoull(leaf.value.c_str(), nullptr, 10));
        else if (leaf.path == "change.hash")
            result.hash = leaf.value;
    }
    return result;
}

/// The snapshot must be one that was sealed; that there is none is no harm.
std::optional<ChainBreak> snapshot_problem(Store& store, Seal const& last_seal)
{
    auto const snapshot = store.latest_snapshot();
    if (!snapshot)
        return ChainBreak{last_seal.number, "The snapshot of the world can't be read."};
    if (!*snapshot)
        return std::nullopt;
    if (last_seal.number != (*snapshot)->number)
        return ChainBreak{(*snapshot)->number, "The snapshot of the world is not the one that the log tells of."};
    if (last_seal.hash != hex_of(hash_of(**snapshot)))
        return ChainBreak{(*snapshot)->number, "The snapshot of the world was altered."};
    return std::nullopt;
}

} // namespace

Hash hash_of(Snapshot const& snapshot)
{
    auto feed = Feed{};
    feed.number(snapshot.number);
    feed.text(snapshot.world);
    return feed.done();
}

std::string seal_body(Snapshot const& snapshot)
{
    auto body = std::string{};
    auto writer = wire::Writer{body};
    writer.object();
    writer.key("change").object();
    writer.member("kind", snapshot_kind);
    writer.member("number", snapshot.number);
    writer.member("bytes", std::uint64_t{snapshot.world.size()});
    writer.member("hash", hex_of(hash_of(snapshot)));
    writer.end();
    writer.member("effect", "allow");
    writer.end();
    return body;
}

bool seals(Entry const& seal, Snapshot const& snapshot)
{
    if (seal.kind != snapshot_kind || seal.number != snapshot.number + 1)
        return false;
    auto const said = seal_in(seal);
    return said.number == snapshot.number && said.hash == hex_of(hash_of(snapshot));
}

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
    auto last_seal = Seal{};
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
            if (entry.kind == snapshot_kind)
                last_seal = seal_in(entry);
        }
    }
    if (auto problem = snapshot_problem(store, last_seal))
        return std::unexpected(std::move(*problem));
    return number;
}

} // namespace castellan
