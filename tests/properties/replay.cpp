// A refused change changes nothing; the log gives the identical world, a snapshot with the rest of the log too; what is
// written is read back as it was.
#include "tests/properties/histories.hpp"
#include "tests/properties/properties.hpp"
#include "wire/change_json.hpp"
#include "wire/decider.hpp"
#include "wire/document.hpp"
#include "wire/new_ids.hpp"

#include <format>
#include <optional>

namespace castellan::properties {

namespace {

struct Entry {
    std::string change;
    std::string actor;
    Instant at = 0;
};

std::string name_of_actor(World const& town, Actor const& actor)
{
    if (auto const* row = town.safes.get(actor.device))
        return "device:" + row->id;
    if (auto const* row = town.invitations.get(actor.invitation))
        return "invitation:" + row->id;
    auto const* row = town.users.get(actor.user);
    return row == nullptr ? "" : row->id;
}

Actor actor_named(World const& town, std::string_view name)
{
    if (name.starts_with("device:"))
        return Actor{town.safes.find(name.substr(7))};
    if (name.starts_with("invitation:"))
        return Actor{town.invitations.find(name.substr(11))};
    return Actor{town.users.find(name)};
}

/// The question as RULEBOOK 9 asks it.
std::string line_of(World const& town, Question const& question, std::string const& change)
{
    auto const& context = question.context;
    auto const* second = town.users.get(context.second_person);
    return std::format(R"({{"actor":"{}","change":{},"context":{{"otp":{},"mfa":{},"second_person":{},"now":{}}}}})",
                       name_of_actor(town, question.actor), change, context.otp, context.mfa,
                       second == nullptr ? "null" : "\"" + second->id + "\"", context.now);
}

std::string state_of(World const& town) { return wire::encode_document(town) + wire::encode_snapshot(town); }

/// A world and the changes that were allowed in it, kept as a log keeps them.
class Book {
public:
    Book(World const& town, Findings& findings) : findings_(findings), first_(wire::encode_snapshot(town)) {}

    void write(World const& town, Entry entry)
    {
        log_.push_back(std::move(entry));
        if (log_.size() == 10) {
            middle_ = wire::encode_snapshot(town);
            kept_ = log_.size();
        }
    }

    /// Reads everything back.
    void compare(World const& town, std::string const& where) const
    {
        auto const wanted = state_of(town);
        if (replayed(first_, 0) != wanted)
            findings_.add("the log does not give the world", [&] { return where; });
        if (!middle_.empty() && replayed(middle_, kept_) != wanted)
            findings_.add("a snapshot and the rest of the log do not give the world", [&] { return where; });
        auto const document = wire::encode_document(town);
        auto const read = wire::decode_document(document);
        if (!read || wire::encode_document(*read) != document)
            findings_.add("a document is not read as it was written", [&] { return where + "\n" + document; });
        auto const snapshot = wire::decode_snapshot(wire::encode_snapshot(town));
        if (!snapshot || state_of(*snapshot) != wanted)
            findings_.add("a snapshot is not read as it was written", [&] { return where; });
    }

private:
    [[nodiscard]] std::string replayed(std::string const& snapshot, std::size_t from) const
    {
        auto town = wire::decode_snapshot(snapshot);
        if (!town)
            return "the snapshot can't be read";
        for (auto at = from; at < log_.size(); ++at) {
            auto const change = wire::decode_change(*town, log_[at].change);
            if (!change)
                return "a change can't be read";
            apply(*town, change->change,
                  {.number = town->revision + 1, .at = log_[at].at, .actor = actor_named(*town, log_[at].actor)});
        }
        return state_of(*town);
    }

    Findings& findings_;
    std::string first_;
    std::string middle_;
    std::size_t kept_ = 0;
    std::vector<Entry> log_;
};

/// What was read is written as it came, but for the kinds that name members to set in what is there; and what was
/// written is read and written the same again.
void read_again(World const& town, std::string const& json, wire::DecodedChange const& decoded, Findings& findings)
{
    auto const kind = kind_of(decoded.change);
    auto const written = wire::encode_change(town, decoded.change, decoded.unknown);
    auto const is_in_part = kind == Kind::record_edit || kind == Kind::door_lock_settings;
    auto const again = wire::decode_change(town, written);
    if ((written != json && !is_in_part) || !again ||
        wire::encode_change(town, again->change, again->unknown) != written)
        findings.add("a change is not read as it was written", [&] { return json + "\n" + written; });
}

/// One question to both: the town that drifts, and the decider that is told the same lines.
void ask(World& town, wire::Decider& decider, Book& book, Dice& dice, Judge judge, Findings& findings)
{
    auto question = plain::random_question(town, dice);
    auto const json = wire::encode_change(town, question.change);
    auto decoded = wire::decode_change(town, json);
    if (!decoded || name_of_actor(town, question.actor).empty())
        return; // such a thing can't be said
    read_again(town, json, *decoded, findings);
    auto const decision = judge(town, question.actor, decoded->change, question.context);
    ++findings.judged;
    auto const before = state_of(decider.world());
    auto const line = line_of(town, question, json);
    auto const answer = decider.answer(line, 1);
    auto const is_allowed = answer.starts_with(R"({"effect":"allow")");
    if (!is_allowed && state_of(decider.world()) != before)
        findings.add("a refused change changed something", [&] { return line + "\n" + answer; });
    if (decision.effect != Effect::allow)
        return;
    auto& change = decoded->change;
    auto const number = town.revision + 1;
    wire::name_new_things(town, change, number);
    auto entry = Entry{wire::encode_change(town, change), name_of_actor(town, question.actor), question.context.now};
    apply(town, change, {.number = number, .at = question.context.now, .actor = question.actor});
    book.write(town, std::move(entry));
    ++findings.applied;
}

} // namespace

Findings logs_give_the_world(Judge judge, Effort const& effort)
{
    auto findings = Findings{};
    for_each_town(effort, [&](World& drawn, Dice& dice, std::uint64_t seed) {
        auto town = wire::decode_snapshot(wire::encode_snapshot(drawn));
        if (!town) {
            findings.add("a snapshot can't be read", [&] { return std::format("seed {}", seed); });
            return;
        }
        auto book = Book{*town, findings};
        auto decider = wire::Decider{*town, wire::Decider::Mode::apply};
        for (std::size_t turn = 0; turn < effort.turns; ++turn)
            ask(*town, decider, book, dice, judge, findings);
        if (state_of(decider.world()) != state_of(*town))
            findings.add("the same lines gave another world", [&] { return std::format("seed {}", seed); });
        book.compare(*town, std::format("seed {}", seed));
    });
    return findings;
}

} // namespace castellan::properties
