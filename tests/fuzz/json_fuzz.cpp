// Bodies of requests: changes of every kind, batches, sign-ins. What is read is written and read again.
#include "wire/change_json.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/session_json.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

castellan::World const& town()
{
    static auto const world = castellan::wire::decode_document(R"({
        "organization": {"id": "o1", "name": "Riverside"},
        "accounts": [{"id": "a1", "name": "Fire"}],
        "users": [{"id": "u1", "name": "Ada", "email": "ada@riverside.example", "accounts": {"a1": {"safes": "group_admin"}}}],
        "groups": [{"id": "g1", "account": "a1", "name": "Station 7", "members": ["u1"], "safes": ["s1"]}],
        "safes": [{"id": "s1", "account": "a1", "name": "Engine 7"}],
        "doors": [{"id": "d1", "account": "a1", "name": "Bay"}],
        "teams": [{"id": "t1", "name": "Stroke", "owners": ["u1"]}],
        "modules": [{"id": "m1", "account": "a1", "name": "Check"}]})");
    if (!world)
        std::abort();
    return *world;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace castellan;
    auto const text = std::string_view{reinterpret_cast<char const*>(data), size};
    if (auto const decoded = wire::decode_change(town(), text)) {
        auto const written = wire::encode_change(town(), decoded->change, decoded->unknown);
        auto const again = wire::decode_change(town(), written);
        if (!again || wire::encode_change(town(), again->change, again->unknown) != written)
            std::abort(); // a change does not come back as it was written
    }
    std::ignore = wire::decode_batch(text);
    std::ignore = wire::decode<wire::SignIn>(text);
    return 0;
}
