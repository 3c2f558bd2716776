// Reads and writes any described struct (wire/schema.hpp). One decoder serves all of them, JSON and CBOR.
#pragma once

#include "wire/error.hpp"
#include "wire/schema.hpp"
#include "wire/writer.hpp"

#include <expected>
#include <string>
#include <string_view>

namespace castellan::wire {

/// Reads `text` into the struct at `object`, which `schema` describes and which is in its default state. Refused are
/// unknown and repeated members, wrong types, bad UTF-8, brackets deeper than `deepest`, texts and lists over their
/// limits, anything after the value. The struct is half filled after an error.
[[nodiscard]] std::expected<void, WireError> decode_into(Schema const& schema, void* object, std::string_view text);

template <class T>
[[nodiscard]] std::expected<T, WireError> decode(std::string_view text)
{
    auto result = T{};
    if (auto done = decode_into(schema_of<T>, &result, text); !done)
        return std::unexpected(std::move(done.error()));
    return result;
}

/// Writes the struct as an object. Members that may be left out and are empty are left out.
void encode_into(Writer& writer, Schema const& schema, void const* object);

template <class T>
[[nodiscard]] std::string encode(T const& value)
{
    auto out = std::string{};
    auto writer = Writer{out};
    encode_into(writer, schema_of<T>, &value);
    return out;
}

/// One value within some JSON, with the way to it: {"fields.name", "Station 7"}.
struct Leaf {
    std::string path;
    std::string value;
};

/// All values of a JSON text in their order, for showing what a log entry holds; empty if it is no JSON.
[[nodiscard]] std::vector<Leaf> leaves(std::string_view json);

} // namespace castellan::wire
