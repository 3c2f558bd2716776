#include "wire/codec.hpp"

#include "wire/decoder.hpp"
#include "wire/encoder.hpp"

namespace castellan::wire {

std::expected<void, WireError> decode_into(Schema const& schema, void* object, std::string_view text)
{
    auto const options = DecodeOptions{.form = Form::resource};
    auto decoder = Decoder{schema, object, options};
    parse_json(decoder, text);
    if (!decoder.problems().empty())
        return std::unexpected(std::move(decoder.problems().front()));
    return {};
}

void encode_into(Writer& writer, Schema const& schema, void const* object)
{
    writer.object();
    Encoder{writer}.members(schema, object);
    writer.end();
}

} // namespace castellan::wire
