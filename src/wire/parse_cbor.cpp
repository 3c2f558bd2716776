// nlohmann's SAX parser for CBOR, apart from JSON's: the browser needs only that.
#include "wire/events.hpp"
#include "wire/text.hpp"

#include <nlohmann/json.hpp>

namespace castellan::wire {

namespace {

/// Passes the parser's events on. Texts of CBOR are checked to be UTF-8 here, since the parser doesn't.
struct Events {
    EventSink& sink;

    bool null() { return sink.null(); }
    bool boolean(bool value) { return sink.boolean(value); }
    bool number_integer(std::int64_t value) { return sink.integer(value); }
    bool number_unsigned(std::uint64_t value) { return sink.natural(value); }
    bool number_float(double, std::string const&) { return sink.real({}); }
    bool string(std::string& value) { return is_utf8(value) ? sink.text(value) : not_utf8(); }
    bool binary(nlohmann::json::binary_t&) { return sink.fail("must not be binary"); }
    bool start_object(std::size_t) { return sink.begin_object(); }
    bool key(std::string& name) { return is_utf8(name) ? sink.key(name) : not_utf8(); }
    bool end_object() { return sink.end(); }
    bool start_array(std::size_t) { return sink.begin_list(); }
    bool end_array() { return sink.end(); }

    /// Ends the reading: who wrote this is no friend, and the rest is not worth looking at.
    bool not_utf8()
    {
        sink.fail("is not UTF-8");
        return false;
    }

    bool parse_error(std::size_t position, std::string const&, nlohmann::json::exception const&)
    {
        auto problem = std::string{"is not well-formed CBOR, at byte "};
        append_number(problem, std::uint64_t{position});
        sink.fail(std::move(problem));
        return false;
    }
};

} // namespace

bool parse_cbor(EventSink& sink, std::string_view bytes)
{
    auto events = Events{sink};
    return nlohmann::json::sax_parse(bytes.data(), bytes.data() + bytes.size(), &events,
                                     nlohmann::json::input_format_t::cbor);
}

} // namespace castellan::wire
