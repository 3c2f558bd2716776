// Texts and bytes one after the other, each with its length in front: what passes between the service and the page of the
// demonstration, and what the page keeps.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace castellan {

/// Appends one text: its length as four bytes, the lowest first, then itself.
void put(std::string& parcel, std::string_view text);

/// A number is its decimal text.
void put(std::string& parcel, std::integral auto number)
{
    put(parcel, std::string_view{std::to_string(number)});
}

/// Takes a parcel apart; what is given points into it. After a mistake in it everything is empty, and `failed` says so.
class Unpacker {
public:
    explicit Unpacker(std::string_view parcel) : rest_(parcel) {}

    std::string_view text();

    template <std::integral Number>
    Number number()
    {
        auto value = Number{};
        auto const digits = text();
        auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || end != digits.data() + digits.size())
            failed_ = true;
        return value;
    }

    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] bool at_end() const { return rest_.empty() || failed_; }

private:
    std::string_view rest_;
    bool failed_ = false;
};

} // namespace castellan
