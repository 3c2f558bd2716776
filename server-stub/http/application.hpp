// What the HTTP server asks for answers: the service in the product, something small in tests.
#pragma once

#include "server-stub/http/answer.hpp"
#include "server-stub/http/task.hpp"

namespace castellan::server {

class Application {
public:
    virtual ~Application() = default;

    /// Answers one request whose head and body were checked. What the arguments point to stays until the answer is
    /// there. `address` is the peer's, without a port. Must not throw.
    virtual Task<Answer> answer(RequestHead const& head, std::string_view body, std::string_view address) = 0;
};

} // namespace castellan::server
