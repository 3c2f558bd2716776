#include "client/people_import.hpp"

#include "wire/codec.hpp"
#include "wire/problem.hpp"
#include "wire/url.hpp"

namespace castellan::client {

namespace {

constexpr auto pause_ms = Instant{200};

} // namespace

PeopleImport::PeopleImport(Transport& transport, std::function<void()> changed)
    : transport_(transport), changed_(std::move(changed))
{
}

void PeopleImport::begin(std::string_view account, std::string_view table, ImportWish wish)
{
    forget();
    state_ = State::running;
    wish_ = wish;
    is_asking_ = true;
    auto path = "/api/v1/accounts/" + wire::percent_encoded(account) + "/users/import";
    if (wish != ImportWish::all)
        path += wish == ImportWish::dry_run ? "?dry_run=true" : "?good_only=true";
    transport_.request({"POST", std::move(path), {{"Content-Type", "text/csv"}}, std::string{table}},
                       [this, question = question_](Answer const& answer) { take(answer, question); });
}

void PeopleImport::poll(Instant now)
{
    if (state_ != State::running || is_asking_)
        return;
    if (ask_at_ == 0)
        ask_at_ = now + pause_ms;
    if (now < ask_at_)
        return;
    is_asking_ = true;
    transport_.request({"GET", "/api/v1/imports/" + wire::percent_encoded(job_.id), {}, {}},
                       [this, question = question_](Answer const& answer) { take(answer, question); });
}

void PeopleImport::forget()
{
    state_ = State::idle;
    job_ = {};
    problem_.clear();
    is_asking_ = false;
    ask_at_ = 0;
    ++question_;
}

void PeopleImport::take(Answer const& answer, std::uint64_t question)
{
    if (question != question_)
        return;
    is_asking_ = false;
    ask_at_ = 0;
    changed_();
    if (answer.status == 0 && !job_.id.empty())
        return; // Asked again in a moment.
    auto job = answer.status == 200 || answer.status == 202 ? wire::decode<wire::ImportJob>(answer.body)
                                                             : std::expected<wire::ImportJob, wire::WireError>{std::unexpected(wire::WireError{})};
    if (job) {
        job_ = *std::move(job);
        if (job_.state != wire::ImportState::running)
            state_ = State::over;
        return;
    }
    state_ = State::failed;
    auto const problem = wire::decode<wire::Problem>(answer.body);
    problem_ = problem && !problem->detail.empty() ? problem->detail : "The service could not be reached, or did not accept the table.";
}

} // namespace castellan::client
