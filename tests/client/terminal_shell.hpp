// The shell of a kiosk terminal as its program meets it, on a service in memory.
#pragma once

#include "client/transport.hpp"
#include "tests/client/town.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace castellan::test {

/// Without a page: what waits, what was given to it, and what it is to answer.
class TerminalShell final : public client::Transport {
public:
    TerminalShell(Town& town, std::string person) : town_(town), person_(std::move(person)) {}

    void request(client::Request request, Receiver receive) override
    {
        auto answer = client::Answer{.status = 200};
        if (request.path == "terminal:queue") {
            answer.body = "{\"changes\":[";
            for (auto const& change : queue)
                answer.body += (answer.body.ends_with('[') ? "" : ",") + change;
            answer.body += "]}";
        } else if (request.path == "terminal:change") {
            sent.push_back(request.body);
            answer.status = status;
            answer.body = problem;
        } else {
            auto const response = town_.ask(person_, request);
            answer.status = response.status;
            answer.body = response.body;
        }
        receive(answer);
    }
    void listen(std::string_view path) override { listening = path; }

    std::vector<std::string> queue;
    std::vector<std::string> sent;
    int status = 202;
    std::string problem;
    std::string listening;

private:
    Town& town_;
    std::string person_;
};

} // namespace castellan::test
