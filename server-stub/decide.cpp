#include "server-stub/decide.hpp"

#include "server-stub/lines.hpp"
#include "wire/decider.hpp"
#include "wire/document.hpp"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <optional>
#include <print>
#include <string_view>

namespace castellan::server {

namespace {

constexpr int wrong_question = 1;
constexpr int wrong_world = 2;

std::optional<World> read_world(std::filesystem::path const& file)
{
    auto stream = std::ifstream{file, std::ios::binary};
    auto const document = std::string{std::istreambuf_iterator<char>{stream}, {}};
    if (!stream.is_open() || stream.bad()) {
        std::println(stderr, "castellan: {} can't be read.", file.string());
        return std::nullopt;
    }
    auto world = wire::decode_document(document);
    if (world)
        return std::move(*world);
    for (auto const& error : world.error())
        std::println(stderr, "castellan: {}: {}", file.string(), wire::sentence(error));
    return std::nullopt;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

} // namespace

int decide(std::filesystem::path const& file, bool applies)
{
    auto world = read_world(file);
    if (!world)
        return wrong_world;
    auto decider = wire::Decider{std::move(*world), applies ? wire::Decider::Mode::apply : wire::Decider::Mode::ask};
    auto output = LineWriter{STDOUT_FILENO};
    // Whoever waits for an answer before he asks on gets it.
    auto input = LineReader{STDIN_FILENO, [&output] { output.flush(); }};
    while (auto const line = input.next()) {
        if (line->too_long)
            decider.refuse("is longer than 16 MB", line->number, output.buffer());
        else if (!is_blank(line->text))
            decider.answer(line->text, line->number, output.buffer());
        else
            continue;
        if (!output.end_line())
            return wrong_question; // nobody reads on
    }
    return output.flush() && !input.failed() && !decider.had_errors() ? 0 : wrong_question;
}

int explain(std::filesystem::path const& file, std::string const& given)
{
    auto const world = read_world(file);
    if (!world)
        return wrong_world;
    auto question = given;
    if (question.empty()) {
        auto input = LineReader{STDIN_FILENO, [] {}};
        if (auto const line = input.next(); line && !line->too_long)
            question = line->text;
    }
    auto const text = wire::explanation(*world, question);
    if (!text) {
        std::println(stderr, "castellan: {}", text.error());
        return wrong_question;
    }
    std::print("{}", *text);
    return 0;
}

} // namespace castellan::server
