// The organisation document, as JSON and as the CBOR of snapshots. A world that is read keeps its invariants, and comes
// back from what it writes.
#include "model/invariants.hpp"
#include "wire/document.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace castellan;
    auto const text = std::string_view{reinterpret_cast<char const*>(data), size};
    if (auto const world = wire::decode_document(text)) {
        if (!broken_invariants(*world).empty())
            std::abort();
        auto const written = wire::encode_document(*world);
        auto const again = wire::decode_document(written);
        if (!again || wire::encode_document(*again) != written)
            std::abort(); // a document does not come back as it was written
    }
    if (auto const world = wire::decode_snapshot(text); world && !broken_invariants(*world).empty())
        std::abort();
    return 0;
}
