#include "client/inquiry.hpp"

#include "wire/codec.hpp"
#include "wire/problem.hpp"

#include <algorithm>

namespace castellan::client {

void Inquiry::want(std::string_view path)
{
    if (path_ == path)
        return;
    forget();
    path_ = path;
    ask();
}

void Inquiry::refresh()
{
    if (!path_.empty() && state_ != State::loading)
        ask();
}

void Inquiry::forget()
{
    ++question_;
    path_.clear();
    body_.clear();
    problem_.clear();
    rule_.clear();
    state_ = State::idle;
}

void Inquiry::ask()
{
    if (body_.empty())
        state_ = State::loading;
    transport_.request({.method = "GET", .path = path_, .headers = {}, .body = {}},
                       [this, question = ++question_](Answer const& answer) {
                           if (question == question_)
                               take(answer);
                       });
}

void Inquiry::tell(std::string_view method, std::string_view path)
{
    problem_.clear();
    transport_.request({.method = std::string{method}, .path = std::string{path}, .headers = {}, .body = {}},
                       [this, question = question_](Answer const& answer) {
                           if (question != question_)
                               return;
                           if (answer.status >= 300 || answer.status == 0)
                               read_problem(answer);
                           changed_();
                           ask();
                       });
}

void Inquiry::begin(std::string_view path, std::string body)
{
    forget();
    state_ = State::loading;
    transport_.request({.method = "POST", .path = std::string{path}, .headers = {{"Content-Type", "application/json"}}, .body = std::move(body)},
                       [this, question = question_, where = std::string{path}](Answer const& answer) {
                           if (question != question_)
                               return;
                           auto const leaves = wire::leaves(answer.body);
                           auto const id = std::ranges::find(leaves, "id", &wire::Leaf::path);
                           if (answer.status == 202 && id != leaves.end()) {
                               path_ = where + "/" + id->value;
                               ask();
                           } else {
                               take(answer);
                           }
                       });
}

void Inquiry::take(Answer const& answer)
{
    ++generation_;
    if (answer.status == 200) {
        state_ = State::ready;
        body_ = answer.body;
    } else if (body_.empty()) {
        state_ = answer.status == 403 || answer.status == 404 ? State::denied : State::failed;
        read_problem(answer);
    }
    changed_();
}

void Inquiry::read_problem(Answer const& answer)
{
    problem_ = "The service could not be reached. Try again in a moment.";
    if (auto const problem = wire::decode<wire::Problem>(answer.body)) {
        problem_ = problem->detail.empty() ? problem->title : problem->detail;
        rule_ = problem->rule;
    }
}

} // namespace castellan::client
