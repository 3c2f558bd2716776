// nlohmann's SAX parser for JSON text. Alone in this file, so that its templates are compiled once.
#include "wire/events.hpp"
#include "wire/text.hpp"

#include <nlohmann/json.hpp>

namespace castellan::wire {

namespace {

/// Passes the parser's events on.
struct Events {
    EventSink& sink;

    bool null() { return sink.null(); }
    bool boolean(bool value) { return sink.boolean(value); }
    bool number_integer(std::int64_t value) { return sink.integer(value); }
    bool number_unsigned(std::uint64_t value) { return sink.natural(value); }
    bool number_float(double, std::string const& text) { return sink.real(text); }
    bool string(std::string& value) { return sink.text(value); }
    bool binary(nlohmann::json::binary_t&) { return sink.fail("must not be binary"); }
    bool start_object(std::size_t) { return sink.begin_object(); }
    bool key(std::string& name) { return sink.key(name); }
    bool end_object() { return sink.end(); }
    bool start_array(std::size_t) { return sink.begin_list(); }
    bool end_array() { return sink.end(); }

    bool parse_error(std::size_t position, std::string const&, nlohmann::json::exception const& error)
    {
        auto const said = std::string_view{error.what()};
        auto const says = [said](std::string_view part) { return said.find(part) != said.npos; };
        auto const ends_too_early = says("unexpected end of input") || says("missing closing quote");
        auto problem = std::string{says("ill-formed UTF-8")        ? "is not UTF-8"
                                   : says("surrogate")             ? "has half of a surrogate pair"
                                   : says("control character")     ? "has a bare control character in a text"
                                   : ends_too_early                ? "ends too early"
                                   : says("expected end of input") ? "goes on after its end"
                                                                   : "is not well-formed JSON"};
        problem += ", at byte ";
        append_number(problem, std::uint64_t{position});
        sink.fail(std::move(problem));
        return false;
    }
};

} // namespace

bool parse_json(EventSink& sink, std::string_view text)
{
    auto events = Events{sink};
    return nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &events, nlohmann::json::input_format_t::json);
}

} // namespace castellan::wire
