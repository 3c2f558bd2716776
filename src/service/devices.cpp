#include "service/devices.hpp"

#include "service/hex.hpp"
#include "service/hotp.hpp"
#include "service/typed_code.hpp"

#include <algorithm>
#include <charconv>

namespace castellan {

namespace {

// Ids have no blank in them, so that both kinds of keys are apart.
constexpr auto code_prefix = std::string_view{"code "};

/// Counters and numbers stay far from where they would wrap, and are whole numbers in every JSON reader.
constexpr auto number_most = std::uint64_t{1} << 52U;

template <class Number>
bool read_number(std::string_view text, Number& number)
{
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size();
}

std::string stored_code_key(std::string_view safe)
{
    return std::string{code_prefix}.append(safe);
}

} // namespace

/// Words: the form, the key, the secret, its counter, and how far numbers count as used.
std::string Devices::encoded(Device const& device)
{
    auto const key = std::string_view{reinterpret_cast<char const*>(device.key.data()), device.key.size()};
    return "ed25519 " + hex(key) + ' ' + hex(device.hotp_secret) + ' ' + std::to_string(device.hotp_counter) + ' ' +
           std::to_string(device.numbers_until);
}

std::optional<Devices::Device> Devices::decoded(std::string_view text)
{
    if (take_word(text) != "ed25519")
        return std::nullopt;
    auto device = Device{};
    auto const key = device_key_of(take_word(text));
    auto secret = bytes_of_hex(take_word(text));
    auto const has_counter = read_number(take_word(text), device.hotp_counter);
    if (!key || !secret || secret->size() != hotp_secret_bytes || !has_counter || !read_number(text, device.numbers_until))
        return std::nullopt;
    device.key = *key;
    device.hotp_secret = *std::move(secret);
    device.last_number = device.numbers_until;
    return device;
}

bool Devices::load(std::vector<KeyValue> const& stored, Instant now)
{
    by_safe_.clear();
    codes_.clear();
    for (auto const& [key, value] : stored) {
        if (!key.starts_with(code_prefix)) {
            auto device = decoded(value);
            if (!device)
                return false;
            by_safe_.emplace(key, *std::move(device));
            continue;
        }
        auto text = std::string_view{value};
        auto code = Code{.hash = std::string{take_word(text)}};
        if (!read_number(text, code.until))
            return false;
        if (code.until > now)
            codes_.emplace(key.substr(code_prefix.size()), std::move(code));
        else
            writes_.push_back({SecretTable::devices, key, std::nullopt});
    }
    return true;
}

Devices::Device const* Devices::find(std::string_view safe) const
{
    auto const found = by_safe_.find(std::string{safe});
    return found == by_safe_.end() ? nullptr : &found->second;
}

void Devices::write(std::string const& safe, Device const& device)
{
    writes_.push_back({SecretTable::devices, safe, encoded(device)});
}

// Pairing

PairingCode Devices::offer(std::string const& safe, Random& random, Instant now)
{
    auto offered = PairingCode{.code = typed_code(random, code_letters), .until = now + code_lasts_ms};
    auto code = Code{.hash = hash_of_code(safe, offered.code), .until = offered.until};
    writes_.push_back({SecretTable::devices, stored_code_key(safe), code.hash + ' ' + std::to_string(code.until)});
    codes_.insert_or_assign(safe, std::move(code));
    return offered;
}

void Devices::drop_code(std::string const& safe)
{
    if (codes_.erase(safe) > 0)
        writes_.push_back({SecretTable::devices, stored_code_key(safe), std::nullopt});
}

std::string Devices::safe_of_code(std::function<bool(std::string_view safe)> const& has_serial, std::string_view code,
                                  Instant now)
{
    auto found = std::string{};
    auto over = std::vector<std::string>{};
    for (auto& [safe, kept] : codes_) {
        if (kept.until <= now) {
            over.push_back(safe);
            continue;
        }
        if (!has_serial(safe))
            continue;
        if (same_hash(kept.hash, hash_of_code(safe, code)))
            found = safe;
        else if (++kept.tries >= code_tries_most)
            over.push_back(safe);
    }
    for (auto const& safe : over)
        drop_code(safe);
    return found;
}

void Devices::pair(std::string const& safe, DeviceKey const& key, std::string hotp_secret)
{
    drop_code(safe);
    auto device = Device{.key = key, .hotp_secret = std::move(hotp_secret)};
    write(safe, device);
    by_safe_.insert_or_assign(safe, std::move(device));
}

std::vector<std::string> Devices::paired() const
{
    auto safes = std::vector<std::string>{};
    for (auto const& [safe, device] : by_safe_)
        safes.push_back(safe);
    std::ranges::sort(safes);
    return safes;
}

void Devices::forget(std::string const& safe)
{
    drop_code(safe);
    if (by_safe_.erase(safe) > 0)
        writes_.push_back({SecretTable::devices, safe, std::nullopt});
}

// Messages

DeviceKey const* Devices::key_of(std::string_view safe) const
{
    auto const* device = find(safe);
    return device == nullptr ? nullptr : &device->key;
}

bool Devices::take_number(std::string const& safe, std::uint64_t number)
{
    auto const found = by_safe_.find(safe);
    if (found == by_safe_.end() || number <= found->second.last_number || number > number_most)
        return false;
    auto& device = found->second;
    device.last_number = number;
    if (number > device.numbers_until) {
        device.numbers_until = number + numbers_at_once;
        write(safe, device);
    }
    return true;
}

std::uint64_t Devices::next_number(std::string const& safe) const
{
    auto const* device = find(safe);
    return device == nullptr ? 1 : device->last_number + 1;
}

// Emergency codes

std::string Devices::emergency_code(std::string const& safe)
{
    auto const found = by_safe_.find(safe);
    if (found == by_safe_.end())
        return {};
    auto& device = found->second;
    auto code = hotp_code(device.hotp_secret, device.hotp_counter++, emergency_code_digits);
    write(safe, device);
    return code;
}

void Devices::heard_of_counter(std::string const& safe, std::uint64_t next)
{
    auto const found = by_safe_.find(safe);
    if (found == by_safe_.end() || next <= found->second.hotp_counter || next > number_most)
        return;
    found->second.hotp_counter = next;
    write(safe, found->second);
}

} // namespace castellan
