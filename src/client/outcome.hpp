// What became of a change that was sent.
#pragma once

#include "model/change.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace castellan::client {

enum class Result : std::uint8_t {
    done,     // it is in the log
    refused,  // the rules said no, or not now; `reason` and `rule` say why
    conflict, // the thing has changed since the form was opened (412)
    failed,   // it is not known to have happened: no network, a server in trouble
};

struct Outcome {
    std::uint64_t ticket = 0; // what `Client::send` gave
    Kind kind{};
    Result result = Result::failed;
    std::string reason;
    std::string rule;
    bool of_second_person = false; // not the change: the second person did not get in, and nothing was sent
    bool needs_code = false;       // he has a second factor, and has to show it; or the change's own code was not the right one
    bool of_code = false;          // not the change: a one-time code for it was sent, or not
    Instant expires = 0;           // until when that code is good
    std::vector<std::string> sent_to; // where it went: "email", "phone"
    std::string code; // told once: an emergency code, or a pairing code
    std::string secret; // of what was made, or made anew: shown this once, and kept by nobody
};

} // namespace castellan::client
