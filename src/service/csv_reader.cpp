#include "service/csv_reader.hpp"

#include "wire/text.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <utility>

namespace castellan {

namespace {

constexpr auto byte_order_mark = std::string_view{"\xEF\xBB\xBF"};
constexpr std::size_t cells_most = 100; // of one record

/// The one that stands in the first line most often, outside quotes.
char separator_of(std::string_view text)
{
    auto counts = std::array<std::pair<char, int>, 3>{{{',', 0}, {';', 0}, {'\t', 0}}};
    auto is_quoted = false;
    for (auto const letter : text) {
        if (letter == '"')
            is_quoted = !is_quoted;
        if ((letter == '\n' || letter == '\r') && !is_quoted)
            break;
        for (auto& [separator, count] : counts)
            count += letter == separator && !is_quoted ? 1 : 0;
    }
    return std::ranges::max_element(counts, {}, &std::pair<char, int>::second)->first;
}

int is_blank(unsigned char letter)
{
    return letter == ' ' ? 1 : 0;
}

} // namespace

struct CsvReader::Parser {
    explicit Parser(char separator)
    {
        csv_init(&state, CSV_STRICT | CSV_STRICT_FINI);
        csv_set_delim(&state, static_cast<unsigned char>(separator));
        csv_set_space_func(&state, is_blank); // a tab may be the separator
    }
    Parser(Parser const&) = delete;
    Parser& operator=(Parser const&) = delete;
    ~Parser() { csv_free(&state); }

    [[nodiscard]] bool is_between_records() const { return state.pstate == 0; }

    static void take_cell(void* text, std::size_t size, void* self)
    {
        auto& parser = *static_cast<Parser*>(self);
        if (parser.record.cells.size() < cells_most)
            parser.record.cells.emplace_back(static_cast<char const*>(text), size);
        else
            parser.has_too_many_cells = true;
    }
    static void end_record(int, void* self) { static_cast<Parser*>(self)->is_complete = true; }

    csv_parser state{};
    CsvRecord record;
    bool is_complete = false;
    bool has_too_many_cells = false;
    bool has_ended = false;
};

CsvReader::CsvReader(std::string text) : text_(std::move(text))
{
    if (text_.starts_with(byte_order_mark))
        at_ = byte_order_mark.size();
    parser_ = std::make_unique<Parser>(separator_of(std::string_view{text_}.substr(at_)));
}

CsvReader::CsvReader(CsvReader&&) noexcept = default;
CsvReader& CsvReader::operator=(CsvReader&&) noexcept = default;
CsvReader::~CsvReader() = default;

std::optional<CsvProblem> CsvReader::problem_of(std::string_view text)
{
    auto const line_at = [&](std::size_t at) { return 1 + std::ranges::count(text.substr(0, at), '\n'); };
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
        return CsvProblem{1, "This is UTF-16. Save the table as CSV in UTF-8."};
    if (auto const zero = text.find('\0'); zero != text.npos)
        return CsvProblem{line_at(zero), "There is a zero byte. Save the table as CSV in UTF-8."};
    if (!wire::is_utf8(text)) {
        auto at = std::size_t{0};
        while (at < text.size()) {
            auto const end = std::min(text.find('\n', at), text.size());
            if (!wire::is_utf8(text.substr(at, end - at)))
                break;
            at = end + 1;
        }
        return CsvProblem{line_at(std::min(at, text.size())), "There is something that is no UTF-8. Save the table as CSV in UTF-8."};
    }
    return std::nullopt;
}

/// Up to and with the next end of line. Also inside quotes: libcsv remembers where it is.
std::string_view CsvReader::take_line()
{
    auto end = text_.find_first_of("\r\n", at_);
    if (end == text_.npos)
        end = text_.size();
    else
        end += text_.compare(end, 2, "\r\n") == 0 ? 2 : 1;
    auto const line = std::string_view{text_}.substr(at_, end - at_);
    at_ = end;
    ++line_;
    return line;
}

std::expected<std::optional<CsvRecord>, CsvProblem> CsvReader::next()
{
    auto& parser = *parser_;
    parser.record = {};
    parser.is_complete = false;
    auto const misplaced = [&] {
        return std::unexpected(CsvProblem{parser.record.line, "There is a quotation mark that is not closed, or stands in the middle of a cell."});
    };
    while (!parser.is_complete) {
        if (at_ == text_.size()) {
            if (std::exchange(parser.has_ended, true))
                return std::nullopt;
            if (csv_fini(&parser.state, &Parser::take_cell, &Parser::end_record, &parser) != 0)
                return misplaced();
            if (!parser.is_complete)
                return std::nullopt;
            break;
        }
        auto const begins = parser.is_between_records();
        auto const line = take_line();
        if (begins)
            parser.record.line = line_;
        if (csv_parse(&parser.state, line.data(), line.size(), &Parser::take_cell, &Parser::end_record, &parser) != line.size())
            return misplaced();
    }
    if (parser.has_too_many_cells)
        return std::unexpected(CsvProblem{parser.record.line, "There are more than 100 cells."});
    return std::move(parser.record);
}

} // namespace castellan
