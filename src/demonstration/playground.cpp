#include "demonstration/playground.hpp"

#include "demonstration/journal.hpp"
#include "demonstration/parcel.hpp"
#include "service/passwords.hpp"

#include <algorithm>
#include <utility>

namespace castellan {

namespace {

constexpr Instant tick_ms = 1'000;
constexpr auto heartbeat_ms = Instant{5'000};
constexpr std::uint64_t snapshot_every = 500; // so much is replayed at a start

/// Everybody can read the password in the page: what it costs to guess does not matter, what it costs to sign in does.
constexpr auto open_passwords = PasswordCost{.operations = 1, .memory = std::size_t{1024} * 1024};

/// Where people of the demonstration find it: what begins the links in their messages (demonstration/phone.js).
constexpr auto own_origin = std::string_view{"https://castellan.example"};

std::string fields_of(Response const& response)
{
    auto fields = std::string{};
    auto const add = [&fields](std::string_view name, std::string_view value) {
        if (!value.empty())
            ((fields += name) += ": ") += value, fields += '\n';
    };
    add("Content-Type", response.content_type);
    add("ETag", response.etag);
    add("Location", response.location);
    add("Set-Cookie", response.set_cookie);
    add("Allow", response.allow);
    if (response.retry_after_s)
        add("Retry-After", std::to_string(*response.retry_after_s));
    if (!response.file_name.empty())
        add("Content-Disposition", "attachment; filename=\"" + response.file_name + '"');
    return fields;
}

} // namespace

Playground::Playground(ZoneRule zone_rule)
    : options_{.passwords = open_passwords,
               .heartbeat_ms = heartbeat_ms,
               .zone_rule = std::move(zone_rule),
               .snapshot_every = snapshot_every}
{
}

bool Playground::bring(std::string_view page)
{
    auto const batch = read_journal_page(page);
    return batch && store_.append(*batch).has_value();
}

bool Playground::open(Instant now)
{
    auto opened = Service::open(store_, random_, options_, now);
    if (!opened)
        return false;
    service_ = *std::move(opened);
    service_->reached_at(std::string{own_origin});
    return true;
}

std::expected<void, std::string> Playground::install(std::string_view document, std::span<std::string_view const> emails,
                                                     std::string_view password, Instant now)
{
    if (auto installed = service_->install(document, Demonstration::yes, now); !installed)
        return installed;
    auto const hash = hash_password(password, options_.passwords);
    for (auto const email : emails) {
        if (!service_->preset_password(email, hash))
            return std::unexpected(std::string{email} + " is nobody of this organisation.");
    }
    return {};
}

void Playground::ask(AskId id, Request const& request, Instant now)
{
    settle({.id = id, .safe = {}}, service_->handle(request, now), now);
}

void Playground::settle(Asker asker, Outcome outcome, Instant now)
{
    if (auto const work = std::exchange(outcome.work, nullptr)) {
        work->run();
        outcome = service_->finish(*work, now);
    }
    if (outcome.held != 0)
        held_.emplace(outcome.held, asker);
    else if (outcome.after != 0)
        waiting_.push_back({outcome.after, asker, std::move(outcome)});
    else
        deliver(asker, std::move(outcome), now);
}

void Playground::deliver(Asker asker, Outcome outcome, Instant now)
{
    auto& response = outcome.response;
    if (asker.safe) {
        safes_[*asker.safe].answered(response.status, response.body, now);
        return;
    }
    if (outcome.body) {
        auto state = BodyStream::State::more;
        while (state == BodyStream::State::more)
            state = outcome.body->next(response.body, now);
        if (state == BodyStream::State::broken)
            response = Service::not_durable();
    }
    if (outcome.stream != 0)
        streams_.emplace(outcome.stream, asker.id);
    put(out_, outcome.stream != 0 ? "open" : "answer");
    put(out_, asker.id);
    put(out_, response.status);
    put(out_, fields_of(response));
    put(out_, response.body);
}

void Playground::forget(AskId id)
{
    std::erase_if(waiting_, [&](Waiting const& waiting) { return !waiting.asker.safe && waiting.asker.id == id; });
    std::erase_if(streams_, [&](auto const& stream) {
        if (stream.second != id)
            return false;
        service_->close_stream(stream.first);
        return true;
    });
}

void Playground::kept(std::uint64_t ticket, bool kept, Instant now)
{
    if (!writing_ || writing_->ticket != ticket)
        return;
    auto const batch = *std::exchange(writing_, std::nullopt);
    auto const durable = kept && store_.append(batch).has_value();
    if (durable)
        service_->committed(ticket);
    else
        service_->failed(now);
    while (!waiting_.empty() && (!durable || waiting_.front().ticket <= ticket)) {
        auto next = std::move(waiting_.front());
        waiting_.pop_front();
        if (!durable)
            next.outcome = Outcome{.response = Service::not_durable()};
        deliver(next.asker, std::move(next.outcome), now);
    }
}

void Playground::play(std::array<unsigned char, 32> const& secret, std::uint64_t seed, Instant now)
{
    auto codes = std::map<std::string, std::string>{};
    for (auto& [serial, code] : service_->offer_pairings({}))
        codes.emplace(std::move(serial), std::move(code));
    for (auto const handle : world().safes.handles()) {
        auto const& safe = world().safes[handle];
        auto identity = SimulatedSafe::identity(safe.serial, secret);
        auto code = codes.extract(safe.serial);
        if (!code)
            identity.id = safe.id;
        auto& device = safes_.emplace_back(std::move(identity), seed, Temper{}, now);
        if (code)
            device.give_code(std::move(code.mapped()), now);
    }
}

bool Playground::unplug(std::string_view safe, Instant ms, Instant now)
{
    auto const found = std::ranges::find(safes_, safe, [](SimulatedSafe const& one) { return one.identity().id; });
    if (found == safes_.end())
        return false;
    found->leave(now, ms);
    return true;
}

void Playground::let_safes_speak(Instant now)
{
    for (auto at = std::size_t{0}; at < safes_.size(); ++at) {
        auto const said = safes_[at].next(now);
        if (!said)
            continue;
        settle({.id = 0, .safe = at},
               service_->handle({.method = "POST",
                                 .target = said->path,
                                 .body = said->body,
                                 .address = "192.0.2.1",
                                 .host = "castellan.example",
                                 .content_type = "application/json",
                                 .castellan_request = "1",
                                 .device = said->stamp},
                                now),
               now);
    }
}

void Playground::take_held(Instant now)
{
    for (auto& [held, outcome] : service_->take_held()) {
        if (auto asker = held_.extract(held))
            settle(asker.mapped(), std::move(outcome), now);
    }
}

void Playground::step(Instant now)
{
    if (now - passed_ >= tick_ms) {
        passed_ = now;
        service_->pass_time(now);
    }
    take_held(now);
    let_safes_speak(now);
    static_cast<void>(service_->work_on(now));
    // Nothing leaves the page, and whoever has set up a receiver is told so where he looks for its answers.
    for (auto const& posting : service_->take_postings(now))
        service_->posted(posting.key, {.problem = "The demonstration sends nothing out of its page."}, now);
}

std::string Playground::take_out(Instant now)
{
    take_held(now);
    if (!writing_) {
        if (auto batch = service_->take_batch(); !batch.empty()) {
            put(out_, "page");
            put(out_, batch.ticket);
            put(out_, journal_page(batch));
            writing_ = std::move(batch);
        }
    }
    for (auto const& message : service_->take_messages()) {
        put(out_, "message");
        put(out_, message.channel == Channel::sms ? "sms" : "email");
        put(out_, name_of(message.kind));
        put(out_, message.to);
        put(out_, message.subject);
        put(out_, message.text);
    }
    for (auto const& event : service_->take_events(now)) {
        auto const stream = streams_.find(event.stream);
        if (stream == streams_.end())
            continue;
        if (!event.text.empty()) {
            put(out_, "event");
            put(out_, stream->second);
            put(out_, event.text);
        }
        if (event.end) {
            put(out_, "end");
            put(out_, stream->second);
            streams_.erase(stream);
        }
    }
    return std::exchange(out_, {});
}

} // namespace castellan
