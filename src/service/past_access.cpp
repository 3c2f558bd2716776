#include "service/past_access.hpp"

#include "service/chain.hpp"
#include "service/replay.hpp"
#include "wire/codec.hpp"
#include "wire/document.hpp"
#include "wire/log_json.hpp"

#include <algorithm>

namespace castellan {

namespace {

/// A slice ends after so many entries: a few milliseconds.
constexpr std::size_t entries_at_once = 200;

constexpr auto unreadable = std::string_view{"The log could not be read to that day."};

} // namespace

std::optional<Target> target_in(World const& world, std::string_view type, std::string_view id)
{
    auto const found = [](auto thing) { return thing ? std::optional<Target>{thing} : std::nullopt; };
    if (type == "account")
        return found(world.accounts.find(id));
    if (type == "group")
        return found(world.groups.find(id));
    if (type == "safe")
        return found(world.safes.find(id));
    if (type == "door")
        return found(world.doors.find(id));
    if (type == "team")
        return found(world.teams.find(id));
    return type == "module" ? found(world.modules.find(id)) : std::nullopt;
}

PastAccess::PastAccess(Store& store, std::string id, std::string user, std::string session, wire::AccessQuestion question)
    : store_(store), id_(std::move(id)), user_(std::move(user)), session_(std::move(session)), question_(std::move(question))
{
    answered_[1] = !is_compared();
}

std::unique_ptr<PastAccess::Beginning> PastAccess::beginning()
{
    auto result = std::make_unique<Beginning>();
    result->id = id_;
    auto const first = is_compared() ? std::min(question_.on.at, question_.against.at) : question_.on.at;
    // A snapshot that the chain has not sealed counts for nothing, as at every start.
    if (auto snapshot = store_.latest_snapshot(); snapshot && *snapshot) {
        auto const around = store_.read((*snapshot)->number, 2);
        if (around && around->size() == 2 && around->front().at <= first && seals(around->back(), **snapshot)) {
            result->text = std::move((*snapshot)->world);
            result->is_snapshot = true;
            result->number = (*snapshot)->number;
            return result;
        }
    }
    auto entries = store_.read(1, 1);
    if (entries && !entries->empty() && entries->front().at <= first) {
        result->text = std::move(entries->front().body);
        result->number = 1;
    }
    return result;
}

void PastAccess::Beginning::run()
{
    if (number == 0)
        return;
    if (is_snapshot) {
        if (auto read = wire::decode_snapshot(text))
            world = std::move(*read);
    } else if (auto const body = wire::decode<wire::LogBody>(text)) {
        if (auto read = wire::decode_document(body->after.text))
            world = std::move(*read);
    }
    text = {};
}

void PastAccess::begin(Beginning& beginning)
{
    next_ = beginning.number + 1;
    world_ = std::move(beginning.world);
    if (world_ && !beginning.is_snapshot)
        world_->revision = beginning.number;
}

bool PastAccess::step(Instant now)
{
    if (stage_ != wire::AccessStage::running || !world_)
        return false;
    auto const entries = store_.read(next_, entries_at_once);
    if (!entries) {
        fail(unreadable, now);
        return false;
    }
    for (auto const& entry : *entries) {
        answer_up_to(entry.at - 1);
        if (answered_[0] && answered_[1])
            break;
        if (entry.number != next_ || !replay(*world_, entry)) {
            fail(unreadable, now);
            return false;
        }
        ++next_;
    }
    if (entries->empty())
        answer_up_to(now);
    if (!answered_[0] || !answered_[1])
        return true;
    stage_ = wire::AccessStage::done;
    ended_ = now;
    world_.reset();
    return false;
}

/// The world is as it was up to this instant: what is asked about it can be answered.
void PastAccess::answer_up_to(Instant at)
{
    for (std::size_t which = 0; which < holders_.size(); ++which) {
        auto const moment = which == 0 ? question_.on.at : question_.against.at;
        if (answered_[which] || moment > at)
            continue;
        answered_[which] = true;
        auto const target = target_in(*world_, question_.type, question_.id);
        if (!target)
            continue; // there was no such thing
        auto const add = [&](UserId user, std::vector<Role> roles) {
            if (!roles.empty())
                holders_[which].push_back({world_->users[user].id, std::move(roles)});
        };
        if (auto const permission = permission_named(question_.permission)) {
            for (auto const& able : who_can(*world_, *permission, *target))
                add(able.user, roles_for(*world_, able.user, *permission, *target));
        } else {
            for (auto const user : world_->users.handles()) {
                if (world_->users[user].status == Status::active)
                    add(user, roles_for(*world_, user, std::nullopt, *target));
            }
        }
    }
}

void PastAccess::fail(std::string_view reason, Instant now)
{
    stage_ = wire::AccessStage::failed;
    reason_ = reason;
    ended_ = now;
    holders_ = {};
    world_.reset();
}

bool PastQuestions::is_busy(std::string_view user) const
{
    auto const running = std::ranges::count(questions_, wire::AccessStage::running, [](auto const& one) { return one->stage(); });
    return static_cast<std::size_t>(running) >= open_most || std::ranges::any_of(questions_, [&](auto const& one) {
               return one->stage() == wire::AccessStage::running && one->user() == user;
           });
}

PastAccess& PastQuestions::add(std::unique_ptr<PastAccess> question)
{
    return *questions_.emplace_back(std::move(question));
}

PastAccess* PastQuestions::find(std::string_view id)
{
    auto const found = std::ranges::find_if(questions_, [&](auto const& one) { return one->id() == id; });
    return found == questions_.end() ? nullptr : found->get();
}

PastAccess* PastQuestions::next()
{
    auto const found = std::ranges::find_if(
        questions_, [](auto const& one) { return one->stage() == wire::AccessStage::running && one->has_begun(); });
    return found == questions_.end() ? nullptr : found->get();
}

void PastQuestions::forget_old(Instant now)
{
    auto const is_over = [](auto const& one) { return one->stage() != wire::AccessStage::running; };
    std::erase_if(questions_, [&](auto const& one) { return is_over(one) && now - one->ended() >= kept_ms; });
    for (auto at = questions_.size(); at > 0; --at) {
        auto const& one = questions_[at - 1];
        auto const later = std::ranges::count_if(questions_.begin() + static_cast<std::ptrdiff_t>(at), questions_.end(),
                                                 [&](auto const& other) { return other->user() == one->user(); });
        if (is_over(one) && static_cast<std::size_t>(later) >= kept_each)
            questions_.erase(questions_.begin() + static_cast<std::ptrdiff_t>(at) - 1);
    }
}

void PastQuestions::fail_all(Instant now)
{
    for (auto const& one : questions_) {
        if (one->stage() == wire::AccessStage::running)
            one->fail("The log could not be read just now. Try again.", now);
    }
}

} // namespace castellan
