// A text that is wiped when it goes: passwords on their way to being hashed.
#pragma once

#include <sodium.h>

#include <string>
#include <utility>

namespace castellan {

struct Secret {
    std::string text;

    explicit Secret(std::string value) : text(std::move(value)) {}
    Secret(Secret const&) = delete;
    Secret& operator=(Secret const&) = delete;
    ~Secret() { sodium_memzero(text.data(), text.size()); }
};

} // namespace castellan
