// A webhook's message on its way out of the house. The service says what goes where and when it is due; whoever runs it
// does the transfer (server-stub/delivery/webhook_sender.hpp) and says what came of it.
#pragma once

#include <cstdint>
#include <string>

namespace castellan {

/// One try. The headers are those of Standard Webhooks.
struct Posting {
    std::string key; // names it to `Service::posted`
    std::string url;
    std::string id;        // webhook-id
    std::string timestamp; // webhook-timestamp: seconds since 1970
    std::string signature; // webhook-signature: "v1,…", several with blanks between
    std::string body;      // JSON
};

struct PostingResult {
    int status = 0;      // of the answer; 0: there was none
    std::int64_t took_ms = 0;
    std::string problem; // why there was none; for people, without addresses that a name was found to have
};

} // namespace castellan
