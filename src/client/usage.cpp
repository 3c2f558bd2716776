#include "client/usage.hpp"

#include "rules/permission.hpp"
#include "wire/codec.hpp"
#include "wire/log_json.hpp"
#include "wire/url.hpp"

namespace castellan::client {

void Usage::want(std::string_view account)
{
    if (account_ == account)
        return;
    account_ = account;
    used_.clear();
    state_ = State::loading;
    ask({});
}

PermissionSet Usage::of(std::string_view user) const
{
    auto const found = used_.find(user);
    return found == used_.end() ? PermissionSet{} : found->second;
}

void Usage::ask(std::string const& before)
{
    auto path = "/api/v1/usage?account=" + wire::percent_encoded(account_);
    if (!before.empty())
        path += "&before=" + wire::percent_encoded(before);
    auto const question = ++question_;
    transport_.request({"GET", std::move(path), {}, {}}, [this, question](Answer const& answer) { take(answer, question); });
}

void Usage::take(Answer const& answer, std::uint64_t question)
{
    if (question != question_)
        return; // another account was asked about meanwhile
    ++generation_;
    auto const page = answer.status == 200 ? wire::decode<wire::UsagePage>(answer.body)
                                           : std::expected<wire::UsagePage, wire::WireError>{std::unexpected(wire::WireError{})};
    if (!page) {
        state_ = answer.status == 403 || answer.status == 404 ? State::denied : State::failed;
        changed_();
        return;
    }
    for (auto const& row : page->used) {
        for (auto const& name : row.permissions) {
            if (auto const permission = permission_named(name))
                used_[row.user].add(*permission);
        }
    }
    if (page->before.empty())
        state_ = State::ready;
    else
        ask(page->before);
    changed_();
}

} // namespace castellan::client
