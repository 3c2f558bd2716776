// Heads of requests. Everything in a head that was let through points into its text.
#include "server-stub/http/request_head.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

bool is_within(std::string_view part, std::string_view text)
{
    return part.empty() || (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size)
{
    using namespace castellan::server;
    auto const text = std::string{reinterpret_cast<char const*>(data), size};
    auto looked = std::size_t{0};
    auto const end = find_head_end(text, looked, Limits{});
    if (!end || !*end)
        return 0;
    auto const whole = std::string_view{text}.substr(0, **end);
    auto const head = parse_head(whole, Limits{});
    if (!head)
        return 0;
    if (!is_within(head->method, whole) || !is_within(head->target, whole) || head->target.front() != '/')
        std::abort();
    for (auto const& field : head->fields) {
        if (!is_within(field.name, whole) || !is_within(field.value, whole) || !is_token(field.name))
            std::abort();
    }
    if (head->chunked && head->content_length != 0)
        std::abort(); // two ways to tell where the request ends
    return 0;
}
