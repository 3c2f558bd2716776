#include "service/pins.hpp"

#include "service/hex.hpp"

#include <sodium.h>

#include <algorithm>
#include <span>

namespace castellan {

namespace {

constexpr std::size_t pin_least = 6;
constexpr std::size_t pin_most = 8;
constexpr std::size_t badge_least = 4;
constexpr std::size_t badge_most = 64;

// Ids have no blank in them, so that the kinds of keys are apart.
constexpr auto pin_prefix = std::string_view{"pin "};
constexpr auto badge_prefix = std::string_view{"badge "};
constexpr auto key_name = std::string_view{"key"};

std::string with_prefix(std::string_view prefix, std::string_view user)
{
    return std::string{prefix}.append(user);
}

/// 123456, 864208, 111111: each digit so much after the one before it.
bool goes_in_steps(std::string_view pin)
{
    auto const step = [pin](std::size_t at) { return (pin[at + 1] - pin[at] + 10) % 10; };
    for (std::size_t at = 1; at + 1 < pin.size(); ++at) {
        if (step(at) != step(0))
            return false;
    }
    return true;
}

/// 121212, 123123: the same again after two or three digits.
bool repeats(std::string_view pin)
{
    return std::ranges::any_of(std::array<std::size_t, 2>{2, 3},
                               [pin](std::size_t after) { return pin.substr(after) == pin.substr(0, pin.size() - after); });
}

} // namespace

std::optional<std::string_view> pin_problem(std::string_view pin)
{
    auto const is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    if (pin.size() < pin_least || pin.size() > pin_most || !std::ranges::all_of(pin, is_digit))
        return "must have six to eight digits";
    if (goes_in_steps(pin) || repeats(pin))
        return "is among those that everybody tries first: no rows, and nothing that repeats";
    return std::nullopt;
}

std::optional<std::string_view> badge_problem(std::string_view badge)
{
    auto const is_printable = [](char letter) { return letter > ' ' && letter <= '~'; };
    if (badge.size() < badge_least || badge.size() > badge_most || !std::ranges::all_of(badge, is_printable))
        return "must have 4 to 64 letters, digits or signs";
    return std::nullopt;
}

bool Pins::load(std::vector<KeyValue> const& stored)
{
    has_key_ = false;
    pins_.clear();
    badges_.clear();
    by_badge_.clear();
    for (auto const& [key, value] : stored) {
        if (key.starts_with(pin_prefix)) {
            pins_.emplace(key.substr(pin_prefix.size()), value);
        } else if (key.starts_with(badge_prefix)) {
            auto const user = key.substr(badge_prefix.size());
            badges_.emplace(user, value);
            by_badge_.emplace(value, user);
        } else if (key == key_name) {
            auto const bytes = bytes_of_hex(value);
            if (!bytes || bytes->size() != key_.size())
                return false;
            std::ranges::copy(*bytes, key_.begin());
            has_key_ = true;
        } else {
            return false;
        }
    }
    return has_key_ || badges_.empty();
}

std::string const* Pins::hash_of(std::string_view user) const
{
    auto const found = pins_.find(std::string{user});
    return found == pins_.end() ? nullptr : &found->second;
}

void Pins::set(std::string const& user, std::string hash)
{
    writes_.push_back({SecretTable::pins, with_prefix(pin_prefix, user), hash});
    pins_.insert_or_assign(user, std::move(hash));
}

void Pins::drop(std::string const& user)
{
    if (pins_.erase(user) > 0)
        writes_.push_back({SecretTable::pins, with_prefix(pin_prefix, user), std::nullopt});
}

std::string Pins::hash_of_badge(std::string_view badge) const
{
    auto digest = std::array<unsigned char, 32>{};
    crypto_generichash(digest.data(), digest.size(), reinterpret_cast<unsigned char const*>(badge.data()), badge.size(),
                       key_.data(), key_.size());
    return hex({reinterpret_cast<char const*>(digest.data()), digest.size()});
}

std::string Pins::owner_of(std::string_view badge) const
{
    auto const found = by_badge_.find(hash_of_badge(badge));
    return found == by_badge_.end() ? std::string{} : found->second;
}

bool Pins::set_badge(std::string const& user, std::string_view badge, Random& random)
{
    if (!has_key_) {
        random.fill(std::as_writable_bytes(std::span{key_}));
        has_key_ = true;
        writes_.push_back({SecretTable::pins, std::string{key_name},
                           hex({reinterpret_cast<char const*>(key_.data()), key_.size()})});
    }
    auto hash = hash_of_badge(badge);
    if (auto const owner = by_badge_.find(hash); owner != by_badge_.end())
        return owner->second == user;
    if (auto const former = badges_.find(user); former != badges_.end())
        by_badge_.erase(former->second);
    writes_.push_back({SecretTable::pins, with_prefix(badge_prefix, user), hash});
    by_badge_.emplace(hash, user);
    badges_.insert_or_assign(user, std::move(hash));
    return true;
}

bool Pins::drop_badge(std::string const& user)
{
    auto const found = badges_.find(user);
    if (found == badges_.end())
        return false;
    by_badge_.erase(found->second);
    badges_.erase(found);
    writes_.push_back({SecretTable::pins, with_prefix(badge_prefix, user), std::nullopt});
    return true;
}

} // namespace castellan
