#include "service/cursor.hpp"

#include <sodium.h>

#include <vector>

namespace castellan {

namespace {

using Nonce = std::array<unsigned char, crypto_secretbox_NONCEBYTES>;

unsigned char const* bytes(std::byte const* data)
{
    return reinterpret_cast<unsigned char const*>(data);
}

} // namespace

std::string Cursor::seal(std::string_view id) const
{
    // The nonce is a keyed hash of the id: the same id is sealed alike, and no two ids under one nonce.
    auto const* const plain = reinterpret_cast<unsigned char const*>(id.data());
    auto nonce = Nonce{};
    crypto_generichash(nonce.data(), nonce.size(), plain, id.size(), bytes(key_.data()), key_.size());
    auto box = std::vector<unsigned char>(nonce.begin(), nonce.end());
    box.resize(nonce.size() + crypto_secretbox_MACBYTES + id.size());
    crypto_secretbox_easy(box.data() + nonce.size(), plain, id.size(), nonce.data(), bytes(key_.data()));
    auto hex = std::string(2 * box.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), box.data(), box.size());
    hex.pop_back();
    return '~' + hex;
}

std::optional<std::string> Cursor::open(std::string_view text) const
{
    if (!text.starts_with('~'))
        return std::string{text};
    text.remove_prefix(1);
    auto box = std::vector<unsigned char>(text.size() / 2);
    auto size = std::size_t{0};
    if (sodium_hex2bin(box.data(), box.size(), text.data(), text.size(), nullptr, &size, nullptr) != 0 ||
        2 * size != text.size() || size < sizeof(Nonce) + crypto_secretbox_MACBYTES)
        return std::nullopt;
    auto id = std::string(size - sizeof(Nonce) - crypto_secretbox_MACBYTES, '\0');
    if (crypto_secretbox_open_easy(reinterpret_cast<unsigned char*>(id.data()), box.data() + sizeof(Nonce),
                                   size - sizeof(Nonce), box.data(), bytes(key_.data())) != 0)
        return std::nullopt;
    return id;
}

} // namespace castellan
