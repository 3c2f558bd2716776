// What a parser tells: the events of one JSON or CBOR value, in their order. Inside wire only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace castellan::wire {

/// Each event answers whether to go on.
class EventSink {
public:
    virtual ~EventSink() = default;
    virtual bool null() = 0;
    virtual bool boolean(bool value) = 0;
    virtual bool integer(std::int64_t value) = 0;
    virtual bool natural(std::uint64_t value) = 0;
    virtual bool real(std::string_view text) = 0; // as it was written
    virtual bool text(std::string& value) = 0;    // may be taken
    virtual bool begin_object() = 0;
    virtual bool begin_list() = 0;
    virtual bool key(std::string& name) = 0;
    virtual bool end() = 0;

    /// The text is broken, or has what JSON has not.
    virtual bool fail(std::string problem) = 0;
};

/// Run a parser over the text. Whether it was read to its end; otherwise it is broken, or the sink had enough.
bool parse_json(EventSink& sink, std::string_view text);
bool parse_cbor(EventSink& sink, std::string_view bytes);

} // namespace castellan::wire
